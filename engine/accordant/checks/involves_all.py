"""involves-all: every party takes part."""

from collections.abc import Mapping
from typing import Any

from accordant.checks.agreed_by_all import bound
from accordant.checks.elsewhere import party_name, same
from accordant.checks.lookup import State, enter, look, whole
from accordant.checks.population import empty_list, spoken, spoken_types
from accordant.checks.reading import Reading, many, met, over_documents, silence, subject_entry, words_of
from accordant.checks.schema import COUNT, PATH
from accordant.checks.schema import parameters as _schema
from accordant.model.evidence import Document
from accordant.model.observation import Cause, Observation, Value
from accordant.model.view import View

SCHEMA = _schema("of", of=PATH, by=PATH, at_least_each=COUNT)


def see(parameters: Mapping[str, Any], view: View) -> Observation:
    """Judge whether each member of the relationship occurs often enough in a list."""
    return over_documents(parameters, view, lambda document: _judge(parameters, view, document))


def _judge(parameters: Mapping[str, Any], view: View, document: Document) -> Observation:
    required = bound(view, document)
    if len(required) < 2:  # noqa: PLR2004 - one party alone is no relationship
        words = words_of(view, document, missing="the parties of the relationship")
        return Observation(Value.ABSENT, (subject_entry(view),), words, Cause.CONTENT)
    listed = enter(whole(document), parameters["of"])
    if listed.state is not State.FILLED:
        missing = ", ".join(party_name(view, member.party) for member in required)
        empty = empty_list(parameters, view, document, listed)
        return empty._replace(words={**empty.words, "missing": missing, "items": missing})
    there = [look(item, parameters.get("by", "")) for item in listed.items]
    filled = [seen for seen in there if seen.state is State.FILLED]
    least = int(parameters.get("at-least-each", 1))
    absent = [m for m in required if sum(same(view, seen.text, m.party) for seen in filled) < least]
    if not absent:
        return met(view, document, [seen.citation for seen in filled])
    names = tuple(party_name(view, member.party) for member in absent)
    words = words_of(view, document, missing=", ".join(names), items=", ".join(names))
    value = Value.ABSENT if any(seen.state is State.WRONG for seen in there) else silence(document)
    return Observation(value, (listed.citation,), words, Cause.CONTENT, (listed.citation.key, *names))


def say(parameters: Mapping[str, Any], labels: Mapping[str, str]) -> str:
    """Say what the check asks."""
    return f"every party among the {spoken(parameters['of'])} of the {spoken_types(parameters, labels)}"


def reads(parameters: Mapping[str, Any]) -> tuple[Reading, ...]:
    """Give the fields the check rests on."""
    path = f"{parameters['of']}[].{parameters['by']}" if "by" in parameters else f"{parameters['of']}[]"
    return (Reading(many(parameters["in"]), path),)
