"""one-of: a field holds one of a set of values, declared in the rule or in another document."""

from collections.abc import Callable, Iterator, Mapping
from typing import Any

from accordant.checks.bringing import Parts, all_parts
from accordant.checks.drafting import at, spelled
from accordant.checks.elsewhere import FIELD_OF, identity, spoken_place, values
from accordant.checks.elsewhere import readings as _elsewhere
from accordant.checks.has_fields import label
from accordant.checks.lookup import Item, State, look
from accordant.checks.mending import mended, mended_items, stated, stated_elsewhere
from accordant.checks.naming import called, row, spoken_types, worded
from accordant.checks.population import Shown, over_items, readings
from accordant.checks.reading import Reading, cause_of, chosen, lacking, over_documents
from accordant.checks.schema import COUNT, PATH, WHERE, WORDS
from accordant.checks.schema import parameters as _schema
from accordant.checks.spoiling import admitted, lost_fields, spoiled
from accordant.checks.traits import Trait
from accordant.model.change import Repair, Spoiling
from accordant.model.evidence import Document
from accordant.model.observation import Observation, Value
from accordant.model.view import View

TRAITS = frozenset({Trait.GOES_THROUGH})
SCHEMA = {
    **_schema("field", field=PATH, every=PATH, where=WHERE, at_least=COUNT, values=WORDS, values_from=FIELD_OF),
    "oneOf": [{"required": ["values"]}, {"required": ["values-from"]}],
}


def see(parameters: Mapping[str, Any], view: View) -> Observation:
    """Judge whether the field's value is one of those allowed; a field that is not filled shows nothing."""
    return over_documents(parameters, view, lambda document: _over(parameters, view, document))


def _over(parameters: Mapping[str, Any], view: View, document: Document) -> Observation:
    return over_items(parameters, view, document, _judging(view, parameters, _allowed(parameters, view)))


def _judging(view: View, parameters: Mapping[str, Any], allowed: tuple[str, ...]) -> Callable[[Item], Shown]:
    """Give what judges one item; whom the allowed values name is settled once for all of them."""
    named = frozenset(identity(view.manifest, text) for text in allowed)
    return lambda item: _judge(parameters, view, item, named)


def _allowed(parameters: Mapping[str, Any], view: View) -> tuple[str, ...]:
    if "values" in parameters:
        return tuple(map(str, parameters["values"]))
    return tuple(seen.text for seen in values(view, parameters["values-from"]))


def _judge(parameters: Mapping[str, Any], view: View, item: Item, allowed: frozenset[str]) -> Shown:
    seen = look(item, parameters["field"])
    if seen.state is State.WRONG and seen.text:
        return Shown(Value.ABSENT, (seen.citation,), seen.text)
    if seen.state is not State.FILLED:
        lacks, value = label(item, parameters["field"]), lacking(item.document, seen)
        return Shown(value, (seen.citation,), lacks, cause_of(seen.state), lacks=lacks)
    if not allowed:
        return Shown(Value.ABSENT, (seen.citation,), seen.text)
    if identity(view.manifest, seen.text) in allowed:
        return Shown(Value.MET, (seen.citation,), seen.text)
    extract = "values-from" in parameters and not all(one.complete for one in chosen(parameters["values-from"], view))
    return Shown(Value.ABSENT if extract else Value.UNMET, (seen.citation,), seen.text)


def spoil(parameters: Mapping[str, Any], view: View, seen: Observation) -> tuple[Spoiling, ...]:
    """Give the ways to state nothing, or a value that is not allowed."""
    return spoiled(parameters, view, seen, _over, _ways)


def _ways(parameters: Mapping[str, Any], view: View, document: Document) -> Iterator[Spoiling]:
    for item in admitted(parameters, view, document)[:1]:
        yield from lost_fields(parameters, view, item, parameters["field"])
        yield Spoiling("wrong value", (at(item, parameters["field"], "[another value]"),))


def mend(parameters: Mapping[str, Any], view: View, seen: Observation) -> Repair | None:
    """Give the repair: the first value allowed, or what is stated allowed where nothing is yet."""
    return mended(parameters, view, seen, _over, _content, parameters.get("values-from"))


def _content(parameters: Mapping[str, Any], view: View, document: Document) -> Parts | None:
    allowed = _allowed(parameters, view)
    items = admitted(parameters, view, document)
    texts = [one.text for item in items if (one := look(item, parameters["field"])).state is State.FILLED]
    known: Parts | None = []
    if not allowed:
        allowed = tuple(texts[:1]) or (f"[{spelled(parameters['field'])}]",)
        known = stated_elsewhere(view, parameters["values-from"], allowed[0])

    def fix(_: View, item: Item) -> Parts:
        return stated(view, item, parameters["field"], allowed[0])

    return all_parts([known, mended_items(parameters, view, document, _judging(view, parameters, allowed), fix)])


def say(parameters: Mapping[str, Any], labels: Mapping[str, str]) -> str:
    """Say what the check asks."""
    allowed = (
        row(worded(parameters["values"]), "or")
        if "values" in parameters
        else spoken_place(parameters["values-from"], labels)
    )
    what = called(parameters, parameters["field"], labels, inside=parameters.get("every", ""))
    return f"{what} in the {spoken_types(parameters, labels)} as one of {allowed}"


def reads(parameters: Mapping[str, Any]) -> tuple[Reading, ...]:
    """Give the fields the check rests on."""
    return (*readings(parameters, parameters["field"]), *_elsewhere(parameters.get("values-from", {"manifest": ""})))
