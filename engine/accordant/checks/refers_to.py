"""refers-to: a reference resolves to a document in effect, or to an item of one."""

from collections.abc import Iterator, Mapping
from typing import Any

from accordant.checks.bringing import Parts, all_parts, brought
from accordant.checks.drafting import append, at, declared, new_item
from accordant.checks.has_fields import label
from accordant.checks.lookup import Item, Seen, State, enter, look, whole
from accordant.checks.mending import mended, mended_items, stated
from accordant.checks.naming import called, spoken_types
from accordant.checks.population import Shown, over_items, readings
from accordant.checks.reading import Reading, candidates, cause_of, in_effect, lacking, many, over_documents
from accordant.checks.schema import COUNT, PATH, TYPES, WHERE
from accordant.checks.schema import parameters as _schema
from accordant.checks.spoiling import admitted, altered, lost_fields, spoiled, withdrawn
from accordant.checks.traits import Trait
from accordant.model.change import Repair, Spoiling
from accordant.model.evidence import Document
from accordant.model.observation import Cause, Observation, Value
from accordant.model.view import View

TRAITS = frozenset({Trait.GOES_THROUGH})
SCHEMA = _schema(
    "field", "target", field=PATH, every=PATH, where=WHERE, at_least=COUNT, target=TYPES, items=PATH, key=PATH
)
_MISSED = (Value.UNMET, Cause.CONTENT)


def see(parameters: Mapping[str, Any], view: View) -> Observation:
    """Judge whether the reference is made and resolves; one that leads nowhere is cited with what it says."""
    return over_documents(parameters, view, lambda document: _over(parameters, view, document))


def _over(parameters: Mapping[str, Any], view: View, document: Document) -> Observation:
    targets, documents = _targets(parameters, view), in_effect(view, many(parameters["target"]))
    # A document not received may exist, and so may what an extract leaves out: only what is here can show that the
    # reference is wrong.
    told = bool(documents) and all(one.complete for one in documents) if "items" in parameters else bool(targets)
    miss = (Value.UNMET if told else Value.ABSENT, Cause.CONTENT if documents else Cause.DOCUMENT)
    return over_items(parameters, view, document, lambda item: _judge(parameters, item, targets, miss))


def _targets(parameters: Mapping[str, Any], view: View) -> dict[str, Seen]:
    """Give what may be referred to, by folded key: documents in effect, or the items of a list of theirs."""
    documents = in_effect(view, many(parameters["target"]))
    return {seen.text.casefold(): seen for document in documents for seen in _identified(parameters, document)}


def _identified(parameters: Mapping[str, Any], document: Document) -> list[Seen]:
    """Give the ids (or other keys) in a document that a reference may lead to."""
    items = enter(whole(document), parameters["items"]).items if "items" in parameters else (whole(document),)
    return [seen for item in items if (seen := look(item, _key(parameters))).state is State.FILLED]


def _key(parameters: Mapping[str, Any]) -> str:
    """Give the field by which a target is known: its id, unless the rule names another."""
    return str(parameters.get("key", "id"))


def _judge(parameters: Mapping[str, Any], item: Item, targets: Mapping[str, Seen], miss: tuple[Value, Cause]) -> Shown:
    references = _references(item, parameters["field"])
    poor = [seen for seen in references if seen.state is not State.FILLED]
    if poor:
        lacks, value = label(item, parameters["field"]), lacking(item.document, poor[0])
        return Shown(value, (poor[0].citation,), lacks, cause_of(poor[0].state), lacks=lacks)
    leading = [targets[seen.text.casefold()] for seen in references if seen.text.casefold() in targets]
    if leading:
        return Shown(Value.MET, (*(seen.citation for seen in references), *(seen.citation for seen in leading)))
    value, cause = miss
    return Shown(value, tuple(seen.citation for seen in references), ", ".join(seen.text for seen in references), cause)


