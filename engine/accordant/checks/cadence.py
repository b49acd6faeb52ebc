"""cadence: something recurring was done within an interval: one that the organisation set itself, or a fixed one."""

from collections.abc import Mapping
from datetime import date
from functools import partial
from typing import Any, NamedTuple

from accordant.checks.bringing import Parts, all_parts, brought, received, revived
from accordant.checks.drafting import drafted
from accordant.checks.elsewhere import FIELD_OF, spoken_place, values
from accordant.checks.elsewhere import readings as _elsewhere
from accordant.checks.lookup import Seen, State, look, whole
from accordant.checks.mending import repair, stated, stated_elsewhere
from accordant.checks.naming import called, spoken_types
from accordant.checks.reading import Reading, in_effect, many, nothing_received, subject_entry, words_of
from accordant.checks.schema import INTERVAL, PATH
from accordant.checks.schema import parameters as _schema
from accordant.checks.spoiling import BLANK, altered, day_after, day_before, withdrawn
from accordant.model.change import Repair, Spoiling
from accordant.model.evidence import Document
from accordant.model.observation import Cause, Citation, Observation, Value
from accordant.model.values import Interval, add_interval, read_date, read_interval, subtract_interval
from accordant.model.view import View

SCHEMA = _schema("interval", field=PATH, interval={"anyOf": [INTERVAL, FIELD_OF]})


class Rhythm(NamedTuple):
    """The interval asked for, in words and as read (None where it is none), and where evidence states it."""

    text: str
    interval: Interval | None
    stated: tuple[Seen, ...]

    @property
    def citations(self) -> tuple[Citation, ...]:
        """What to cite for the interval; nothing for a fixed one, which the rule itself states."""
        return tuple(one.citation for one in self.stated)


def see(parameters: Mapping[str, Any], view: View) -> Observation:
    """Judge whether the latest event lies within one interval of the date; without an interval nothing is shown.

    The first event is due one interval after the stage was entered (the system adopted). An arrangement not operated
    for two intervals running is told apart, since that is graver.
    """
    rhythm = _rhythm(parameters, view)
    events = _events(parameters, view)
    if rhythm.interval is None:
        return _without_interval(parameters, view)
    if not events:
        return _without_event(parameters, view, rhythm, rhythm.interval)
    return _judge(parameters, view, rhythm, rhythm.interval, max(events, key=lambda pair: pair[0]))


def _rhythm(parameters: Mapping[str, Any], view: View) -> Rhythm:
    """Give the interval: the fixed one of the rule, else the first that evidence states."""
    if _is_fixed(parameters):
        return Rhythm(_counted(parameters["interval"]), read_interval(parameters["interval"]), ())
    stated = values(view, parameters["interval"])[:1]
    text = stated[0].text if stated else ""
    return Rhythm(text, read_interval(text), stated)


def _is_fixed(parameters: Mapping[str, Any]) -> bool:
    return isinstance(parameters["interval"], str)


def _counted(text: str) -> str:
    """Say an interval so that it can follow "within": quarterly as 3 months."""
    interval = read_interval(text)
    if interval is None or text[:1].isdigit():
        return text
    return f"{interval.months} months" if interval.months else f"{interval.days} days"


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


def _without_event(parameters: Mapping[str, Any], view: View, rhythm: Rhythm, interval: Interval) -> Observation:
    absent = nothing_received(view, many(parameters["in"]), parameters.get("documents"))
    documents = in_effect(view, many(parameters["in"]), parameters.get("states"), parameters.get("documents"))
    pending = view.entered is not None and view.as_of <= add_interval(view.entered, interval)
    words = {**absent.words, "interval": rhythm.text}
    if documents:
        seen = look(whole(documents[-1]), parameters.get("field", "version_date"))
        pending = pending and seen.state is not State.WRONG
        return Observation(Value.ABSENT, (seen.citation, *rhythm.citations), words, Cause.CONTENT, pending=pending)
    return absent._replace(words=words, pending=pending, citations=(*absent.citations, *rhythm.citations))


