"""items-have-fields: every item of a list states what it has to state."""

from collections.abc import Mapping
from typing import Any

from accordant.checks.has_fields import label
from accordant.checks.lookup import Item, State, look
from accordant.checks.population import Shown, over_items, readings, spoken, spoken_types
from accordant.checks.reading import Reading, cause_of, lacking, over_documents
from accordant.checks.schema import COUNT, PATH, PATHS, WHERE
from accordant.checks.schema import parameters as _schema
from accordant.model.observation import Observation, Value
from accordant.model.view import View

SCHEMA = {
    **_schema("every", every=PATH, fields=PATHS, any_of=PATHS, where=WHERE, at_least=COUNT),
    "oneOf": [{"required": ["fields"]}, {"required": ["any-of"]}],
}
PRESENCE = True


def see(parameters: Mapping[str, Any], view: View) -> Observation:
    """Judge whether each item has the fields, and whether there are enough items."""
    return over_documents(
        parameters,
        view,
        lambda document: over_items(parameters, view, document, lambda item: _judge(parameters, view, item)),
    )


def _judge(parameters: Mapping[str, Any], view: View, item: Item) -> Shown:
    wanted = [look(item, path, by=view.as_of) for path in _fields(parameters)]
    filled = [seen for seen in wanted if seen.state is State.FILLED]
    if len(filled) == len(wanted) or (filled and "any-of" in parameters):
        return Shown(Value.MET, tuple(seen.citation for seen in filled))
    poor = [
        (path, seen) for path, seen in zip(_fields(parameters), wanted, strict=True) if seen.state is not State.FILLED
    ]
    values = [lacking(item.document, seen) for _, seen in poor]
    return Shown(
        Value.UNMET if Value.UNMET in values else Value.ABSENT,
        tuple(seen.citation for _, seen in poor),
        (" or " if "any-of" in parameters else ", ").join(label(item, path) for path, _ in poor),
        cause_of(poor[0][1].state),
    )


def _fields(parameters: Mapping[str, Any]) -> tuple[str, ...]:
    return tuple(parameters.get("fields") or parameters["any-of"])


def say(parameters: Mapping[str, Any], labels: Mapping[str, str]) -> str:
    """Say what the check asks."""
    join = ", ".join if "fields" in parameters else " or ".join
    fields = join(spoken(field) for field in _fields(parameters))
    return f"{fields} for each of the {spoken(parameters['every'])} in the {spoken_types(parameters, labels)}"


def reads(parameters: Mapping[str, Any]) -> tuple[Reading, ...]:
    """Give the fields the check rests on."""
    return readings(parameters, *_fields(parameters))
