"""count: a list has so many items of a kind."""

from collections.abc import Iterator, Mapping
from typing import Any

from accordant.checks.bringing import Parts
from accordant.checks.drafting import append, at, declared, distinct, invented, new_item
from accordant.checks.lookup import Item, Listed, Sorted, State, enter, is_filled, look, sort, whole
from accordant.checks.mending import mended
from accordant.checks.naming import called, row, spoken, spoken_types, worded
from accordant.checks.population import empty_list
from accordant.checks.reading import Reading, many, met, over_documents, silence, words_of
from accordant.checks.schema import COUNT, PATH, WHERE, WORDS, there
from accordant.checks.schema import parameters as _schema
from accordant.checks.spoiling import dropped, lost, spoiled
from accordant.checks.traits import Trait
from accordant.model.catalogue import Field
from accordant.model.change import Data, Repair, Spoiling
from accordant.model.evidence import Document
from accordant.model.observation import Cause, Citation, Observation, Value
from accordant.model.view import View

TRAITS = frozenset({Trait.NAMES_NUMBER})
SCHEMA = {
    **_schema(
        "of",
        of=PATH,
        where=WHERE,
        distinct=PATH,
        per=there("field", "values", field=PATH, values=WORDS),
        at_least=COUNT,
        at_most=COUNT,
        exactly=COUNT,
    ),
    "oneOf": [{"required": ["at-least"]}, {"required": ["at-most"]}, {"required": ["exactly"]}],
}
PRESENCE = True


def see(parameters: Mapping[str, Any], view: View) -> Observation:
    """Judge the number of items (of distinct values of a field; for each of several values)."""
    return over_documents(parameters, view, lambda document: _judge(parameters, view, document))


def _judge(parameters: Mapping[str, Any], view: View, document: Document) -> Observation:
    listed = enter(whole(document), parameters["of"])
    none_is_told = "at-most" in parameters or parameters.get("at-least") == 0
    if listed.state is not State.FILLED and not (listed.state is State.DECLARED_NONE and none_is_told):
        return empty_list(parameters, view, document, listed)
    admitted, undecided = sort(listed.items, parameters.get("where"), view.as_of)
    wrong = [name for name, number in _numbers(parameters, admitted) if not _fits(parameters, number)]
    many_enough = "at-least" in parameters and not wrong
    if (wrong or undecided) and not many_enough:
        return _wrong(parameters, view, document, listed, wrong, Sorted(admitted, undecided))
    return met(view, document, [*map(_cite, admitted)] or [listed.citation])


def _numbers(parameters: Mapping[str, Any], items: tuple[Item, ...]) -> list[tuple[str, int]]:
    per = parameters.get("per")
    if per is not None:
        found = [look(item, per["field"]).text.casefold() for item in items]
        return [(value, found.count(str(value).casefold())) for value in per["values"]]
    if "distinct" in parameters:
        seen = [look(item, parameters["distinct"]) for item in items]
        return [
            (spoken(parameters["distinct"]), len({one.text.casefold() for one in seen if one.state is State.FILLED}))
        ]
    filled = [item for item in items if is_filled(item)]
    return [(spoken(parameters["of"]), len(filled))]


def _unread(parameters: Mapping[str, Any], items: tuple[Item, ...]) -> tuple[Item, ...]:
    """Give the items whose counted field is of a wrong kind: each may be the one that is missed."""
    path = parameters["per"]["field"] if "per" in parameters else parameters.get("distinct", "")
    return tuple(item for item in items if look(item, path).state is State.WRONG)


def _fits(parameters: Mapping[str, Any], number: int) -> bool:
    if "at-least" in parameters:
        return number >= int(parameters["at-least"])
    if "at-most" in parameters:
        return number <= int(parameters["at-most"])
    return number == int(parameters["exactly"])


def _wrong(
    parameters: Mapping[str, Any],
    view: View,
    document: Document,
    listed: Listed,
    wrong: list[str],
    counted: Sorted,
) -> Observation:
    too_many = "at-most" in parameters and bool(wrong)
    unread = counted.undecided or _unread(parameters, counted.admitted)
    value = Value.UNMET if too_many else Value.ABSENT if unread else silence(document)
    shown = counted.admitted if too_many else unread
    words = words_of(
        view, document, missing=", ".join(wrong), items=", ".join(item.key for item in shown or listed.items)
    )
    citations = tuple(map(_cite, shown)) or (listed.citation,)
    return Observation(value, citations, words, Cause.CONTENT, (listed.citation.key,))


def _cite(item: Item) -> Citation:
    return Citation(item.document, item.document.source.file, item.node.at, item.pointer, None, item.key)


def spoil(parameters: Mapping[str, Any], view: View, seen: Observation) -> tuple[Spoiling, ...]:
    """Give the ways to have one item too few, or one too many."""
    return spoiled(parameters, view, seen, _judge, _ways)


def _ways(parameters: Mapping[str, Any], view: View, document: Document) -> Iterator[Spoiling]:
    listed = enter(whole(document), parameters["of"])
    items = [item for item in sort(listed.items, parameters.get("where"), view.as_of).admitted if is_filled(item)]
    if "at-least" not in parameters:
        bound = int(parameters.get("at-most", parameters.get("exactly", 0)))
        one = _new(parameters, view, document, {})
        add = append(whole(document), parameters["of"], one)
        yield Spoiling("one item too many", (add,) * (bound + 1 - len(items)))
        return
    yield from lost([(whole(document), parameters["of"])])
    if int(parameters["at-least"]):
        yield from dropped(_surplus(parameters, items))


