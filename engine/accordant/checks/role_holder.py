"""role-holder: the post named holds the role it must hold."""

from collections.abc import Mapping
from typing import Any

from accordant.checks.lookup import Item, State, enter, look, sort, whole
from accordant.checks.population import Shown, empty_list, over_items, readings, spoken, spoken_types
from accordant.checks.reading import Reading, cause_of, in_effect, lacking, met, over_documents, silence, words_of
from accordant.checks.schema import COUNT, PATH, WHERE
from accordant.checks.schema import parameters as _schema
from accordant.model.evidence import Document
from accordant.model.observation import Cause, Observation, Value
from accordant.model.values import normalise
from accordant.model.view import View

TOP_MANAGEMENT = "top-management"
SER = "senior-executive-responsible"
SCHEMA = _schema(
    "field", "role", field=PATH, every=PATH, where=WHERE, at_least=COUNT, role={"enum": [TOP_MANAGEMENT, SER]}
)


def see(parameters: Mapping[str, Any], view: View) -> Observation:
    """Judge the post named in a field of the document, of each item, or (with `at-least`) of enough items."""
    holders = _holders(parameters["role"], view)
    if "at-least" in parameters and "every" in parameters:
        return over_documents(parameters, view, lambda document: _enough(parameters, view, document, holders))
    return over_documents(
        parameters,
        view,
        lambda document: over_items(parameters, view, document, lambda item: _judge(parameters, item, holders)),
    )


def _holders(role: str, view: View) -> frozenset[str]:
    """Give the posts that hold a role: by the manifest, or by an appointment in effect."""
    if role == TOP_MANAGEMENT:
        posts = list(view.manifest.top_management) if view.manifest else []
    else:
        appointments = in_effect(view, ("ser_appointment",))
        posts = [look(whole(one), field).text for one in appointments for field in ("person", "deputy")]
    return frozenset(normalise(post).casefold() for post in posts if post)


def _judge(parameters: Mapping[str, Any], item: Item, holders: frozenset[str]) -> Shown:
    seen = look(item, parameters["field"])
    if seen.state is not State.FILLED:
        return Shown(lacking(item.document, seen), (seen.citation,), spoken(parameters["field"]), cause_of(seen.state))
    if not holders:
        return Shown(Value.ABSENT, (seen.citation,), seen.text, Cause.DOCUMENT)
    value = Value.MET if seen.text.casefold() in holders else Value.UNMET
    return Shown(value, (seen.citation,), seen.text)


def _enough(parameters: Mapping[str, Any], view: View, document: Document, holders: frozenset[str]) -> Observation:
    listed = enter(whole(document), parameters["every"])
    if not listed.items:
        return empty_list(parameters, view, document, listed)
    admitted, undecided = sort(listed.items, parameters.get("where"), view.as_of)
    shown = [_judge(parameters, item, holders) for item in admitted]
    holding = [one for one in shown if one.value is Value.MET]
    if len(holding) >= int(parameters["at-least"]):
        return met(view, document, [citation for one in holding for citation in one.citations])
    told = bool(holders) and bool(shown) and not undecided and all(one.value is Value.UNMET for one in shown)
    said = ", ".join(one.said for one in shown) or "nobody"
    words = words_of(view, document, missing=spoken(parameters["role"].replace("-", " ")), items=said, value=said)
    value = silence(document) if told else Value.ABSENT
    return Observation(value, (listed.citation,), words, Cause.CONTENT, (parameters["every"],))


def say(parameters: Mapping[str, Any], labels: Mapping[str, str]) -> str:
    """Say what the check asks."""
    role = parameters["role"].replace("-", " ")
    return f"{spoken(parameters['field'])} in the {spoken_types(parameters, labels)} as a post of {role}"


def reads(parameters: Mapping[str, Any]) -> tuple[Reading, ...]:
    """Give the fields the check rests on."""
    own = readings(parameters, parameters["field"])
    return own if parameters["role"] == TOP_MANAGEMENT else (*own, Reading(("ser_appointment",), "person"))
