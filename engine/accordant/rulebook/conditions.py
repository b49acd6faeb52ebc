"""Conditions as they are written: where their checks stand, and what may not stand in them."""

from collections import Counter
from collections.abc import Iterator, Mapping
from typing import Any, NamedTuple

from accordant.checks import Kind
from accordant.model.problem import Problem
from accordant.rulebook.parsed import Parsed, Route

OPERATORS = ("all", "any", "none", "not")
CONDITIONS = ("require", "consider", "occasion", "refer_when")
"""The keys of a rule that hold a condition."""

MOST_CHECKS = 12
_BOUNDS_ABOVE = frozenset({"at-most", "exactly"})


class Written(NamedTuple):
    """One check as written: the condition it belongs to, its way in the file, its name, its body."""

    condition: str
    route: Route
    name: str
    body: dict[str, Any]


def checks_of(rule: Mapping[str, Any]) -> tuple[Written, ...]:
    """Every check of a rule, in the order of CONDITIONS and then as written."""
    return tuple(
        Written(key, (key, *route), name, body)
        for key in CONDITIONS
        if key in rule
        for route, name, body in _checks(rule[key], ())
    )


def condition_problems(parsed: Parsed, kinds: Mapping[str, Kind]) -> tuple[Problem, ...]:
    """Names given twice, conditions too long to read, and presence turned round by `not`."""
    checks = checks_of(parsed.data)
    return (
        *_named_twice(parsed, checks),
        *_too_many(parsed, checks),
        *(problem for key in CONDITIONS if key in parsed.data for problem in _turned(parsed, key, kinds)),
    )


def _checks(condition: Mapping[str, Any], route: Route) -> Iterator[tuple[Route, str, dict[str, Any]]]:
    for key, value in condition.items():
        if key not in OPERATORS:
            yield (*route, key), key, value
        elif key == "not":
            yield from _checks(value, (*route, key))
        else:
            for index, part in enumerate(value):
                yield from _checks(part, (*route, key, index))


def _named_twice(parsed: Parsed, checks: tuple[Written, ...]) -> Iterator[Problem]:
    seen: Counter[str] = Counter()
    for check in checks:
        seen[check.name] += 1
        if seen[check.name] > 1:
            yield parsed.problem_of_key(
                check.route, f'"{check.name}" names a second check: a rule names each check once'
            )


def _too_many(parsed: Parsed, checks: tuple[Written, ...]) -> Iterator[Problem]:
    for key, count in Counter(check.condition for check in checks).items():
        if count > MOST_CHECKS:
            message = f"{count} checks in one condition, at most {MOST_CHECKS}: divide the rule"
            yield parsed.problem_of_key((key,), message)


def _turned(parsed: Parsed, key: str, kinds: Mapping[str, Kind]) -> Iterator[Problem]:
    for route, name, body in _checks(parsed.data[key], (key,)):
        if "not" in route and _is_presence(body, kinds):
            message = f'"{name}" asks whether something is there; what is not there is absent, never unmet: use none'
            yield parsed.problem_of_key(route, message)


def _is_presence(body: Mapping[str, Any], kinds: Mapping[str, Kind]) -> bool:
    kind = kinds.get(body["check"])
    # A count that sets a bound above can be exceeded, and so be unmet.
    return kind is not None and kind.presence and not _BOUNDS_ABOVE & body.keys()
