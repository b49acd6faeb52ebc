"""open-items: no open item of a list is past the date set for it."""

from collections.abc import Iterator, Mapping
from functools import partial
from typing import Any

from accordant.checks.bringing import Parts
from accordant.checks.drafting import append, at, declared, new_item
from accordant.checks.lookup import Item, State, enter, look, whole
from accordant.checks.mending import mended, mended_items, stated
from accordant.checks.naming import called, spoken, spoken_types
from accordant.checks.population import Shown, over_items, readings
from accordant.checks.reading import Reading, cause_of, met, over_documents
from accordant.checks.schema import PATH, WHERE
from accordant.checks.schema import parameters as _schema
from accordant.checks.spoiling import admitted, day_before, lost_fields, spoiled
from accordant.checks.traits import Trait
from accordant.model.change import Repair, Spoiling
from accordant.model.evidence import Document
from accordant.model.observation import Observation, Value
from accordant.model.values import read_date
from accordant.model.view import View

TRAITS = frozenset({Trait.NAMES_ITEMS})
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


def spoil(parameters: Mapping[str, Any], view: View, seen: Observation) -> tuple[Spoiling, ...]:
    """Give the ways to be late, and to leave open whether an item is."""
    return spoiled(parameters, view, seen, _judge, _ways)


def _ways(parameters: Mapping[str, Any], view: View, document: Document) -> Iterator[Spoiling]:
    due, late = parameters["due"], day_before(view.as_of)
    items = admitted(parameters, view, document)
    for item in items[:1]:
        yield from lost_fields(parameters, view, item, due)
        yield Spoiling("overdue", (at(item, due, late),))
    listed = declared(document.type.fields, parameters["every"])
    one = new_item(view, listed, {due: late}, parameters.get("where"))
    yield Spoiling("another item overdue", (append(whole(document), parameters["every"], one),))


def mend(parameters: Mapping[str, Any], view: View, seen: Observation) -> Repair | None:
    """Give the repair: a date not yet past for each open item; a list that is not there, declared empty."""
    return mended(parameters, view, seen, _judge, _content)


def _content(parameters: Mapping[str, Any], view: View, document: Document) -> Parts | None:
    if not enter(whole(document), parameters["every"]).items:
        return [at(whole(document), parameters["every"], [])]

    def fix(_: View, item: Item) -> Parts:
        return stated(view, item, parameters["due"], view.as_of.isoformat())

    counted = {**parameters, "at-least": 0}
    return mended_items(counted, view, document, partial(_overdue, parameters, view), fix)


def say(parameters: Mapping[str, Any], labels: Mapping[str, str]) -> str:
    """Say what the check asks."""
    every = parameters["every"]
    where = f"the {called(parameters, every, labels)} of the {spoken_types(parameters, labels)}"
    return f"no open item past its date ({called(parameters, parameters['due'], labels, inside=every)}) among {where}"


def reads(parameters: Mapping[str, Any]) -> tuple[Reading, ...]:
    """Give the fields the check rests on."""
    return readings(parameters, parameters["due"])
