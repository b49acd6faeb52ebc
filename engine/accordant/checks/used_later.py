"""used-later: what was decided shows up again in later records."""

from collections.abc import Iterator, Mapping
from typing import Any

from accordant.checks.bringing import Parts, all_parts, brought, received
from accordant.checks.drafting import append, at, declared, drafted, new_item, spelled
from accordant.checks.elsewhere import FIELD_OF, spoken_place
from accordant.checks.elsewhere import readings as _elsewhere
from accordant.checks.lookup import Item, Listed, Seen, Sorted, State, enter, look, sort, whole
from accordant.checks.mending import decided, mended, stated
from accordant.checks.naming import called, listed, spoken_types
from accordant.checks.population import empty_list, least, too_few
from accordant.checks.reading import Reading, in_effect, many, met, nothing_received, over_documents, silence, words_of
from accordant.checks.schema import COUNT, PATH, WHERE
from accordant.checks.schema import parameters as _schema
from accordant.checks.spoiling import BLANK, altered, spoiled, withdrawn
from accordant.checks.traits import Trait
from accordant.model.catalogue import FieldKind
from accordant.model.change import Data, Repair, Spoiling
from accordant.model.evidence import Document
from accordant.model.observation import Cause, Observation, Value
from accordant.model.view import View

TRAITS = frozenset({Trait.COUNTS_HOLDING})
SCHEMA = _schema("seen-in", of=PATH, where=WHERE, key=PATH, seen_in=FIELD_OF, at_least=COUNT)


def see(parameters: Mapping[str, Any], view: View) -> Observation:
    """Judge whether later documents refer to the document (to each of its items, or to enough of them)."""
    return over_documents(parameters, view, lambda document: _judge(parameters, view, document))


def _judge(parameters: Mapping[str, Any], view: View, document: Document) -> Observation:
    items, undecided = Sorted((whole(document),), ())
    if "of" in parameters:
        listed = enter(whole(document), parameters["of"])
        items, undecided = sort(listed.items, parameters.get("where"), view.as_of)
        if not items and not undecided:
            return _nothing_asked(parameters, view, document, listed)
    later = [one for one in _records(parameters, view) if _is_later(one, document)]
    if not later:
        absent = nothing_received(view, many(parameters["seen-in"]["in"]))
        return absent._replace(
            words={**words_of(view, document), "missing": absent.words["missing"], "items": _keys(items)}
        )
    uses = _uses(parameters, later)
    keyed = [(item, look(item, parameters.get("key", "id"))) for item in items]
    used = [(item, seen) for item, seen in keyed if seen.state is State.FILLED and seen.text.casefold() in uses]
    wanted = int(parameters.get("at-least", len(items) + len(undecided)))
    if len(used) >= wanted and used:
        return met(
            view, document, [c for _, seen in used for c in (seen.citation, uses[seen.text.casefold()].citation)]
        )
    unused = tuple(item for item, seen in keyed if seen.state is not State.FILLED or seen.text.casefold() not in uses)
    # An item of which the filter cannot tell might be one more that is used: it never makes a failure.
    told = all(one.complete for one in later) and len(used) + len(undecided) < wanted
    value = silence(document) if told else Value.ABSENT
    unused += undecided
    words = words_of(view, document, items=_keys(unused), missing=_keys(unused))
    citations = tuple(look(item, parameters.get("key", "id")).citation for item in unused)
    return Observation(value, citations, words, Cause.CONTENT, tuple(item.key for item in unused))


def _nothing_asked(parameters: Mapping[str, Any], view: View, document: Document, listed: Listed) -> Observation:
    """Observe a list of which the filter leaves nothing: none has to be used, unless some had to be there."""
    if not listed.items:
        return empty_list(parameters, view, document, listed)
    if least(parameters):
        return too_few(parameters, view, document, listed)
    return met(view, document, [listed.citation])


def _keys(items: tuple[Item, ...]) -> str:
    return ", ".join(item.key for item in items)


