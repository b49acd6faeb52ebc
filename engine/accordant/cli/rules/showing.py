"""`accordant rules show`: rules as cards."""

from pathlib import Path

import click

from accordant.cards import card_text, make_cards
from accordant.cli.rules.selection import all_cases, load, rules_option, selected
from accordant.cli.surroundings import put, refusing, width


@click.command()
@click.argument("rule_ids", metavar="RULE-ID...", nargs=-1, required=True)
@rules_option
def show(rule_ids: tuple[str, ...], added: tuple[Path, ...]) -> None:
    """Show the cards of the rules named by RULE-ID (a rule's id, or its obligation's key).

    A card says what the rule is for, what evidence is expected, how it is judged, and shows a good and a bad example
    taken from its cases. Exit status 2: a rule or a case file is broken, or there is no such rule.
    """
    with refusing():
        compiled = load(added)
        rules = selected(compiled.rulebook, rule_ids)
        cards = make_cards(compiled, all_cases(compiled, added), rules)
        put("\n\n".join(card_text(card, width=width(None)) for card in cards).encode(), None)
