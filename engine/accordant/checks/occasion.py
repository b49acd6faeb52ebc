"""occasion: the duty arose; a dated nil return, or a list declared empty, says that it did not."""

from collections.abc import Iterator, Mapping
from typing import Any

from accordant.checks.bringing import Parts
from accordant.checks.drafting import append, declared, new_item
from accordant.checks.lookup import State, cite, enter, look, sort, whole
from accordant.checks.mending import mended
from accordant.checks.naming import called, spoken_types
from accordant.checks.population import empty_list
from accordant.checks.reading import Reading, many, met, over_documents, words_of
from accordant.checks.schema import PATH, WHERE
from accordant.checks.schema import parameters as _schema
from accordant.checks.spoiling import dropped, lost, spoiled
from accordant.model.change import Repair, Spoiling
from accordant.model.evidence import Document
from accordant.model.observation import Observation, Value
from accordant.model.values import read_date
from accordant.model.view import View

SCHEMA = _schema("of", of=PATH, where=WHERE, nil=PATH)


def see(parameters: Mapping[str, Any], view: View) -> Observation:
    """Judge whether there was an occasion: items say so; only a dated nil return says that there was none."""
    return over_documents(parameters, view, lambda document: _judge(parameters, view, document))


def _judge(parameters: Mapping[str, Any], view: View, document: Document) -> Observation:
    listed = enter(whole(document), parameters["of"])
    admitted, undecided = sort(listed.items, parameters.get("where"), view.as_of)
    if admitted:
        return met(view, document, [cite(item, item.node, item.pointer) for item in admitted])
    nil = look(whole(document), parameters.get("nil", "nil_return"))
    when = read_date(nil.text) if nil.state is State.FILLED else None
    if when is not None and when <= view.as_of and not undecided:
        return Observation(Value.UNMET, (nil.citation,), words_of(view, document, date=when.isoformat()))
    absent = empty_list(parameters, view, document, listed)
    return absent._replace(value=Value.ABSENT, citations=(listed.citation, nil.citation))


def spoil(parameters: Mapping[str, Any], view: View, seen: Observation) -> tuple[Spoiling, ...]:
    """Give the ways to lose every occasion."""
    return spoiled(parameters, view, seen, _judge, _ways)


def _ways(parameters: Mapping[str, Any], view: View, document: Document) -> Iterator[Spoiling]:
    yield from lost([(whole(document), parameters["of"])])
    yield from dropped(
        sort(enter(whole(document), parameters["of"]).items, parameters.get("where"), view.as_of).admitted
    )


def mend(parameters: Mapping[str, Any], view: View, seen: Observation) -> Repair | None:
    """Give the repair: one occasion recorded."""
    return mended(parameters, view, seen, _judge, _content)


def _content(parameters: Mapping[str, Any], view: View, document: Document) -> Parts | None:
    listed = declared(document.type.fields, parameters["of"])
    return [append(whole(document), parameters["of"], new_item(view, listed, {}, parameters.get("where")))]


def say(parameters: Mapping[str, Any], labels: Mapping[str, str]) -> str:
    """Say what the check asks."""
    where = f"the {called(parameters, parameters['of'], labels)} of the {spoken_types(parameters, labels)}"
    return f"an occasion among {where}, or a dated nil return"


def reads(parameters: Mapping[str, Any]) -> tuple[Reading, ...]:
    """Give the fields the check rests on."""
    return (Reading(many(parameters["in"]), parameters["of"]),)
