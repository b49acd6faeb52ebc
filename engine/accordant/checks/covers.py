"""covers: each of a population stated elsewhere has its counterpart in a list of this document."""

from collections.abc import Mapping
from typing import Any

from accordant.checks.elsewhere import CLAIMED, FIELD_OF, party_name, places, same, spoken_place
from accordant.checks.elsewhere import readings as _elsewhere
from accordant.checks.lookup import Seen, State, enter, look, whole
from accordant.checks.population import empty_list, spoken, spoken_types
from accordant.checks.reading import Reading, many, met, over_documents, silence, subject_entry, words_of
from accordant.checks.schema import PATH
from accordant.checks.schema import parameters as _schema
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
    pairs = [(one, _counterpart(view, one, there)) for one in population]
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


def say(parameters: Mapping[str, Any], labels: Mapping[str, str]) -> str:
    """Say what the check asks."""
    each = spoken_place(parameters["each"], labels)
    return f"each of {each} among the {spoken(parameters['of'])} of the {spoken_types(parameters, labels)}"


def reads(parameters: Mapping[str, Any]) -> tuple[Reading, ...]:
    """Give the fields the check rests on."""
    path = f"{parameters['of']}[].{parameters['field']}" if "field" in parameters else f"{parameters['of']}[]"
    return (Reading(many(parameters["in"]), path), *_elsewhere(parameters["each"]))
