"""What the kinds share in mending: documents brought, items decided and added, and the repair said in words."""

from collections.abc import Callable, Iterable, Mapping
from typing import Any, TypeAlias

from accordant.checks.drafting import append, at, declared, demanded, drafted, invented, new_item, put, spelled
from accordant.checks.elsewhere import same
from accordant.checks.lookup import Item, State, enter, look, sort, whole
from accordant.checks.population import Shown, least
from accordant.checks.reading import candidates, chosen, many
from accordant.checks.spoiling import Judge
from accordant.model.catalogue import FieldKind
from accordant.model.change import Change, Data, NewDocument, Removed, Repair, branch_of, fields_of
from accordant.model.evidence import Document
from accordant.model.observation import Observation, Value
from accordant.model.values import read_date
from accordant.model.view import UNDATED, Candidate, View

Parts: TypeAlias = list[Change | NewDocument]
Content: TypeAlias = Callable[[Mapping[str, Any], View, Document], Parts | None]
"""What mends one document that is in effect: parameters, view and document; None where nothing can."""
Fix: TypeAlias = Callable[[View, Item], Parts | None]
"""What mends one item (or the document itself as an item)."""
_LAID_DOWN = ("withdrawn", "superseded")


def mended(
    parameters: Mapping[str, Any],
    view: View,
    seen: Observation,
    judge: Judge,
    content: Content,
    leans_on: Mapping[str, Any] | None = None,
) -> Repair | None:
    """Give the repair of a check over documents: of those that fail, of one where any will do, or of one brought.

    `leans_on` is the place elsewhere that it cannot do without: a draft that holds it is approved first.
    """
    if seen.value in (Value.MET, Value.ERROR):
        return None

    def missing(shown: View, document: Document) -> Parts | None:
        if judge(parameters, shown, document).value is Value.MET:
            return []
        approval, shown = revived(shown, leans_on or {"manifest": ""})
        good = approval and judge(parameters, shown, document).value is Value.MET
        return all_parts([approval, [] if good else content(parameters, shown, document)])

    documents = chosen(parameters, view)
    if not documents:
        return repair(view, brought(view, many(parameters["in"]), parameters.get("states"), missing))
    poor = [document for document in documents if judge(parameters, view, document).value is not Value.MET]
    if parameters.get("which") == "any":
        poor = poor[-1:]
    return repair(view, all_parts(missing(view, document) for document in poor))


def revived(view: View, place: Mapping[str, Any]) -> tuple[Parts, View]:
    """Approve the draft at a place where no document is in effect; gives the view in which it is."""
    if "manifest" in place or chosen(place, view):
        return [], view
    for candidate in reversed(candidates(view, many(place["in"]))):
        approval = _approval(view, candidate, place.get("states"))
        if approval:
            return approval, _with(view, candidate.document)
    return [], view


def brought(
    view: View,
    types: tuple[str, ...],
    states: Any,
    content: Callable[[View, Document], Parts | None],
    fits: Callable[[Document], int] = lambda _: 1,
) -> Parts | None:
    """Bring a document into effect: a draft approved, else a new one of the first type; then what it lacks.

    `fits` ranks the drafts: of those that fit best it is the latest, and none that does not fit at all.
    """
    drafts = [one for one in candidates(view, types) if _approval(view, one, states) and fits(one.document)]
    if not drafts:
        return received(view, drafted(view, types[0], states), content)
    best = max(reversed(drafts), key=lambda one: fits(one.document))
    inner = content(_with(view, best.document), best.document)
    if inner is None:
        return None
    approval = _approval(view, best, states)
    if best.document.approved_on is None and any(map(_signs, inner)):
        # What is signed needs no other day of approval.
        approval = [part for part in approval if _place(part) != (best.document.source.file, _APPROVED)]
    return [*approval, *inner]


_APPROVED = "/approved_on"


def _signs(part: Change | NewDocument) -> bool:
    """Say whether a change adds a signature with its day, or the day of one."""
    if not isinstance(part, Change) or not part.pointer.startswith("/signatures/"):
        return False
    return part.pointer.endswith("/date") or (isinstance(part.value, dict) and "date" in part.value)


