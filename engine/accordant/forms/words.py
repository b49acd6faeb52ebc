"""What a person who fills in a form is told of a field, in plain words."""

from accordant.evidence.layout import DOCUMENT, ITEM, KEY
from accordant.model.catalogue import Field, FieldKind

NEEDED = ("id", "status", "approved_on")
"""The fields without which a document does not count as evidence."""

TIE_HELP = {
    DOCUMENT: "The Id of the document that this row belongs to.",
    ITEM: "The Id (or the Key) of the row on the sheet before that this row belongs to.",
    KEY: "Only where two rows have the same Id, or none: a word by which the rows of other sheets name this one.",
}
"""What the columns that tie rows together ask for."""

_KINDS = {
    FieldKind.DATE: "A date, such as 2026-02-28.",
    FieldKind.INTEGER: "A whole number.",
    FieldKind.DECIMAL: "A number, such as 12.5.",
    FieldKind.FLAG: "yes or no.",
    FieldKind.INTERVAL: "An interval, such as 6 months, or quarterly.",
}


def field_words(field: Field, *, needed: bool = False) -> str:
    """Return all that is told of a field in one paragraph."""
    mark = " (needed)" if needed else ""
    words = f"{field.label}{mark}: {field.help}" if field.help else f"{field.label}{mark}."
    return f"{words} {kind_words(field)}".strip()


def kind_words(field: Field) -> str:
    """Return what may be written in a field; empty where anything may."""
    if field.kind is FieldKind.CHOICE:
        return f"One of: {', '.join(field.choices)}."
    if field.kind is FieldKind.LIST:
        return _list_words(field)
    if field.kind is FieldKind.REFERENCE:
        return f"The id of {_targets(field)}."
    return _KINDS.get(field.kind, "")


def _list_words(field: Field) -> str:
    item = field.item
    if item is not None and item.kind is FieldKind.GROUP:
        return "A list: a row for each, on the sheet of that name; write none here if there are none."
    each = f" {kind_words(item)}" if item is not None else ""
    instead = f" Or the word {' or '.join(field.choices)}." if field.choices else ""
    return f"A list: one a line; none if there are none.{each}{instead}"


def _targets(field: Field) -> str:
    return (
        "a document, party or relationship"
        if not field.target
        else " or ".join(f"a {target.replace('_', ' ')}" for target in field.target)
    )
