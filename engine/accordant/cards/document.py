"""All cards as one Word document, with a table of contents by clause that leads to them."""

from collections.abc import Sequence
from datetime import UTC, datetime
from io import BytesIO
from typing import Any
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

from docx import Document
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Pt

from accordant.cards.accompanying import term_words
from accordant.cards.card import FOOTNOTE, Card, Section
from accordant.cards.contents import NO_EXTRAS, Extras, by_clause, heading, in_order, licence
from accordant.model.rules import Rulebook

_NEVER = datetime(1980, 1, 1, tzinfo=UTC)
"""The date of everything in the file: the earliest a zip knows, for the same cards give the same bytes."""
_BULLET = "ListBullet"


def word_handbook(cards: Sequence[Card], rulebook: Rulebook, extras: Extras = NO_EXTRAS) -> bytes:
    """Return the bytes of the document; the same cards give the same bytes."""
    document = Document()
    _describe(document, heading(rulebook))
    document.add_heading(heading(rulebook), 0)
    for part in rulebook.parts:
        document.add_paragraph(f"Rulebook {part.id}, version {part.version}.")
    document.add_paragraph(f"{len(cards)} rules. Requirements are told in our own words, not in those of the standard.")
    document.add_paragraph(FOOTNOTE)
    if extras.texts is not None:
        document.add_paragraph().add_run(licence(extras)).bold = True
    marks = {card.rule.id: f"rule_{number}" for number, card in enumerate(cards, start=1)}
    _styled(document, "Contents", "Heading1")
    for number, some in by_clause(cards):
        document.add_paragraph().add_run(number).bold = True
        for card in some:
            _link(_styled(document, "", _BULLET), marks[card.rule.id], card.rule.title)
    for card in in_order(cards):
        _add_card(document, card, marks[card.rule.id])
    _add_glossary(document, extras)
    return _dated(document)


def _add_glossary(document: Any, extras: Extras) -> None:
    if extras.terms:
        _styled(document, "Glossary", "Heading1").paragraph_format.page_break_before = True
        for term in extras.terms:
            _styled(document, term_words(term), _BULLET)


def _describe(document: Any, title: str) -> None:
    """Fill what a Word document says of itself, in place of what the library's template says."""
    properties = document.core_properties
    properties.title, properties.author, properties.last_modified_by = title, "Accordant", "Accordant"
    properties.comments, properties.revision = "", 1
    properties.created = properties.modified = _NEVER


def _add_card(document: Any, card: Card, mark: str) -> None:
    title = _styled(document, card.rule.title, "Heading1")
    title.paragraph_format.page_break_before = True
    _bookmark(title, mark)
    document.add_paragraph().add_run(card.rule.id).font.name = "Consolas"
    for section in card.sections:
        _styled(document, section.heading, "Heading2")
        _add_section(document, section)


def _add_section(document: Any, section: Section) -> None:
    for sentence in section.sentences:
        document.add_paragraph(sentence)
    for point in section.points:
        _styled(document, point, _BULLET)
    if section.written:
        run = document.add_paragraph().add_run(section.written.rstrip())
        run.font.name, run.font.size = "Consolas", Pt(8)


def _styled(document: Any, text: str, style: str) -> Any:
    """Add a paragraph of the style of this id; looking a style up by its name takes most of the time of a handbook."""
    paragraph = document.add_paragraph(text)
    paragraph._p.style = style  # noqa: SLF001
    return paragraph


def _bookmark(paragraph: Any, mark: str) -> None:
    for name in ("start", "end"):
        element = OxmlElement(f"w:bookmark{name.capitalize()}")
        element.set(qn("w:id"), mark.rpartition("_")[2])
        if name == "start":
            element.set(qn("w:name"), mark)
        paragraph._p.append(element)  # noqa: SLF001 - the library has no bookmarks of its own


def _link(paragraph: Any, mark: str, words: str) -> None:
    link = OxmlElement("w:hyperlink")
    link.set(qn("w:anchor"), mark)
    run = paragraph.add_run(words)
    link.append(run._r)  # noqa: SLF001 - nor links within a document
    paragraph._p.append(link)  # noqa: SLF001


def _dated(document: Any) -> bytes:
    """Save, and give every part of the zip the same date: the library writes the time of day."""
    saved, even = BytesIO(), BytesIO()
    document.save(saved)
    with ZipFile(saved) as source, ZipFile(even, "w") as target:
        for entry in source.infolist():
            plain = ZipInfo(entry.filename, _NEVER.timetuple()[:6])
            plain.compress_type = ZIP_DEFLATED
            target.writestr(plain, source.read(entry))
    return even.getvalue()
