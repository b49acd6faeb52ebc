"""What changed of a rulebook besides its rules: obligations, parameters, decisions, conclusions, its header."""

from collections.abc import Callable, Iterator, Mapping
from typing import Any

from accordant.comparing.change import RulebookChange
from accordant.comparing.speaking import spoken, spoken_clauses, spoken_due, spoken_questions
from accordant.model.rules import ConclusionRule, DecisionList, Obligation, Rulebook
from accordant.model.tailoring import spelt
from accordant.rulebook.parameters import ENGINE

_SAY: Mapping[str, Callable[[Any], str]] = {
    "kind": spoken,
    "level": spoken,
    "judged_by": spoken,
    "documented": spoken,
    "core": lambda core: "its confirmed absence is major" if core else "its confirmed absence is minor",
    "due": spoken_due,
    "in_force_from": spoken,
    "clauses": spoken_clauses,
    "confidence": spoken,
    "remaining": spoken_questions,
}
"""The parts of an obligation that say what is judged and how, with how each is spoken."""

_LABELS = {"core": "severity"}
_WORDS = ("title", "requirement", "sources")


def book_changes(old: Rulebook, new: Rulebook) -> Iterator[RulebookChange]:
    """Give what changed of the rulebook besides its rules."""
    yield from _header(old, new)
    yield from _parameters(old, new)
    yield from _obligations(old, new)
    yield from _decisions(old.decisions, new.decisions)
    yield from _conclusions({one.id: one for one in old.conclusions}, {one.id: one for one in new.conclusions})


def _header(old: Rulebook, new: Rulebook) -> Iterator[RulebookChange]:
    for name in ("standard", "amendments"):
        was, now = getattr(old, name), getattr(new, name)
        if was != now:
            yield RulebookChange(f"rulebook {new.id}", "meaning", f"{name}: {spoken(now)}, was {spoken(was)}", None)


def _parameters(old: Rulebook, new: Rulebook) -> Iterator[RulebookChange]:
    for name in sorted(old.parameters.keys() | new.parameters.keys()):
        what = f"parameter {name}"
        was, now = old.parameters.get(name), new.parameters.get(name)
        # Rules that name a parameter change with it, and say so themselves; the engine's own touch every verdict.
        touched = None if name in ENGINE else frozenset[str]()
        if was is None or now is None:
            yield RulebookChange(what, "meaning", "is new" if was is None else "is gone", touched)
            continue
        if was.value != now.value:
            yield RulebookChange(what, "meaning", f"{spelt(now.value)}, was {spelt(was.value)}", touched)
        ranges = [(one.least, one.most, one.allowed, one.changed_by) for one in (was, now)]
        if ranges[0] != ranges[1]:
            yield RulebookChange(what, "meaning", "may be set to other values, or by others, than before")
        if was.unit != now.unit:
            yield RulebookChange(what, "words", "unit is worded anew")


def _obligations(old: Rulebook, new: Rulebook) -> Iterator[RulebookChange]:
    for key in sorted(old.obligations.keys() | new.obligations.keys()):
        what = f"obligation {key}"
        was, now = old.obligations.get(key), new.obligations.get(key)
        if was is None or now is None:
            yield RulebookChange(what, "meaning", "is new" if was is None else "is gone")
            continue
        touched = frozenset(rule.id for book in (old, new) for rule in book.rules if rule.obligation == key)
        for says in _obligation(was, now):
            yield RulebookChange(what, "meaning", says, touched)
        for name in _WORDS:
            if getattr(was, name) != getattr(now, name):
                yield RulebookChange(what, "words", f"{name} is worded anew")
        if was.remaining != now.remaining and spoken_questions(was.remaining) == spoken_questions(now.remaining):
            yield RulebookChange(what, "words", "questions that remain are worded anew")


def _obligation(was: Obligation, now: Obligation) -> Iterator[str]:
    for name, say in _SAY.items():
        before, after = say(getattr(was, name)), say(getattr(now, name))
        if before != after:
            yield f"{_LABELS.get(name, name)}: {after}, was {before}"


def _decisions(old: Mapping[str, DecisionList], new: Mapping[str, DecisionList]) -> Iterator[RulebookChange]:
    for name in sorted(old.keys() | new.keys()):
        what = f"decision {name}"
        if name not in old or name not in new:
            yield RulebookChange(what, "meaning", "is new" if name not in old else "is gone", None)
            continue
        was, now = old[name], new[name]
        if [(one.when, one.then) for one in was.cases] != [(one.when, one.then) for one in now.cases]:
            yield RulebookChange(what, "meaning", "decides by other lines than before", None)
        elif was.columns != now.columns:
            yield RulebookChange(what, "meaning", "looks at other columns than before", None)
        elif was != now:
            yield RulebookChange(what, "words", "its reasons are worded anew")


def _conclusions(old: Mapping[str, ConclusionRule], new: Mapping[str, ConclusionRule]) -> Iterator[RulebookChange]:
    for name in sorted(old.keys() | new.keys()):
        what = f"conclusion {name}"
        if name not in old or name not in new:
            yield RulebookChange(what, "meaning", "is new" if name not in old else "is gone", None)
            continue
        was, now = old[name], new[name]
        if was._replace(title="", reason="") != now._replace(title="", reason=""):
            yield RulebookChange(what, "meaning", "is drawn from other facts than before", None)
        elif was != now:
            yield RulebookChange(what, "words", "is worded anew")
