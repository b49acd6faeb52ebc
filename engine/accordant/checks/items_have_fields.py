"""items-have-fields: every item of a list states what it has to state."""

from collections.abc import Iterator, Mapping
from functools import partial
from typing import Any

from accordant.checks.bringing import Parts
from accordant.checks.has_fields import label
from accordant.checks.lookup import Item, State, look
from accordant.checks.mending import mended, mended_items, stated
from accordant.checks.naming import called, row, spoken_types
from accordant.checks.population import Shown, over_items, readings
from accordant.checks.reading import Reading, cause_of, lacking, over_documents
from accordant.checks.schema import COUNT, PATH, PATHS, WHERE
from accordant.checks.schema import parameters as _schema
from accordant.checks.spoiling import admitted, lost, lost_fields, spoiled, too_few
from accordant.checks.traits import Trait
from accordant.model.change import Repair, Spoiling
from accordant.model.evidence import Document
from accordant.model.observation import Observation, Value
from accordant.model.view import View

TRAITS = frozenset({Trait.NAMES_ITEMS, Trait.GOES_THROUGH})
SCHEMA = {
    **_schema("every", every=PATH, fields=PATHS, any_of=PATHS, where=WHERE, at_least=COUNT),
    "oneOf": [{"required": ["fields"]}, {"required": ["any-of"]}],
}
PRESENCE = True


def see(parameters: Mapping[str, Any], view: View) -> Observation:
    """Judge whether each item has the fields, and whether there are enough items."""
    return over_documents(parameters, view, lambda document: _over(parameters, view, document))


def _over(parameters: Mapping[str, Any], view: View, document: Document) -> Observation:
    return over_items(parameters, view, document, lambda item: _judge(parameters, view, item))


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


def spoil(parameters: Mapping[str, Any], view: View, seen: Observation) -> tuple[Spoiling, ...]:
    """Give the ways to lose what an item states, and to have one item too few."""
    return spoiled(parameters, view, seen, _over, _ways)


def _ways(parameters: Mapping[str, Any], view: View, document: Document) -> Iterator[Spoiling]:
    for item in admitted(parameters, view, document)[:1]:
        if "fields" in parameters:
            yield from lost_fields(parameters, view, item, *parameters["fields"])
        elif not set(parameters["any-of"]) & set(parameters.get("where", {})):
            yield from lost((item, path) for path in parameters["any-of"])
    yield from too_few(parameters, view, document)


def mend(parameters: Mapping[str, Any], view: View, seen: Observation) -> Repair | None:
    """Give the repair: each item completed, and those added that are wanting."""
    return mended(parameters, view, seen, _over, _content)


def _content(parameters: Mapping[str, Any], view: View, document: Document) -> Parts | None:
    return mended_items(parameters, view, document, partial(_judge, parameters, view), partial(_fix, parameters))


def _fix(parameters: Mapping[str, Any], view: View, item: Item) -> Parts:
    poor = [path for path in _fields(parameters) if look(item, path, by=view.as_of).state is not State.FILLED]
    return [part for path in (poor if "fields" in parameters else poor[:1]) for part in stated(view, item, path)]


def say(parameters: Mapping[str, Any], labels: Mapping[str, str]) -> str:
    """Say what the check asks."""
    every = parameters["every"]
    fields = [called(parameters, path, labels, inside=every) for path in _fields(parameters)]
    names = row(fields, "and" if "fields" in parameters else "or")
    return f"{names} for each of the {called(parameters, every, labels)} in the {spoken_types(parameters, labels)}"


def reads(parameters: Mapping[str, Any]) -> tuple[Reading, ...]:
    """Give the fields the check rests on."""
    return readings(parameters, *_fields(parameters))
