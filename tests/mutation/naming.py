"""Which types of document an obligation names: those that the checks of its rules look into."""

from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from accordant.checks import ALL_DOCUMENTS
from accordant.checks.reading import many
from accordant.model.rules import Rulebook

_NAMING = ("in", "target")


def named_types(rulebook: Rulebook) -> dict[str, frozenset[str]]:
    """Give by obligation the types that its rules name; `all-documents` names every one, a person's rule judgements."""
    found: dict[str, set[str]] = {}
    for rule in rulebook.rules:
        names = found.setdefault(rule.obligation, set())
        names.update(name for check in rule.checks.values() for name in _named(check.parameters))
        if rule.require is None:
            names.add("judgement")
    return {key: frozenset(names) for key, names in found.items()}


def names(named: Mapping[str, frozenset[str]], obligation: str, types: Iterable[str]) -> bool:
    """Say whether an obligation names one of these types of document."""
    return bool(named[obligation] & {*types, ALL_DOCUMENTS})


def _named(parameters: Any) -> Iterator[str]:
    if not isinstance(parameters, dict):
        return
    for key, value in parameters.items():
        if key in _NAMING:
            yield from many(value)
        else:
            yield from _named(value)
