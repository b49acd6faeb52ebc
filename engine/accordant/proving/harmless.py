"""Harmless variants of a case: evidence that is as good in other order, other words, on other days, or with more."""

from collections.abc import Callable, Iterator, Mapping
from copy import deepcopy
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


def _one_more_item(case: Case, types: Types) -> Case:
    """Add to each list of groups one more item like its last, with an id of its own."""
    documents = []
    for document in case.documents:
        fields, grown = types[str(document["type"])].fields, deepcopy(document)
        for name, value in grown.items():
            field = fields.get(name)
            if name != "signatures" and field and isinstance(value, list) and value and isinstance(value[-1], dict):
                copy = deepcopy(value[-1])
                if "id" in copy:
                    copy["id"] = f"{copy['id']}-more"
                value.append(copy)
        documents.append(grown)
    return case._replace(documents=tuple(documents))


def _newer_copy(case: Case, types: Types) -> Case:
    """Add after each document a version of it that says the same, a day younger."""
    copies = []
    for document in case.documents:
        issued = read_date(str(document.get("version_date", "")))
        if issued is None or issued >= case.as_of or "version" not in document or not document.get("id"):
            continue
        copies.append({**deepcopy(document), "version": f"{document['version']}.1"})
    return case._replace(documents=(*case.documents, *copies)) if types else case


def _other_state(case: Case, types: Types) -> Case:
    """Keep as current what may be kept so as well as approved."""
    documents = tuple(
        {**document, "status": "current"}
        if document.get("status") == "approved" and "current" in types[str(document["type"])].states
        else document
        for document in case.documents
    )
    return case._replace(documents=documents)


def _more_relationships(case: Case, _: Types) -> Case:
    """Add a relationship to the manifest of which nothing is asked yet."""
    if case.manifest is None or not isinstance(case.manifest.get("relationships"), list):
        return case
    manifest: Any = deepcopy(case.manifest)
    manifest["relationships"].append({"id": "another", "title": "Another", "kind": "alliance", "origin": "new"})
    return case._replace(manifest=manifest)


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


_FIXED = frozenset({"/type", "/version", "/relationships", "manifest/type", "manifest/relationships/id"})
"""Texts that name what stays as it is: types, versions (compared in order), relationships (the subject)."""

_VARIATIONS: tuple[tuple[str, Callable[[Case, Types], Case]], ...] = (
    ("in other order", _other_order),
    ("spelled otherwise", _other_spelling),
    ("in other words", _other_words),
    ("a year later", _other_days),
    ("one more item like the last", _one_more_item),
    ("a further version that says the same", _newer_copy),
    ("kept as current", _other_state),
    ("another relationship beside it", _more_relationships),
    ("more text", _more_said),
)
"""Every way to vary a case without harm; adding one is adding a function and its line here."""
