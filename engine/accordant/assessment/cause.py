"""Which checks made a finding what it is, for its words, its citations and the weighing of its cause."""

from typing import NamedTuple

from accordant.inference.reference import combined
from accordant.model.observation import Cause, Observation, Observed, Value
from accordant.model.register import Outcome
from accordant.model.rules import Condition

_GRAVEST = (Cause.LAPSED_TWICE, Cause.DECLARED_NONE, Cause.DOCUMENT, Cause.LAPSED, Cause.CONTENT, Cause.NONE)
_UNKNOWN = (Value.ERROR, Value.ABSENT)
_FAILING = (Value.UNMET, *_UNKNOWN)
_OPPOSITE = {Value.MET: Value.UNMET, Value.UNMET: Value.MET}


class Blame(NamedTuple):
    """The checks behind an outcome, in the rule's order: the gravest cause, the items at fault, their documents."""

    checks: tuple[str, ...]
    cause: Cause
    items: tuple[str, ...]
    documents: tuple[str, ...]


def blame(observed: Observed, outcome: str) -> Blame:
    """Give the checks whose observations carry the outcome; none where nothing was judged."""
    names = _behind(observed, outcome)
    seen = [observed.seen[name] for name in names]
    causes = {one.cause for one in seen if one.value in (Value.UNMET, Value.ABSENT)}
    cause = next((cause for cause in _GRAVEST if cause in causes), Cause.NONE)
    if observed.scope is Value.ABSENT:
        cause = Cause.DOCUMENT
    return Blame(names, cause, _items(seen), _documents(seen))


def _behind(observed: Observed, outcome: str) -> tuple[str, ...]:
    rule = observed.rule
    if observed.scope is not Value.MET:
        return ()
    match outcome:
        case Outcome.NOT_APPLICABLE:
            return _showing(rule.occasion, Value.UNMET, observed)
        case Outcome.OPPORTUNITY:
            return _showing(rule.require, Value.UNMET, observed) or _showing(rule.consider, Value.UNMET, observed)
        case Outcome.NEEDS_JUDGEMENT:
            referred = _showing(rule.refer_when, Value.MET, observed)
            return referred or _showing(rule.require, Value.UNMET, observed)
        case Outcome.CONFORMING:
            return _showing(rule.require, Value.MET, observed)
        case _:
            return _failing(observed)


def _failing(observed: Observed) -> tuple[str, ...]:
    """Give what fails; where it is not known whether the duty has arisen, only that: the rest was not weighed."""
    rule = observed.rule
    for condition, values in ((rule.occasion, _UNKNOWN), (rule.require, _FAILING)):
        for value in values:
            names = _showing(condition, value, observed)
            if names:
                return names
    return ()


def _showing(condition: Condition | None, value: Value, observed: Observed) -> tuple[str, ...]:
    """Give the checks that make a condition's value; none where its value is another.

    Below `none` and `not` the opposite makes it; a part of another value (a met part of an unmet whole) does not.
    """
    if condition is None or _value(condition, observed) != value:
        return ()
    if isinstance(condition, str):
        return (condition,)
    wanted = _OPPOSITE.get(value, value) if condition.operator in ("none", "not") else value
    return tuple(name for part in condition.parts for name in _showing(part, wanted, observed))


def _value(condition: Condition, observed: Observed) -> str:
    if isinstance(condition, str):
        return observed.seen[condition].value
    return combined(condition.operator, [_value(part, observed) for part in condition.parts])


def _items(seen: list[Observation]) -> tuple[str, ...]:
    """Name the items at fault with their document, so that only the same item of the same document is the same.

    A check may cite several documents: a field belongs to those in which it was seen, all else to the first.
    """
    found = []
    for one in seen:
        documents = [
            (citation.document.id, citation.key) for citation in one.citations if citation.document is not None
        ]
        for item in one.items:
            there = [name for name, key in documents if key == item]
            found += [f"{name}#{item}" for name in there or [name for name, _ in documents[:1]]]
    return tuple(dict.fromkeys(found))


def _documents(seen: list[Observation]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(c.document.id for one in seen for c in one.citations if c.document is not None))
