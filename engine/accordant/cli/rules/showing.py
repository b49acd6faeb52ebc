"""`accordant rules show`: rules as cards, or the whole rulebook as it is in force."""

from pathlib import Path

import click

from accordant.cards import card_text, make_cards
from accordant.cli.companions import clause_texts, companions
from accordant.cli.judging import profile_option
from accordant.cli.rules.selection import all_cases, clause_text_option, load, rules_option, selected
from accordant.cli.surroundings import put, refusing, width
from accordant.comparing import effective_text
from accordant.errors import UsageError


@click.command()
@click.argument("rule_ids", metavar="[RULE-ID]...", nargs=-1)
@rules_option
@click.option("--effective", is_flag=True, help="Show the rulebook in force: parameters, what is off, what is changed.")
@profile_option
@clause_text_option
def show(
    rule_ids: tuple[str, ...],
    added: tuple[Path, ...],
    effective: bool,  # noqa: FBT001 - click hands flags over
    profiles: tuple[str, ...],
    clause_text: Path | None,
) -> None:
    r"""Show the cards of the rules named by RULE-ID (a rule's id, or its obligation's key).

    A card says what the rule is for, what evidence is expected, how it is judged, and shows a good and a bad example
    taken from its cases; then phase, terms, where other standards have it, and what it rests on.
    With --effective the rulebook as a whole is shown instead: every parameter with its value and origin, the rules
    that a profile leaves unjudged, the severities it changes, each with the reason.

    \b
    Exit status:
      2  a rule, a profile or a case file is broken, or there is no such rule
      0  shown
    """
    with refusing():
        if effective:
            put(effective_text(load(added, profiles).rulebook).encode(), None)
            return
        put(_cards(rule_ids, added, profiles, clause_text).encode(), None)


def _cards(
    rule_ids: tuple[str, ...], added: tuple[Path, ...], profiles: tuple[str, ...], clause_text: Path | None
) -> str:
    if not rule_ids:
        raise UsageError("name a rule, or ask for --effective")
    if profiles:
        raise UsageError("--profile goes with --effective: a card shows the rule as its author wrote it")
    compiled = load(added)
    rules = selected(compiled.rulebook, rule_ids)
    told, texts = companions(compiled, added), clause_texts(clause_text)
    cards = make_cards(compiled, all_cases(compiled, added), rules, told, texts)
    return "\n\n".join(card_text(card, width=width(None)) for card in cards)
