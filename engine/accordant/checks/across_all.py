"""across-all: every document in effect has something, or no two have it alike."""

from collections.abc import Iterator, Mapping
from typing import Any

from accordant.checks.bringing import Parts, brought, received
from accordant.checks.drafting import at, declared, distinct, drafted
from accordant.checks.has_fields import label
from accordant.checks.lookup import Item, Seen, State, look, sort, whole
from accordant.checks.mending import decided, repair, stated
from accordant.checks.naming import called, row, spoken, spoken_types
from accordant.checks.population import Shown
from accordant.checks.reading import (
    ALL_ORDER,
    Reading,
    candidates,
    lacking,
    many,
    nothing_received,
    of_document,
    words_of,
)
from accordant.checks.schema import PATHS, WHERE
from accordant.checks.schema import parameters as _schema
from accordant.checks.spoiling import lost, withdrawn
from accordant.checks.traits import Trait
from accordant.model.change import Change, Repair, Spoiling
from accordant.model.evidence import Document
from accordant.model.observation import Cause, Observation, Value
from accordant.model.view import UNDATED, View

TRAITS = frozenset({Trait.READS_ALL})
SCHEMA = {
    **_schema(fields=PATHS, any_of=PATHS, unique=PATHS, where=WHERE),
    "anyOf": [{"required": ["fields"]}, {"required": ["any-of"]}, {"required": ["unique"]}],
}


def see(parameters: Mapping[str, Any], view: View) -> Observation:
    """Judge every document of the types (of the pack) in effect."""
    documents = _documents(parameters, view)
    if not documents:
        return nothing_received(view, many(parameters["in"]))
    admitted, undecided = sort(tuple(map(whole, documents)), parameters.get("where"), view.as_of)
    shown = [(item.document, _judge(parameters, item)) for item in admitted]
    shown += [(item.document, Shown(Value.ABSENT, (of_document(item.document),))) for item in undecided]
    shown += [(item.document, Shown(Value.UNMET, c, said)) for item, c, said in _alike(parameters, admitted)]
    if not shown:
        words = words_of(view, documents[-1], missing=", ".join(map(spoken, parameters.get("where", {}))))
        return Observation(Value.ABSENT, tuple(map(of_document, documents)), words, Cause.CONTENT)
    return _together(view, shown)


def _documents(parameters: Mapping[str, Any], view: View) -> tuple[Document, ...]:
    """Give the documents in effect, and those that would be if they said when they were approved."""
    return tuple(
        candidate.document
        for candidate in candidates(view, many(parameters["in"]), parameters.get("documents"))
        if candidate.obstacle in ("", UNDATED)
        and candidate.document.status in (parameters.get("states") or candidate.document.type.states)
    )


def _judge(parameters: Mapping[str, Any], item: Item) -> Shown:
    wanted = [(path, look(item, path)) for path in (*parameters.get("fields", ()), *parameters.get("unique", ()))]
    either = [(path, look(item, path)) for path in parameters.get("any-of", ())]
    poor = [(path, seen) for path, seen in wanted if seen.state is not State.FILLED]
    if either and not any(seen.state is State.FILLED for _, seen in either):
        poor += either
    if poor:
        value = Value.UNMET if Value.UNMET in [lacking(item.document, seen) for _, seen in poor] else Value.ABSENT
        said = ", ".join(label(item, path) for path, _ in poor)
        return Shown(value, tuple(seen.citation for _, seen in poor), said)
    return Shown(Value.MET, tuple(seen.citation for _, seen in (*wanted, *either) if seen.state is State.FILLED))


def _alike(parameters: Mapping[str, Any], items: tuple[Item, ...]) -> list[tuple[Item, tuple[Any, ...], str]]:
    """Give each document that repeats the unique fields of an earlier one."""
    first: dict[tuple[str, ...], list[Seen]] = {}
    repeated = []
    for item in items:
        seen = [look(item, path) for path in parameters.get("unique", ())]
        key = tuple(one.text.casefold() for one in seen)
        if not seen or any(one.state is not State.FILLED for one in seen):
            continue
        if key in first:
            citations = tuple(one.citation for one in (*seen, *first[key]))
            repeated.append((item, citations, " ".join(one.text for one in seen)))
        first.setdefault(key, seen)
    return repeated


def _together(view: View, shown: list[tuple[Document, Shown]]) -> Observation:
    value = next(value for value in ALL_ORDER if any(one.value is value for _, one in shown))
    showing = [(document, one) for document, one in shown if one.value is value]
    ids = tuple(dict.fromkeys(document.id or document.source.home for document, _ in showing))
    said = ", ".join(dict.fromkeys(one.said for _, one in showing if one.said))
    citations = tuple(citation for _, one in showing for citation in one.citations)
    words = words_of(view, showing[0][0], missing=said, value=said, items=", ".join(ids))
    cause = Cause.NONE if value is Value.MET else Cause.CONTENT
    return Observation(value, citations, words, cause, ids)


