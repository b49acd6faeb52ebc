"""The reference of the document types for people: one HTML page, self-contained and printable."""

from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import NamedTuple

from jinja2 import Environment, FileSystemLoader, StrictUndefined

from accordant.evidence.layout import lay_out
from accordant.forms.words import NEEDED, kind_words
from accordant.model.catalogue import DocumentType, Field, FieldKind

_TEMPLATE = "reference.html"
_LEVELS = {
    "system": "the management system",
    "relationship": "a relationship, by the organisation alone",
    "joint": "a relationship, by all its parties",
}
_KINDS = {
    FieldKind.TEXT: "Text.",
    FieldKind.GROUP: "A group of the fields below.",
}


class Line(NamedTuple):
    """One field: how deep it stands, its name and label, what is told of it, what may be written, whether needed."""

    depth: int
    name: str
    label: str
    help: str
    kind: str
    needed: bool


class Entry(NamedTuple):
    """One document type, with the fields of its own."""

    declared: DocumentType
    about: str
    sheet: str
    lines: tuple[Line, ...]


def html_reference(types: Mapping[str, DocumentType], header: Mapping[str, Field]) -> bytes:
    """Return the page, in UTF-8; the same types give the same bytes."""
    environment = Environment(
        loader=FileSystemLoader(Path(__file__).parent),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
    )
    sheets = lay_out(types)
    entries = [_entry(one, header, sheets[name].title) for name, one in types.items()]
    page = environment.get_template(_TEMPLATE).render(
        entries=sorted(entries, key=lambda one: (one.declared.name != "manifest", one.declared.label.lower())),
        header=tuple(_lines(header, 0)),
    )
    return page.encode()


def _entry(declared: DocumentType, header: Mapping[str, Field], sheet: str) -> Entry:
    common = {} if declared.name == "manifest" else header
    own = {name: field for name, field in declared.fields.items() if common.get(name) != field}
    return Entry(declared, " ".join(_about(declared)), sheet, tuple(_lines(own, 0, common or None)))


def _about(declared: DocumentType) -> Iterator[str]:
    if declared.name != "manifest":
        yield f"Speaks for {', or '.join(_LEVELS.get(level, level) for level in declared.levels)}."
        yield f"Counts when it is {' or '.join(declared.states)}."
    if declared.ask:
        yield f"Ask the {declared.ask} for it."
    if declared.stage is not None:
        yield f"Its existence shows that the relationship has reached stage {declared.stage}."


def _lines(fields: Mapping[str, Field], depth: int, common: Mapping[str, Field] | None = None) -> Iterator[Line]:
    for name, field in fields.items():
        # What stands in the header is told there; here only that a field of it means more.
        needed = depth == 0 and common is None and name in NEEDED
        yield Line(depth, name, field.label, field.help, kind_words(field) or _KINDS.get(field.kind, ""), needed)
        inner = field.item.fields if field.item else field.fields
        yield from _lines(inner, depth + 1)
