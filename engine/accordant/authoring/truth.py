"""What a rule's conditions can come to, by the reference evaluator over every combination of values that can occur."""

from collections.abc import Iterator, Mapping
from functools import cached_property
from itertools import product
from math import prod
from typing import Any, Final

from accordant.authoring.relations import NEVER_UNMET, excludes, identity, implies
from accordant.inference.reference import tree_value
from accordant.model.inference import FormTree
from accordant.model.rules import Condition
from accordant.rulebook.build import conditions_of
from accordant.rulebook.conditions import checks_of
from accordant.rulebook.parsed import Parsed

EVERY: Final = ("met", "unmet", "absent")
"""The values evidence can bring about; what could not be decided says nothing of what a condition means."""

_FOUND: Final = ("met", "absent")
_MOST: Final = 70_000
"""Combinations looked at: those of ten checks; a rule of more that repeats itself is too long to be judged so."""

_IMPLIED: Final = frozenset({
    ("met", "met"), ("unmet", "met"), ("absent", "met"), ("unmet", "unmet"), ("unmet", "absent"), ("absent", "absent"),
})  # fmt: skip
"""The pairs of values that a check and another implied by it may have."""


class Truth:
    """The conditions of one rule over columns: one column for all checks of the rule that ask the same."""

    def __init__(self, rule: Parsed) -> None:
        checks = checks_of(rule.data)
        self.bodies: Mapping[str, Mapping[str, Any]] = {check.name: check.body for check in checks}
        self.conditions: Mapping[str, Condition] = dict(conditions_of(rule.data))
        columns: dict[str, str] = {}
        self.column = {name: columns.setdefault(identity(body), name) for name, body in self.bodies.items()}

    @cached_property
    def combinations(self) -> tuple[Mapping[str, str], ...]:
        """Every combination of values of the columns that evidence can bring about."""
        pairs = tuple(self._pairs())
        rows = product(*map(self._domain, self._columns))
        return tuple(row for values in rows if _occurs(row := dict(zip(self._columns, values, strict=True)), pairs))

    @property
    def is_plain(self) -> bool:
        """Say whether each check stands once, can have every value and bears upon no other: all can come about."""
        found_only = any(self._domain(name) != EVERY for name in self._columns)
        return len(self._columns) == len(self.column) and not found_only and not tuple(self._pairs())

    @property
    def is_too_long(self) -> bool:
        """Say whether there are more combinations than are looked at."""
        return prod(len(self._domain(name)) for name in self._columns) > _MOST

    @property
    def _columns(self) -> tuple[str, ...]:
        return tuple(dict.fromkeys(self.column.values()))

    def value(self, condition: Condition, row: Mapping[str, str]) -> str:
        """Give the value of a condition where the columns have these values."""
        return tree_value(self._tree(condition), row)

    def of(self, key: str, row: Mapping[str, str], otherwise: str = "met") -> str:
        """Give the value of the rule's condition under this key, or `otherwise` where it has none."""
        return self.value(self.conditions[key], row) if key in self.conditions else otherwise

    def _tree(self, condition: Condition) -> FormTree:
        if isinstance(condition, str):
            return self.column[condition]
        return condition.operator, tuple(self._tree(part) for part in condition.parts)

    def _domain(self, name: str) -> tuple[str, ...]:
        return _FOUND if self.bodies[name]["check"] in NEVER_UNMET else EVERY

    def _pairs(self) -> Iterator[tuple[str, str, bool]]:
        """Give the columns that bear upon each other: True for the first implying the second, False for excluding."""
        for one, other in product(self._columns, self._columns):
            if one != other and implies(self.bodies[one], self.bodies[other]):
                yield one, other, True
            elif one < other and excludes(self.bodies[one], self.bodies[other]):
                yield one, other, False


def _occurs(row: Mapping[str, str], pairs: tuple[tuple[str, str, bool], ...]) -> bool:
    for one, other, implying in pairs:
        values = (row[one], row[other])
        if (implying and values not in _IMPLIED) or (not implying and values == ("met", "met")):
            return False
    return True
