"""A few declared types of document, for the tests of reading packs."""

from accordant.model.catalogue import DocumentType, Field, FieldKind


def field(name: str, kind: FieldKind, *choices: str, item: Field | None = None, **fields: Field) -> Field:
    return Field(name, kind, name, "", choices=choices, item=item, fields=fields)


REFERENCE = field("", FieldKind.REFERENCE)
HEADER = (
    field("id", FieldKind.TEXT),
    field("title", FieldKind.TEXT),
    field("version", FieldKind.TEXT),
    field("status", FieldKind.CHOICE, "draft", "approved", "superseded"),
    field("approved_on", FieldKind.DATE),
    field("version_date", FieldKind.DATE),
    field("valid_from", FieldKind.DATE),
    field("valid_until", FieldKind.DATE),
    field("supersedes", FieldKind.LIST, item=REFERENCE),
    field("relationships", FieldKind.LIST, "all", item=REFERENCE),
    field("transcribed", FieldKind.CHOICE, "extract", "complete"),
)
BODY = (
    field("statement", FieldKind.TEXT),
    field("sites", FieldKind.INTEGER),
    field("budget", FieldKind.DECIMAL),
    field("public", FieldKind.FLAG),
    field("review_interval", FieldKind.INTERVAL),
    field("scope", FieldKind.GROUP, where=field("where", FieldKind.TEXT), since=field("since", FieldKind.DATE)),
    field(
        "issues",
        FieldKind.LIST,
        item=field(
            "",
            FieldKind.GROUP,
            id=field("id", FieldKind.TEXT),
            raised=field("raised", FieldKind.DATE),
            state=field("state", FieldKind.CHOICE, "open", "closed"),
        ),
    ),
)


def document_type(name: str, fields: tuple[Field, ...]) -> DocumentType:
    return DocumentType(name, name, "", ("system",), None, "the owner", ("approved",), {f.name: f for f in fields})


TYPES = {name: document_type(name, (*HEADER, *BODY)) for name in ("policy", "exit_plan")}
