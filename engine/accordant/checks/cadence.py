"""cadence: something recurring was done within the interval that the organisation set itself."""

from collections.abc import Mapping
from datetime import date
from functools import partial
from typing import Any

from accordant.checks.bringing import Parts, all_parts, brought, received, revived
from accordant.checks.drafting import drafted
from accordant.checks.elsewhere import FIELD_OF, spoken_place, values
from accordant.checks.elsewhere import readings as _elsewhere
from accordant.checks.lookup import Seen, State, look, whole
from accordant.checks.mending import repair, stated, stated_elsewhere
from accordant.checks.population import spoken, spoken_types
from accordant.checks.reading import Reading, in_effect, many, nothing_received, subject_entry, words_of
from accordant.checks.schema import PATH
from accordant.checks.schema import parameters as _schema
from accordant.checks.spoiling import BLANK, altered, day_after, day_before, withdrawn
from accordant.model.change import Repair, Spoiling
from accordant.model.evidence import Document
from accordant.model.observation import Cause, Observation, Value
from accordant.model.values import Interval, add_interval, read_date, read_interval, subtract_interval
from accordant.model.view import View

SCHEMA = _schema("interval", field=PATH, interval=FIELD_OF)


def see(parameters: Mapping[str, Any], view: View) -> Observation:
    """Judge whether the latest event lies within one own interval of the date; without an interval nothing is shown.

    The first event is due one own interval after the stage was entered (the system adopted). An arrangement not
    operated for two own intervals running is told apart, since that is graver.
    """
    stated = values(view, parameters["interval"])
    interval = read_interval(stated[0].text) if stated else None
    events = _events(parameters, view)
    if interval is None:
        return _without_interval(parameters, view)
    if not events:
        return _without_event(parameters, view, stated[0], interval)
    return _judge(parameters, view, stated[0], interval, max(events, key=lambda pair: pair[0]))


def _events(parameters: Mapping[str, Any], view: View) -> list[tuple[date, Seen]]:
    """Give what is recorded as done up to the date, by when."""
    found = []
    for document in in_effect(view, many(parameters["in"]), parameters.get("states"), parameters.get("documents")):
        seen = look(whole(document), parameters.get("field", "version_date"))
        when = read_date(seen.text) if seen.state is State.FILLED else None
        if when is not None and when <= view.as_of:
            found.append((when, seen))
    return found


def _without_interval(parameters: Mapping[str, Any], view: View) -> Observation:
    absent = nothing_received(view, many(parameters["interval"]["in"]))
    documents = in_effect(view, many(parameters["interval"]["in"]))
    words = {**absent.words, "missing": spoken_place(parameters["interval"], view.labels), "interval": "not stated"}
    if documents:
        seen = look(whole(documents[-1]), parameters["interval"]["field"])
        return Observation(Value.ABSENT, (seen.citation,), {**words, **words_of(view, documents[-1])}, Cause.CONTENT)
    return absent._replace(words=words)


def _without_event(parameters: Mapping[str, Any], view: View, stated: Seen, interval: Interval) -> Observation:
    absent = nothing_received(view, many(parameters["in"]), parameters.get("documents"))
    documents = in_effect(view, many(parameters["in"]), parameters.get("states"), parameters.get("documents"))
    pending = view.entered is not None and view.as_of <= add_interval(view.entered, interval)
    words = {**absent.words, "interval": stated.text}
    if documents:
        seen = look(whole(documents[-1]), parameters.get("field", "version_date"))
        pending = pending and seen.state is not State.WRONG
        return Observation(Value.ABSENT, (seen.citation, stated.citation), words, Cause.CONTENT, pending=pending)
    return absent._replace(words=words, pending=pending, citations=(*absent.citations, stated.citation))


def _judge(
    parameters: Mapping[str, Any], view: View, stated: Seen, interval: Interval, latest: tuple[date, Seen]
) -> Observation:
    when, seen = latest
    document = seen.citation.document
    again = add_interval(when, interval)
    citations = (seen.citation, stated.citation)
    if document is None:
        return Observation(Value.ERROR, (subject_entry(view),), {})
    words = words_of(view, document, interval=stated.text, **{"from": when.isoformat(), "to": view.as_of.isoformat()})
    if view.as_of <= again:
        return Observation(Value.MET, citations, words)
    # From the event itself: a month end cut short once is not cut short twice.
    twice = view.as_of > add_interval(when, Interval(2 * interval.months, 2 * interval.days))
    cause = Cause.LAPSED_TWICE if twice else Cause.LAPSED
    return Observation(Value.UNMET, citations, words, cause, (parameters.get("field", "version_date"),))


