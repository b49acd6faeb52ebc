"""Cards and handbooks tell phase, terms, other standards and sources, each with how sure it is."""

from pathlib import Path
from zipfile import ZipFile

import pytest

from accordant.cards import Card, make_cards
from accordant.cards.contents import Extras
from accordant.cards.document import word_handbook
from accordant.cards.page import html_handbook
from accordant.model.companions import Companions
from accordant.rulebook import Compiled
from accordant.rulebook.companions import load_companions

ROOT = Path(__file__).parents[2]
RULE = "nc.effective/reviewed-before-closing"


@pytest.fixture(scope="module")
def companions(compiled: Compiled) -> Companions:
    return load_companions([ROOT / "rules" / "iso44001"], schemas=ROOT / "schemas", compiled=compiled)


@pytest.fixture(scope="module")
def told(compiled: Compiled, companions: Companions) -> dict[str, Card]:
    return {card.rule.id: card for card in make_cards(compiled, (), compiled.rulebook.rules, companions)}


def points(card: Card, heading: str) -> tuple[str, ...]:
    (found,) = [one for one in card.sections if one.heading == heading]
    return found.sentences + found.points


def test_every_card_tells_all_four(told: dict[str, Card]) -> None:
    wanted = {"Phase", "Terms", "In other standards", "Sources"}

    poor = {
        name: missing for name, card in told.items() if (missing := wanted - {one.heading for one in card.sections})
    }

    assert not poor


def test_the_phase_says_how_sure_it_is(told: dict[str, Card]) -> None:
    assert points(told[RULE], "Phase") == (
        "Act (inferred, not confirmed). What fell short is corrected, and what works is improved.",
    )


def test_another_standards_number_stands_beside_its_topic(told: dict[str, Card]) -> None:
    shared, older, oldest = points(told[RULE], "In other standards")

    assert shared.startswith(
        "ISO 9001:2015, 10.2 (well supported); ISO/IEC 27001:2022, 10.2 (well supported); "
        "ISO 45001:2018, 10.2 (well supported); ISO 55001:2014, 10.1 (well supported). "
    )
    assert older.startswith("not in BS 11000-1:2010. New in ISO 44001.")
    assert oldest.endswith("(inferred, not confirmed)")


def test_terms_are_explained_and_sources_named(told: dict[str, Card], compiled: Compiled) -> None:
    terms = points(told[RULE], "Terms")

    assert any(line.startswith("Nonconformity: A requirement that is not fulfilled") for line in terms)
    sources = points(told[RULE], "Sources")
    assert [line.partition(":")[0] for line in sources] == list(compiled.rulebook.obligations["nc.effective"].sources)


def test_the_handbook_ends_with_the_glossary(
    told: dict[str, Card], companions: Companions, compiled: Compiled, tmp_path: Path
) -> None:
    cards, file = [told[RULE]], tmp_path / "handbook.docx"
    page = html_handbook(cards, compiled.rulebook, Extras(companions.terms)).decode()
    file.write_bytes(word_handbook(cards, compiled.rulebook, Extras(companions.terms)))
    body = ZipFile(file).read("word/document.xml").decode()

    for text in (page, body):
        assert [one.name for one in companions.terms if one.name not in text] == []
    assert page.index('<section id="glossary">') > page.index("<article")
    assert "glossary" not in html_handbook(cards, compiled.rulebook).decode()