def _references(item: Item, path: str) -> list[Seen]:
    inner = enter(item, path).items
    return [seen for part in inner if (seen := look(part, "")).state is State.FILLED] or [look(item, path)]


def spoil(parameters: Mapping[str, Any], view: View, seen: Observation) -> tuple[Spoiling, ...]:
    """Give the ways to make no reference, one that leads nowhere, and one to what is not in effect."""
    return spoiled(parameters, view, seen, _over, _ways)


def _ways(parameters: Mapping[str, Any], view: View, document: Document) -> Iterator[Spoiling]:
    path = parameters["field"]
    for item in admitted(parameters, view, document)[:1]:
        yield from lost_fields(parameters, view, item, path)
        yield Spoiling("wrong reference", altered(_references(item, path), "[another document]"))
    if admitted(parameters, view, document):
        for one in withdrawn({"in": parameters["target"]}, view):
            yield one._replace(name="target not in effect")


def mend(parameters: Mapping[str, Any], view: View, seen: Observation) -> Repair | None:
    """Give the repair: a reference to what is in effect, or what is referred to brought into effect."""
    return mended(parameters, view, seen, _over, _content)


def _content(parameters: Mapping[str, Any], view: View, document: Document) -> Parts | None:
    path, known = parameters["field"], [one.text for one in _targets(parameters, view).values()]
    brings: Parts | None = []
    if not known:
        items = admitted(parameters, view, document)
        made = [one.text for item in items for one in _references(item, path) if one.state is State.FILLED]
        brings, known = _target(parameters, view, made)

    def judge(item: Item) -> Shown:
        # Whatever resolves once the target is here stays as it is.
        here = look(item, path).citation
        return _judge(parameters, item, {one.casefold(): Seen(State.FILLED, one, here) for one in known}, _MISSED)

    def fix(_: View, item: Item) -> Parts:
        return stated(view, item, path, known[-1])

    return all_parts([brings, mended_items(parameters, view, document, judge, fix)])


def _target(parameters: Mapping[str, Any], view: View, made: list[str]) -> tuple[Parts | None, list[str]]:
    """Bring what references lead to, where they are made already if it can; gives what may then be referred to."""
    types, wanted, known = many(parameters["target"]), {text.casefold() for text in made}, list[str]()

    def content(shown: View, one: Document) -> Parts:
        there = [seen.text for seen in _identified(parameters, one)] if one.source.file in received else []
        known[:] = there or [made[0] if made else _NAME]
        if there:
            return []
        if "items" not in parameters:
            return [at(whole(one), _key(parameters), known[-1])]
        listed = declared(one.type.fields, parameters["items"])
        return [append(whole(one), parameters["items"], new_item(shown, listed, {_key(parameters): known[-1]}))]

    def fits(one: Document) -> int:
        return 1 + len(wanted & {seen.text.casefold() for seen in _identified(parameters, one)})

    received = {candidate.document.source.file for candidate in candidates(view, types)}
    here = in_effect(view, types)
    return (content(view, here[-1]) if here else brought(view, types, None, content, fits)), known


_NAME = "[id]"


def say(parameters: Mapping[str, Any], labels: Mapping[str, str]) -> str:
    """Say what the check asks."""
    target = {"in": parameters["target"]}
    to = spoken_types(target, labels, alike=True)
    items = f"one of the {called(target, parameters['items'], labels)} of " if "items" in parameters else ""
    by = f" by the {called(target, parameters['key'], labels)}" if "key" in parameters else ""
    what = called(parameters, parameters["field"], labels, inside=parameters.get("every", ""))
    return f"{what} in the {spoken_types(parameters, labels)} that leads to {items}the {to}{by}"


def reads(parameters: Mapping[str, Any]) -> tuple[Reading, ...]:
    """Give the fields the check rests on."""
    target = f"{parameters['items']}[].{_key(parameters)}" if "items" in parameters else _key(parameters)
    return (*readings(parameters, parameters["field"]), Reading(many(parameters["target"]), target))
