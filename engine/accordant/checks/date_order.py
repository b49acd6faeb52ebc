"""date-order: one date comes before (not after) another."""

from collections.abc import Callable, Iterator, Mapping
from datetime import date
from functools import partial
from typing import Any

from accordant.checks.bringing import Parts, all_parts
from accordant.checks.drafting import at
from accordant.checks.elsewhere import FIELD_OF, spoken_place, values
from accordant.checks.elsewhere import readings as _elsewhere
from accordant.checks.has_fields import label
from accordant.checks.lookup import Item, Seen, State, look
from accordant.checks.mending import mended, mended_items, stated, stated_elsewhere
from accordant.checks.naming import called, spoken, spoken_types
from accordant.checks.population import Shown, over_items, readings
from accordant.checks.reading import Reading, candidates, cause_of, lacking, many, over_documents, subject_entry
from accordant.checks.schema import COUNT, PATH, WHERE, there
from accordant.checks.schema import parameters as _schema
from accordant.checks.spoiling import admitted, can_be_lost, day_after, day_before, lost_fields, spoiled
from accordant.checks.traits import Trait
from accordant.model.change import Repair, Spoiling
from accordant.model.evidence import Document
from accordant.model.observation import Cause, Observation, Value
from accordant.model.values import read_date
from accordant.model.view import View

_OLDER = "existing"
_OTHER = {"anyOf": [FIELD_OF, there("field", field=PATH)]}
TRAITS = frozenset({Trait.GOES_THROUGH})
SCHEMA = {
    **_schema(
        "field",
        field=PATH,
        every=PATH,
        where=WHERE,
        at_least=COUNT,
        before=_OTHER,
        not_after=_OTHER,
        if_later_missing={"enum": ["met-so-far", "not-evidenced"]},
    ),
    "oneOf": [{"required": ["before"]}, {"required": ["not-after"]}],
}


def see(parameters: Mapping[str, Any], view: View) -> Observation:
    """Judge the order of two dates; dates after the as-of date never count as done."""
    return over_documents(parameters, view, lambda document: _over(parameters, view, document))


def _over(parameters: Mapping[str, Any], view: View, document: Document) -> Observation:
    return over_items(parameters, view, document, _judging(parameters, view))


def _judging(parameters: Mapping[str, Any], view: View) -> Callable[[Item], Shown]:
    """Give what judges one item; what stands elsewhere is looked up once for all of them."""
    other = _other(parameters)
    elsewhere = values(view, other) if "in" in other else None
    return lambda item: _judge(parameters, view, item, elsewhere)


def _judge(parameters: Mapping[str, Any], view: View, item: Item, elsewhere: tuple[Seen, ...] | None) -> Shown:
    earlier = look(item, parameters["field"])
    first = read_date(earlier.text) if earlier.state is State.FILLED else None
    if first is None or first > view.as_of:
        value = Value.ABSENT if first else lacking(item.document, earlier)
        named = label(item, parameters["field"])
        lacks = "" if first else named
        return Shown(value, (earlier.citation,), named, cause_of(earlier.state), lacks=lacks, compares=True)
    later = _beside(parameters, item) if elsewhere is None else elsewhere
    unread = next((seen for seen in later if seen.state is not State.FILLED), None)
    if unread is not None:
        return Shown(Value.ABSENT, (earlier.citation, unread.citation), spoken(unread.citation.key))
    dated = [(when, seen) for seen in later if (when := read_date(seen.text)) and when <= view.as_of]
    if not dated:
        return _not_happened(parameters, view, earlier)
    when, seen = min(dated, key=lambda pair: pair[0])
    citations = (earlier.citation, seen.citation)
    if _in_order(parameters, first, when):
        return Shown(Value.MET, citations, f"{first} and {when}")
    return _out_of_order(view, when, Shown(Value.UNMET, citations, f"{first} and {when}"))


def _out_of_order(view: View, when: date, shown: Shown) -> Shown:
    """Spare what lies before an older relationship adopted the system; where that day is unknown, nothing is shown."""
    if _adoption_is_unknown(view):
        return shown._replace(value=Value.ABSENT, citations=(*shown.citations, subject_entry(view)))
    if _before_adoption(view, when):
        return shown._replace(value=Value.MET, exempt=True)
    return shown


def _other(parameters: Mapping[str, Any]) -> Mapping[str, Any]:
    other: Mapping[str, Any] = parameters.get("before") or parameters["not-after"]
    return other


def _later(parameters: Mapping[str, Any], view: View, item: Item) -> tuple[Seen, ...]:
    other = _other(parameters)
    return values(view, other) if "in" in other else _beside(parameters, item)


def _beside(parameters: Mapping[str, Any], item: Item) -> tuple[Seen, ...]:
    seen = look(item, _other(parameters)["field"])
    return () if seen.state in (State.MISSING, State.BLANK) else (seen,)


def _not_happened(parameters: Mapping[str, Any], view: View, earlier: Seen) -> Shown:
    """Say what it means that the later event is not seen: a document that is here without its date is silent."""
    other = _other(parameters)
    here = "in" not in other or any(_has_come(one.document, view.as_of) for one in candidates(view, many(other["in"])))
    if parameters.get("if-later-missing") == "met-so-far" and not ("in" in other and here):
        return Shown(Value.MET, (earlier.citation,), "so far")
    return Shown(Value.ABSENT, (earlier.citation,), spoken(other["field"]), Cause.CONTENT)


