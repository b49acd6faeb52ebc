"""The conditions of one rule as judged: each with its value, what it asked, what it saw, and whether it counts."""

from typing import NamedTuple, TypeAlias

from accordant.explaining.scene import value_of
from accordant.model.observation import Observed, Value
from accordant.model.register import Evidence
from accordant.model.rules import Condition
from accordant.register.finding import Press, filled, placed

PURPOSES = {
    "require": "what is required",
    "occasion": "whether the duty arises",
    "refer_when": "what a person must weigh",
    "consider": "good practice",
}
"""The conditions of a rule, in the order in which they are explained, and what each is for."""


class JudgedCheck(NamedTuple):
    """One check: `wanted` is the value that serves the rule (below `not` and `none`: unmet).

    `counts` is False where its whole has what is wanted without it: another way holds.
    """

    name: str
    kind: str
    asked: str
    statement: str
    value: Value
    wanted: Value
    counts: bool
    evidence: tuple[Evidence, ...]


class JudgedTree(NamedTuple):
    """A condition made of others."""

    operator: str
    value: Value
    wanted: Value
    counts: bool
    parts: "tuple[Judged, ...]"


Judged: TypeAlias = JudgedCheck | JudgedTree


def judged(observed: Observed, press: Press) -> dict[str, Judged]:
    """Give the rule's conditions by name (require, occasion, refer_when, consider); none if nothing was looked at."""
    if observed.view is None:
        return {}
    conditions = {name: getattr(observed.rule, name) for name in PURPOSES}
    return {
        name: _judged(condition, observed, press, Value.UNMET if name == "refer_when" else Value.MET, counts=True)
        for name, condition in conditions.items()
        if condition is not None
    }


def checks_of(condition: Judged) -> tuple[JudgedCheck, ...]:
    """Give the checks of a condition, in the order of the rule."""
    if isinstance(condition, JudgedCheck):
        return (condition,)
    return tuple(check for part in condition.parts for check in checks_of(part))


def _judged(condition: Condition, observed: Observed, press: Press, wanted: Value, *, counts: bool) -> Judged:
    value = value_of(condition, observed)
    if isinstance(condition, str):
        return _judged_check(condition, observed, press, wanted, counts=counts)
    negative = condition.operator in ("none", "not")
    inner = (Value.UNMET if wanted is Value.MET else Value.MET) if negative else wanted
    below = [
        # What is as wanted made its whole so; of the rest nothing counts once the whole is as wanted.
        _judged(part, observed, press, inner, counts=counts and (value is not wanted or _is(part, observed, inner)))
        for part in condition.parts
    ]
    return JudgedTree(condition.operator, value, wanted, counts, tuple(below))


def _is(part: Condition, observed: Observed, value: Value) -> bool:
    return value_of(part, observed) is value


def _judged_check(name: str, observed: Observed, press: Press, wanted: Value, *, counts: bool) -> JudgedCheck:
    seen = observed.seen[name]
    statement = observed.rule.statements.get(name, "")
    return JudgedCheck(
        name=name,
        kind=observed.rule.checks[name].kind,
        asked=press.ask(observed, name),
        statement=filled(statement, seen) if statement and seen.value is Value.UNMET else "",
        value=seen.value,
        wanted=wanted,
        counts=counts,
        evidence=tuple(dict.fromkeys(placed(citation, press) for citation in seen.citations)),
    )
