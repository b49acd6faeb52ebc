"""Evidence that is not there yet: values, items and documents made from what the view knows, else placeholders."""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from accordant.checks.lookup import Item
from accordant.checks.reading import ALL_DOCUMENTS, in_effect
from accordant.model.catalogue import DocumentType, Field, FieldKind
from accordant.model.change import REMOVED, Change, Data, Removed, branch_of
from accordant.model.evidence import Document
from accordant.model.tree import Format, Source
from accordant.model.view import View


def at(item: Item, path: str, value: Data | Removed = REMOVED) -> Change:
    """Change what stands at a path of an item (of the document); an empty path is the item itself."""
    steps = "".join(f"/{step}" for step in path.split(".") if step)
    return Change(item.document.source.file, item.pointer + steps, value)


def append(item: Item, path: str, value: Data) -> Change:
    """Append an item to the list at a path."""
    return at(item, f"{path}.-", value)


def declared(fields: Mapping[str, Field], path: str) -> Field | None:
    """Give the declaration of the field at a dotted path."""
    found = None
    for step in path.split("."):
        found = fields.get(step)
        fields = found.fields if found else {}
    return found


def invented(view: View, field: Field | None, name: str) -> Data:
    """Give a value of the field's kind: what the view knows, else the name of the field in brackets."""
    if field is None:
        return f"[{spelled(name)}]"
    match field.kind:
        case FieldKind.LIST:
            return [invented(view, field.item, name)]
        case FieldKind.GROUP:
            inner = next((one for one in field.fields if one != "id"), "id")
            return {inner: invented(view, field.fields.get(inner), inner)}
        case _:
            return _text(view, field, name)


def _text(view: View, field: Field, name: str) -> str:
    if field.kind is FieldKind.CHOICE:
        return field.choices[0]
    known = _known(view, field.target) if field.kind is FieldKind.REFERENCE else ""
    simple = view.as_of.isoformat() if field.kind is FieldKind.DATE else _SIMPLE.get(field.kind, "")
    return known or simple or f"[{spelled(name)}]"


_SIMPLE = {FieldKind.INTEGER: "1", FieldKind.DECIMAL: "1", FieldKind.FLAG: "yes", FieldKind.INTERVAL: "1 year"}


def _known(view: View, target: tuple[str, ...]) -> str:
    if "party" in target:
        return view.manifest.own_party if view.manifest else ""
    if "relationship" in target:
        return view.relationship.id if view.relationship else ""
    return next((document.id for document in reversed(in_effect(view, target))), "")


def distinct(view: View, field: Field | None, name: str, taken: Iterable[str]) -> Data:
    """Give a value of the field's kind that is none of those taken (folded)."""
    used = set(taken)
    parties = list(view.manifest.parties) if view.manifest and field and "party" in field.target else []
    flags = ["no", "yes"] if field and field.kind is FieldKind.FLAG else []
    offered = [*(field.choices if field else ()), *flags, *parties]
    offered += [f"[{spelled(name)}]", *(f"[{spelled(name)} {number}]" for number in range(2, len(used) + 3))]
    return next(one for one in offered if one.casefold() not in used)


def is_stand_in(text: str) -> bool:
    """Say whether a text stands for what only the user knows, as those do that are made here."""
    return text.startswith("[") and text.endswith("]")


def spelled(name: str) -> str:
    """Say a name as words."""
    return name.replace("_", " ").replace(".", " ")


def new_item(
    view: View, listed: Field | None, given: Mapping[str, Data], where: Mapping[str, Any] | None = None
) -> Data:
    """Give an item for a list that has the values given (by path) and that the filter admits.

    With neither, something in it is filled all the same: an item of blanks is none.
    """
    inner = listed.item if listed else None
    if "" in given:
        return given[""]
    if inner is None or inner.kind is not FieldKind.GROUP:
        return invented(view, inner, listed.name if listed else "item")
    data: dict[str, Data] = {}
    for path, demand in (where or {}).items():
        if demand != "absent":
            put(data, path.split("."), demanded(view, inner.fields, path, demand))
    for path, value in given.items():
        put(data, path.split("."), value)
    if data:
        return data
    return invented(view, inner, inner.name)


def demanded(view: View, fields: Mapping[str, Field], path: str, demand: Any) -> Data:
    """Give a value that a filter's demand admits."""
    if demand == "present":
        return invented(view, declared(fields, path), path)
    return str(demand[0] if isinstance(demand, list | tuple) else demand)


def put(data: dict[str, Data], steps: Sequence[str], value: Data) -> None:
    """Set a value in plain data; `-` appends, a number names an item, and groups on the way are made."""
    here: Any = data
    for step, following in zip(steps, [*steps[1:], None], strict=True):
        if isinstance(here, list) and step == "-":
            here.append({})
        key: Any = (len(here) - 1 if step == "-" else int(step)) if isinstance(here, list) else step
        if following is None:
            here[key] = value
            return
        if not isinstance(here, list) and not isinstance(here.get(key), list if following == "-" else dict | list):
            here[key] = [] if following == "-" else {}
        here = here[key]


def drafted(
    view: View,
    name: str,
    states: Any = None,
    *,
    identity: str = "",
    number: int = 1,
    documents: Mapping[str, Any] | None = None,
) -> Document:
    """Draft a document of the type that would be in effect for the subject, with nothing in it but its header.

    Its file is none of the pack's. It holds what the filter of documents asks.
    """
    kind = _kind(view, name)
    status = str((states or kind.states)[0])
    today = view.as_of.isoformat()
    about: dict[str, Data] = {"relationships": [view.relationship.id]} if view.relationship else {}
    approval: dict[str, Data] = {"approved_by": "[approver]", "approved_on": today} if status == "approved" else {}
    data: dict[str, Data] = {
        "id": identity or f"[{spelled(kind.name)} {number}]",
        "title": kind.label,
        "version": "1",
        "status": status,
        "owner": "[owner]",
        **approval,
        "version_date": today,
        **about,
    }
    for path, demand in (documents or {}).items():
        if demand != "absent":
            put(data, path.split("."), demanded(view, kind.fields, path, demand))
    return _document(view, kind, data, f"(new) {kind.name} {number}")


def _kind(view: View, name: str) -> DocumentType:
    """Give the type; where any document will do, one of the management system."""
    if name != ALL_DOCUMENTS:
        return view.types[name]
    return next(one for one in view.types.values() if "system" in one.levels and one.states)


def _document(view: View, kind: DocumentType, data: dict[str, Data], file: str) -> Document:
    root = branch_of(data)
    approved = view.as_of if "approved_on" in data else None
    return Document(
        type=kind,
        source=Source(file, Format.YAML, "", "", root),
        root=root,
        id=str(data["id"]),
        title=str(data["title"]),
        version=str(data["version"]),
        status=str(data["status"]),
        issued=view.as_of,
        approved_on=approved,
        valid_from=None,
        valid_until=None,
        supersedes=(),
        relationships=(view.relationship.id,) if view.relationship else (),
        speaks_for_all=False,
        complete=False,
    )