def _surplus(parameters: Mapping[str, Any], items: list[Item]) -> list[Item]:
    """Give the items without which there is one too few."""
    least = int(parameters["at-least"])
    if "per" in parameters:
        value = str(parameters["per"]["values"][0]).casefold()
        return [item for item in items if look(item, parameters["per"]["field"]).text.casefold() == value][least - 1 :]
    if "distinct" in parameters:
        texts = list(dict.fromkeys(look(item, parameters["distinct"]).text.casefold() for item in items))
        return [item for item in items if look(item, parameters["distinct"]).text.casefold() in texts[least - 1 :]]
    return items[least - 1 :]


def mend(parameters: Mapping[str, Any], view: View, seen: Observation) -> Repair | None:
    """Give the repair: items added, or told apart by the filter.

    None where they are too many of several sorts at once, or where a list is to have none of anything.
    """
    return mended(parameters, view, seen, _judge, _content)


def _content(parameters: Mapping[str, Any], view: View, document: Document) -> Parts | None:
    listed = enter(whole(document), parameters["of"])
    admitted, undecided = sort(listed.items, parameters.get("where"), view.as_of)
    if parameters.get("at-least") == 0:
        return [at(whole(document), parameters["of"], [])]
    if "at-least" in parameters:
        return _added(parameters, view, document, admitted)
    if {"per", "distinct"} & set(parameters) or (parameters.get("exactly") == 0 and "where" not in parameters):
        return None
    bound = int(parameters.get("at-most", parameters.get("exactly", 0)))
    if listed.state is not State.FILLED and ("at-most" in parameters or not bound):
        return _none(parameters, view, document)
    items = [item for item in admitted if is_filled(item)]
    parts = [part for item in (*undecided, *items[bound:])[::-1] for part in _told_apart(parameters, view, item)]
    wanting = bound - len(items) if "exactly" in parameters else 0
    one = _new(parameters, view, document, {})
    return [*parts, *[append(whole(document), parameters["of"], one)] * wanting]


def _none(parameters: Mapping[str, Any], view: View, document: Document) -> Parts | None:
    """Say that there is none: a list declared empty, or one with an item of another sort."""
    if "at-most" in parameters:
        return [at(whole(document), parameters["of"], [])]
    listed = declared(document.type.fields, parameters["of"])
    if "where" not in parameters or listed is None or listed.item is None:
        return None
    other = _outside(view, listed.item.fields, parameters["where"])
    return [append(whole(document), parameters["of"], new_item(view, listed, other))]


def _told_apart(parameters: Mapping[str, Any], view: View, item: Item) -> Parts:
    """Put an item outside the filter; without a filter, take it out of the list."""
    if "where" not in parameters:
        return [at(item, "")]
    path, demand = next(iter(parameters["where"].items()))
    if demand == "present":
        return [at(item, path)]
    return [at(item, path, value) for path, value in _outside(view, item.fields, {path: demand}).items()]


def _outside(view: View, fields: Mapping[str, Field], where: Mapping[str, Any]) -> dict[str, Data]:
    """Give a value that the first demand of a filter does not admit; nothing for one that something be there."""
    path, demand = next(iter(where.items()))
    if demand == "present":
        return {}
    if demand == "absent":
        return {path: invented(view, declared(fields, path), path)}
    return {path: distinct(view, declared(fields, path), path, [str(value).casefold() for value in many(demand)])}


def _added(parameters: Mapping[str, Any], view: View, document: Document, admitted: tuple[Item, ...]) -> Parts:
    given: list[dict[str, Data]] = []
    listed = declared(document.type.fields, parameters["of"])
    for name, number in _numbers(parameters, admitted):
        wanting = int(parameters["at-least"]) - number
        if "per" in parameters:
            given += [{parameters["per"]["field"]: name}] * wanting
        elif "distinct" in parameters and listed and listed.item:
            field, path = declared(listed.item.fields, parameters["distinct"]), parameters["distinct"]
            taken = {look(item, path).text.casefold() for item in admitted}
            for _ in range(wanting):
                value = distinct(view, field, path, taken)
                given.append({path: value})
                taken.add(str(value).casefold())
        else:
            given += [{}] * wanting
    return [append(whole(document), parameters["of"], _new(parameters, view, document, one)) for one in given]


def _new(parameters: Mapping[str, Any], view: View, document: Document, given: Mapping[str, Data]) -> Data:
    return new_item(view, declared(document.type.fields, parameters["of"]), given, parameters.get("where"))


def say(parameters: Mapping[str, Any], labels: Mapping[str, str]) -> str:
    """Say what the check asks."""
    bound = next(
        f"{name.replace('-', ' ')} {parameters[name]}"
        for name in ("at-least", "at-most", "exactly")
        if name in parameters
    )
    of = parameters["of"]
    types = spoken_types(parameters, labels)
    if parameters.get("at-most") == 0 and "where" not in parameters:
        return f"the {called(parameters, of, labels)} declared to be none in the {types}"
    if parameters.get("at-least") == 0:
        return f"the {called(parameters, of, labels)} listed, or declared to be none, in the {types}"
    per = ""
    if "per" in parameters:
        values = row(worded(parameters["per"]["values"]), "and")
        per = f" for each {called(parameters, parameters['per']['field'], labels, inside=of)} of {values}"
    return f"{bound} of the {called(parameters, of, labels)} in the {types}{per}"


def reads(parameters: Mapping[str, Any]) -> tuple[Reading, ...]:
    """Give the fields the check rests on."""
    types, inside = many(parameters["in"]), f"{parameters['of']}[]."
    paths = [path for path, demand in parameters.get("where", {}).items() if demand not in ("present", "absent")]
    paths += [parameters[name] for name in ("distinct",) if name in parameters]
    paths += [parameters["per"]["field"]] if "per" in parameters else []
    return (Reading(types, parameters["of"]), *(Reading(types, f"{inside}{path}") for path in paths))
