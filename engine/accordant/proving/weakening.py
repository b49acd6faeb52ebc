"""Weakened rules from the conditions of a rule: a part dropped, all made any, a negation or a whole condition gone."""

from collections.abc import Iterator
from itertools import chain
from typing import Any

from accordant.model.rules import Condition, Rule, Tree
from accordant.proving.loosening import loosened
from accordant.proving.proof import Weakened

_OPTIONAL = ("consider", "occasion", "refer_when")
_CONDITIONS = ("require", *_OPTIONAL)


def weakenings(rule: Rule) -> Iterator[Weakened]:
    """Give every rule that differs from this one by a single part loosened."""
    for name in _CONDITIONS:
        condition: Condition | None = getattr(rule, name)
        if condition is None:
            continue
        if name in _OPTIONAL:
            yield _with(rule, name, None, f"{name}:dropped", f"without {name}")
        for what, says, other in _others(condition):
            yield _with(rule, name, other, f"{name}{what}", f"{name}: {says}")
    for check in rule.checks.values():
        for what, says, parameters in loosened(check):
            checks = {**rule.checks, check.name: check._replace(parameters=parameters)}
            yield Weakened(f"{rule.id}:{check.name}:{what}", f"{check.name}: {says}", rule._replace(checks=checks))


def names_in(condition: Condition | None) -> tuple[str, ...]:
    """Give the names of the checks of a condition, in order."""
    if condition is None:
        return ()
    if isinstance(condition, str):
        return (condition,)
    return tuple(dict.fromkeys(chain.from_iterable(names_in(part) for part in condition.parts)))


def _with(rule: Rule, name: str, condition: Condition | None, what: str, says: str) -> Weakened:
    """Put another condition in place; a check that no condition names any more must not be seen any more."""
    changed: dict[str, Any] = {name: condition}
    other = rule._replace(**changed)
    kept = {one for key in _CONDITIONS for one in names_in(getattr(other, key))}
    checks = {one: check for one, check in rule.checks.items() if one in kept}
    return Weakened(f"{rule.id}:{what}", says, other._replace(checks=checks))


def _others(condition: Condition) -> Iterator[tuple[str, str, Condition]]:
    """Give a way into the condition, words, and the condition, for each part of it that may be loosened."""
    if isinstance(condition, str):
        return
    operator, parts = condition
    if operator == "not":
        yield "/not:dropped", f"not {_spoken(parts[0])} turned around", parts[0]
    if operator == "all" and len(parts) > 1:
        yield ":any", "any of them instead of all", Tree("any", parts)
    for index, part in enumerate(parts):
        rest = parts[:index] + parts[index + 1 :]
        step = f"/{_named(part, index)}"
        if rest:
            yield f"{step}:dropped", f"{_spoken(part)} dropped from {operator}", _joined(operator, rest)
        for what, says, other in _others(part):
            yield f"{step}{what}", says, Tree(operator, (*parts[:index], other, *parts[index + 1 :]))


def _joined(operator: str, parts: tuple[Condition, ...]) -> Condition:
    return parts[0] if len(parts) == 1 and operator != "none" else Tree(operator, parts)


def _named(part: Condition, index: int) -> str:
    return part if isinstance(part, str) else f"{part.operator}-{index + 1}"


def _spoken(part: Condition) -> str:
    return part if isinstance(part, str) else f"{part.operator} of {', '.join(names_in(part))}"
