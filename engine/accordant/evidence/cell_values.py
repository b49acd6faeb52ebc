"""What a cell says, and how a value is written into one: `~` is null, a list stands one item a line."""

import json
import re

from accordant.model.catalogue import Field, FieldKind
from accordant.model.change import Data
from accordant.model.tree import Leaf, Node, Series
from accordant.model.values import normalise

NULL = "~"
NONE = "none"
"""What says in the cell of a list that there is none."""

_ESCAPED = re.compile(r"\\+~")
_BLANKS = " \t\r\n"


def read_cell(text: str, field: Field | None, at: int) -> Node:
    """Return the node that a cell's text is; every item of a list has the place of the cell."""
    if text == NULL:
        return Leaf(None, at)
    if field is None or field.kind is not FieldKind.LIST or normalise(text) in field.choices:
        return Leaf(text[1:] if _ESCAPED.fullmatch(text) else text, at)
    items = _items(text)
    if items is None and field.item is not None and field.item.kind is FieldKind.GROUP:
        return Leaf(text, at)
    if items is None:
        items = [line.strip(_BLANKS) for line in text.split("\n")]
    return Series(tuple(Leaf(item, at) for item in items if item != ""), at)


def write_cell(data: Data, field: Field | None) -> str | None:
    """Return the text that `read_cell` reads as this value; None for what a cell cannot hold."""
    if data is None or data == {}:
        return NULL
    if isinstance(data, str):
        text = data.strip(_BLANKS)
        return f"\\{text}" if _ESCAPED.fullmatch(f"\\{text}") else text or NULL
    if isinstance(data, dict) or field is None or field.kind is not FieldKind.LIST:
        return None
    return _written_list(data, field) if data else NONE


def _written_list(data: list[Data], field: Field) -> str | None:
    if not all(item is None or isinstance(item, str) for item in data):
        return None
    items = [item.strip(_BLANKS) or None if isinstance(item, str) else None for item in data]
    text = "\n".join(item or "" for item in items)
    plain = None not in items and text != NULL and normalise(text) not in field.choices and _items(text) is None
    if plain and [line.strip(_BLANKS) for line in text.split("\n")] == items:
        return text
    return json.dumps(items, ensure_ascii=False)


def _items(text: str) -> list[str | None] | None:
    """Read a list that says there is none, or one written as JSON; None for all else."""
    if text.lower() == NONE:
        return []
    if not (text.startswith("[") and text.endswith("]")):
        return None
    try:
        found = json.loads(text)
    except (ValueError, RecursionError):
        return None
    if isinstance(found, list) and all(item is None or isinstance(item, str) for item in found):
        return found
    return None
