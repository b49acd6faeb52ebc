"""What can go wrong that is *not* a finding.

AccordantError                 we could not produce a register; exit status 2
├── UsageError                 the command's words do not fit together
├── RulebookError              a rule file is not a rule; carries every problem of every file
└── InferenceError             the engines disagree, or the deciding engine died

Evidence that is wrong is never an exception: it becomes a finding, or a line of the intake.
"""

from accordant.model.problem import Problem


class AccordantError(Exception):
    """No register could be produced."""


class UsageError(AccordantError):
    """The words given on the command line do not fit together."""


class RulebookError(AccordantError):
    """The rule files are not a rulebook; `problems` holds every one of them, in order of place."""

    def __init__(self, problems: tuple[Problem, ...]) -> None:
        super().__init__("\n".join(str(problem) for problem in problems))
        self.problems = problems


class InferenceError(AccordantError):
    """No answer can be trusted: the engines disagree, or the deciding one was killed, hung or fell silent."""
