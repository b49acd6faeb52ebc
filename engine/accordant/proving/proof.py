"""The nouns of the room: what was tried on a rule, and what nobody noticed."""

from collections.abc import Mapping
from typing import NamedTuple

from accordant.model.change import Data
from accordant.model.rules import Rule


class Weakened(NamedTuple):
    """A rule as it would be with one part of it loosened: an id for what was done, and the words for it."""

    id: str
    says: str
    rule: Rule


class Suggestion(NamedTuple):
    """A case that would tell: the case it starts from, what it sets by pointer, the outcome to expect."""

    start: str
    changes: Mapping[str, Data]
    manifest: Mapping[str, Data]
    outcome: str


class Survivor(NamedTuple):
    """A mutant that nothing noticed; `explained` is the declared reason why nothing could."""

    id: str
    rule: str
    says: str
    suggestion: Suggestion | None
    explained: str


class Flaw(NamedTuple):
    """A rule that lets everything pass (vacuous), or that refuses what is as good as its own case (over-strict)."""

    id: str
    rule: str
    says: str
    explained: str


class Tally(NamedTuple):
    """How much bad evidence one rule was shown and noticed, and how many of its weakened forms its cases noticed."""

    rule: str
    spoiled: int
    noticed: int
    weakened: int
    told: int


class Proof(NamedTuple):
    """What proving came to, for one rule or for many; `mutants` are `killed` or among `survivors`."""

    mutants: int
    killed: int
    survivors: tuple[Survivor, ...]
    vacuous: tuple[Flaw, ...]
    over_strict: tuple[Flaw, ...]
    tallies: tuple[Tally, ...] = ()

    @property
    def score(self) -> float:
        """Give the share of mutants killed, in percent; of none, all."""
        return 100 * self.killed / self.mutants if self.mutants else 100.0

    @property
    def open(self) -> tuple[Survivor | Flaw, ...]:
        """Give what no declared reason explains."""
        found: list[Survivor | Flaw] = [*self.survivors, *self.vacuous, *self.over_strict]
        return tuple(one for one in found if not one.explained)
