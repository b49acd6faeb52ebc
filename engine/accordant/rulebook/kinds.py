"""What the rulebook must know of a kind of check: the shape of its parameters and what they read."""

from collections.abc import Mapping
from typing import Any, Protocol, TypeAlias

Read: TypeAlias = tuple[tuple[str, ...], str, str]
"""Document types (none: every type), the dotted path of a field, and what the kind uses it as."""


class Kind(Protocol):
    """A kind of check, as `accordant.checks.KINDS` lists it."""

    SCHEMA: Mapping[str, Any]

    def reads(self, parameters: Mapping[str, Any]) -> tuple[Read, ...]:
        """Say what a check with these parameters reads."""