def received(
    view: View, document: Document, content: Callable[[View, Document], Parts | None] = lambda _, __: []
) -> Parts | None:
    """Add a drafted document with what it has to hold, and what that in turn needs of others."""
    inner = content(_with(view, document), document)
    if inner is None:
        return None
    data = fields_of(document.root)
    others = _folded(data, inner, document.source.file, "")
    return [NewDocument(document.type.name, data), *others]


def _plain(value: Data | Removed) -> Data:
    return None if isinstance(value, Removed) else value


def _approval(view: View, candidate: Candidate, states: Any) -> Parts:
    """Give what brings a draft into effect; nothing for what is in effect, laid down, or not ours or of its time."""
    document = candidate.document
    wanted = states or document.type.states
    if candidate.obstacle not in ("", UNDATED) or document.status in _LAID_DOWN or not wanted:
        return []
    if not _in_time(view, document):
        return []
    parts: Parts = []
    status = document.status
    if status not in wanted:
        status = str(wanted[0])
        parts.append(at(whole(document), "status", status))
    if status == "approved" and not _is_approved(view, document):
        parts.append(at(whole(document), "approved_on", view.as_of.isoformat()))
    return parts


def _is_approved(view: View, document: Document) -> bool:
    """Say whether the document says when it was approved, or signed, by the date."""
    if document.approved_on is not None:
        return document.approved_on <= view.as_of
    days = [read_date(look(item, "date").text) for item in enter(whole(document), "signatures").items]
    return any(day is not None and day <= view.as_of for day in days)


def _in_time(view: View, document: Document) -> bool:
    """Say whether nothing else than its approval keeps a document out of effect: its validity, its party."""
    ends = [look(whole(document), name).state for name in ("valid_from", "valid_until")]
    begun = document.valid_from is None or document.valid_from <= view.as_of
    lasting = document.valid_until is None or document.valid_until >= view.as_of
    own, party = view.manifest.own_party if view.manifest else "", look(whole(document), "party").text
    ours = not own or not party or "joint" in document.type.levels or same(view, own, party)
    return State.WRONG not in ends and begun and lasting and ours


def _with(view: View, document: Document) -> View:
    """Give the view with a document in effect, the latest of its type."""
    kept = [one for one in view.everything if one.document.source.file != document.source.file]
    about = [
        one for one in view.candidates.get(document.type.name, ()) if one.document.source.file != document.source.file
    ]
    status = document.status if document.status in document.type.states else document.type.states[0]
    here = Candidate(document._replace(status=status), "")
    shown = {**view.candidates, document.type.name: (*about, here)}
    return view._replace(candidates=shown, everything=(*kept, here))


def all_parts(some: Iterable[Parts | None]) -> Parts | None:
    """Put parts together, each once; None where one of them cannot be."""
    found: Parts = []
    for parts in some:
        if parts is None:
            return None
        found += [part for part in parts if part not in found]
    return found


def mended_items(
    parameters: Mapping[str, Any], view: View, document: Document, judge: Callable[[Item], Shown], fix: Fix
) -> Parts | None:
    """Give what mends the items that `every` and `where` name (or the document), and the items still wanting."""
    if "every" not in parameters:
        return fix(view, whole(document)) if judge(whole(document)).value is not Value.MET else []
    listed = enter(whole(document), parameters["every"])
    admitted, undecided = sort(listed.items, parameters.get("where"), view.as_of)
    parts: list[Parts | None] = [decided(view, item, parameters.get("where", {})) for item in undecided]
    parts += [fix(view, item) for item in (*admitted, *undecided) if judge(item).value is not Value.MET]
    needed = least(parameters) if listed.items else max(1, least(parameters))
    wanting = needed - len(admitted) - len(undecided)
    if wanting > 0:
        new = _new_item(parameters, view, document, judge, fix)
        parts.append(new and [*new[:1] * wanting, *new[1:]])
    return all_parts(parts)


def _new_item(
    parameters: Mapping[str, Any], view: View, document: Document, judge: Callable[[Item], Shown], fix: Fix
) -> Parts | None:
    """Add an item that the filter admits, mended as if it stood there already."""
    path, where = parameters["every"], parameters.get("where")
    listed = declared(document.type.fields, path)
    pointer = at(whole(document), path).pointer + "/-"
    # An empty item says least; one that stays empty is none, so that something in it has to be filled first.
    starts: list[Data] = [*([] if where else [{}]), new_item(view, listed, {}, where)]
    for data in starts:
        if listed is None or listed.item is None or not isinstance(data, dict):
            return [append(whole(document), path, data)]
        item = Item(document, branch_of(data), listed.item.fields, pointer, "", listed.item)
        inner = fix(view, item) if judge(item).value is not Value.MET else []
        if inner is None:
            return None
        others = _folded(data, inner, document.source.file, pointer)
        if data:
            return [append(whole(document), path, data), *others]
    return None


