"""Conclusions, encoded: the gate first, joins guarded, a tautology last, clear of what durable-rules gets wrong."""

from collections.abc import Mapping
from typing import Any, Final

from accordant.model.rules import ConclusionRule, Pattern

GATE: Final[dict[str, Any]] = {"gate_": {"$and": [{"gate": 1}]}}
"""First pattern of every conclusion: absence is only right when the last fact asserted opens the rule."""


def size_of(name: str) -> str:
    """Name of the property that carries an integer for ordering; `name` itself carries its identity, for equality."""
    return f"{name}__size"


def join_rule(rule: ConclusionRule) -> dict[str, Any]:
    """One durable rule: gate, `each` fact, and the `other` fact or its absence."""
    other = "other" if rule.quantifier == "some" else "other$not"
    compared = sorted({*rule.other.same.values(), *map(size_of, rule.other.at_most.values())})
    each = [
        *_kind(rule.for_each),
        *({"$ex": {name: 1}} for name in compared),
        *_constants(rule.for_each),
        _last("gate_"),
    ]
    same: list[dict[str, Any]] = [{mine: {"each": theirs}} for mine, theirs in sorted(rule.other.same.items())]
    at_most = [
        {"$lte": {size_of(mine): {"each": size_of(theirs)}}} for mine, theirs in sorted(rule.other.at_most.items())
    ]
    joined = [*_kind(rule.other), *_constants(rule.other), *same, *at_most, _last("each")]
    return {"all": [GATE, {"each": {"$and": each}}, {other: {"$and": joined}}]}


def properties(rule: ConclusionRule) -> dict[str, frozenset[str]]:
    """Kind of fact -> the properties this rule reads of it, as they are named in durable-rules."""
    read: dict[str, frozenset[str]] = {}
    mine = {*rule.other.same, *map(size_of, rule.other.at_most)}
    theirs = {*rule.other.same.values(), *map(size_of, rule.other.at_most.values())}
    for pattern, joined in ((rule.for_each, theirs), (rule.other, mine)):
        read[pattern.fact] = read.get(pattern.fact, frozenset()) | {*pattern.equal, *pattern.unequal, *joined}
    return read


def constants(rule: ConclusionRule) -> frozenset[str]:
    """Texts this rule compares facts with."""
    return frozenset(
        value
        for pattern in (rule.for_each, rule.other)
        for value in (*pattern.equal.values(), *pattern.unequal.values())
    )


def _kind(pattern: Pattern) -> list[dict[str, Any]]:
    return [{"fact": pattern.fact}]


def _constants(pattern: Pattern) -> list[dict[str, Any]]:
    equal = [{name: value} for name, value in sorted(pattern.equal.items())]
    return [*equal, *({"$neq": {name: value}} for name, value in sorted(pattern.unequal.items()))]


def _last(alias: str) -> dict[str, Mapping[str, str]]:
    """Give what is always true: a false join at the end makes durable-rules read past its expressions."""
    return {"one": {alias: "one"}}
