"""The nouns of the room: a card and its sections, which every rendering only lays out."""

from typing import NamedTuple

from accordant.model.rules import ClauseReference, Obligation, Rule

FOOTNOTE = "? after a clause number: the number is recollected or inferred, not confirmed against the standard."


class Section(NamedTuple):
    """One section of a card: sentences, then points, then evidence as written."""

    heading: str
    sentences: tuple[str, ...] = ()
    points: tuple[str, ...] = ()
    written: str = ""


class Card(NamedTuple):
    """One rule as people read it; `sections` are in reading order, and none is empty."""

    rule: Rule
    obligation: Obligation
    sections: tuple[Section, ...]


def clause_words(clause: ClauseReference) -> str:
    """Return a clause number as it prints: with `?` where it is not confirmed."""
    return clause.number if clause.basis == "confirmed" else f"{clause.number}?"
