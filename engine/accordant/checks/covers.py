"""covers: each of a population stated elsewhere has its counterpart in a list of this document."""

from collections.abc import Iterator, Mapping
from typing import Any

from accordant.checks.bringing import Parts, all_parts, received
from accordant.checks.drafting import append, at, declared, drafted, new_item, spelled
from accordant.checks.elsewhere import CLAIMED, FIELD_OF, identity, party_name, places, same, spoken_place
from accordant.checks.elsewhere import readings as _elsewhere
from accordant.checks.lookup import Item, Seen, State, enter, look, whole
from accordant.checks.mending import mended, stated_elsewhere
from accordant.checks.naming import listed, spoken_types
from accordant.checks.population import empty_list
from accordant.checks.reading import Reading, chosen, many, met, over_documents, silence, subject_entry, words_of
from accordant.checks.schema import PATH
from accordant.checks.schema import parameters as _schema
from accordant.checks.spoiling import altered, dropped, spoiled
from accordant.model.change import Repair, Spoiling
from accordant.model.evidence import Document
from accordant.model.observation import Cause, Observation, Value
from accordant.model.view import View

SCHEMA = _schema("each", "of", each={"anyOf": [FIELD_OF, CLAIMED]}, of=PATH, field=PATH)


def see(parameters: Mapping[str, Any], view: View) -> Observation:
    """Judge whether every value of the population occurs; a population that is not known is not covered."""
    return over_documents(parameters, view, lambda document: _judge(parameters, view, document))


def _judge(parameters: Mapping[str, Any], view: View, document: Document) -> Observation:
    stated = places(view, parameters["each"])
    population = [one for one in stated if one.state is State.FILLED]
    unnamed = tuple(one.citation for one in stated if one.state is not State.FILLED)
    listed = enter(whole(document), parameters["of"])
    if not population:
        words = words_of(view, document, missing=spoken_place(parameters["each"], view.labels))
        return Observation(Value.ABSENT, (subject_entry(view),), words, Cause.CONTENT)
    if listed.state is not State.FILLED:
        return empty_list(parameters, view, document, listed)
    there = [look(item, parameters.get("field", "")) for item in listed.items]
    named: dict[str, Seen] = {}
    for one in there:
        if one.state is State.FILLED:
            named.setdefault(identity(view.manifest, one.text), one)
    pairs = [(one, named.get(identity(view.manifest, one.text))) for one in population]
    uncovered = [one for one, other in pairs if other is None]
    if uncovered:
        missing = tuple(dict.fromkeys(party_name(view, one.text) for one in uncovered))
        words = words_of(view, document, missing=", ".join(missing), items=", ".join(missing))
        citations = (listed.citation, *(one.citation for one in uncovered))
        return Observation(silence(document), citations, words, Cause.CONTENT, missing)
    if unnamed:
        words = words_of(view, document, missing=spoken_place(parameters["each"], view.labels))
        return Observation(Value.ABSENT, unnamed, words, Cause.CONTENT)
    return met(view, document, [other.citation for _, other in pairs if other is not None])


def _counterpart(view: View, wanted: Seen, there: list[Seen]) -> Seen | None:
    return next((one for one in there if one.state is State.FILLED and same(view, one.text, wanted.text)), None)


def spoil(parameters: Mapping[str, Any], view: View, seen: Observation) -> tuple[Spoiling, ...]:
    """Give the ways to leave one of the population without its counterpart."""
    return spoiled(parameters, view, seen, _judge, _ways)


def _ways(parameters: Mapping[str, Any], view: View, document: Document) -> Iterator[Spoiling]:
    wanted = _population(view, parameters["each"])[0]
    path = parameters.get("field", "")
    items = enter(whole(document), parameters["of"]).items
    meant = [item for item in items if _counterpart(view, wanted, [look(item, path)])]
    yield from dropped(meant)
    yield Spoiling("wrong reference", altered((look(item, path) for item in meant), "[another]"))


def mend(parameters: Mapping[str, Any], view: View, seen: Observation) -> Repair | None:
    """Give the repair: an item for each that has none; None where the manifest claims no population."""
    return mended(parameters, view, seen, _judge, _content, parameters["each"])


def _content(parameters: Mapping[str, Any], view: View, document: Document) -> Parts | None:
    each, path = parameters["each"], parameters.get("field", "")
    there = [look(item, path) for item in enter(whole(document), parameters["of"]).items]
    unnamed = _unnamed(view, each)
    names = [f"[{spelled(each['field'])} {number}]" for number in range(1, len(unnamed) + 1)]
    known: Parts | None = [at(item, inner, name) for (item, inner), name in zip(unnamed, names, strict=True)]
    texts = [*(one.text for one in _population(view, each)), *names]
    if not texts:
        known, texts = _claimed(view, each, [seen.text for seen in there if seen.state is State.FILLED])
    population = [Seen(State.FILLED, text, subject_entry(view)) for text in texts]
    missing = [one for one in population if _counterpart(view, one, there) is None]
    wanted = [one.text for number, one in enumerate(missing) if not _counterpart(view, one, missing[:number])]
    listed = declared(document.type.fields, parameters["of"])
    items = [new_item(view, listed, {path: text}) for text in wanted]
    return all_parts([known, [append(whole(document), parameters["of"], item) for item in items]])


def _claimed(view: View, each: Mapping[str, Any], there: list[str]) -> tuple[Parts | None, list[str]]:
    """State a population where there is none: what a new document says of itself, else the first that is there."""
    if "manifest" not in each and "of" not in each and not chosen(each, view):
        document = drafted(view, many(each["in"])[0], each.get("states"))
        inner = enter(whole(document), each["field"]).items
        said = [look(item, "") for item in inner] or [look(whole(document), each["field"])]
        texts = [one.text for one in said if one.state is State.FILLED]
        if texts:
            return received(view, document), texts
    texts = there[:1] or [f"[{spelled(each.get('field', ''))}]"]
    return stated_elsewhere(view, each, texts[0]), texts


def _population(view: View, each: Mapping[str, Any]) -> list[Seen]:
    return [one for one in places(view, each) if one.state is State.FILLED]


def _unnamed(view: View, each: Mapping[str, Any]) -> list[tuple[Item, str]]:
    """Give the items of the population that do not say what they are."""
    if "of" not in each:
        return []
    items = [item for one in chosen(each, view) for item in enter(whole(one), each["of"]).items]
    return [(item, each["field"]) for item in items if look(item, each["field"]).state is not State.FILLED]


def say(parameters: Mapping[str, Any], labels: Mapping[str, str]) -> str:
    """Say what the check asks."""
    among = listed(parameters, parameters["of"], parameters.get("field", ""), labels)
    each, types = spoken_place(parameters["each"], labels), spoken_types(parameters, labels)
    of = "" if "field" in parameters["each"] and "of" not in parameters["each"] else "each of "
    return f"{of}{each} among the {among} of the {types}"


def reads(parameters: Mapping[str, Any]) -> tuple[Reading, ...]:
    """Give the fields the check rests on."""
    path = f"{parameters['of']}[].{parameters['field']}" if "field" in parameters else f"{parameters['of']}[]"
    return (Reading(many(parameters["in"]), path), *_elsewhere(parameters["each"]))
