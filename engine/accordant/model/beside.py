"""What a reader asked to see beside the findings of a register: other standards' places, and their own clause text."""

from collections.abc import Mapping
from typing import NamedTuple

from accordant.model.companions import Correspondence


class Column(NamedTuple):
    """One crosswalk, or one standard of it, as asked for by `name`: what corresponds, by key of the obligation.

    With `by_topic` the topics are shown, since several standards share them; else the places of one standard.
    """

    name: str
    title: str
    about: str
    by_topic: bool
    standards: Mapping[str, str]
    entries: Mapping[str, tuple[Correspondence, ...]]


class ClauseTexts(NamedTuple):
    """The clause texts that a licensed user laid over the rules: by clause number, and by key of the obligation.

    `licence` says whose copy they were taken from, and comes with every text.
    """

    edition: str
    licence: str
    by_clause: Mapping[str, str]
    by_obligation: Mapping[str, str]


class Beside(NamedTuple):
    """All that stands beside findings; None and () where it was not asked for."""

    columns: tuple[Column, ...] = ()
    texts: ClauseTexts | None = None


def clause_text(texts: ClauseTexts, obligation: str, clause: str) -> str:
    """Give the text about an obligation: its own, else that of its clause, else of the clause its item is in; or ''."""
    whole = clause.partition(" ")[0]
    return texts.by_obligation.get(obligation) or texts.by_clause.get(clause) or texts.by_clause.get(whole, "")
