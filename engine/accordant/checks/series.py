"""series: something is measured often enough, in a way that can be compared."""

from collections import Counter
from collections.abc import Mapping
from typing import Any

from accordant.checks.bringing import Parts, all_parts, received
from accordant.checks.drafting import append, declared, drafted, invented, new_item
from accordant.checks.lookup import Seen, State, enter, look, sort, whole
from accordant.checks.mending import repair, stated
from accordant.checks.naming import called, listed, spoken, spoken_types
from accordant.checks.reading import Reading, in_effect, many, met, nothing_received, of_document, silence, words_of
from accordant.checks.schema import COUNT, PATH, WHERE
from accordant.checks.schema import parameters as _schema
from accordant.checks.spoiling import BLANK, altered, lost, withdrawn
from accordant.checks.traits import Trait
from accordant.model.change import Data, Repair, Spoiling
from accordant.model.evidence import Document
from accordant.model.observation import Cause, Citation, Observation, Value
from accordant.model.view import View

TRAITS = frozenset({Trait.NAMES_NUMBER, Trait.READS_ALL})
SCHEMA = {
    **_schema("field", field=PATH, of=PATH, by=PATH, where=WHERE, at_least=COUNT),
    "dependentRequired": {"of": ["by"], "by": ["of"]},
}


def see(parameters: Mapping[str, Any], view: View) -> Observation:
    """Judge whether enough dated documents carry values of the same thing; too few yet show nothing."""
    documents = in_effect(view, many(parameters["in"]), parameters.get("states"), parameters.get("documents"))
    if not documents:
        return nothing_received(view, many(parameters["in"]), parameters.get("documents"))
    dated = _dated(parameters, view)
    measured = [_measured(parameters, view, document) for document in dated]
    least = int(parameters.get("at-least", 2))
    times = Counter(name for one in measured for name in one)
    often = sorted(name for name, number in times.items() if number >= least)
    latest = documents[-1]
    if not often:
        words = words_of(view, latest, missing=spoken(parameters["field"]), items=spoken(parameters["field"]))
        return Observation(Value.ABSENT, tuple(map(of_document, documents)), words, Cause.CONTENT)
    dropped = [name for name in often if name not in measured[-1]]
    if dropped:
        words = words_of(view, dated[-1], missing=", ".join(dropped), items=", ".join(dropped))
        return Observation(silence(dated[-1]), (_place(parameters, dated[-1]),), words, Cause.CONTENT, tuple(dropped))
    return met(view, latest, [one[name].citation for one in measured for name in often if name in one])


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


def spoil(parameters: Mapping[str, Any], view: View, seen: Observation) -> tuple[Spoiling, ...]:
    """Give the ways to measure once too few, and to leave out of the latest what was measured before."""
    if seen.value is not Value.MET:
        return ()
    dated = _dated(parameters, view)
    surplus = dated[int(parameters.get("at-least", 2)) - 1 :]
    path = parameters.get("of") or parameters["field"]
    measured = [one for document in surplus for one in _measured(parameters, view, document).values()]
    return (
        *lost([(whole(dated[-1]), path)], "latest"),
        *lost([(whole(document), path) for document in surplus], "one too few"),
        Spoiling("value: blank", altered(measured, BLANK)),
        *withdrawn(parameters, view),
    )


def mend(parameters: Mapping[str, Any], view: View, seen: Observation) -> Repair | None:
    """Give the repair: what is measured measured again, in the latest document and in as many as are wanting."""
    if seen.value in (Value.MET, Value.ERROR):
        return None
    least, dated = int(parameters.get("at-least", 2)), _dated(parameters, view)
    measured = [_measured(parameters, view, document) for document in dated]
    names = {name: sum(name in one for one in measured) for one in measured for name in one}
    often = sorted(name for name, number in names.items() if number >= least)
    wanted = often or sorted(names, key=lambda name: (name not in measured[-1], -names[name], name))[:1] or [""]
    parts: list[Parts | None] = []
    lacking = {name: max(least - names.get(name, 0), 0) for name in wanted}
    for document, there in reversed(list(zip(dated, measured, strict=True))):
        for name in wanted:
            if name not in there and (lacking[name] or document is dated[-1]):
                parts.append(_taken(parameters, view, document, name))
                lacking[name] = max(lacking[name] - 1, 0)
    parts += [_record(parameters, view, wanted, number) for number in range(1, max(lacking.values()) + 1)]
    return repair(view, all_parts(parts))


def _record(parameters: Mapping[str, Any], view: View, names: list[str], number: int) -> Parts | None:
    """Add a document that measures all of these; documents of one day are told apart by their ids."""
    document = drafted(
        view, many(parameters["in"])[0], parameters.get("states"), number=number, documents=parameters.get("documents")
    )
    return received(
        view, document, lambda shown, one: all_parts(_taken(parameters, shown, one, name) for name in names)
    )


def _taken(parameters: Mapping[str, Any], view: View, document: Document, name: str) -> Parts:
    """Measure something in a document."""
    field = parameters["field"]
    if "of" not in parameters:
        return stated(view, whole(document), field)
    listed = declared(document.type.fields, parameters["of"])
    inner = listed.item.fields if listed and listed.item else {}
    given: dict[str, Data] = {field: invented(view, declared(inner, field), field)}
    given[parameters["by"]] = name or invented(view, declared(inner, parameters["by"]), parameters["by"])
    return [append(whole(document), parameters["of"], new_item(view, listed, given, parameters.get("where")))]


def _dated(parameters: Mapping[str, Any], view: View) -> list[Document]:
    documents = in_effect(view, many(parameters["in"]), parameters.get("states"), parameters.get("documents"))
    return [document for document in documents if document.issued is not None and document.issued <= view.as_of]


def say(parameters: Mapping[str, Any], labels: Mapping[str, str]) -> str:
    """Say what the check asks."""
    of, field = parameters.get("of", ""), parameters["field"]
    what = listed(parameters, of, field, labels) if of else called(parameters, field, labels)
    by = f" by {called(parameters, parameters['by'], labels, inside=of)}" if "by" in parameters else ""
    times, types = parameters.get("at-least", 2), spoken_types(parameters, labels, alike=True)
    return f"{what} measured alike{by} in at least {times} of the {types}, the latest among them"


def reads(parameters: Mapping[str, Any]) -> tuple[Reading, ...]:
    """Give the fields the check rests on."""
    types, inside = many(parameters["in"]), f"{parameters['of']}[]." if "of" in parameters else ""
    asked = [path for path, demand in parameters.get("where", {}).items() if demand not in ("present", "absent")]
    names = [parameters["field"], *([parameters["by"]] if "by" in parameters else []), *asked]
    return (*(Reading(types, f"{inside}{name}") for name in names), Reading(types, "version_date"))
