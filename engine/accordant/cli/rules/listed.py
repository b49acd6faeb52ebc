"""What a list of rules shows and asks beside the rules themselves: phase, terms, and places in other standards."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any, NamedTuple

from accordant.cli.companions import companions
from accordant.errors import UsageError
from accordant.model.beside import Beside, Column
from accordant.model.companions import Companions, is_below, phase_of, terms_of
from accordant.model.rules import Obligation, Rule
from accordant.reports.aside import column_cell, column_json, notes
from accordant.rulebook import Compiled
from accordant.rulebook.companions.columns import make_column
from accordant.rulebook.companions.speaking import documents_of

NONE = "none"


class Wish(NamedTuple):
    """What the rules listed must be about; None asks nothing."""

    clause: str | None
    obligation: str | None
    level: str | None
    kind: str | None
    phase: str | None


class Listed(NamedTuple):
    """The columns asked for, and the place asked for in each: '' asks for none."""

    companions: Companions
    columns: tuple[Column, ...]
    asked: tuple[str, ...]

    @classmethod
    def of(cls, compiled: Compiled, added: tuple[Path, ...], crosswalks: tuple[str, ...]) -> "Listed":
        """Read the words `NAME` or `NAME=PLACE`.

        Raises:
            UsageError: if there is no such crosswalk, or it knows no such place.
        """
        known = companions(compiled, added)
        asked = [word.partition("=") for word in crosswalks]
        columns = [make_column(name, known, compiled.rulebook.obligations.values()) for name, _, _ in asked]
        for column, (name, said, place) in zip(columns, asked, strict=True):
            if said and not any(_stands(column, key, place) for key in column.entries):
                raise UsageError(f"{name} has nothing at {place!r}: give a number, a topic or {NONE}")
        return cls(known, tuple(columns), tuple(place for _, _, place in asked))

    def phase(self, obligation: Obligation) -> str | None:
        """Give the phase of an obligation."""
        found = phase_of(obligation, self.companions.phases)
        return found.phase if found else None

    def is_there(self, obligation: Obligation) -> bool:
        """Say whether the obligation stands at every place asked for."""
        return all(
            not place or _stands(column, obligation.key, place)
            for column, place in zip(self.columns, self.asked, strict=True)
        )

    def cells(self, obligation: Obligation) -> tuple[str, ...]:
        """Give a cell a column."""
        return tuple(column_cell(column, obligation.key) for column in self.columns)

    def plain(self, rule: Rule, obligation: Obligation) -> dict[str, Any]:
        """Give the same as data; crosswalks only where asked for."""
        terms = [term.key for term in terms_of(obligation, documents_of(rule), self.companions.terms)]
        crosswalks = {column.name: column_json(column, obligation.key) for column in self.columns}
        return {
            "phase": self.phase(obligation),
            "terms": terms,
            **({"crosswalks": crosswalks} if crosswalks else {}),
        }

    def notes(self) -> Iterator[str]:
        """Say what the columns rest on."""
        return notes(Beside(self.columns))


def _stands(column: Column, key: str, place: str) -> bool:
    """Say whether the other standard has the obligation at a place: a number or below it, a topic, a title, `none`."""
    entries = column.entries[key]
    if place == NONE:
        return bool(entries) and not any(one.places for one in entries)
    return any(
        is_below(there.number, place) or place.casefold() in (one.topic, there.title.casefold())
        for one in entries
        for there in one.places
    )
