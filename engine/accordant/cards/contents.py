"""What the page and the document share: their heading, and their table of contents by clause."""

from collections.abc import Sequence

from accordant.cards.card import Card, clause_words
from accordant.model.rules import Rulebook


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