def _records(parameters: Mapping[str, Any], view: View) -> tuple[Document, ...]:
    return in_effect(view, many(parameters["seen-in"]["in"]))


def _is_later(record: Document, document: Document) -> bool:
    """Say whether a record is later; one without a date cannot be shown to be."""
    return record.issued is not None and document.issued is not None and record.issued >= document.issued


def _uses(parameters: Mapping[str, Any], later: list[Document]) -> dict[str, Seen]:
    return {seen.text.casefold(): seen for seen in _references(parameters, later)}


def _references(parameters: Mapping[str, Any], later: list[Document]) -> list[Seen]:
    place, found = parameters["seen-in"], list[Seen]()
    for document in later:
        items = enter(whole(document), place["of"]).items if "of" in place else (whole(document),)
        for item in items:
            inner = enter(item, place["field"]).items
            found += [look(part, "") for part in inner] or [look(item, place["field"])]
    return [seen for seen in found if seen.state is State.FILLED]


def spoil(parameters: Mapping[str, Any], view: View, seen: Observation) -> tuple[Spoiling, ...]:
    """Give the ways in which nothing later refers to what was decided."""
    return spoiled(parameters, view, seen, _judge, _ways)


def _ways(parameters: Mapping[str, Any], view: View, document: Document) -> Iterator[Spoiling]:
    later = [one for one in _records(parameters, view) if _is_later(one, document)]
    keyed = [look(item, _key(parameters)) for item in _subjects(parameters, view, document).admitted]
    keys = {one.text.casefold() for one in keyed}
    used = [seen for seen in _references(parameters, later) if seen.text.casefold() in keys]
    yield Spoiling("wrong reference", altered(used, "[another]"))
    yield Spoiling("reference: blank", altered(used, BLANK))
    if "of" in parameters:
        yield Spoiling("key: blank", altered((one for one in keyed if one.state is State.FILLED), BLANK))
    if keyed:
        for one in withdrawn(parameters["seen-in"], view):
            yield one._replace(name="record not in effect")


def mend(parameters: Mapping[str, Any], view: View, seen: Observation) -> Repair | None:
    """Give the repair: what was decided referred to in a later record, brought where there is none."""
    return mended(parameters, view, seen, _judge, _content)


def _content(parameters: Mapping[str, Any], view: View, document: Document) -> Parts | None:
    """Date the document where it is not, and refer to it in the latest record, or in one that is brought."""
    dated: Parts = [] if document.issued is not None else stated(view, whole(document), "version_date")
    decision = document._replace(issued=document.issued or view.as_of)
    later = [one for one in _records(parameters, view) if _is_later(one, decision)]
    if later:
        return all_parts([dated, _used(parameters, view, decision, later)])
    subjects = _subjects(parameters, view, decision)
    keys = {look(item, _key(parameters)).text.casefold() for item in (*subjects.admitted, *subjects.undecided)}

    def fits(record: Document) -> int:
        return 1 + len(keys & set(_uses(parameters, [record]))) if _is_later(record, decision) else 0

    def content(shown: View, record: Document) -> Parts | None:
        return _used(parameters, shown, decision, [record])

    return all_parts([dated, brought(view, many(parameters["seen-in"]["in"]), None, content, fits)])


