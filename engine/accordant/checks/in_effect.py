"""in-effect: a document of the type is in effect for the subject."""

from collections.abc import Iterator, Mapping
from typing import Any

from accordant.checks.bringing import Parts
from accordant.checks.drafting import at, spelled
from accordant.checks.lookup import whole
from accordant.checks.mending import mended
from accordant.checks.naming import spoken_types
from accordant.checks.reading import Reading, candidates, chosen, many, met, nothing_received, of_document, words_of
from accordant.checks.schema import parameters as _schema
from accordant.checks.spoiling import day_after, day_before, spoiled
from accordant.model.change import Repair, Spoiling
from accordant.model.evidence import Document
from accordant.model.observation import Observation, Value
from accordant.model.view import View

SCHEMA = _schema()
PRESENCE = True


def see(parameters: Mapping[str, Any], view: View) -> Observation:
    """Judge whether a document in effect was received; drafts and lapsed ones are cited and satisfy nothing."""
    documents = chosen(parameters, view)
    if not documents:
        return nothing_received(view, many(parameters["in"]), parameters.get("documents"))
    if any(not document.id for document in documents):
        return Observation(
            Value.ABSENT, tuple(map(of_document, documents)), words_of(view, documents[-1], missing="id")
        )
    return met(view, documents[-1], [of_document(document) for document in documents])


def _judge(_: Mapping[str, Any], view: View, document: Document) -> Observation:
    if not document.id:
        return Observation(Value.ABSENT, (of_document(document),), words_of(view, document, missing="id"))
    return met(view, document, [])


def spoil(parameters: Mapping[str, Any], view: View, seen: Observation) -> tuple[Spoiling, ...]:
    """Give the ways in which no document counts: expired, of a later date, not in its state, without its id."""
    return spoiled(parameters, view, seen, _judge, _ways)


def _ways(parameters: Mapping[str, Any], view: View, document: Document) -> Iterator[Spoiling]:
    yield Spoiling("id: deleted", (at(whole(document), "id"),))
    received = [whole(candidate.document) for candidate in candidates(view, many(parameters["in"]))]
    for name, path, value in (
        ("expired", "valid_until", day_before(view.as_of)),
        ("not yet valid", "valid_from", day_after(view.as_of)),
        ("of a later date", "version_date", day_after(view.as_of)),
    ):
        yield Spoiling(name, tuple(at(item, path, value) for item in received))


def mend(parameters: Mapping[str, Any], view: View, seen: Observation) -> Repair | None:
    """Give the repair: a draft approved, else a document received."""
    return mended(parameters, view, seen, _judge, _content)


def _content(_: Mapping[str, Any], __: View, document: Document) -> Parts | None:
    return [at(whole(document), "id", f"[{spelled(document.type.name)}]")]


def say(parameters: Mapping[str, Any], labels: Mapping[str, str]) -> str:
    """Say what the check asks."""
    return f"{spoken_types(parameters, labels)} in effect"


def reads(parameters: Mapping[str, Any]) -> tuple[Reading, ...]:
    """Give the fields the check rests on."""
    return (Reading(many(parameters["in"]), "status"),)
