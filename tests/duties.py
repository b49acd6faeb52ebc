"""When a rule is due where a relationship stands: worked out from what its obligation declares and nothing else."""

from enum import Enum
from typing import NamedTuple

from accordant.model.evidence import Relationship
from accordant.model.register import Outcome
from accordant.model.rules import Due, Rulebook

LAST = 8


class When(Enum):
    """A duty is ahead, due, or over."""

    AHEAD = "ahead"
    DUE = "due"
    OVER = "over"


class Stand(NamedTuple):
    """The stage a relationship has reached, and whether it has left it."""

    stage: int
    left: bool


OUTCOMES = {When.AHEAD: Outcome.NOT_YET_DUE, When.DUE: Outcome.CONFORMING, When.OVER: Outcome.NOT_APPLICABLE}
"""What a rule ends in where everything that is due is shown."""


def when(due: Due, stand: Stand) -> When:
    """Say when the duty is due: on entering its stage, on leaving it, from then on, or until the last stage is left."""
    if stand.stage < due.stage or (due.at == "exit" and stand == (due.stage, False)):
        return When.AHEAD
    return When.OVER if due.at == "recurring" and stand == (LAST, True) else When.DUE


def stand_of(relationship: Relationship) -> Stand:
    """Give where the manifest says that a relationship stands."""
    last = max(relationship.life_cycle, key=lambda span: span.stage or 0)
    return Stand(last.stage or 0, last.left is not None)


def duties(rulebook: Rulebook, stands: dict[str, Stand]) -> dict[tuple[str, str], When]:
    """Give for each rule at each subject of its level when it is due; what the whole system owes is always due."""
    found = {}
    for rule in rulebook.rules:
        obligation = rulebook.obligations[rule.obligation]
        due = rule.due or obligation.due
        if obligation.level == "system":
            found[rule.id, "organisation"] = When.DUE
            continue
        assert due is not None, f"{rule.id} says nothing of when it is due"
        found |= {(rule.id, f"relationship:{name}"): when(due, stand) for name, stand in stands.items()}
    return found
