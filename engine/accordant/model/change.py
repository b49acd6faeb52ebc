"""Changes of evidence: what would spoil what a check saw, and what would mend it."""

from collections.abc import Mapping
from enum import Enum
from typing import Final, Literal, NamedTuple, TypeAlias

from accordant.model.tree import Branch, Leaf, Node, Series

Data: TypeAlias = str | list["Data"] | dict[str, "Data"] | None
"""Plain evidence: text, nothing, a list or a group."""


class Removed(Enum):
    """The one value that says that nothing stands at a place, not even a null."""

    REMOVED = "removed"


REMOVED: Final[Literal[Removed.REMOVED]] = Removed.REMOVED


class Change(NamedTuple):
    """One change at a place of one file of a pack, a document or the manifest: `value` stands there afterwards.

    `file` is what `Source.file` says: two versions of a document share their id, and a document may lack one.
    `pointer` is a JSON Pointer; ending in `/-` it appends an item, to a list that is made where there is none, and so
    are groups on the way. `REMOVED` deletes a field or an item. Changes are applied in order.
    """

    file: str
    pointer: str
    value: Data | Removed


class NewDocument(NamedTuple):
    """A document to be added: its type, and its fields of header and body."""

    type: str
    data: dict[str, Data]


class Repair(NamedTuple):
    """The smallest change of evidence after which a check is met, and what it does in words."""

    changes: tuple[Change | NewDocument, ...]
    says: str


class Spoiling(NamedTuple):
    """A change of evidence after which a check is no longer met, and the way in which it spoils."""

    name: str
    changes: tuple[Change, ...]


def data_of(node: Node) -> Data:
    """Give what stands at a node, without its places."""
    if isinstance(node, Leaf):
        return node.text
    if isinstance(node, Series):
        return [data_of(item) for item in node.items]
    return fields_of(node)


def fields_of(branch: Branch) -> dict[str, Data]:
    """Give the fields of a group, without their places."""
    return {name: data_of(part) for name, part in branch.fields.items()}


def node_of(data: Data, old: Node | None = None, at: int = 0) -> Node:
    """Build the tree of plain data at a place, with the places of what stood there as far as it is alike."""
    at = at if old is None else old.at
    if isinstance(data, dict):
        return branch_of(data, old, at)
    if isinstance(data, list):
        before: list[Node | None] = list(old.items) if isinstance(old, Series) else []
        before += [None] * (len(data) - len(before))
        return Series(tuple(node_of(one, was, at) for one, was in zip(data, before, strict=False)), at)
    return Leaf(data, at)


def branch_of(data: Mapping[str, Data], old: Node | None = None, at: int = 0) -> Branch:
    """Build the group of plain fields, as `node_of` does."""
    before = old.fields if isinstance(old, Branch) else {}
    return Branch({name: node_of(value, before.get(name), at) for name, value in data.items()}, at)
