"""What the page and the document share: heading, contents by clause, and what stands besides the cards."""

from collections.abc import Sequence
from typing import NamedTuple

from accordant.cards.card import Card, clause_words
from accordant.model.beside import ClauseTexts
from accordant.model.companions import Term
from accordant.model.rules import Rulebook


class Extras(NamedTuple):
    """What a handbook holds besides its cards: the glossary, and the clause texts laid over the cards, if any."""

    terms: tuple[Term, ...] = ()
    texts: ClauseTexts | None = None


NO_EXTRAS = Extras()


def licence(extras: Extras) -> str:
    """Return what must be said of clause text wherever it goes, empty where there is none."""
    if extras.texts is None:
        return ""
    return (
        f"Holds clause text of {extras.texts.edition}, laid over by a user: {extras.texts.licence}. "
        "Not to be passed on beyond that licence."
    )


def heading(rulebook: Rulebook) -> str:
    """Return the heading of a handbook: the standard judged against, with its amendments."""
    return "Handbook of rules: " + ", ".join((rulebook.standard, *rulebook.amendments))


def by_clause(cards: Sequence[Card]) -> tuple[tuple[str, tuple[Card, ...]], ...]:
    """Return the cards of each clause, under its number as it prints, in the order given."""
    found: dict[str, list[Card]] = {}
    for card in cards:
        found.setdefault(clause_words(card.obligation.clauses[0]), []).append(card)
    return tuple((number, tuple(some)) for number, some in found.items())


def in_order(cards: Sequence[Card]) -> tuple[Card, ...]:
    """Return the cards as the contents list them: a number that is confirmed and one that is not print apart."""
    return tuple(card for _, some in by_clause(cards) for card in some)


def anchor(card: Card) -> str:
    """Return the name by which the card is linked to; ids of rules differ after it as before."""
    return card.rule.id.replace("/", "--")
