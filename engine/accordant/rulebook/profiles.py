"""Profiles, read: what they name is there, they do not contradict each other, and what they select."""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any, NamedTuple

from accordant.model.catalogue import DocumentType
from accordant.model.problem import Problem
from accordant.model.tailoring import Successor
from accordant.rulebook.names import twice
from accordant.rulebook.parsed import Parsed, Route
from accordant.rulebook.words import listed, unknown

_NAMING = ("rule", "obligation", "where", "unless")
ONLY_REQUIREMENTS = "requirement"


class Judged(NamedTuple):
    """All that a profile may name: the obligation of every rule, the data of every obligation, what became of rules."""

    rules: Mapping[str, str]
    obligations: Mapping[str, Mapping[str, Any]]
    retired: Mapping[str, Successor]


def selected(entry: Mapping[str, Any], judged: Judged) -> tuple[str, ...]:
    """Give the rules that an entry of a profile names, by id, in order."""
    match entry:
        case {"rule": rule}:
            return (rule,) if rule in judged.rules else ()
        case {"obligation": key}:
            return tuple(sorted(rule for rule, obligation in judged.rules.items() if obligation == key))
        case {"where": wanted}:
            return tuple(sorted(rule for rule, key in judged.rules.items() if _is_so(judged.obligations[key], wanted)))
        case {"unless": spared}:
            return tuple(
                sorted(rule for rule, key in judged.rules.items() if not _is_so(judged.obligations[key], spared))
            )
        case _:
            return ()


def profile_problems(
    profiles: Sequence[Parsed], judged: Judged, types: Mapping[str, DocumentType]
) -> tuple[Problem, ...]:
    """Everything wrong with what profiles name."""
    return (
        *twice((one.data["id"], one, ("id",)) for one in profiles),
        *(problem for one in profiles for problem in _off_problems(one, judged)),
        *(problem for one in profiles for problem in _severity_problems(one, judged)),
        *(problem for one in profiles for problem in _accept_problems(one, types)),
        *_terms_problems(profiles),
        *_graded_twice(profiles, judged),
    )


def _is_so(obligation: Mapping[str, Any], wanted: Mapping[str, Any]) -> bool:
    return all(obligation[name] in values for name, values in wanted.items())


def _off_problems(profile: Parsed, judged: Judged) -> Iterator[Problem]:
    for index, entry in enumerate(profile.data.get("switch_off", ())):
        route: Route = ("switch_off", index)
        yield from _naming_problems(profile, route, entry, judged)
        if ("where" in entry or "unless" in entry) and not selected(entry, judged):
            yield profile.problem(route, "this selects no rule")


def _severity_problems(profile: Parsed, judged: Judged) -> Iterator[Problem]:
    for index, entry in enumerate(profile.data.get("severity", ())):
        route: Route = ("severity", index)
        yield from _naming_problems(profile, route, entry, judged)
        for rule in selected(entry, judged):
            kind = judged.obligations[judged.rules[rule]]["kind"]
            if kind != ONLY_REQUIREMENTS:
                yield profile.problem(route, f"{rule} judges no requirement ({kind}): only a requirement is graded")


def _naming_problems(profile: Parsed, route: Route, entry: Mapping[str, Any], judged: Judged) -> Iterator[Problem]:
    rule, key = entry.get("rule"), entry.get("obligation")
    if rule in judged.retired:
        yield profile.problem((*route, "rule"), _retired(judged.retired[str(rule)]))
    elif rule is not None and rule not in judged.rules:
        yield profile.problem((*route, "rule"), unknown("a rule", rule, judged.rules))
    if key is not None and key not in judged.rules.values():
        yield profile.problem((*route, "obligation"), unknown("an obligation with rules", key, judged.rules.values()))
    if not any(name in entry for name in _NAMING):
        yield profile.problem(route, f"one of these is missing: {listed(_NAMING)}")


def _retired(successor: Successor) -> str:
    new = listed(successor.new) or "nothing"
    return f'"{successor.old}" was retired in version {successor.since} ({successor.reason}); in its place: {new}'


def _accept_problems(profile: Parsed, types: Mapping[str, DocumentType]) -> Iterator[Problem]:
    for index, entry in enumerate(profile.data.get("accept", ())):
        for position, name in enumerate(entry["types"]):
            route: Route = ("accept", index, "types", position)
            if name not in types:
                yield profile.problem(route, unknown("a document type", name, types))
            elif set(entry["states"]) <= set(types[name].states):
                yield profile.problem(route, f'"{name}" counts in the states {listed(types[name].states)} as it is')


def _terms_problems(profiles: Sequence[Parsed]) -> Iterator[Problem]:
    for word in ("role", "audit"):
        said = [one for one in profiles if word in one.data]
        for other in said[1:]:
            if other.data[word] != said[0].data[word]:
                yield other.problem((word,), f"the profile {said[0].data['id']} is made for {said[0].data[word]}")


def _graded_twice(profiles: Sequence[Parsed], judged: Judged) -> Iterator[Problem]:
    first: dict[str, str] = {}
    for profile in profiles:
        for index, entry in enumerate(profile.data.get("severity", ())):
            for rule in selected(entry, judged):
                if first.setdefault(rule, entry["grade"]) != entry["grade"]:
                    yield profile.problem(("severity", index, "grade"), f"{rule} is graded {first[rule]} already")
