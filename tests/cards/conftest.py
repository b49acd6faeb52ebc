"""The cards of the shipped rulebook."""

import pytest

from accordant.cards import Card, make_cards
from accordant.rulebook import Compiled
from casebook import all_cases


@pytest.fixture(scope="session")
def cards(compiled: Compiled) -> dict[str, Card]:
    made = make_cards(compiled, all_cases(compiled.types), compiled.rulebook.rules)
    return {card.rule.id: card for card in made}
