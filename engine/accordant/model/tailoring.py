"""How a rulebook is fitted to its use: its parameters, profiles, what they change, and what became of old rules."""

from collections.abc import Mapping
from typing import NamedTuple, TypeAlias

Setting: TypeAlias = int | str | tuple[str, ...]
"""The value of a parameter: a whole number, a word or an interval, a list of words."""


class Parameter(NamedTuple):
    """A named value that rules and the engine work with.

    `least` and `most` bound a number or an interval, `allowed` names the words that may be set; None and () set no
    bound. `changed_by` is anyone, consultant, certification-body or nobody. `origin` names the rulebook or the
    profile that gave the value, `declared` the value that the rulebook gave.
    """

    name: str
    value: Setting
    declared: Setting
    unit: str
    least: Setting | None
    most: Setting | None
    allowed: tuple[str, ...]
    changed_by: str
    origin: str


class Deviation(NamedTuple):
    """One way in which a profile departs from the rulebook.

    `kind` is parameter, states, rulebook, severity or not-checked; `what` names what is changed (a parameter, a rule,
    a document type, a folder); `was` is None where there was nothing to change.
    """

    profile: str
    kind: str
    what: str
    was: str | None
    now: str
    reason: str | None


class SwitchedOff(NamedTuple):
    """A rule that a profile leaves unjudged; `stage` is that at which its duty is due, 0 where it always is."""

    rule: str
    obligation: str
    stage: int
    profile: str
    reason: str


class Regrading(NamedTuple):
    """The grade that a profile gives to failures of a rule."""

    rule: str
    grade: str
    profile: str
    reason: str


class Profile(NamedTuple):
    """A profile as far as an assessment needs to know it; `role` and `audit` are empty where it does not say."""

    id: str
    version: str
    title: str
    made_for: str
    digest: str
    role: str
    audit: str


class Tailoring(NamedTuple):
    """All that profiles change of a rulebook; `grades` is by rule."""

    profiles: tuple[Profile, ...]
    off: tuple[SwitchedOff, ...]
    grades: Mapping[str, Regrading]
    deviations: tuple[Deviation, ...]


class Successor(NamedTuple):
    """What became of a rule that is no more: the rules that judge what it judged, since which version, and why."""

    old: str
    new: tuple[str, ...]
    since: str
    reason: str


def successor_of(successors: Mapping[str, Successor], rule: str) -> tuple[str, ...]:
    """Give the current rules that judge what `rule` judged: itself where it is current, none where nothing does."""
    if rule not in successors:
        return (rule,)
    return tuple(dict.fromkeys(now for new in successors[rule].new for now in successor_of(successors, new)))


def spelt(value: Setting) -> str:
    """Give a value as it is written for people."""
    return ", ".join(value) if isinstance(value, tuple) else str(value)
