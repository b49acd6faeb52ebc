"""Decisions and conclusions against themselves: columns, values, answers, and the properties that facts have."""

from collections.abc import Iterator, Mapping
from typing import Any

from accordant.model.problem import Problem
from accordant.rulebook.parsed import Parsed, Route
from accordant.rulebook.words import listed, unknown

DECISIONS = ("outcome", "severity", "standing", "status", "systemic-clause", "systemic-rule")
"""The decisions without which there is no register."""

FACTS: Mapping[str, tuple[str, ...]] = {
    "dependence": ("place", "cause", "item"),
    "failure": ("place", "cause", "item"),
    "goal": ("goal", "subject", "stage"),
    "finding": ("subject", "kind", "level", "documented", "stage", "standing", "judged"),
}
"""The kinds of fact that conclusions may speak of, and their properties."""

_SECOND = ("when-some", "when-none")


def list_problems(parsed: Parsed) -> tuple[Problem, ...]:
    """Everything wrong with one decision or conclusion that its schema cannot say."""
    return tuple(_conclusion(parsed) if "conclude" in parsed.data else _decision(parsed))


def missing_decisions(header: Parsed, found: set[str]) -> tuple[Problem, ...]:
    """One problem, at the rulebook's own file, for each decision that no file makes."""
    return tuple(header.problem((), f'no file decides "{name}"') for name in DECISIONS if name not in found)


def _decision(parsed: Parsed) -> Iterator[Problem]:
    cases: list[dict[str, Any]] = parsed.data["first-that-holds"]
    last = len(cases) - 1
    for index, case in enumerate(cases):
        route: Route = ("first-that-holds", index)
        if "otherwise" in case and index < last:
            yield parsed.problem(route, "only the last case says otherwise: no case below could ever hold")
        if "otherwise" not in case and index == last:
            yield parsed.problem(route, "the last case says otherwise, lest nothing hold")
        yield from _when(parsed, (*route, "when"), case.get("when", {}))
        yield from _answer(parsed, route, case)


def _when(parsed: Parsed, route: Route, when: Mapping[str, Any]) -> Iterator[Problem]:
    columns: Mapping[str, list[str]] = parsed.data["columns"]
    for column, admitted in when.items():
        if column not in columns:
            yield parsed.problem_of_key((*route, column), unknown("a column", column, columns))
            continue
        for value in [admitted] if isinstance(admitted, str) else admitted:
            if value not in columns[column]:
                yield parsed.problem((*route, column), unknown(f'a value of "{column}"', value, columns[column]))


def _answer(parsed: Parsed, route: Route, case: Mapping[str, str]) -> Iterator[Problem]:
    key = "otherwise" if "otherwise" in case else "then"
    if case[key] not in parsed.data["results"]:
        yield parsed.problem((*route, key), unknown("a result of this list", case[key], parsed.data["results"]))
    reasons = parsed.data.get("reasons")
    if reasons is not None and case["because"] not in reasons:
        yield parsed.problem((*route, "because"), unknown("a reason of this list", case["because"], reasons))


def _conclusion(parsed: Parsed) -> Iterator[Problem]:
    seconds = [key for key in _SECOND if key in parsed.data]
    if len(seconds) != 1:
        yield parsed.problem((), f"a conclusion has one of {listed(_SECOND)}: this has {len(seconds)}")
    first = parsed.data["for-each"]["fact"]
    yield from _pattern(parsed, "for-each", first)
    for key in seconds:
        yield from _pattern(parsed, key, first)


def _pattern(parsed: Parsed, key: str, first: str) -> Iterator[Problem]:
    pattern = parsed.data[key]
    for word in ("equal", "unequal", "same", "at-most"):
        for mine, theirs in pattern.get(word, {}).items():
            route = (key, word, mine)
            if mine not in FACTS[pattern["fact"]]:
                meant = unknown(f"a property of the fact {pattern['fact']}", mine, FACTS[pattern["fact"]])
                yield parsed.problem_of_key(route, meant)
            if word in ("same", "at-most") and theirs not in FACTS[first]:
                yield parsed.problem(route, unknown(f"a property of the fact {first}", theirs, FACTS[first]))
