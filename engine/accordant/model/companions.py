"""What accompanies a rulebook and judges nothing: crosswalks, phases, a glossary, and the sources they rest on."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import NamedTuple, Protocol, TypeVar

from accordant.model.rules import Obligation

PHASES = ("plan", "do", "check", "act")


class Source(NamedTuple):
    """Where words or numbers come from: `what` was read there, `url` is empty where there is none."""

    key: str
    what: str
    url: str


class Place(NamedTuple):
    """Where another standard has a topic; `number` is empty where only the title is known.

    `standard` is the short name that the crosswalk gives it; `basis` of the number or title is confirmed,
    well-supported or inferred.
    """

    standard: str
    number: str
    title: str
    basis: str


class Correspondence(NamedTuple):
    """One topic, the obligations it is about (by clause, or by key), and where other standards have it.

    Without places no other standard of the crosswalk has it, and `says` tells why.
    """

    topic: str
    title: str
    says: str
    places: tuple[Place, ...]
    confidence: str
    sources: tuple[str, ...]
    clauses: tuple[str, ...]
    keys: tuple[str, ...]


class Crosswalk(NamedTuple):
    """A crosswalk to other standards: `standards` maps the short name of each to its full one."""

    name: str
    title: str
    about: str
    standards: Mapping[str, str]
    correspondences: tuple[Correspondence, ...]


class Phase(NamedTuple):
    """The phase of the plan-do-check-act cycle to which obligations belong, and why."""

    phase: str
    because: str
    confidence: str
    sources: tuple[str, ...]
    clauses: tuple[str, ...]
    keys: tuple[str, ...]


class Term(NamedTuple):
    """One term of the glossary, in our own words, and by what it is known that an obligation speaks of it.

    `words` are its names as they stand in titles and requirements, `topics` beginnings of keys, `documents` types of
    document that a rule looks at, `keys` obligations themselves.
    """

    key: str
    name: str
    short: str
    means: str
    confidence: str
    sources: tuple[str, ...]
    words: tuple[str, ...]
    topics: tuple[str, ...]
    documents: tuple[str, ...]
    keys: tuple[str, ...]


class Companions(NamedTuple):
    """All that accompanies a rulebook, checked against it."""

    crosswalks: tuple[Crosswalk, ...]
    phases: tuple[Phase, ...]
    terms: tuple[Term, ...]
    sources: Mapping[str, Source]


class _Assigned(Protocol):
    @property
    def clauses(self) -> tuple[str, ...]: ...
    @property
    def keys(self) -> tuple[str, ...]: ...


_One = TypeVar("_One", bound=_Assigned)


def assigned(obligation: Obligation, entries: Iterable[_One]) -> tuple[_One, ...]:
    """Give the entries about an obligation: those that name its key, else those of the nearest clause above it."""
    every = tuple(entries)
    named = tuple(one for one in every if obligation.key in one.keys)
    if named:
        return named
    near = {one: _nearest(obligation, one.clauses) for one in every}
    closest = max(near.values(), default=0)
    return tuple(one for one, depth in near.items() if depth == closest > 0)


def phase_of(obligation: Obligation, phases: Sequence[Phase]) -> Phase | None:
    """Give the phase of an obligation, None where nothing says."""
    return next(iter(assigned(obligation, phases)), None)


def is_below(name: str, start: str) -> bool:
    """Say whether a dotted name is `start` or stands below it: 8.6.9 below 8.6, and 8.10 not below 8.1."""
    return name == start or name.startswith((f"{start}.", f"{start} "))


def terms_of(obligation: Obligation, documents: Iterable[str], terms: Iterable[Term]) -> Iterator[Term]:
    """Give the terms that an obligation speaks of, or that what its rules look at is called by, in order."""
    # A blank at both ends lets a word be found whole, and nothing else.
    said = f" {_spoken(obligation.title)} {_spoken(obligation.requirement)} "
    looked_at = set(documents)
    for term in terms:
        if (
            obligation.key in term.keys
            or looked_at.intersection(term.documents)
            or any(is_below(obligation.key, topic) for topic in term.topics)
            or any(f" {_spoken(word)} " in said for word in term.words)
        ):
            yield term


def _nearest(obligation: Obligation, clauses: Iterable[str]) -> int:
    """Say how many steps of the deepest of `clauses` above the obligation there are, 0 where none is."""
    numbers = [clause.number for clause in obligation.clauses]
    return max((one.count(".") + 1 for one in clauses if any(is_below(number, one) for number in numbers)), default=0)


def _spoken(text: str) -> str:
    return " ".join("".join(letter if letter.isalnum() else " " for letter in text.casefold()).split())