def _folded(data: dict[str, Data], parts: Parts, file: str, pointer: str) -> Parts:
    """Make those of the changes that are below the pointer in plain data; gives the others."""
    others: Parts = []
    for part in parts:
        if isinstance(part, Change) and part.file == file and part.pointer.startswith(pointer + "/"):
            put(data, part.pointer.removeprefix(pointer + "/").split("/"), _plain(part.value))
        else:
            others.append(part)
    return others


def decided(view: View, item: Item, where: Mapping[str, Any]) -> Parts:
    """Fill what keeps an item from being told in or out of a filter: it is in."""
    parts: Parts = []
    for path, demand in where.items():
        seen = look(item, path, by=view.as_of)
        if demand == "absent" and seen.state is State.WRONG:
            parts.append(at(item, path))
        elif seen.state is State.WRONG or (seen.state is not State.FILLED and demand not in ("present", "absent")):
            parts.append(at(item, path, demanded(view, item.fields, path, demand)))
    return parts


def stated(view: View, item: Item, path: str, value: Data = None) -> Parts:
    """State a field of an item: with the value, else with one of its kind."""
    field = declared(item.fields, path)
    if isinstance(value, str) and field is not None and field.kind is FieldKind.LIST:
        return [append(item, path, value)]
    return [at(item, path, invented(view, field, path) if value is None else value)]


def stated_elsewhere(view: View, place: Mapping[str, Any], *values: str) -> Parts | None:
    """State values (or one of the field's kind) at a place of another document, brought if need be.

    None for what the manifest claims, and for several values where only one can stand.
    """
    if "manifest" in place:
        return None

    def content(shown: View, document: Document) -> Parts | None:
        if "of" not in place:
            field = declared(document.type.fields, place["field"])
            if len(values) > 1 and (field is None or field.kind is not FieldKind.LIST):
                return None
            return [
                part for value in values or (None,) for part in stated(shown, whole(document), place["field"], value)
            ]
        listed = declared(document.type.fields, place["of"])
        inner = declared(listed.item.fields, place["field"]) if listed and listed.item else None
        given = values or (invented(shown, inner, place["field"]),)
        items = [new_item(shown, listed, {place["field"]: value}) for value in given]
        return [append(whole(document), place["of"], item) for item in items]

    documents = chosen(place, view)
    if documents:
        return content(view, documents[-1])
    return brought(view, many(place["in"]), place.get("states"), content)


def repair(view: View, parts: Parts | None) -> Repair | None:
    """Say the parts in words, of two at one place the later; None where there are none."""
    places = [_place(part) for part in parts or ()]
    parts = [
        part
        for number, part in enumerate(parts or ())
        if not places[number] or places[number] not in places[number + 1 :]
    ]
    if not parts:
        return None
    said = list(dict.fromkeys(_said(view, part) for part in parts))
    text = "; ".join(said)
    return Repair(tuple(parts), f"{text[:1].upper()}{text[1:]}.")


def _place(part: Change | NewDocument) -> tuple[str, str] | None:
    """Give the place that a change fills, which another may fill anew."""
    return (part.file, part.pointer) if isinstance(part, Change) and not part.pointer.endswith("/-") else None


def _said(view: View, part: Change | NewDocument) -> str:
    if isinstance(part, NewDocument):
        return f"have a document in effect: {view.labels.get(part.type, spelled(part.type))}"
    names = [step for step in part.pointer.split("/") if step and step != "-" and not step.isdecimal()]
    what = " of ".join(spelled(name) for name in reversed(names))
    document = next((one.document for one in view.everything if one.document.source.file == part.file), None)
    where = " ".join(filter(None, (document.title, document.id))) if document else part.file
    if isinstance(part.value, Removed):
        return f"take out of {where}: {what}"
    verb = "add to" if part.pointer.endswith("/-") else "state in"
    return f"{verb} {where}: {what}"
