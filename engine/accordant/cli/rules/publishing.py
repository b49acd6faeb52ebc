"""`accordant rules handbook`: all cards in one file, to read away from the computer."""

from collections.abc import Callable, Mapping, Sequence
from pathlib import Path

import click

from accordant.cards import Card, make_cards
from accordant.cards.contents import Extras
from accordant.cli.companions import clause_texts, companions
from accordant.cli.rules.selection import all_cases, clause_text_option, load, rules_option
from accordant.cli.surroundings import put, refusing
from accordant.errors import UsageError
from accordant.model.rules import Rulebook

Render = Callable[[Sequence[Card], Rulebook, Extras], bytes]


@click.command()
@click.option(
    "--output",
    "-o",
    required=True,
    type=click.Path(path_type=Path, dir_okay=False),
    metavar="FILE",
    help="Write to this file, a page (.html) or a Word document (.docx), whole or not at all.",
)
@rules_option
@clause_text_option
def handbook(output: Path, added: tuple[Path, ...], clause_text: Path | None) -> None:
    r"""Write the cards of all rules as one HTML page or one Word document: contents by clause, glossary at the end.

    The same rules give the same bytes.

    \b
    Exit status:
      2  a rule or a case file is broken, or the file cannot be written
      0  written
    """
    with refusing():
        render = _render(output)
        compiled = load(added)
        told, texts = companions(compiled, added), clause_texts(clause_text)
        cards = make_cards(compiled, all_cases(compiled, added), compiled.rulebook.rules, told, texts)
        put(render(cards, compiled.rulebook, Extras(told.terms, texts)), output)


def _render(output: Path) -> Render:
    ending = output.suffix.lower()
    if ending not in _RENDERS:
        raise UsageError(f"{output}: a handbook is {' or '.join(_RENDERS)}")
    return _RENDERS[ending]


def _page(cards: Sequence[Card], rulebook: Rulebook, extras: Extras) -> bytes:
    from accordant.cards.page import html_handbook  # noqa: PLC0415 - a page needs no Word library, nor the other way

    return html_handbook(cards, rulebook, extras)


def _document(cards: Sequence[Card], rulebook: Rulebook, extras: Extras) -> bytes:
    from accordant.cards.document import word_handbook  # noqa: PLC0415

    return word_handbook(cards, rulebook, extras)


_RENDERS: Mapping[str, Render] = {".html": _page, ".docx": _document}
