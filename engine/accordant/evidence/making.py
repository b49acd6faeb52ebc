"""Evidence made in memory: plain data to a source, as if a file of it had been read."""

from collections.abc import Mapping

from accordant.model.change import Data
from accordant.model.tree import Branch, Format, Leaf, Node, Series, Source


def make_source(file: str, data: Mapping[str, Data]) -> Source:
    """Return the source of a document's plain data under a name of file; it has no text, so no place is named in it."""
    return Source(file, Format.YAML, "", "", Branch({name: _node(value) for name, value in data.items()}, 0))


def _node(data: Data) -> Node:
    if isinstance(data, dict):
        return Branch({name: _node(value) for name, value in data.items()}, 0)
    if isinstance(data, list):
        return Series(tuple(map(_node, data)), 0)
    return Leaf(data, 0)
