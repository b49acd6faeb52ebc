"""All cards as one HTML page: self-contained, printable, with a table of contents by clause."""

from collections.abc import Sequence
from pathlib import Path

from jinja2 import Environment, FileSystemLoader, StrictUndefined

from accordant.cards.accompanying import term_words
from accordant.cards.card import FOOTNOTE, Card
from accordant.cards.contents import NO_EXTRAS, Extras, anchor, by_clause, heading, in_order, licence
from accordant.model.rules import Rulebook

_TEMPLATE = "handbook.html"


def html_handbook(cards: Sequence[Card], rulebook: Rulebook, extras: Extras = NO_EXTRAS) -> bytes:
    """Return the page, in UTF-8; the same cards give the same bytes."""
    environment = Environment(
        loader=FileSystemLoader(Path(__file__).parent),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
    )
    page = environment.get_template(_TEMPLATE).render(
        heading=heading(rulebook),
        parts=rulebook.parts,
        contents=by_clause(cards),
        cards=in_order(cards),
        anchor=anchor,
        footnote=FOOTNOTE,
        licence=licence(extras),
        terms=[term_words(term).partition(": ")[::2] for term in extras.terms],
    )
    return page.encode()
