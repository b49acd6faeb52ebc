"""Places of documents: what stands there and how it is declared, what it stands in, and which day would be wrong."""

import re
from collections.abc import Iterable, Iterator
from datetime import date, timedelta
from typing import NamedTuple

from accordant.checks.reading import many
from accordant.model.catalogue import Field
from accordant.model.evidence import Document
from accordant.model.observation import Citation
from accordant.model.rules import Check
from accordant.model.tree import Branch, Leaf, Node, Series
from accordant.model.values import normalise, read_date

_NOTHING = Leaf(None, 0)
_DAY = timedelta(days=1)


class Spot:
    """One place of a document; equal where file and pointer are."""

    __slots__ = ("document", "file", "pointer")

    def __init__(self, document: Document, pointer: str) -> None:
        """Take the document and a JSON pointer into it."""
        self.document, self.file, self.pointer = document, document.source.file, pointer

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Spot) and (self.file, self.pointer) == (other.file, other.pointer)

    def __hash__(self) -> int:
        return hash((self.file, self.pointer))

    @property
    def order(self) -> tuple[str, tuple[tuple[int, str], ...]]:
        """Give what places are ordered by: 10 comes after 9."""
        return self.file, tuple((int(step) if step.isdecimal() else -1, step) for step in self.pointer.split("/"))

    @property
    def shape(self) -> str:
        """Give the pointer with `#` for every number."""
        return re.sub(r"(?<=/)[0-9]+", "#", self.pointer)

    def inside(self, path: str) -> "Spot":
        """Give the place at a path inside this one."""
        return Spot(self.document, f"{self.pointer}/{path.replace('.', '/')}")


class Standing(NamedTuple):
    """What stands at a place, and how it is declared."""

    node: Node
    field: Field | None

    @property
    def day(self) -> date | None:
        """Give the day that stands there, if one does."""
        return read_date(self.node.text or "") if isinstance(self.node, Leaf) else None


def standing_at(spot: Spot) -> Standing:
    """Go down the pointer of a place."""
    node: Node = spot.document.root
    fields, declared = spot.document.type.fields, None
    for step in spot.pointer.split("/")[1:]:
        if isinstance(node, Series):
            node, declared = node.items[int(step)], declared.item if declared else None
        elif isinstance(node, Branch):
            node, declared = node.fields.get(step, _NOTHING), fields.get(step)
        fields = declared.fields if declared else {}
    return Standing(node, declared)


def around(spot: Spot) -> Iterator[Spot]:
    """Give the items and lists that a place stands in, the innermost first."""
    steps = spot.pointer.split("/")
    for index in range(len(steps) - 1, 1, -1):
        if steps[index].isdecimal():
            if index < len(steps) - 1:
                yield Spot(spot.document, "/".join(steps[: index + 1]))
            yield Spot(spot.document, "/".join(steps[:index]))


def is_in(spot: Spot, path: str) -> Spot | None:
    """Give the item of the list at a path that a place is, or stands in; None for one elsewhere."""
    start = f"/{path.replace('.', '/')}/"
    number = spot.pointer.removeprefix(start).partition("/")[0]
    inside = spot.pointer.startswith(start) and number.isdecimal()
    return Spot(spot.document, f"{start}{number}") if inside else None


def text_at(spot: Spot) -> str:
    """Give the text that stands at a place, folded; nothing where none does."""
    node = standing_at(spot).node
    return normalise(node.text or "").casefold() if isinstance(node, Leaf) else ""


def spots_like(spot: Spot, document: Document) -> Iterator[Spot]:
    """Give the places of a document that stand in the same field as a place does, of whichever items."""
    yield from (Spot(document, pointer) for pointer in _pointers(document.root, spot.shape.split("/")[1:], ""))


def _pointers(node: Node, steps: list[str], pointer: str) -> Iterator[str]:
    if not steps:
        yield pointer
    elif isinstance(node, Series) and steps[0] == "#":
        for index, item in enumerate(node.items):
            yield from _pointers(item, steps[1:], f"{pointer}/{index}")
    elif isinstance(node, Branch) and steps[0] in node.fields:
        yield from _pointers(node.fields[steps[0]], steps[1:], f"{pointer}/{steps[0]}")


def wrong_day(check: Check, one: Citation, cited: Iterable[Citation]) -> str:
    """Give a day on which a date of an order is out of order: after all later ones, or before all earlier ones."""
    days = [(_is_earlier(check, each), read_date(each.value or "")) for each in cited]
    first = _is_earlier(check, one)
    others = [day for earlier, day in days if day is not None and earlier is not first]
    if not others:
        return ""
    return (max(others) + _DAY if first else min(others) - _DAY).isoformat()


def _is_earlier(check: Check, one: Citation) -> bool:
    document = one.document
    named = one.pointer.endswith(f"/{check.parameters['field'].replace('.', '/')}")
    return named and document is not None and document.type.name in many(check.parameters["in"])
