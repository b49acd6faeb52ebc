"""contains-all: every one of a set of values occurs."""

from collections.abc import Iterator, Mapping
from typing import Any

from accordant.checks.bringing import Parts
from accordant.checks.drafting import append, declared, new_item
from accordant.checks.lookup import Item, Seen, State, cite, enter, look, sort, whole
from accordant.checks.mending import mended, stated
from accordant.checks.naming import listed, row, spoken, spoken_types
from accordant.checks.population import empty_list
from accordant.checks.reading import Reading, lacking, many, met, over_documents, silence, words_of
from accordant.checks.schema import PATH, WHERE, WORDS
from accordant.checks.schema import parameters as _schema
from accordant.checks.spoiling import BLANK, altered, dropped, lost, spoiled
from accordant.model.catalogue import FieldKind
from accordant.model.change import Repair, Spoiling
from accordant.model.evidence import Document
from accordant.model.observation import Cause, Citation, Observation, Value
from accordant.model.view import View

SCHEMA = {
    **_schema("values", field=PATH, of=PATH, key=PATH, values=WORDS, where=WHERE),
    "oneOf": [{"required": ["field"], "not": {"required": ["of"]}}, {"required": ["of", "key"]}],
}


def see(parameters: Mapping[str, Any], view: View) -> Observation:
    """Judge whether all values occur, in a list field or in one field of a list's items."""
    return over_documents(parameters, view, lambda document: _judge(parameters, view, document))


def _judge(parameters: Mapping[str, Any], view: View, document: Document) -> Observation:
    path = parameters.get("of") or parameters["field"]
    listed = enter(whole(document), path)
    if listed.state is not State.FILLED:
        return (
            _single(parameters, view, document)
            if "field" in parameters
            else empty_list(parameters, view, document, listed)
        )
    seen, undecided = _seen(parameters, view, listed.items)
    found = {one.text.casefold(): one for one in seen if one.text}
    lacking_values = [value for value in parameters["values"] if str(value).casefold() not in found]
    if lacking_values:
        words = words_of(view, document, missing=", ".join(map(spoken, lacking_values)))
        # What is of a wrong kind, or what the filter cannot tell of, may be what is missed.
        unread = tuple(one.citation for one in seen if one.state is State.WRONG) + undecided
        value = Value.ABSENT if unread else silence(document)
        return Observation(value, unread or (listed.citation,), words, Cause.CONTENT, tuple(lacking_values))
    return met(view, document, [found[str(value).casefold()].citation for value in parameters["values"]])


def _seen(
    parameters: Mapping[str, Any], view: View, items: tuple[Item, ...]
) -> tuple[list[Seen], tuple[Citation, ...]]:
    """Give what is seen, and the places of which the filter cannot tell; inside an item the field may be a list."""
    admitted, undecided = sort(items, parameters.get("where"), view.as_of)
    seen: list[Seen] = []
    for item in admitted:
        if "of" not in parameters:
            seen.append(look(item, ""))
            continue
        inner = enter(item, parameters["key"])
        seen += [look(part, "") for part in inner.items] or [look(item, parameters["key"])]
    return seen, tuple(cite(item, item.node, item.pointer) for item in undecided)


def _single(parameters: Mapping[str, Any], view: View, document: Document) -> Observation:
    seen = look(whole(document), parameters["field"])
    if seen.state is State.FILLED and seen.text.casefold() in {str(value).casefold() for value in parameters["values"]}:
        return met(view, document, [seen.citation])
    words = words_of(view, document, missing=", ".join(map(spoken, parameters["values"])))
    return Observation(lacking(document, seen), (seen.citation,), words, Cause.CONTENT, (seen.citation.key,))


def spoil(parameters: Mapping[str, Any], view: View, seen: Observation) -> tuple[Spoiling, ...]:
    """Give the ways to lose one of the values wherever it occurs."""
    return spoiled(parameters, view, seen, _judge, _ways)


def _ways(parameters: Mapping[str, Any], view: View, document: Document) -> Iterator[Spoiling]:
    value = str(parameters["values"][-1]).casefold()
    if "of" not in parameters:
        yield from lost([(whole(document), parameters["field"])])
        items = enter(whole(document), parameters["field"]).items
        yield from dropped(item for item in items if look(item, "").text.casefold() == value)
    places = [seen for seen in _places(parameters, view, document) if seen.text.casefold() == value]
    yield Spoiling("one value too few", altered(places, BLANK))
    yield Spoiling("wrong value", altered(places, "[another value]"))


def _places(parameters: Mapping[str, Any], view: View, document: Document) -> list[Seen]:
    """Give every place where a value may stand."""
    path = parameters.get("of") or parameters["field"]
    return _seen(parameters, view, enter(whole(document), path).items)[0]


def mend(parameters: Mapping[str, Any], view: View, seen: Observation) -> Repair | None:
    """Give the repair: each value that is wanting, added."""
    return mended(parameters, view, seen, _judge, _content)


def _content(parameters: Mapping[str, Any], view: View, document: Document) -> Parts | None:
    there = {seen.text.casefold() for seen in _places(parameters, view, document)}
    missing = [str(value) for value in parameters["values"] if str(value).casefold() not in there]
    if "of" not in parameters:
        return [part for value in missing for part in stated(view, whole(document), parameters["field"], value)]
    listed, key = declared(document.type.fields, parameters["of"]), parameters["key"]
    inner = declared(listed.item.fields, key) if listed and listed.item else None
    wrapped = inner is not None and inner.kind is FieldKind.LIST
    items = [new_item(view, listed, {key: [value] if wrapped else value}, parameters.get("where")) for value in missing]
    return [append(whole(document), parameters["of"], item) for item in items]


def say(parameters: Mapping[str, Any], labels: Mapping[str, str]) -> str:
    """Say what the check asks."""
    values = row([spoken(value) for value in parameters["values"]], "and")
    where = listed(parameters, parameters.get("of") or parameters["field"], parameters.get("key", ""), labels)
    return f"{values} among the {where} of the {spoken_types(parameters, labels)}"


def reads(parameters: Mapping[str, Any]) -> tuple[Reading, ...]:
    """Give the fields the check rests on."""
    types = many(parameters["in"])
    if "of" not in parameters:
        return (Reading(types, parameters["field"]),)
    asked = [path for path, demand in parameters.get("where", {}).items() if demand not in ("present", "absent")]
    return tuple(Reading(types, f"{parameters['of']}[].{path}") for path in (parameters["key"], *asked))
