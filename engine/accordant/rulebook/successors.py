"""What became of rules that are no more: an id is never used again, and leads to rules that there are."""

from collections.abc import Iterable, Iterator, Mapping, Sequence

from accordant.model.problem import Problem
from accordant.model.tailoring import Successor
from accordant.rulebook.parsed import Parsed
from accordant.rulebook.words import unknown


def build_successors(files: Iterable[Parsed]) -> dict[str, Successor]:
    """Give what became of every rule that is no more, by its old id."""
    return {
        one["old"]: Successor(one["old"], tuple(one["new"]), str(one["since"]), one["reason"])
        for parsed in files
        for one in parsed.data["successors"]
    }


def successor_problems(files: Sequence[Parsed], rules: Sequence[Parsed]) -> tuple[Problem, ...]:
    """Old ids that are used again or named twice, new ones that there are not, and circles."""
    current = {str(rule.data["id"]): rule for rule in rules if "id" in rule.data}
    retired = build_successors(files)
    seen: set[str] = set()
    found: list[Problem] = []
    for parsed in files:
        for index, one in enumerate(parsed.data["successors"]):
            old = one["old"]
            if old in seen:
                found.append(parsed.problem(("successors", index, "old"), f'what became of "{old}" is said above'))
            seen.add(old)
            found += _next_problems(parsed, index, one["new"], current.keys() | retired.keys())
            if _circles(old, retired, frozenset()):
                found.append(parsed.problem(("successors", index, "old"), f'"{old}" comes round to itself'))
    return (*found, *_used_again(current, retired))


def _next_problems(parsed: Parsed, index: int, new: Sequence[str], known: Iterable[str]) -> Iterator[Problem]:
    for position, name in enumerate(new):
        if name not in known:
            yield parsed.problem(("successors", index, "new", position), unknown("a rule", name, known))


def _used_again(current: Mapping[str, Parsed], retired: Mapping[str, Successor]) -> Iterator[Problem]:
    for name, rule in current.items():
        if name in retired:
            message = f'"{name}" was retired in version {retired[name].since}: an id is never used again'
            yield rule.problem(("id",), message)


def _circles(name: str, retired: Mapping[str, Successor], seen: frozenset[str]) -> bool:
    if name in seen:
        return True
    return name in retired and any(_circles(new, retired, seen | {name}) for new in retired[name].new)