def spoil(parameters: Mapping[str, Any], view: View, seen: Observation) -> tuple[Spoiling, ...]:
    """Give the ways to be late, to be only planned, and to have no interval to be held to."""
    stated_interval = values(view, parameters["interval"])
    interval = read_interval(stated_interval[0].text) if stated_interval else None
    if seen.value is not Value.MET or interval is None:
        return ()
    late = date.fromisoformat(day_before(subtract_interval(view.as_of, interval)))
    recent = [one for when, one in _events(parameters, view) if when > late]
    every = [one for _, one in _events(parameters, view)]
    return (
        Spoiling("overdue", altered(recent, late.isoformat())),
        Spoiling("future date", altered(every, day_after(view.as_of))),
        Spoiling("interval: blank", altered(stated_interval, BLANK)),
        *withdrawn(parameters, view),
    )


def mend(parameters: Mapping[str, Any], view: View, seen: Observation) -> Repair | None:
    """Give the repair: the interval stated, and the event recorded that is wanting or overdue."""
    if seen.value in (Value.MET, Value.ERROR):
        return None
    documents = in_effect(view, many(parameters["in"]), parameters.get("states"), parameters.get("documents"))
    if not documents:
        types, states = many(parameters["in"]), parameters.get("states")
        fits = partial(_is_renewed, parameters, view)
        return repair(
            view,
            brought(view, types, states, lambda shown, _: _parts(parameters, shown), fits, parameters.get("documents")),
        )
    return repair(view, _parts(parameters, view))


def _is_renewed(parameters: Mapping[str, Any], view: View, document: Document) -> bool:
    """Say whether a draft can hold the event: it is renewed by it, has no day yet, or one that is not yet too old."""
    if set(many(parameters["in"])) & set(many(parameters["interval"]["in"])):
        return True
    seen = look(whole(document), parameters.get("field", "version_date"))
    when = read_date(seen.text) if seen.state is State.FILLED else None
    _, shown = revived(view, parameters["interval"])
    texts = [one.text for one in values(shown, parameters["interval"])]
    interval = read_interval(texts[0] if texts else _OWN) or _YEAR
    return when is None or (when <= view.as_of <= add_interval(when, interval))


_OWN, _YEAR = "1 year", Interval(12, 0)
"""The interval proposed to an organisation that states none."""


def _parts(parameters: Mapping[str, Any], view: View) -> Parts | None:
    place = parameters["interval"]
    approval, view = revived(view, place)
    texts = [one.text for one in values(view, place)]
    interval = read_interval(texts[0] if texts else _OWN)
    parts = approval if texts and interval else all_parts([approval, stated_elsewhere(view, place, _OWN)])
    interval = interval or _YEAR
    latest = max((when for when, _ in _events(parameters, view)), default=None)
    if latest is not None and view.as_of <= add_interval(latest, interval):
        return parts
    return all_parts([parts, _event(parameters, view)])


def _event(parameters: Mapping[str, Any], view: View) -> Parts | None:
    """Record the event: in the document that is renewed by it, else in a new record."""
    path, today, types = parameters.get("field", "version_date"), view.as_of.isoformat(), many(parameters["in"])
    latest = in_effect(view, types, parameters.get("states"), parameters.get("documents"))[-1]
    if not _is_renewed(parameters, view, latest):
        document = drafted(view, types[0], parameters.get("states"), documents=parameters.get("documents"))
        return received(view, document, lambda shown, one: stated(shown, whole(one), path, today))
    return stated(view, whole(latest), path, today)


def say(parameters: Mapping[str, Any], labels: Mapping[str, str]) -> str:
    """Say what the check asks."""
    what = spoken(parameters.get("field", "version_date"))
    return f"{spoken_types(parameters, labels)} with a {what} within {spoken_place(parameters['interval'], labels)}"


def reads(parameters: Mapping[str, Any]) -> tuple[Reading, ...]:
    """Give the fields the check rests on."""
    own = Reading(many(parameters["in"]), parameters.get("field", "version_date"))
    return (own, *_elsewhere(parameters["interval"]))