def spoil(parameters: Mapping[str, Any], view: View, seen: Observation) -> tuple[Spoiling, ...]:
    """Give the ways in which one document lacks what all have, or has what another has."""
    items = _items(parameters, view) if seen.value is Value.MET else ()
    ways = [way for item in items[-1:] for way in _ways(parameters, items, item)]
    return (*(way for way in ways if way.changes), *withdrawn(parameters, view)) if items else ()


def _ways(parameters: Mapping[str, Any], items: tuple[Item, ...], item: Item) -> Iterator[Spoiling]:
    unique = parameters.get("unique", ())
    for path in (*parameters.get("fields", ()), *unique):
        if path not in ("status", *parameters.get("where", {})):
            yield from lost([(item, path)], path)
    if "any-of" in parameters:
        yield from lost((item, path) for path in parameters["any-of"])
    if unique and len(items) > 1:
        yield Spoiling("alike", tuple(at(item, path, look(items[0], path).text) for path in unique))


def _items(parameters: Mapping[str, Any], view: View) -> tuple[Item, ...]:
    return sort(tuple(map(whole, _documents(parameters, view))), parameters.get("where"), view.as_of).admitted


def mend(parameters: Mapping[str, Any], view: View, seen: Observation) -> Repair | None:
    """Give the repair: each document completed, and told apart from those alike; one brought where there is none."""
    if seen.value in (Value.MET, Value.ERROR):
        return None
    types, states, wanted = many(parameters["in"]), parameters.get("states"), parameters.get("documents")
    documents = _documents(parameters, view)

    def content(shown: View, one: Document) -> Parts:
        return _fixed(parameters, shown, whole(one))

    if not documents:
        parts = brought(view, types, states, content, documents=wanted) or []
        # What is approved on an unstated day is judged all the same.
        undated = [part for part in parts if not isinstance(part, Change) or part.pointer != "/approved_on"]
        return repair(view, parts if "approved_on" in parameters.get("fields", ()) else undated)
    admitted, undecided = sort(tuple(map(whole, documents)), parameters.get("where"), view.as_of)
    if not admitted and not undecided:
        return repair(view, received(view, drafted(view, types[0], states, documents=wanted), content))
    parts = [part for item in (*admitted, *undecided) for part in _fixed(parameters, view, item)]
    return repair(view, [*parts, *_told_apart(parameters, view, admitted)])


def _fixed(parameters: Mapping[str, Any], view: View, item: Item) -> Parts:
    """Complete one document; one that the filter cannot tell in or out is told in."""
    parts = decided(view, item, parameters.get("where", {}))
    paths = [*parameters.get("fields", ()), *parameters.get("unique", ())]
    paths = [path for path in paths if look(item, path).state is not State.FILLED]
    either = parameters.get("any-of", ())
    if either and not any(look(item, path).state is State.FILLED for path in either):
        paths.append(either[0])
    return [*parts, *(part for path in paths for part in stated(view, item, path))]


def _told_apart(parameters: Mapping[str, Any], view: View, items: tuple[Item, ...]) -> Parts:
    parts: Parts = []
    taken = {look(item, path).text.casefold() for item in items for path in parameters.get("unique", ())[-1:]}
    for item, _, _ in _alike(parameters, items):
        path = parameters["unique"][-1]
        value = distinct(view, declared(item.fields, path), path, taken)
        taken.add(str(value).casefold())
        parts.append(at(item, path, value))
    return parts


def say(parameters: Mapping[str, Any], labels: Mapping[str, str]) -> str:
    """Say what the check asks."""
    every = many(parameters["in"]) == ("all-documents",)
    types = spoken_types(parameters, labels, alike=True)
    if "unique" in parameters:
        which = "documents" if every else f"of the {types}"
        same = row([called(parameters, name, labels) for name in parameters["unique"]], "and")
        return f"no two {which} in effect with the same {same}"
    fields = [called(parameters, name, labels) for name in parameters.get("fields") or parameters["any-of"]]
    names = row(fields, "and" if "fields" in parameters else "or")
    return f"{names} in {'every document' if every else f'every {types}'} in effect"


def reads(parameters: Mapping[str, Any]) -> tuple[Reading, ...]:
    """Give the fields the check rests on."""
    types = many(parameters["in"])
    names = [*parameters.get("fields", ()), *parameters.get("any-of", ()), *parameters.get("unique", ())]
    asked = [path for path, demand in parameters.get("where", {}).items() if demand not in ("present", "absent")]
    return tuple(Reading(types, path) for path in (*names, *asked))
