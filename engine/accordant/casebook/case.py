"""The nouns of the room: a case of a rule, and what came of running it."""

from collections.abc import Mapping
from datetime import date
from typing import NamedTuple

from accordant.model.change import Data
from accordant.model.register import Finding


class Case(NamedTuple):
    """One case of one rule, with everything it starts from filled in.

    `start` is the case it starts from and `changes` what it sets there, by pointer, as written; `said` the documents
    without what the base adds to them. `documents` and `manifest` are the whole evidence. `options` are terms of the
    assessment other than the usual; `subject` None is the only one there is. `place` is `file:line:column`.
    """

    rule: str
    name: str
    place: str
    as_of: date
    subject: str | None
    manifest: dict[str, Data] | None
    documents: tuple[dict[str, Data], ...]
    options: Mapping[str, str]
    expect: Mapping[str, str | None]
    start: str | None = None
    changes: Mapping[str, Data] = {}
    said: tuple[dict[str, Data], ...] = ()
    stage: int | None = None


class Result(NamedTuple):
    """What came of a case: by the names it expects what it got, or in `trouble` why there is no one finding to ask."""

    case: Case
    got: Mapping[str, str | None]
    finding: Finding | None
    trouble: str = ""

    @property
    def as_expected(self) -> bool:
        """Say whether everything the case expects was got."""
        return not self.trouble and self.got == self.case.expect
