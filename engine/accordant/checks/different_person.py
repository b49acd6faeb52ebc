"""different-person: two duties that must not meet in one person do not."""

from collections.abc import Callable, Iterator, Mapping
from functools import partial
from typing import Any

from accordant.checks.bringing import Parts, all_parts
from accordant.checks.drafting import at, declared, distinct
from accordant.checks.elsewhere import FIELD_OF, same, spoken_place, values
from accordant.checks.elsewhere import readings as _elsewhere
from accordant.checks.has_fields import label
from accordant.checks.lookup import Item, Seen, State, look
from accordant.checks.mending import mended, mended_items, stated, stated_elsewhere
from accordant.checks.naming import called, spoken, spoken_types
from accordant.checks.population import Shown, over_items, readings
from accordant.checks.reading import Reading, cause_of, lacking, over_documents
from accordant.checks.schema import COUNT, PATH, WHERE
from accordant.checks.schema import parameters as _schema
from accordant.checks.spoiling import admitted, lost_fields, spoiled
from accordant.checks.traits import Trait
from accordant.model.change import Change, Repair, Spoiling
from accordant.model.evidence import Document
from accordant.model.observation import Observation, Value
from accordant.model.view import View

TRAITS = frozenset({Trait.GOES_THROUGH})
SCHEMA = _schema("a", "b", a=PATH, b={"anyOf": [PATH, FIELD_OF]}, every=PATH, where=WHERE, at_least=COUNT)


def see(parameters: Mapping[str, Any], view: View) -> Observation:
    """Judge whether the two posts named differ; where one is not named, nothing is shown."""
    return over_documents(parameters, view, lambda document: _over(parameters, view, document))


def _over(parameters: Mapping[str, Any], view: View, document: Document) -> Observation:
    return over_items(parameters, view, document, _judging(parameters, view))


def _judging(parameters: Mapping[str, Any], view: View) -> Callable[[Item], Shown]:
    """Give what judges one item; what stands elsewhere is looked up once for all of them."""
    other = parameters["b"]
    elsewhere = () if isinstance(other, str) else values(view, other)
    return lambda item: _judge(parameters, view, item, elsewhere)


def _judge(parameters: Mapping[str, Any], view: View, item: Item, elsewhere: tuple[Seen, ...]) -> Shown:
    first = look(item, parameters["a"])
    if first.state is not State.FILLED:
        lacks, value = label(item, parameters["a"]), lacking(item.document, first)
        return Shown(value, (first.citation,), lacks, cause_of(first.state), lacks=lacks, compares=True)
    others = (look(item, parameters["b"]),) if isinstance(parameters["b"], str) else elsewhere
    filled = [seen for seen in others if seen.state is State.FILLED]
    if not filled:
        citations = (first.citation, *(seen.citation for seen in others))
        return Shown(Value.ABSENT, citations, spoken(str(parameters["b"])) if isinstance(parameters["b"], str) else "")
    alike = [seen for seen in filled if same(view, seen.text, first.text)]
    citations = (first.citation, *(seen.citation for seen in alike or filled))
    return Shown(Value.UNMET if alike else Value.MET, citations, first.text)


def _others(parameters: Mapping[str, Any], view: View, item: Item) -> tuple[Seen, ...]:
    other = parameters["b"]
    return (look(item, other),) if isinstance(other, str) else values(view, other)


def spoil(parameters: Mapping[str, Any], view: View, seen: Observation) -> tuple[Spoiling, ...]:
    """Give the ways to leave a post unnamed, and to name one post twice."""
    return spoiled(parameters, view, seen, _over, _ways)


def _ways(parameters: Mapping[str, Any], view: View, document: Document) -> Iterator[Spoiling]:
    for item in admitted(parameters, view, document)[:1]:
        yield from lost_fields(parameters, view, item, parameters["a"])
        texts = [one.text for one in _others(parameters, view, item) if one.state is State.FILLED]
        yield Spoiling("same person", tuple(at(item, parameters["a"], text) for text in texts[:1]))


def mend(parameters: Mapping[str, Any], view: View, seen: Observation) -> Repair | None:
    """Give the repair: the post named that is not, or another one than the other duty's."""
    leans_on = None if isinstance(parameters["b"], str) else parameters["b"]
    return mended(parameters, view, seen, _over, _content, leans_on)


def _content(parameters: Mapping[str, Any], view: View, document: Document) -> Parts | None:
    return mended_items(parameters, view, document, _judging(parameters, view), partial(_fix, parameters))


def _fix(parameters: Mapping[str, Any], view: View, item: Item) -> Parts | None:
    other = parameters["b"]
    taken = [one.text for one in _others(parameters, view, item) if one.state is State.FILLED]
    first = look(item, parameters["a"])
    parts: Parts | None = []
    if not taken:
        parts = stated(view, item, other) if isinstance(other, str) else stated_elsewhere(view, other)
        taken = [str(part.value) for part in parts or () if isinstance(part, Change)]
    if first.state is not State.FILLED or any(same(view, first.text, text) for text in taken):
        names_taken = {text.casefold() for text in taken}
        value = distinct(view, declared(item.fields, parameters["a"]), f"another {parameters['a']}", names_taken)
        parts = all_parts([parts, [at(item, parameters["a"], value)]])
    return parts


def say(parameters: Mapping[str, Any], labels: Mapping[str, str]) -> str:
    """Say what the check asks."""
    other, inside = parameters["b"], parameters.get("every", "")
    one = called(parameters, parameters["a"], labels, inside=inside)
    named = called(parameters, other, labels, inside=inside) if isinstance(other, str) else spoken_place(other, labels)
    return f"{one} in the {spoken_types(parameters, labels)} different from {named}"


def reads(parameters: Mapping[str, Any]) -> tuple[Reading, ...]:
    """Give the fields the check rests on."""
    other = parameters["b"]
    if isinstance(other, str):
        return readings(parameters, parameters["a"], other)
    return (*readings(parameters, parameters["a"]), *_elsewhere(other))
