"""The nouns of the room: a change of a rulebook, a change of a verdict, and the bump of version they ask for."""

from enum import StrEnum
from typing import NamedTuple


class Bump(StrEnum):
    """The part of a version that goes up."""

    NONE = "none"
    PATCH = "patch"
    MINOR = "minor"
    MAJOR = "major"


class RulebookChange(NamedTuple):
    """One thing that changed: `what` was changed (a rule, an obligation, a parameter ...), what it `says` of it.

    `kind` is added, removed, renamed, meaning or words. `rules` are the ids, old and new, whose verdicts it may touch;
    None: any.
    """

    what: str
    kind: str
    says: str
    rules: frozenset[str] | None = frozenset()


class Verdict(NamedTuple):
    """What was found: an outcome with its severity, or what a conclusion says."""

    outcome: str
    severity: str | None = None

    def __str__(self) -> str:
        """Give the outcome, with its severity where it has one."""
        return f"{self.outcome} ({self.severity})" if self.severity else self.outcome


class VerdictChange(NamedTuple):
    """One verdict that changes on one pack; `old` is None for a rule that is new, `new` for one that is gone.

    `way` is worse, better, other, new or gone.
    """

    pack: str
    rule: str
    subject: str
    old: Verdict | None
    new: Verdict | None
    way: str


def next_version(version: str, bump: Bump) -> str:
    """Give the version after `version`; one that is not made of three numbers is filled up with zeros."""
    numbers = [int(part) if part.isdecimal() else 0 for part in (*version.split("."), "0", "0")[:3]]
    match bump:
        case Bump.MAJOR:
            return f"{numbers[0] + 1}.0.0"
        case Bump.MINOR:
            return f"{numbers[0]}.{numbers[1] + 1}.0"
        case Bump.PATCH:
            return f"{numbers[0]}.{numbers[1]}.{numbers[2] + 1}"
        case Bump.NONE:
            return version
