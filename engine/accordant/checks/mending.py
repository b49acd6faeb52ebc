"""What the kinds share in mending: documents brought, items decided and added, and the repair said in words."""

from collections.abc import Callable, Mapping
from typing import Any, TypeAlias

from accordant.checks.bringing import Parts, all_parts, brought, folded, place_of, revived
from accordant.checks.drafting import append, at, declared, demanded, invented, new_item, spelled
from accordant.checks.lookup import Item, State, enter, look, sort, whole
from accordant.checks.population import Shown, least
from accordant.checks.reading import chosen, many
from accordant.checks.spoiling import Judge
from accordant.model.catalogue import FieldKind
from accordant.model.change import Change, Data, NewDocument, Removed, Repair, branch_of
from accordant.model.evidence import Document
from accordant.model.observation import Observation, Value
from accordant.model.view import View

Content: TypeAlias = Callable[[Mapping[str, Any], View, Document], Parts | None]
"""What mends one document that is in effect: parameters, view and document; None where nothing can."""
Fix: TypeAlias = Callable[[View, Item], Parts | None]
"""What mends one item (or the document itself as an item)."""


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
        return repair(
            view,
            brought(
                view, many(parameters["in"]), parameters.get("states"), missing, documents=parameters.get("documents")
            ),
        )
    poor = [document for document in documents if judge(parameters, view, document).value is not Value.MET]
    found: list[Parts | None] = [missing(view, document) for document in reversed(poor)]
    if parameters.get("which") == "any":
        found = [*sorted(filter(None, found), key=len)[:1]]
    return repair(view, all_parts(found))


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
        others = folded(data, inner, document.source.file, pointer)
        if data:
            return [append(whole(document), path, data), *others]
    return None


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
    places = [place_of(part) for part in parts or ()]
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