def _used(parameters: Mapping[str, Any], view: View, document: Document, later: list[Document]) -> Parts | None:
    """Name what has no key, then refer to as many as must be used and are not, in the latest record."""
    parts, texts = Parts(), list[str]()
    admitted, undecided = _subjects(parameters, view, document)
    items, uses = (*admitted, *undecided), _uses(parameters, later)
    keyed = [(item, look(item, _key(parameters))) for item in items]
    used = [(item, seen) for item, seen in keyed if item not in undecided and seen.text.casefold() in uses]
    wanting = max(int(parameters.get("at-least", len(items))) - len(used), 0)
    unused = [pair for pair in keyed if pair not in used]
    if wanting > len(unused) and "of" not in parameters:
        return None  # There is but one document to be used.
    for number, (item, seen) in enumerate(unused[:wanting], 1):
        parts += decided(view, item, parameters.get("where", {})) if item in undecided else []
        texts.append(seen.text if seen.state is State.FILLED else f"[{spelled(_key(parameters))} {number}]")
        parts += [] if seen.state is State.FILLED else [at(item, _key(parameters), texts[-1])]
    for number in range(len(unused) + 1, max(wanting, 0 if items else 1) + 1):
        texts.append(f"[{spelled(_key(parameters))} {number}]")
        given: dict[str, Data] = {_key(parameters): texts[-1]}
        listed = declared(document.type.fields, parameters["of"])
        parts.append(append(whole(document), parameters["of"], new_item(view, listed, given, parameters.get("where"))))
    missing = [text for text in dict.fromkeys(texts) if text.casefold() not in uses]
    taken = {seen.text.casefold() for _, seen in used}
    return all_parts([parts, _referred(parameters, view, later, missing, taken)])


def _referred(
    parameters: Mapping[str, Any], view: View, later: list[Document], texts: list[str], taken: set[str]
) -> Parts | None:
    """Refer to all of these in the latest record; where a record has room for one only, each in one of its own."""
    place = parameters["seen-in"]
    field = declared(later[-1].type.fields, place["field"])
    if "of" in place or field is None or field.kind is FieldKind.LIST:
        return all_parts(_reference(parameters, view, later[-1], text) for text in texts)
    free = [record for record in later if not taken & set(_uses(parameters, [record]))]
    parts = [_reference(parameters, view, record, text) for record, text in zip(free[::-1], texts, strict=False)]
    numbered = list(enumerate(texts, 1))[len(free) :]
    return all_parts([*parts, *(_recorded(parameters, view, text, number) for number, text in numbered)])


def _recorded(parameters: Mapping[str, Any], view: View, text: str, number: int) -> Parts | None:
    """Add a record that refers to this; records of one day are told apart by their ids."""
    record = drafted(view, many(parameters["seen-in"]["in"])[0], number=number)
    return received(view, record, lambda shown, one: _reference(parameters, shown, one, text))


def _reference(parameters: Mapping[str, Any], view: View, record: Document, text: str) -> Parts:
    place = parameters["seen-in"]
    if "of" not in place:
        return stated(view, whole(record), place["field"], text)
    listed = declared(record.type.fields, place["of"])
    inner = declared(listed.item.fields, place["field"]) if listed and listed.item else None
    value: Data = [text] if inner is not None and inner.kind is FieldKind.LIST else text
    return [append(whole(record), place["of"], new_item(view, listed, {place["field"]: value}))]


def _key(parameters: Mapping[str, Any]) -> str:
    return str(parameters.get("key", "id"))


def _subjects(parameters: Mapping[str, Any], view: View, document: Document) -> Sorted:
    """Give what must be used later: the items that the filter admits or cannot tell of, or the document."""
    if "of" not in parameters:
        return Sorted((whole(document),), ())
    return sort(enter(whole(document), parameters["of"]).items, parameters.get("where"), view.as_of)


def say(parameters: Mapping[str, Any], labels: Mapping[str, str]) -> str:
    """Say what the check asks."""
    what, key = "", parameters.get("key", "")
    by = f" by {called(parameters, key, labels)}" if key else ""
    if "of" in parameters:
        each, by = "" if "at-least" in parameters else "each of ", ""
        what = f"{each}the {listed(parameters, parameters['of'], key, labels)} of "
    seen = spoken_place(parameters["seen-in"], labels, alike=True)
    return f"later use of {what}the {spoken_types(parameters, labels)}{by} in {seen}"


def reads(parameters: Mapping[str, Any]) -> tuple[Reading, ...]:
    """Give the fields the check rests on."""
    inside = f"{parameters['of']}[]." if "of" in parameters else ""
    own = Reading(many(parameters["in"]), f"{inside}{parameters.get('key', 'id')}")
    return (own, Reading(many(parameters["in"]), "version_date"), *_elsewhere(parameters["seen-in"]))
