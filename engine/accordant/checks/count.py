"""count: a list has so many items of a kind."""

from collections.abc import Mapping
from typing import Any

from accordant.checks.lookup import Item, Listed, Sorted, State, enter, look, sort, whole
from accordant.checks.population import empty_list, spoken, spoken_types
from accordant.checks.reading import Reading, many, met, over_documents, silence, words_of
from accordant.checks.schema import COUNT, PATH, WHERE, WORDS, there
from accordant.checks.schema import parameters as _schema
from accordant.model.evidence import Document
from accordant.model.observation import Cause, Citation, Observation, Value
from accordant.model.view import View

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
    if listed.state is not State.FILLED and not (listed.state is State.DECLARED_NONE and "at-most" in parameters):
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
    filled = [item for item in items if _is_filled(item)]
    return [(spoken(parameters["of"]), len(filled))]


def _is_filled(item: Item) -> bool:
    """Say whether anything in an item is filled; a list of blanks is no list."""
    return look(item, "").state is State.FILLED


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


def say(parameters: Mapping[str, Any], labels: Mapping[str, str]) -> str:
    """Say what the check asks."""
    bound = next(
        f"{name.replace('-', ' ')} {parameters[name]}"
        for name in ("at-least", "at-most", "exactly")
        if name in parameters
    )
    per = f" for each of {', '.join(map(str, parameters['per']['values']))}" if "per" in parameters else ""
    return f"{bound} of the {spoken(parameters['of'])} in the {spoken_types(parameters, labels)}{per}"


def reads(parameters: Mapping[str, Any]) -> tuple[Reading, ...]:
    """Give the fields the check rests on."""
    types, inside = many(parameters["in"]), f"{parameters['of']}[]."
    paths = [path for path, demand in parameters.get("where", {}).items() if demand not in ("present", "absent")]
    paths += [parameters[name] for name in ("distinct",) if name in parameters]
    paths += [parameters["per"]["field"]] if "per" in parameters else []
    return (Reading(types, parameters["of"]), *(Reading(types, f"{inside}{path}") for path in paths))
