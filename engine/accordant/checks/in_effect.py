"""in-effect: a document of the type is in effect for the subject."""

from collections.abc import Mapping
from typing import Any

from accordant.checks.reading import Reading, chosen, many, met, nothing_received, of_document, words_of
from accordant.checks.schema import parameters as _schema
from accordant.model.observation import Observation, Value
from accordant.model.view import View

SCHEMA = _schema()
PRESENCE = True


def see(parameters: Mapping[str, Any], view: View) -> Observation:
    """Judge whether a document in effect was received; drafts and lapsed ones are cited and satisfy nothing."""
    documents = chosen(parameters, view)
    if not documents:
        return nothing_received(view, many(parameters["in"]))
    if any(not document.id for document in documents):
        return Observation(
            Value.ABSENT, tuple(map(of_document, documents)), words_of(view, documents[-1], missing="id")
        )
    return met(view, documents[-1], [of_document(document) for document in documents])


def say(parameters: Mapping[str, Any], labels: Mapping[str, str]) -> str:
    """Say what the check asks."""
    return f"{' or '.join(labels.get(name, name) for name in many(parameters['in']))} in effect"


def reads(parameters: Mapping[str, Any]) -> tuple[Reading, ...]:
    """Give the fields the check rests on."""
    return (Reading(many(parameters["in"]), "status"),)
