"""has-fields: a document states what it has to state."""

from collections.abc import Iterator, Mapping
from typing import Any

from accordant.checks.bringing import Parts
from accordant.checks.lookup import Item, State, look, whole
from accordant.checks.mending import mended, stated
from accordant.checks.naming import called, lowered, row, spoken_types
from accordant.checks.reading import Reading, cause_of, lacking, many, met, over_documents, words_of
from accordant.checks.schema import PATHS
from accordant.checks.schema import parameters as _schema
from accordant.checks.spoiling import can_be_lost, lost, lost_fields, spoiled
from accordant.model.change import Repair, Spoiling
from accordant.model.evidence import Document
from accordant.model.observation import Observation, Value
from accordant.model.view import View

SCHEMA = {**_schema(fields=PATHS, any_of=PATHS), "oneOf": [{"required": ["fields"]}, {"required": ["any-of"]}]}
PRESENCE = True


def see(parameters: Mapping[str, Any], view: View) -> Observation:
    """Judge whether each field (or one of them) is filled and of its declared kind."""
    return over_documents(parameters, view, lambda document: _judge(parameters, view, document))


def _judge(parameters: Mapping[str, Any], view: View, document: Document) -> Observation:
    wanted = [look(whole(document), path, by=view.as_of) for path in parameters.get("fields") or parameters["any-of"]]
    filled = [seen for seen in wanted if seen.state is State.FILLED]
    if len(filled) == len(wanted) or (filled and "any-of" in parameters):
        return met(view, document, [seen.citation for seen in filled])
    poor = [seen for seen in wanted if seen.state is not State.FILLED]
    names = " or ".join if "any-of" in parameters else ", ".join
    missing = names(label(whole(document), seen.citation.key) for seen in poor)
    values = [lacking(document, seen) for seen in poor]
    return Observation(
        Value.UNMET if Value.UNMET in values else Value.ABSENT,
        tuple(seen.citation for seen in poor),
        words_of(view, document, missing=missing, field=missing),
        cause_of(poor[0].state),
        tuple(seen.citation.key for seen in poor),
    )


def label(item: Item, path: str) -> str:
    """Name a field as people do: its declared label, in lower case; else its name."""
    fields, declared = item.fields, None
    for step in path.split("."):
        declared = fields.get(step)
        if declared is None:
            return path.replace("_", " ")
        fields = declared.fields
    if declared is None or not declared.label:
        return path.replace("_", " ")
    return lowered(declared.label)


def spoil(parameters: Mapping[str, Any], view: View, seen: Observation) -> tuple[Spoiling, ...]:
    """Give the ways to lose what is stated: each field where all must be there, all of them where one is enough."""
    return spoiled(parameters, view, seen, _judge, _ways)


def _ways(parameters: Mapping[str, Any], view: View, document: Document) -> Iterator[Spoiling]:
    item = whole(document)
    if "fields" in parameters:
        yield from lost_fields(parameters, view, item, *parameters["fields"])
    elif all(can_be_lost(parameters, view, item, path) for path in parameters["any-of"]):
        yield from lost((item, path) for path in parameters["any-of"])


def mend(parameters: Mapping[str, Any], view: View, seen: Observation) -> Repair | None:
    """Give the repair: each field stated that is not, or one where one is enough."""
    return mended(parameters, view, seen, _judge, _content)


def _content(parameters: Mapping[str, Any], view: View, document: Document) -> Parts | None:
    item = whole(document)
    poor = [
        path
        for path in parameters.get("fields", parameters.get("any-of", ()))
        if look(item, path, by=view.as_of).state is not State.FILLED
    ]
    return [part for path in (poor if "fields" in parameters else poor[:1]) for part in stated(view, item, path)]


def say(parameters: Mapping[str, Any], labels: Mapping[str, str]) -> str:
    """Say what the check asks."""
    fields = [called(parameters, path, labels) for path in parameters.get("fields") or parameters["any-of"]]
    names = row(fields, "and" if "fields" in parameters else "or")
    return f"{names} in the {spoken_types(parameters, labels)}"


def reads(parameters: Mapping[str, Any]) -> tuple[Reading, ...]:
    """Give the fields the check rests on."""
    types = many(parameters["in"])
    return tuple(Reading(types, path) for path in parameters.get("fields") or parameters["any-of"])
