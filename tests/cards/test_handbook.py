"""The handbook: every card on it, nothing from elsewhere in it, the same bytes again."""

from html.parser import HTMLParser
from io import BytesIO
from zipfile import ZipFile

import pytest
from docx import Document

from accordant.cards import Card
from accordant.cards.document import word_handbook
from accordant.cards.page import html_handbook
from accordant.rulebook import Compiled

HEADING = "Handbook of rules: ISO 44001:2017, ISO 44001:2017/Amd 1:2024"


class Page(HTMLParser):
    """The links, the targets and the tags of a page."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.links: list[str] = []
        self.targets: list[str] = []
        self.sources: list[str] = []
        self.feed(text)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        for name, value in attrs:
            if name == "id":
                self.targets.append(str(value))
            elif name == "href":
                self.links.append(str(value))
            elif name == "src" or tag in ("script", "link", "img"):
                self.sources.append(str(value))


@pytest.fixture(scope="module")
def page(cards: dict[str, Card], compiled: Compiled) -> str:
    return html_handbook(tuple(cards.values()), compiled.rulebook).decode()


@pytest.fixture(scope="module")
def document(cards: dict[str, Card], compiled: Compiled) -> bytes:
    return word_handbook(tuple(cards.values())[:12], compiled.rulebook)


def test_the_contents_lead_to_every_card(page: str, cards: dict[str, Card]) -> None:
    seen = Page(page)

    assert seen.links == [f"#{target}" for target in seen.targets]
    assert len(set(seen.targets)) == len(cards)
    assert f"<h1>{HEADING}</h1>" in page


def test_the_page_needs_nothing_from_elsewhere(page: str) -> None:
    assert not Page(page).sources
    assert "http" not in page
    assert "@media print" in page


def test_evidence_and_words_are_text_not_markup(cards: dict[str, Card], compiled: Compiled) -> None:
    card = next(iter(cards.values()))
    hostile = card._replace(rule=card.rule._replace(title="<script>alert(1)</script> & more"))
    page = html_handbook((hostile,), compiled.rulebook).decode()

    assert "<script>" not in page
    assert "&lt;script&gt;alert(1)&lt;/script&gt; &amp; more" in page


def test_the_document_holds_every_card_and_links_to_it(document: bytes, cards: dict[str, Card]) -> None:
    read = Document(BytesIO(document))
    some = tuple(cards.values())[:12]
    headings = [paragraph.text for paragraph in read.paragraphs if paragraph.style.name == "Heading 1"]
    body = ZipFile(BytesIO(document)).read("word/document.xml").decode()

    assert headings == ["Contents", *(card.rule.title for card in some)]
    assert read.paragraphs[0].text == HEADING
    for number in range(1, len(some) + 1):
        assert body.count(f'w:anchor="rule_{number}"') == 1
        assert body.count(f'w:name="rule_{number}"') == 1
    text = "\n".join(paragraph.text for paragraph in read.paragraphs)
    for card in some:
        for section in card.sections:
            assert all(said in text for said in (*section.sentences, *section.points, section.written.rstrip()))


def test_the_same_cards_give_the_same_bytes(
    page: str, document: bytes, cards: dict[str, Card], compiled: Compiled, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("time.time", lambda: 2_000_000_000.0)
    monkeypatch.setenv("TZ", "Asia/Tokyo")

    assert html_handbook(tuple(cards.values()), compiled.rulebook).decode() == page
    assert word_handbook(tuple(cards.values())[:12], compiled.rulebook) == document
    assert {entry.date_time for entry in ZipFile(BytesIO(document)).infolist()} == {(1980, 1, 1, 0, 0, 0)}
