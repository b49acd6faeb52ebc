"""different-person: two duties that must not meet in one person do not."""

from collections.abc import Mapping
from typing import Any

from accordant.checks.elsewhere import FIELD_OF, same, spoken_place, values
from accordant.checks.elsewhere import readings as _elsewhere
from accordant.checks.lookup import Item, Seen, State, look
from accordant.checks.population import Shown, over_items, readings, spoken, spoken_types
from accordant.checks.reading import Reading, cause_of, lacking, over_documents
from accordant.checks.schema import COUNT, PATH, WHERE
from accordant.checks.schema import parameters as _schema
from accordant.model.observation import Observation, Value
from accordant.model.view import View

SCHEMA = _schema("a", "b", a=PATH, b={"anyOf": [PATH, FIELD_OF]}, every=PATH, where=WHERE, at_least=COUNT)


def see(parameters: Mapping[str, Any], view: View) -> Observation:
    """Judge whether the two posts named differ; where one is not named, nothing is shown."""
    other = parameters["b"]
    elsewhere = () if isinstance(other, str) else values(view, other)
    return over_documents(
        parameters,
        view,
        lambda document: over_items(parameters, view, document, lambda item: _judge(parameters, view, item, elsewhere)),
    )


def _judge(parameters: Mapping[str, Any], view: View, item: Item, elsewhere: tuple[Seen, ...]) -> Shown:
    first = look(item, parameters["a"])
    if first.state is not State.FILLED:
        return Shown(lacking(item.document, first), (first.citation,), spoken(parameters["a"]), cause_of(first.state))
    others = (look(item, parameters["b"]),) if isinstance(parameters["b"], str) else elsewhere
    filled = [seen for seen in others if seen.state is State.FILLED]
    if not filled:
        citations = (first.citation, *(seen.citation for seen in others))
        return Shown(Value.ABSENT, citations, spoken(str(parameters["b"])) if isinstance(parameters["b"], str) else "")
    alike = [seen for seen in filled if same(view, seen.text, first.text)]
    citations = (first.citation, *(seen.citation for seen in alike or filled))
    return Shown(Value.UNMET if alike else Value.MET, citations, first.text)


def say(parameters: Mapping[str, Any], labels: Mapping[str, str]) -> str:
    """Say what the check asks."""
    other = parameters["b"]
    named = spoken(other) if isinstance(other, str) else spoken_place(other, labels)
    return f"{spoken(parameters['a'])} in the {spoken_types(parameters, labels)} different from {named}"


def reads(parameters: Mapping[str, Any]) -> tuple[Reading, ...]:
    """Give the fields the check rests on."""
    other = parameters["b"]
    if isinstance(other, str):
        return readings(parameters, parameters["a"], other)
    return (*readings(parameters, parameters["a"]), *_elsewhere(other))
