"""series: something is measured often enough, in a way that can be compared."""

from collections.abc import Mapping
from typing import Any

from accordant.checks.lookup import Seen, State, enter, look, sort, whole
from accordant.checks.population import spoken, spoken_types
from accordant.checks.reading import Reading, in_effect, many, met, nothing_received, of_document, silence, words_of
from accordant.checks.schema import COUNT, PATH, WHERE
from accordant.checks.schema import parameters as _schema
from accordant.model.evidence import Document
from accordant.model.observation import Cause, Citation, Observation, Value
from accordant.model.view import View

SCHEMA = {
    **_schema("field", field=PATH, of=PATH, by=PATH, where=WHERE, at_least=COUNT),
    "dependentRequired": {"of": ["by"], "by": ["of"]},
}


def see(parameters: Mapping[str, Any], view: View) -> Observation:
    """Judge whether enough dated documents carry values of the same thing; too few yet show nothing."""
    documents = in_effect(view, many(parameters["in"]), parameters.get("states"))
    if not documents:
        return nothing_received(view, many(parameters["in"]))
    dated = [document for document in documents if document.issued is not None and document.issued <= view.as_of]
    measured = [_measured(parameters, view, document) for document in dated]
    least = int(parameters.get("at-least", 2))
    often = {name for one in measured for name in one if sum(name in other for other in measured) >= least}
    latest = documents[-1]
    if not often:
        words = words_of(view, latest, missing=spoken(parameters["field"]), items=spoken(parameters["field"]))
        return Observation(Value.ABSENT, tuple(map(of_document, documents)), words, Cause.CONTENT)
    dropped = sorted(often - set(measured[-1]))
    if dropped:
        words = words_of(view, dated[-1], missing=", ".join(dropped), items=", ".join(dropped))
        return Observation(silence(dated[-1]), (_place(parameters, dated[-1]),), words, Cause.CONTENT, tuple(dropped))
    return met(view, latest, [one[name].citation for one in measured for name in sorted(often) if name in one])


def _measured(parameters: Mapping[str, Any], view: View, document: Document) -> dict[str, Seen]:
    """Give what one document measured, by what it is comparable by."""
    if "of" not in parameters:
        seen = look(whole(document), parameters["field"])
        return {parameters["field"]: seen} if seen.state is State.FILLED else {}
    found = {}
    items = enter(whole(document), parameters["of"]).items
    for item in sort(items, parameters.get("where"), view.as_of).admitted:
        name, seen = look(item, parameters["by"]), look(item, parameters["field"])
        if name.state is State.FILLED and seen.state is State.FILLED:
            found[name.text.casefold()] = seen
    return found


def _place(parameters: Mapping[str, Any], document: Document) -> Citation:
    return look(whole(document), parameters.get("of") or parameters["field"]).citation


def say(parameters: Mapping[str, Any], labels: Mapping[str, str]) -> str:
    """Say what the check asks."""
    least = parameters.get("at-least", 2)
    return f"{spoken(parameters['field'])} measured alike in at least {least} of the {spoken_types(parameters, labels)}"


def reads(parameters: Mapping[str, Any]) -> tuple[Reading, ...]:
    """Give the fields the check rests on."""
    types, inside = many(parameters["in"]), f"{parameters['of']}[]." if "of" in parameters else ""
    asked = [path for path, demand in parameters.get("where", {}).items() if demand not in ("present", "absent")]
    names = [parameters["field"], *([parameters["by"]] if "by" in parameters else []), *asked]
    return (*(Reading(types, f"{inside}{name}") for name in names), Reading(types, "version_date"))
