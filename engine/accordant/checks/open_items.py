"""open-items: no open item of a list is past the date set for it."""

from collections.abc import Mapping
from typing import Any

from accordant.checks.lookup import Item, State, enter, look, whole
from accordant.checks.population import Shown, over_items, readings, spoken, spoken_types
from accordant.checks.reading import Reading, cause_of, met, over_documents
from accordant.checks.schema import PATH, WHERE
from accordant.checks.schema import parameters as _schema
from accordant.model.evidence import Document
from accordant.model.observation import Observation, Value
from accordant.model.values import read_date
from accordant.model.view import View

SCHEMA = _schema("every", "due", every=PATH, where=WHERE, due=PATH)


def see(parameters: Mapping[str, Any], view: View) -> Observation:
    """Judge the due dates of the open items; a list declared empty has none open, one not there shows nothing."""
    return over_documents(parameters, view, lambda document: _judge(parameters, view, document))


def _judge(parameters: Mapping[str, Any], view: View, document: Document) -> Observation:
    listed = enter(whole(document), parameters["every"])
    if listed.state is State.DECLARED_NONE:
        return met(view, document, [listed.citation])
    # A list whose items are all closed is no list of open items: none is past its date.
    counted = {**parameters, "at-least": 0}
    return over_items(counted, view, document, lambda item: _overdue(parameters, view, item))


def _overdue(parameters: Mapping[str, Any], view: View, item: Item) -> Shown:
    seen = look(item, parameters["due"])
    when = read_date(seen.text) if seen.state is State.FILLED else None
    if when is None:
        # Whether an item without a date is late cannot be told, however complete the record is.
        return Shown(Value.ABSENT, (seen.citation,), spoken(parameters["due"]), cause_of(seen.state))
    value = Value.UNMET if when < view.as_of else Value.MET
    return Shown(value, (seen.citation,), when.isoformat())


def say(parameters: Mapping[str, Any], labels: Mapping[str, str]) -> str:
    """Say what the check asks."""
    where = f"the {spoken(parameters['every'])} of the {spoken_types(parameters, labels)}"
    return f"no open item past its {spoken(parameters['due'])} among {where}"


def reads(parameters: Mapping[str, Any]) -> tuple[Reading, ...]:
    """Give the fields the check rests on."""
    return readings(parameters, parameters["due"])
