"""if-then: where one thing is so, others are stated."""

from collections.abc import Iterator, Mapping
from functools import partial
from typing import Any

from accordant.checks.bringing import Parts
from accordant.checks.drafting import append, at, declared, demanded, new_item
from accordant.checks.has_fields import label
from accordant.checks.lookup import Item, State, admits, enter, look, whole
from accordant.checks.mending import decided, mended, mended_items, stated
from accordant.checks.naming import called, filtered, row, spoken, spoken_types
from accordant.checks.population import Shown, empty_list, over_items, readings
from accordant.checks.reading import Reading, cause_of, lacking, met, over_documents
from accordant.checks.schema import COUNT, PATH, PATHS, WHERE
from accordant.checks.schema import parameters as _schema
from accordant.checks.spoiling import admitted, lost_fields, spoiled
from accordant.checks.traits import Trait
from accordant.model.catalogue import FieldKind
from accordant.model.change import Change, Data, Repair, Spoiling
from accordant.model.evidence import Document
from accordant.model.observation import Observation, Value
from accordant.model.view import View

TRAITS = frozenset({Trait.GOES_THROUGH})
SCHEMA = _schema("if", "then", every=PATH, where=WHERE, at_least=COUNT, if_=WHERE, then=PATHS)


def see(parameters: Mapping[str, Any], view: View) -> Observation:
    """Judge every item where the condition holds; where its own field is blank, nothing can be told."""
    return over_documents(parameters, view, lambda document: _over(parameters, view, document))


def _over(parameters: Mapping[str, Any], view: View, document: Document) -> Observation:
    """Judge the items; a list declared empty leaves nothing to ask, one that is not there shows nothing."""
    if "every" in parameters:
        listed = enter(whole(document), parameters["every"])
        if listed.state is State.DECLARED_NONE and not parameters.get("at-least"):
            return met(view, document, [listed.citation])
        if not listed.items:
            return empty_list(parameters, view, document, listed)._replace(value=Value.ABSENT)
    return over_items(parameters, view, document, lambda item: _judge(parameters, view, item))


def _judge(parameters: Mapping[str, Any], view: View, item: Item) -> Shown:
    holds = admits(item, parameters["if"], view.as_of)
    asked = tuple(look(item, path).citation for path in parameters["if"])
    if holds is None:
        return Shown(Value.ABSENT, asked, ", ".join(map(spoken, parameters["if"])))
    if not holds:
        return Shown(Value.MET, asked)
    wanted = [(path, look(item, path, by=view.as_of)) for path in parameters["then"]]
    poor = [(path, seen) for path, seen in wanted if seen.state is not State.FILLED]
    if not poor:
        return Shown(Value.MET, (*asked, *(seen.citation for _, seen in wanted)))
    values = [lacking(item.document, seen) for _, seen in poor]
    return Shown(
        Value.UNMET if Value.UNMET in values else Value.ABSENT,
        tuple(seen.citation for _, seen in poor),
        ", ".join(label(item, path) for path, _ in poor),
        cause_of(poor[0][1].state),
    )


def spoil(parameters: Mapping[str, Any], view: View, seen: Observation) -> tuple[Spoiling, ...]:
    """Give the ways to lose what is stated, and to have the condition hold where nothing of it is."""
    return spoiled(parameters, view, seen, _over, _ways)


def _ways(parameters: Mapping[str, Any], view: View, document: Document) -> Iterator[Spoiling]:
    items = admitted(parameters, view, document)
    for item in [one for one in items if admits(one, parameters["if"], view.as_of)][:1]:
        yield from lost_fields(parameters, view, item, *parameters["then"])
    for item in items[:1]:
        opened = tuple(_opened(parameters, view, item))
        if opened:
            yield Spoiling("condition holds", opened)
    if "every" in parameters and not items:
        listed = declared(document.type.fields, parameters["every"])
        where = {**parameters.get("where", {}), **parameters["if"]}
        yield Spoiling(
            "condition holds", (append(whole(document), parameters["every"], new_item(view, listed, {}, where)),)
        )


def _opened(parameters: Mapping[str, Any], view: View, item: Item) -> Iterator[Change]:
    """Make the condition hold, and state nothing of what is asked then but what the condition itself takes."""
    given: dict[str, Data] = {}
    for path, demand in parameters["if"].items():
        if demand != "absent":
            within = _within(parameters, item, path) if demand == "present" else path
            given[within] = demanded(view, item.fields, within, demand)
    emptied = [path for path in parameters["then"] if path not in parameters["if"] and path not in given]
    if not emptied:
        return
    yield from (at(item, path) for path, demand in parameters["if"].items() if demand == "absent")
    # Emptied first: what fills a group makes it anew where a part of it was taken out.
    yield from (at(item, path) for path in emptied)
    yield from (at(item, path, value) for path, value in given.items())


def _within(parameters: Mapping[str, Any], item: Item, path: str) -> str:
    """Give what fills what has to be there: of a group one part, if it can be one that is not asked for then."""
    field = declared(item.fields, path)
    if field is None or field.kind is not FieldKind.GROUP:
        return path
    parts = [f"{path}.{name}" for name in field.fields if name != "id"]
    return next((part for part in parts if part not in parameters["then"]), parts[0] if parts else path)


def mend(parameters: Mapping[str, Any], view: View, seen: Observation) -> Repair | None:
    """Give the repair: what is asked stated wherever the condition holds or cannot be told."""
    return mended(parameters, view, seen, _over, _content)


def _content(parameters: Mapping[str, Any], view: View, document: Document) -> Parts | None:
    return mended_items(parameters, view, document, partial(_judge, parameters, view), partial(_fix, parameters))


def _fix(parameters: Mapping[str, Any], view: View, item: Item) -> Parts | None:
    poor = [path for path in parameters["then"] if look(item, path, by=view.as_of).state is not State.FILLED]
    condition = decided(view, item, parameters["if"])
    wanted = [part for path in poor for part in stated(view, item, path)]
    # A group put in place of what is none has something in it already.
    there = {
        f"{one.pointer}/{name}"
        for one in condition
        if isinstance(one, Change) and isinstance(one.value, Mapping)
        for name in one.value
    }
    return [*condition, *(one for one in wanted if not (isinstance(one, Change) and one.pointer in there))]


def say(parameters: Mapping[str, Any], labels: Mapping[str, str]) -> str:
    """Say what the check asks."""
    inside = parameters.get("every", "")
    asked = [filtered(parameters, path, demand, labels, inside=inside) for path, demand in parameters["if"].items()]
    then = row([called(parameters, path, labels, inside=inside) for path in parameters["then"]], "and")
    return f"{then} where {row(asked, 'and')} in the {spoken_types(parameters, labels)}"


def _demand(demand: Any) -> str:
    return " or ".join(map(str, demand)) if isinstance(demand, list | tuple) else str(demand)


def reads(parameters: Mapping[str, Any]) -> tuple[Reading, ...]:
    """Give the fields the check rests on; a condition that asks whether a field is there does not rest on it."""
    asked = [path for path, demand in parameters["if"].items() if demand not in ("present", "absent")]
    return readings(parameters, *asked, *parameters["then"])
