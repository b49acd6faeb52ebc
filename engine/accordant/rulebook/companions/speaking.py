"""What a rule speaks of, told by its data: the types of document that its checks look at."""

from collections.abc import Iterator
from typing import Any

from accordant.model.rules import Rule

_IN = "in"


def documents_of(rule: Rule) -> tuple[str, ...]:
    """Return the types of document that the checks of a rule look at, each once."""
    return tuple(dict.fromkeys(name for check in rule.checks.values() for name in _named(check.parameters)))


def _named(value: Any) -> Iterator[str]:
    """Return what stands under `in`, wherever a check says so: dates and references may lie in other documents."""
    if isinstance(value, dict):
        for key, inner in value.items():
            if key == _IN:
                yield from (inner,) if isinstance(inner, str) else inner
            else:
                yield from _named(inner)
    elif isinstance(value, list | tuple):
        for inner in value:
            yield from _named(inner)
