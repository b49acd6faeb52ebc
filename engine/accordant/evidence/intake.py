"""A document against its declared type: fields that are not known and values that are not of their kind."""

from collections.abc import Iterable, Iterator, Mapping
from itertools import islice
from typing import NamedTuple

from accordant.evidence.refusal import printable, shown
from accordant.evidence.suggestion import did_you_mean
from accordant.model.catalogue import Field, FieldKind
from accordant.model.tree import Branch, Leaf, Node, Series
from accordant.model.values import is_blank, normalise, reads

MOST_NOTES = 100
"""Further notes of one document are not written: a hostile one could hold a million."""

_EXPECTED = {
    FieldKind.TEXT: "text",
    FieldKind.REFERENCE: "a reference",
    FieldKind.GROUP: "a group of fields",
    FieldKind.LIST: "a list",
    FieldKind.INTEGER: "a whole number",
    FieldKind.DECIMAL: "a number",
    FieldKind.DATE: "a date (YYYY-MM-DD)",
    FieldKind.FLAG: "yes or no",
    FieldKind.INTERVAL: "an interval (such as 6 months, or quarterly)",
}
# Python 3.11 finds a member through its class at ten times the price of a name of the module.
_ANY_TEXT = (FieldKind.TEXT, FieldKind.REFERENCE)
_GROUP = FieldKind.GROUP


class Note(NamedTuple):
    """Something to say about a document that is kept: the code-point index of the place, and the words."""

    at: int
    message: str


def notes(root: Branch, fields: Mapping[str, Field]) -> tuple[Note, ...]:
    """Return what is to be said of a document's fields, in the order written, at most `MOST_NOTES` of them.

    Null and placeholders are no values, and so of no wrong kind.
    """
    return bounded(_group(root, fields, ""))


def bounded(notes: Iterable[Note]) -> tuple[Note, ...]:
    """Return the first notes; where there are more than `MOST_NOTES`, the last says so."""
    found = tuple(islice(notes, MOST_NOTES + 1))
    if len(found) <= MOST_NOTES:
        return found
    return (*found[:MOST_NOTES], Note(found[MOST_NOTES].at, f"more than {MOST_NOTES} problems: the rest is not listed"))


def _group(branch: Branch, fields: Mapping[str, Field], prefix: str) -> Iterator[Note]:
    for name, node in branch.fields.items():
        field = fields.get(name)
        if field is None:
            if name == "type" and not prefix:
                continue
            yield Note(node.at, f"{prefix}{printable(name)}: not a known field{did_you_mean(name, fields)}")
        elif isinstance(node, Leaf):
            # Most of what is walked, and nearly always as declared: no generator.
            if field.kind not in _ANY_TEXT and node.text is not None and not reads(field, node.text):
                yield from _leaf(node, field, prefix + name)
        else:
            yield from _node(node, field, prefix + name)


def _node(node: Node, field: Field, path: str) -> Iterator[Note]:
    if isinstance(node, Leaf):
        yield from _leaf(node, field, path)
    elif isinstance(node, Branch):
        if field.kind is _GROUP:
            yield from _group(node, field.fields, path + "/")
        else:
            yield Note(node.at, f"{path}: a group stands where {_expected(field)} is expected")
    elif field.kind is not FieldKind.LIST:
        yield Note(node.at, f"{path}: a list stands where {_expected(field)} is expected")
    elif field.item is not None:
        yield from _list(node, field.item, path)


def _list(series: Series, item: Field, path: str) -> Iterator[Note]:
    for index, node in enumerate(series.items):
        yield from _node(node, item, f"{path}/{index}")


def _leaf(leaf: Leaf, field: Field, path: str) -> Iterator[Note]:
    text = leaf.text
    # A list's choices are the words that may stand in its place.
    if text is None or is_blank(text) or (field.kind is FieldKind.LIST and normalise(text) in field.choices):
        return
    if not reads(field, text):
        hint = did_you_mean(normalise(text), field.choices) if field.choices else ""
        yield Note(leaf.at, f"{path}: {shown(text)} is not {_expected(field)}{hint}")


def _expected(field: Field) -> str:
    if field.kind is FieldKind.CHOICE:
        return "one of " + ", ".join(field.choices)
    return _EXPECTED[field.kind]
