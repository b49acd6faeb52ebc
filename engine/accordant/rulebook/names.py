"""Names resolved over all files at once: obligations, dependence, uniqueness, and who judges what."""

from collections.abc import Iterable, Iterator, Mapping
from graphlib import CycleError, TopologicalSorter
from typing import Any, NamedTuple

from accordant.model.problem import Problem
from accordant.rulebook.files import Part
from accordant.rulebook.parsed import Parsed, Route
from accordant.rulebook.words import unknown


class Declared(NamedTuple):
    """One obligation as written."""

    parsed: Parsed
    route: Route
    data: Mapping[str, Any]


def declared_obligations(files: Iterable[Parsed]) -> tuple[Declared, ...]:
    """Every obligation of the files, in order; of a broken file whatever has a key."""
    return tuple(
        Declared(parsed, ("obligations", index), data)
        for parsed in files
        if parsed.file.part is Part.OBLIGATIONS
        for index, data in enumerate(_items(parsed.data.get("obligations")))
        if isinstance(data, dict) and isinstance(data.get("key"), str)
    )


def obligation_problems(declared: tuple[Declared, ...], rules: tuple[Parsed, ...]) -> tuple[Problem, ...]:
    """Keys given twice, dues that do not fit the level, and obligations that nothing judges."""
    return (
        *twice((one.data["key"], one.parsed, (*one.route, "key")) for one in declared),
        *(problem for one in declared for problem in _due(one)),
        *unjudged_problems(declared, rules),
    )


def unjudged_problems(declared: tuple[Declared, ...], rules: tuple[Parsed, ...]) -> tuple[Problem, ...]:
    """Obligations that neither a rule nor a person judges."""
    return tuple(_unjudged(declared, rules))


def reference_problems(rules: tuple[Parsed, ...], known: Mapping[str, Declared]) -> tuple[Problem, ...]:
    """Judge what rules say of obligations: ids, keys, dependence, and who judges."""
    return (
        *twice((rule.data["id"], rule, ("id",)) for rule in rules if "id" in rule.data),
        *(problem for rule in rules for problem in _references(rule, known)),
        *_circles(rules),
    )


def twice(named: Iterable[tuple[str, Parsed, Route]]) -> Iterator[Problem]:
    """One problem for each name that an earlier file, or an earlier place of the same file, has taken."""
    first: dict[str, Parsed] = {}
    for name, parsed, route in named:
        if name in first:
            yield parsed.problem(route, f'a second "{name}"; the first stands in {first[name].file.name}')
        first.setdefault(name, parsed)


def _items(value: object) -> list[Any]:
    return value if isinstance(value, list) else []


def _due(one: Declared) -> Iterator[Problem]:
    level, due = one.data.get("level"), one.data.get("due")
    if level == "system" and due is not None:
        yield one.parsed.problem_of_key(
            (*one.route, "due"), "an obligation of level system has no due, it always holds"
        )
    if level in ("relationship", "joint") and due is None:
        yield one.parsed.problem(one.route, f'"due" is missing; an obligation of level {level} needs it')


def _unjudged(declared: tuple[Declared, ...], rules: tuple[Parsed, ...]) -> Iterator[Problem]:
    judged = {str(rule.data.get("obligation")) for rule in rules}
    for one in declared:
        key = one.data["key"]
        if key not in judged and not one.data.get("remaining"):
            message = f'nothing judges "{key}": give it a rule, or say in remaining what a person looks at'
            yield one.parsed.problem((*one.route, "key"), message)


def _references(rule: Parsed, known: Mapping[str, Declared]) -> Iterator[Problem]:
    key: str | None = rule.data.get("obligation")
    if key is not None and key in known:
        yield from _judge(rule, str(known[key].data.get("judged_by")))
    elif key is not None:
        yield rule.problem(("obligation",), unknown("an obligation", key, known))
    if key is not None and not rule.data.get("id", f"{key}/").startswith(f"{key}/"):
        yield rule.problem(("id",), f'the id of this rule begins with its obligation: "{key}/..."')
    for index, needed in enumerate(rule.data.get("depends_on", ())):
        if needed not in known:
            yield rule.problem(("depends_on", index), unknown("an obligation", needed, known))
        elif needed == key:
            yield rule.problem(("depends_on", index), "an obligation cannot depend on itself")


def _judge(rule: Parsed, judged_by: str) -> Iterator[Problem]:
    by_person, requires = judged_by == "person", "require" in rule.data or "require" in rule.broken
    if by_person and requires:
        yield rule.problem_of_key(("require",), "a person alone judges this obligation: its rule has no require")
    if not by_person and not requires:
        yield rule.problem((), f'"require" is missing; this obligation is judged by {judged_by}')


def _circles(rules: tuple[Parsed, ...]) -> Iterator[Problem]:
    graph: dict[str, list[str]] = {}
    for rule in rules:
        key = str(rule.data.get("obligation"))
        graph.setdefault(key, []).extend(needed for needed in rule.data.get("depends_on", ()) if needed != key)
    try:
        TopologicalSorter(graph).prepare()
    except CycleError as error:
        circle: list[str] = error.args[1][:0:-1]
        start = circle.index(min(circle))
        yield _circle(rules, [*circle[start:], *circle[: start + 1]])


def _circle(rules: tuple[Parsed, ...], circle: list[str]) -> Problem:
    rule, index = next(
        (rule, index)
        for rule in rules
        if rule.data.get("obligation") == circle[0]
        for index, key in enumerate(rule.data.get("depends_on", ()))
        if key == circle[1]
    )
    return rule.problem(("depends_on", index), f"dependence runs in a circle: {' -> '.join(circle)}")
