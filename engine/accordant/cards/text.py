"""A card as plain text, for a terminal."""

from collections.abc import Iterator

from accordant.cards.card import FOOTNOTE, Card, Section
from accordant.reports.layout import block, wrap

_INDENT = "  "


def card_text(card: Card, *, width: int) -> str:
    """Return the card in lines of at most `width` columns; evidence stands as it was written."""
    lines = [card.rule.id, *wrap(card.rule.title, width), "=" * min(width, len(card.rule.title))]
    for section in card.sections:
        lines += ["", section.heading, *_lines(section, width)]
    if any(clause.basis != "confirmed" for clause in card.obligation.clauses):
        lines += ["", *wrap(FOOTNOTE, width)]
    return "\n".join(lines) + "\n"


def _lines(section: Section, width: int) -> Iterator[str]:
    for sentence in section.sentences:
        yield from block(sentence, width, first=_INDENT, rest=_INDENT)
    for point in section.points:
        yield from block(point, width, first=f"{_INDENT}- ", rest=f"{_INDENT}  ")
    for line in section.written.splitlines():
        yield f"{_INDENT}| {line}"
