"""Decision lists, encoded: what is known of the columns -> the case that decides, or the column to look at next."""

from accordant.inference.paths import Decide, Domains, Path, Split, paths_of
from accordant.model.rules import DecisionList

PATHS = 4000
"""The most paths one decision list may have."""


def decision_paths(decision: DecisionList) -> tuple[Path, ...]:
    """Disjoint paths of a decision list, answering the index of the case; raises TooManyPathsError beyond PATHS.

    The list must be complete: its last case admits everything.
    """
    domains = {column: frozenset(values) for column, values in decision.columns.items()}
    return paths_of(domains, _decide(decision), PATHS)


def _decide(decision: DecisionList) -> Decide:
    cases = [
        {column: frozenset(values) for column, values in case.when.items() if column in decision.columns}
        for case in decision.cases
    ]

    def decide(known: Domains) -> str | Split:
        for index, when in enumerate(cases):
            if any(known[column].isdisjoint(admitted) for column, admitted in when.items()):
                continue
            asked = next((column for column, admitted in when.items() if not known[column] <= admitted), None)
            return str(index) if asked is None else Split(asked, when[asked])
        raise ValueError(f"decision list {decision.id!r}: no case for {dict(known)}")

    return decide
