"""refers-to: a reference resolves to a document in effect, or to an item of one."""

from collections.abc import Mapping
from typing import Any

from accordant.checks.lookup import Item, Seen, State, enter, look, whole
from accordant.checks.population import Shown, over_items, readings, spoken, spoken_types
from accordant.checks.reading import Reading, cause_of, in_effect, lacking, many, over_documents
from accordant.checks.schema import COUNT, PATH, TYPES, WHERE
from accordant.checks.schema import parameters as _schema
from accordant.model.observation import Cause, Observation, Value
from accordant.model.view import View

SCHEMA = _schema("field", "target", field=PATH, every=PATH, where=WHERE, at_least=COUNT, target=TYPES, items=PATH)


def see(parameters: Mapping[str, Any], view: View) -> Observation:
    """Judge whether the reference is made and resolves; one that leads nowhere is cited with what it says."""
    targets = _targets(parameters, view)
    return over_documents(
        parameters,
        view,
        lambda document: over_items(parameters, view, document, lambda item: _judge(parameters, item, targets)),
    )


def _targets(parameters: Mapping[str, Any], view: View) -> dict[str, Seen]:
    """Give what may be referred to, by folded id: documents in effect, or the items of a list of theirs."""
    found: dict[str, Seen] = {}
    for document in in_effect(view, many(parameters["target"])):
        items = enter(whole(document), parameters["items"]).items if "items" in parameters else (whole(document),)
        for item in items:
            seen = look(item, "id")
            if seen.state is State.FILLED:
                found[seen.text.casefold()] = seen
    return found


def _judge(parameters: Mapping[str, Any], item: Item, targets: dict[str, Seen]) -> Shown:
    references = _references(item, parameters["field"])
    poor = [seen for seen in references if seen.state is not State.FILLED]
    if poor:
        return Shown(
            lacking(item.document, poor[0]), (poor[0].citation,), spoken(parameters["field"]), cause_of(poor[0].state)
        )
    leading = [targets[seen.text.casefold()] for seen in references if seen.text.casefold() in targets]
    if leading:
        return Shown(Value.MET, (*(seen.citation for seen in references), *(seen.citation for seen in leading)))
    # A document not received may exist: only a target document that is here can show that the reference is wrong.
    value = Value.UNMET if targets else Value.ABSENT
    cause = Cause.CONTENT if targets else Cause.DOCUMENT
    return Shown(value, tuple(seen.citation for seen in references), ", ".join(seen.text for seen in references), cause)


def _references(item: Item, path: str) -> list[Seen]:
    inner = enter(item, path).items
    return [seen for part in inner if (seen := look(part, "")).state is State.FILLED] or [look(item, path)]


def say(parameters: Mapping[str, Any], labels: Mapping[str, str]) -> str:
    """Say what the check asks."""
    target = " or ".join(labels.get(name, spoken(name)) for name in many(parameters["target"]))
    return f"{spoken(parameters['field'])} in the {spoken_types(parameters, labels)} that leads to the {target}"


def reads(parameters: Mapping[str, Any]) -> tuple[Reading, ...]:
    """Give the fields the check rests on."""
    target = f"{parameters['items']}[].id" if "items" in parameters else "id"
    return (*readings(parameters, parameters["field"]), Reading(many(parameters["target"]), target))
