"""A rule file, read: its tree, its plain data, and the place of everything in it."""

from collections.abc import Sequence
from typing import Any, NamedTuple, TypeAlias

from accordant.evidence.places import locate
from accordant.model.problem import Problem
from accordant.model.tree import Branch, Node, Series
from accordant.rulebook.files import RuleFile

Route: TypeAlias = tuple[str | int, ...]
"""The way from the root of a file to a value: keys and indexes."""


class Parsed(NamedTuple):
    """One file as read.

    `data` is its tree as plain values, typed by the file's schema; `broken` names the keys at its root that have not
    the right shape and are left out of `data`.
    """

    file: RuleFile
    text: str
    root: Branch
    data: dict[str, Any]
    broken: frozenset[str] = frozenset()

    def problem(self, route: Route, message: str) -> Problem:
        """`message` about the value at `route`, or about the nearest one above that is written."""
        return self._at(_node(self.root, route).at, message)

    def problem_of_key(self, route: Route, message: str) -> Problem:
        """`message` about the key that ends `route`."""
        return self._at(self._key(route), message)

    def node(self, route: Route) -> Node:
        """Return what is written at `route`, or the nearest above that is."""
        return _node(self.root, route)

    def line(self, route: Route) -> int:
        """Return the line, from 1, on which the value at `route` begins."""
        return locate(self.text, _node(self.root, route).at)[0]

    def _at(self, at: int, message: str) -> Problem:
        line, column = locate(self.text, at)
        return Problem(self.file.place, line, column, message)

    def _key(self, route: Route) -> int:
        # The tree keeps places of values; a key is the nearest earlier occurrence of its own text.
        at = _node(self.root, route).at
        found = self.text.rfind(f"{route[-1]}", 0, at)
        return at if found < 0 else found


def _node(root: Node, route: Sequence[str | int]) -> Node:
    node = root
    for step in route:
        match node, step:
            case Branch(fields=fields), str() if step in fields:
                node = fields[step]
            case Series(items=items), int() if step < len(items):
                node = items[step]
            case _:
                return node
    return node