def _has_come(document: Document, as_of: date) -> bool:
    """Say whether a document, be it in effect or past, may show that the event has happened; a draft does not."""
    days = (document.issued, document.approved_on)
    return document.status != "draft" and not any(day is not None and day > as_of for day in days)


def _in_order(parameters: Mapping[str, Any], first: date, second: date) -> bool:
    return first < second if "before" in parameters else first <= second


def _before_adoption(view: View, when: date) -> bool:
    """Say whether an event lies before an older relationship adopted the system; its order is not judged."""
    relationship = view.relationship
    if relationship is None or relationship.origin != _OLDER or relationship.adopted is None:
        return False
    return when < relationship.adopted


def _adoption_is_unknown(view: View) -> bool:
    """Say whether an older relationship does not say since when it has the system, or names a day still to come."""
    relationship = view.relationship
    if relationship is None or relationship.origin != _OLDER:
        return False
    return relationship.adopted is None or relationship.adopted > view.as_of


def spoil(parameters: Mapping[str, Any], view: View, seen: Observation) -> tuple[Spoiling, ...]:
    """Give the ways to lose the date, to put it into the future, and to put the two in the wrong order."""
    return spoiled(parameters, view, seen, _over, _ways)


def _ways(parameters: Mapping[str, Any], view: View, document: Document) -> Iterator[Spoiling]:
    path = parameters["field"]
    for item in admitted(parameters, view, document)[:1]:
        yield from lost_fields(parameters, view, item, path)
        if path not in parameters.get("where", {}) and can_be_lost(parameters, view, item, path):
            yield Spoiling("future date", (at(item, path, day_after(view.as_of)),))
        dated = _dated(view, _later(parameters, view, item))
        when = min(dated, default=view.as_of)
        # What lies before an older relationship's adoption is in no wrong order; a later date could be of no effect.
        if when < view.as_of and not _before_adoption(view, when):
            yield Spoiling("wrong order", (at(item, path, day_after(when)),))


def _dated(view: View, later: tuple[Seen, ...]) -> list[date]:
    return [when for seen in later if (when := read_date(seen.text)) and when <= view.as_of]


def mend(parameters: Mapping[str, Any], view: View, seen: Observation) -> Repair | None:
    """Give the repair: the date stated that is missing, or the earlier one put before the later."""
    other = parameters.get("before") or parameters["not-after"]
    leans_on = other if "in" in other and not _so_far(parameters, view) else None
    return mended(parameters, view, seen, _over, _content, leans_on)


def _content(parameters: Mapping[str, Any], view: View, document: Document) -> Parts | None:
    return mended_items(parameters, view, document, _judging(parameters, view), partial(_fix, parameters))


def _fix(parameters: Mapping[str, Any], view: View, item: Item) -> Parts | None:
    """State the later date where it is missing, then the earlier one where it is not yet in order."""
    later = _later(parameters, view, item)
    unread = [seen for seen in later if seen.state is not State.FILLED or read_date(seen.text) is None]
    happened = min(_dated(view, later), default=None)
    parts: Parts | None = []
    shown = look(item, parameters["field"])
    first = read_date(shown.text) if shown.state is State.FILLED else None
    if unread or (happened is None and not _so_far(parameters, view)):
        parts = _stated_later(parameters, view, item)
        happened = view.as_of
    last = view.as_of if happened is None else happened
    if first is None or first > last or (happened and not _in_order(parameters, first, happened)):
        strictly = "before" in parameters and happened is not None
        value = day_before(last) if strictly else last.isoformat()
        parts = all_parts([parts, [at(item, parameters["field"], value)]])
    return parts


def _so_far(parameters: Mapping[str, Any], view: View) -> bool:
    other = parameters.get("before") or parameters["not-after"]
    here = "in" in other and any(_has_come(one.document, view.as_of) for one in candidates(view, many(other["in"])))
    return parameters.get("if-later-missing") == "met-so-far" and not here


def _stated_later(parameters: Mapping[str, Any], view: View, item: Item) -> Parts | None:
    other, today = parameters.get("before") or parameters["not-after"], view.as_of.isoformat()
    return stated_elsewhere(view, other, today) if "in" in other else stated(view, item, other["field"], today)


def say(parameters: Mapping[str, Any], labels: Mapping[str, str]) -> str:
    """Say what the check asks."""
    other = parameters.get("before") or parameters["not-after"]
    order = "before" if "before" in parameters else "not after"
    inside = parameters.get("every", "")
    then = spoken_place(other, labels) if "in" in other else called(parameters, other["field"], labels, inside=inside)
    first = "the earliest of " if "of" in other else ""
    what = called(parameters, parameters["field"], labels, inside=inside)
    return f"{what} in the {spoken_types(parameters, labels)} {order} {first}{then}"


def reads(parameters: Mapping[str, Any]) -> tuple[Reading, ...]:
    """Give the fields the check rests on; a later event that may be missing is not one of them."""
    other = _other(parameters)
    here = readings(parameters, parameters["field"])
    if parameters.get("if-later-missing") == "met-so-far":
        return here
    return (*here, *(_elsewhere(other) if "in" in other else readings(parameters, other["field"])))