def _judge(
    parameters: Mapping[str, Any], view: View, rhythm: Rhythm, interval: Interval, latest: tuple[date, Seen]
) -> Observation:
    when, seen = latest
    document = seen.citation.document
    again = add_interval(when, interval)
    citations = (seen.citation, *rhythm.citations)
    if document is None:
        return Observation(Value.ERROR, (subject_entry(view),), {})
    words = words_of(view, document, interval=rhythm.text, **{"from": when.isoformat(), "to": view.as_of.isoformat()})
    if view.as_of <= again:
        return Observation(Value.MET, citations, words)
    # From the event itself: a month end cut short once is not cut short twice.
    twice = view.as_of > add_interval(when, Interval(2 * interval.months, 2 * interval.days))
    cause = Cause.LAPSED_TWICE if twice else Cause.LAPSED
    return Observation(Value.UNMET, citations, words, cause, (parameters.get("field", "version_date"),))


def spoil(parameters: Mapping[str, Any], view: View, seen: Observation) -> tuple[Spoiling, ...]:
    """Give the ways to be late, to be only planned, and to have no interval to be held to."""
    rhythm = _rhythm(parameters, view)
    if seen.value is not Value.MET or rhythm.interval is None:
        return ()
    late = date.fromisoformat(day_before(subtract_interval(view.as_of, rhythm.interval)))
    recent = [one for when, one in _events(parameters, view) if when > late]
    every = [one for _, one in _events(parameters, view)]
    return (
        Spoiling("overdue", altered(recent, late.isoformat())),
        Spoiling("future date", altered(every, day_after(view.as_of))),
        *([] if _is_fixed(parameters) else [Spoiling("interval: blank", altered(_stated(parameters, view), BLANK))]),
        *withdrawn(parameters, view),
    )


def _stated(parameters: Mapping[str, Any], view: View) -> tuple[Seen, ...]:
    return () if _is_fixed(parameters) else values(view, parameters["interval"])


def mend(parameters: Mapping[str, Any], view: View, seen: Observation) -> Repair | None:
    """Give the repair: the interval stated, and the event recorded that is wanting or overdue."""
    if seen.value in (Value.MET, Value.ERROR):
        return None
    types, states = many(parameters["in"]), parameters.get("states")
    # The document that states the interval may be the one that holds the event.
    shown = view if _is_fixed(parameters) else revived(view, parameters["interval"])[1]
    if not in_effect(shown, types, states, parameters.get("documents")):
        fits = partial(_is_renewed, parameters, view)
        return repair(
            view,
            brought(view, types, states, lambda shown, _: _parts(parameters, shown), fits, parameters.get("documents")),
        )
    return repair(view, _parts(parameters, view))


def _is_renewed(parameters: Mapping[str, Any], view: View, document: Document) -> bool:
    """Say whether a draft can hold the event: it is renewed by it, has no day yet, or one that is not yet too old."""
    path = parameters.get("field", "version_date")
    if _is_fixed(parameters):
        # The record of one event is not that of the next; a day of the last review is there to be renewed.
        shown, renews = view, path.rpartition(".")[2].startswith("last_")
    else:
        _, shown = revived(view, parameters["interval"])
        renews = bool(set(many(parameters["in"])) & set(many(parameters["interval"]["in"])))
    if renews:
        return True
    seen = look(whole(document), path)
    when = read_date(seen.text) if seen.state is State.FILLED else None
    interval = read_interval(_rhythm(parameters, shown).text or _OWN) or _YEAR
    return when is None or (when <= view.as_of <= add_interval(when, interval))


_OWN, _YEAR = "1 year", Interval(12, 0)
"""The interval proposed to an organisation that states none."""


def _parts(parameters: Mapping[str, Any], view: View) -> Parts | None:
    parts: Parts | None = []
    if not _is_fixed(parameters):
        place = parameters["interval"]
        parts, view = revived(view, place)
        if _rhythm(parameters, view).interval is None:
            parts = all_parts([parts, stated_elsewhere(view, place, _OWN)])
    interval = read_interval(_rhythm(parameters, view).text or _OWN) or _YEAR
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
    what, asked = called(parameters, parameters.get("field", "version_date"), labels), parameters["interval"]
    within = f"the last {_counted(asked)}" if _is_fixed(parameters) else spoken_place(asked, labels)
    return f"{spoken_types(parameters, labels)} with a {what} within {within}"


def reads(parameters: Mapping[str, Any]) -> tuple[Reading, ...]:
    """Give the fields the check rests on."""
    own = Reading(many(parameters["in"]), parameters.get("field", "version_date"))
    return (own,) if _is_fixed(parameters) else (own, *_elsewhere(parameters["interval"]))
