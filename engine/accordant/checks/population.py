"""What a check judges one by one inside a document: its items, or the document itself."""

from collections.abc import Callable, Mapping
from typing import Any, NamedTuple

from accordant.checks.lookup import Item, Listed, State, enter, sort, whole
from accordant.checks.naming import called, filtered, labels_of, spoken
from accordant.checks.reading import ALL_ORDER, Reading, cause_of, many, silence, words_of
from accordant.model.evidence import Document
from accordant.model.observation import Cause, Citation, Observation, Value
from accordant.model.view import View


class Shown(NamedTuple):
    """What one item shows: a value, where, and in words what it lacks or has."""

    value: Value
    citations: tuple[Citation, ...]
    said: str = ""
    cause: Cause = Cause.CONTENT
    exempt: bool = False
    lacks: str = ""  # by its label, the field without which there is no value to speak of
    compares: bool = False  # whether without it nothing could be compared, so that nothing was in the wrong


def over_items(
    parameters: Mapping[str, Any], view: View, document: Document, judge: Callable[[Item], Shown]
) -> Observation:
    """Judge every item that `every` and `where` name (or the document) and put what they show together."""
    if "every" not in parameters:
        return _together(view, document, [(whole(document), judge(whole(document)))], named=False)
    listed = enter(whole(document), parameters["every"])
    if not listed.items:
        return empty_list(parameters, view, document, listed)
    admitted, undecided = sort(listed.items, parameters.get("where"), view.as_of)
    shown = [(item, judge(item)) for item in admitted]
    shown += [(item, _undecided(item, parameters["where"])) for item in undecided]
    if len(shown) < least(parameters):
        return too_few(parameters, view, document, listed)
    return _together(view, document, shown, named=True) if shown else _none_left(view, document, listed)


def least(parameters: Mapping[str, Any]) -> int:
    """Give how many items there must be: by default one, unless a filter that values decide leaves none."""
    where = parameters.get("where", {})
    decided = bool(where) and not {"present", "absent"} & {
        demand for demand in where.values() if isinstance(demand, str)
    }
    return int(parameters.get("at-least", 0 if decided else 1))


def empty_list(parameters: Mapping[str, Any], view: View, document: Document, listed: Listed) -> Observation:
    """Observe a list that has no items: declared to be none, silent, or not a list at all."""
    named = _none_of(parameters, document)
    words = words_of(view, document, missing=named, items="none", none=named)
    value = _value_of_empty(document, listed.state)
    return Observation(value, (listed.citation,), words, cause_of(listed.state), (listed.citation.key,))


def _value_of_empty(document: Document, state: State) -> Value:
    match state:
        case State.DECLARED_NONE:
            return Value.UNMET
        case State.WRONG:
            return Value.ABSENT
        case _:
            return silence(document)


def too_few(parameters: Mapping[str, Any], view: View, document: Document, listed: Listed) -> Observation:
    """Observe a list with fewer items of the kind than asked."""
    missing, none = _none_of(parameters, document), _none_of(parameters, document, parameters.get("where", {}))
    words = words_of(view, document, missing=missing, items="none", none=none)
    return Observation(silence(document), (listed.citation,), words, Cause.CONTENT, (listed.citation.key,))


def _none_of(parameters: Mapping[str, Any], document: Document, where: Mapping[str, Any] = {}) -> str:
    """Say of what there is none: the list by its label, and which of its items were asked for."""
    path, place = str(parameters.get("every") or parameters["of"]), {"in": document.type.name}
    labels = labels_of({document.type.name: document.type})
    asked = [filtered(place, name, demand, labels, inside=path) for name, demand in where.items()]
    return f"{called(place, path, labels)} where {' and '.join(asked)}" if asked else called(place, path, labels)


def _none_left(view: View, document: Document, listed: Listed) -> Observation:
    return Observation(Value.MET, (listed.citation,), words_of(view, document))


def _undecided(item: Item, where: Mapping[str, Any]) -> Shown:
    citation = Citation(item.document, item.document.source.file, item.node.at, item.pointer, None, item.key)
    return Shown(Value.ABSENT, (citation,), ", ".join(map(spoken, where)))


def _together(view: View, document: Document, shown: list[tuple[Item, Shown]], *, named: bool) -> Observation:
    values = {seen.value for _, seen in shown}
    value = next(value for value in ALL_ORDER if value in values)
    showing = [(item, seen) for item, seen in shown if seen.value is value]
    keys = tuple(dict.fromkeys(item.key for item, _ in showing)) if named else ()
    said = ", ".join(dict.fromkeys(seen.said for _, seen in showing if seen.said))
    words = words_of(view, document, missing=said, value=said, items=", ".join(keys) or document.id)
    words |= _without_value([seen for _, seen in showing], ", ".join(keys))
    citations = tuple(citation for _, seen in showing for citation in seen.citations)
    cause = Cause.NONE if value is Value.MET else showing[0][1].cause
    exempt = value is Value.MET and any(seen.exempt for _, seen in showing)
    found = keys or tuple(citation.key for citation in citations)
    return Observation(value, citations, words, cause, found, exempt=exempt)


def _without_value(showing: list[Shown], keys: str) -> dict[str, str]:
    """Give the words to say that a field is not stated, where that is all that is shown."""
    lacks = ", ".join(dict.fromkeys(seen.lacks for seen in showing))
    if not all(seen.lacks for seen in showing):
        return {}
    words = {"unstated": f"{lacks} ({keys})" if keys else lacks}
    return {**words, "uncompared": words["unstated"]} if all(seen.compares for seen in showing) else words


def readings(parameters: Mapping[str, Any], *paths: str) -> tuple[Reading, ...]:
    """Give the readings of these fields of the items, and of the fields the filter asks."""
    types = many(parameters["in"])
    inside = f"{parameters['every']}[]." if "every" in parameters else ""
    asked = [path for path, demand in parameters.get("where", {}).items() if demand not in ("present", "absent")]
    return tuple(Reading(types, f"{inside}{path}") for path in (*paths, *asked))
