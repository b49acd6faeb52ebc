"""Rules as people read them: one card a rule, and all cards as a page or a document."""

from accordant.cards.card import FOOTNOTE, Card, Section, clause_words
from accordant.cards.making import make_cards
from accordant.cards.text import card_text

__all__ = ["FOOTNOTE", "Card", "Section", "card_text", "clause_words", "make_cards"]
