"""Every small change of evidence: a field taken away, another value of its kind, an item less or one item more."""

from collections.abc import Iterator, Mapping
from datetime import timedelta

from accordant.model.catalogue import Field, FieldKind
from accordant.model.change import REMOVED, Change, Data, NewDocument, data_of, fields_of
from accordant.model.evidence import Document, Pack
from accordant.model.tree import Branch, Leaf, Node, Series
from accordant.model.values import read_date, read_integer

_DAY = timedelta(days=1)
_LATE = "2026-06-15"
_SHELL = ("status", "approved_on", "version", "relationships", "party", "transcribed")
_OTHER = "something else"


def touches(pack: Pack) -> Iterator[Change | NewDocument]:
    """Give every change of one place of the documents of a pack, and every younger document that says nothing."""
    yield from _same_days(pack)
    for document in pack.documents:
        kept = {name: data_of(node) for name, node in document.root.fields.items() if name in _SHELL}
        younger: dict[str, Data] = {"id": f"{document.id}-NEW", "version_date": _LATE}
        yield NewDocument(document.type.name, {**kept, **younger})
        if "signatures" in document.root.fields:
            yield NewDocument(document.type.name, {**_unsigned(document), **younger})
        yield from _group(document, document.root, document.type.fields, "")
        yield Change(document.source.file, "/status", "draft")
        yield Change(document.source.file, "/transcribed", "extract")


def _unsigned(document: Document) -> dict[str, Data]:
    return {name: data for name, data in fields_of(document.root).items() if name not in ("signatures", "type")}


def _same_days(pack: Pack) -> Iterator[Change]:
    """Put every date of a document's own on the day of each other one: what is before must not be on the same day."""
    days = [
        (document.source.file, name, node.text)
        for document in pack.documents
        for name, node in document.root.fields.items()
        if isinstance(node, Leaf) and read_date(node.text or "")
    ]
    for file, name, text in days:
        for other in dict.fromkeys(one for _, _, one in days if one != text):
            yield Change(file, f"/{name}", other)


def _group(document: Document, branch: Branch, fields: Mapping[str, Field], pointer: str) -> Iterator[Change]:
    for name, node in branch.fields.items():
        field = fields.get(name)
        if field is not None:
            yield Change(document.source.file, f"{pointer}/{name}", REMOVED)
            yield from _node(document, node, field, f"{pointer}/{name}")
    missing = (name for name, field in fields.items() if name not in branch.fields and field.kind in _SOON_SAID)
    yield from (Change(document.source.file, f"{pointer}/{name}", _said(fields[name])) for name in missing if pointer)


def _node(document: Document, node: Node, field: Field, pointer: str) -> Iterator[Change]:
    match node:
        case Leaf(text=text):
            yield from (Change(document.source.file, pointer, other) for other in _others(field, text))
        case Branch():
            yield from _group(document, node, field.fields, pointer)
        case Series(items=items):
            yield Change(document.source.file, pointer, [])
            if field.item is None:
                return
            for index, item in enumerate(items):
                yield Change(document.source.file, f"{pointer}/{index}", REMOVED)
                yield from _node(document, item, field.item, f"{pointer}/{index}")
                yield from _more(document, item, field.item, pointer)


def _more(document: Document, item: Node, field: Field, pointer: str) -> Iterator[Change]:
    """One more item like this one, as it is and with one of its fields taken away or another."""
    data = data_of(item)
    yield Change(document.source.file, f"{pointer}/-", data)
    if not isinstance(data, dict):
        return
    for name in data:
        rest: dict[str, Data] = {key: value for key, value in data.items() if key != name}
        yield Change(document.source.file, f"{pointer}/-", rest)
        inner, value = field.fields.get(name), data[name]
        for other in _others(inner, value) if inner and isinstance(value, str) else ():
            yield Change(document.source.file, f"{pointer}/-", {**data, name: other})
            for gone in rest:
                yield Change(
                    document.source.file, f"{pointer}/-", {**{k: v for k, v in rest.items() if k != gone}, name: other}
                )


def _others(field: Field, text: str | None) -> tuple[Data, ...]:
    """Give other values of a field's kind than the one it has."""
    match field.kind:
        case FieldKind.CHOICE:
            return tuple(choice for choice in field.choices if choice != text)
        case FieldKind.FLAG:
            return tuple(word for word in ("yes", "no") if word != text)
        case FieldKind.DATE:
            day = read_date(text or "")
            return () if day is None else ((day - _DAY).isoformat(), (day + _DAY).isoformat(), "2030-01-01")
        case FieldKind.INTEGER:
            number = read_integer(text or "")
            return () if number is None else (str(number - 1), str(number + 1))
        case FieldKind.TEXT | FieldKind.REFERENCE:
            return (_OTHER,)
        case _:
            return ()


_SOON_SAID = (FieldKind.TEXT, FieldKind.DATE, FieldKind.FLAG)


def _said(field: Field) -> str:
    return {FieldKind.DATE: "2026-06-01", FieldKind.FLAG: "yes"}.get(field.kind, _OTHER)
