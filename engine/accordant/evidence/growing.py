"""Groups and lists while they are filled from several sheets, and the tree that they become."""

from typing import NamedTuple

from accordant.model.tree import Branch, Leaf, Node, Series


class Items(NamedTuple):
    """A list while it is filled."""

    at: int
    items: "list[Group]"


class Group(NamedTuple):
    """A group while it is filled; nothing that was put is overwritten but what says nothing."""

    at: int
    fields: "dict[str, Group | Items | Node]"

    def put(self, path: tuple[str, ...], node: Node) -> None:
        """Put a value at a path; where a column of the group itself says that it is null, the parts win."""
        group = self._enter(path[:-1], node.at)
        if not isinstance(group.fields.get(path[-1]), Group) or not isinstance(node, Leaf):
            group.fields[path[-1]] = node

    def append(self, path: tuple[str, ...], item: "Group") -> str:
        """Append an item to the list at a path; return what is to be said of the list's own cell."""
        group = self._enter(path[:-1], item.at)
        there = group.fields.get(path[-1])
        if isinstance(there, Items):
            there.items.append(item)
            return ""
        group.fields[path[-1]] = Items(item.at, [item])
        says_other = isinstance(there, (Leaf, Series))
        return f"{path[-1]}: the row is read, though the list's own cell says otherwise" if says_other else ""

    def _enter(self, path: tuple[str, ...], at: int) -> "Group":
        group = self
        for name in path:
            inner = group.fields.get(name)
            if not isinstance(inner, Group):
                inner = group.fields[name] = Group(at, {})
            group = inner
        return group


def frozen(group: Group) -> Branch:
    """Return the group as it stands in the tree."""
    return Branch({name: _frozen(value) for name, value in group.fields.items()}, group.at)


def _frozen(value: Group | Items | Node) -> Node:
    if isinstance(value, Group):
        return frozen(value)
    if isinstance(value, Items):
        return Series(tuple(map(frozen, value.items)), value.at)
    return value
