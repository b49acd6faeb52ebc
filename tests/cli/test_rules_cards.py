"""`accordant rules show` and `rules handbook`: cards to read here, and to read elsewhere."""

from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import Result

pytestmark = pytest.mark.whole

Command = Callable[..., Result]
OWN = "docs.identified/owner-named"


def test_a_rule_is_shown_as_its_card(command: Command, house: Path) -> None:
    done = command("rules", "show", OWN, "--rules", house)
    lines = done.stdout.splitlines()

    assert done.exit_code == 0
    assert lines[:2] == [OWN, "Documents name their owner"]
    assert "  A document that nobody owns is kept current by nobody." in lines
    assert "  | owner: Managing director" in lines
    assert "  - Nonconforming, minor: These documents name no owner: POL-1." in lines
    assert max(map(len, lines)) <= 100


def test_an_obligation_shows_every_rule_on_it(command: Command, house: Path) -> None:
    done = command("rules", "show", "docs.identified", "--rules", house)

    assert done.stdout.startswith("docs.identified/date-or-version\n")
    assert f"\n\n{OWN}\n" in done.stdout


def test_an_unknown_rule_is_refused(command: Command) -> None:
    done = command("rules", "show", "nothing.of-the-kind")

    assert (done.exit_code, done.stdout) == (2, "")


def test_the_handbook_is_a_page_or_a_document(command: Command, house: Path, tmp_path: Path) -> None:
    page, document = tmp_path / "handbook.html", tmp_path / "handbook.DOCX"

    assert command("rules", "handbook", "--rules", house, "--output", page).exit_code == 0
    assert command("rules", "handbook", "--rules", house, "-o", document).exit_code == 0
    assert "<h2>Documents name their owner</h2>" in page.read_text(encoding="utf-8")
    assert "Rulebook house-rules, version 1.0." in page.read_text(encoding="utf-8")
    assert document.read_bytes().startswith(b"PK")


def test_a_handbook_of_another_kind_is_refused_before_any_work(command: Command, tmp_path: Path) -> None:
    done = command("rules", "handbook", "-o", tmp_path / "handbook.pdf")

    assert done.exit_code == 2
    assert "a handbook is .html or .docx" in done.stderr
    assert not list(tmp_path.iterdir())
