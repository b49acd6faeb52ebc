"""Harmless variants of a case: evidence that is as good in other order, other words, on other days, or with more."""

from collections.abc import Callable, Iterator, Mapping
from datetime import timedelta
from typing import Any, NamedTuple, TypeAlias
from unicodedata import normalize

from accordant.casebook import Case
from accordant.model.catalogue import DocumentType, Field, FieldKind
from accordant.model.change import Data
from accordant.model.values import is_blank, read_date

Types: TypeAlias = Mapping[str, DocumentType]
Group: TypeAlias = dict[str, Data]
Leaf: TypeAlias = Callable[[Field, str, str], str]
"""What becomes of a text: its field, its path, the text."""

_LATER = timedelta(days=364)
_WORDING = (FieldKind.TEXT, FieldKind.REFERENCE)


class Variant(NamedTuple):
    """A case as good as the one it came from, and in what it differs."""

    name: str
    case: Case


def variants(case: Case, types: Types) -> Iterator[Variant]:
    """Give every harmless variant of a case that differs from it."""
    for name, vary in _VARIATIONS:
        other = vary(case, types)
        if other != case:
            yield Variant(name, other)


def _other_order(case: Case, _: Types) -> Case:
    documents = tuple(_reversed(document) for document in case.documents)
    return case._replace(documents=tuple(reversed(documents)), manifest=_reversed_manifest(case.manifest))


def _reversed(data: Any) -> Any:
    if isinstance(data, dict):
        return {key: _reversed(value) for key, value in reversed(data.items())}
    return [_reversed(one) for one in reversed(data)] if isinstance(data, list) else data


def _reversed_manifest(manifest: Group | None) -> Group | None:
    return None if manifest is None else dict(reversed(manifest.items()))


def _other_spelling(case: Case, types: Types) -> Case:
    """Write text in capitals, decomposed, with more space; references, dates and choices have one spelling."""
    return _retold(case, types, lambda field, _, text: _spelled(text) if field.kind is FieldKind.TEXT else text)


def _spelled(text: str) -> str:
    return normalize("NFD", f"  {text}".replace(" ", "  "))


def _other_words(case: Case, types: Types) -> Case:
    """Give every person, document and thing another name, the same one wherever it is named."""
    return _retold(case, types, lambda field, _, text: f"{text} x" if field.kind in _WORDING else text)


def _other_days(case: Case, types: Types) -> Case:
    """Let everything happen fifty-two weeks later, the assessment included."""
    later = _retold(case, types, lambda field, _, text: _shifted(text) if field.kind is FieldKind.DATE else text)
    return later._replace(as_of=case.as_of + _LATER)


def _shifted(text: str) -> str:
    day = read_date(text)
    return text if day is None else (day + _LATER).isoformat()


def _said_twice(case: Case, _: Types) -> Case:
    """Say the last item of each list of groups once more."""
    documents: list[Group] = []
    for document in case.documents:
        grown = {
            name: [*value, value[-1]] if isinstance(value, list) and value and isinstance(value[-1], dict) else value
            for name, value in document.items()
        }
        documents.append(grown)
    return case._replace(documents=tuple(documents))


def _kept_copy(case: Case, types: Types) -> Case:
    """Keep beside each document that counts a superseded copy of it."""
    copies = (
        {**document, "id": f"{document.get('id')}-old", "status": "superseded"}
        for document in case.documents
        if document.get("status") in types[str(document["type"])].states
    )
    return case._replace(documents=(*case.documents, *copies))


def _other_state(case: Case, types: Types) -> Case:
    """Keep as current what may be kept so as well as approved."""
    documents = tuple(
        {**document, "status": "current"}
        if document.get("status") == "approved" and "current" in types[str(document["type"])].states
        else document
        for document in case.documents
    )
    return case._replace(documents=documents)


def _more_said(case: Case, types: Types) -> Case:
    """Fill the fields of text that the header of each document leaves out, and which change no effect."""
    documents = []
    for document in case.documents:
        fields = types[str(document["type"])].fields
        more = {
            name: "as recorded"
            for name, field in fields.items()
            if field.kind is FieldKind.TEXT and name not in document
        }
        documents.append({**document, **more})
    return case._replace(documents=tuple(documents))


def _retold(case: Case, types: Types, leaf: Leaf) -> Case:
    """Rewrite every text of a case by its declared field."""
    documents = tuple(_group(document, types[str(document["type"])].fields, "", leaf) for document in case.documents)
    manifest = case.manifest
    if manifest is not None and "manifest" in types:
        manifest = _group(manifest, types["manifest"].fields, "manifest", leaf)
    return case._replace(documents=documents, manifest=manifest)


def _group(data: Mapping[str, Data], fields: Mapping[str, Field], path: str, leaf: Leaf) -> Group:
    return {
        name: value if name not in fields else _value(value, fields[name], f"{path}/{name}", leaf)
        for name, value in data.items()
    }


def _value(data: Data, field: Field, path: str, leaf: Leaf) -> Data:
    if isinstance(data, dict):
        return _group(data, field.fields, path, leaf)
    if isinstance(data, list):
        inner = field.item
        return data if inner is None else [_value(one, inner, path, leaf) for one in data]
    kept = field.kind is FieldKind.LIST or "relationship" in field.target or path in _FIXED
    return data if data is None or kept or is_blank(data) else leaf(field, path, data)


_FIXED = frozenset({"/type", "/relationships", "manifest/type", "manifest/relationships/id"})
"""Texts that name what stays as it is: types, and relationships (the subject)."""

_VARIATIONS: tuple[tuple[str, Callable[[Case, Types], Case]], ...] = (
    ("in other order", _other_order),
    ("spelled otherwise", _other_spelling),
    ("in other words", _other_words),
    ("a year later", _other_days),
    ("the last of each list said twice", _said_twice),
    ("a superseded copy beside it", _kept_copy),
    ("kept as current", _other_state),
    ("more text", _more_said),
)
"""Every way to vary a case without harm; adding one is adding a function and its line here."""
