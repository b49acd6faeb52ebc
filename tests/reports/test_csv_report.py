"""CSV: one row a finding, safe in a spreadsheet."""

import csv
import io
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from accordant.model.register import Outcome
from accordant.reports.csv_report import LONGEST_CELL, render_csv, safe_cell
from registers import finding, meridian, register

EXPECTED = Path(__file__).parent / "expected"


def rows(text: str) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(text.removeprefix("\ufeff"), newline="")))


def test_the_whole_file_reads_as_written() -> None:
    one = meridian()._replace(findings=meridian().findings[2:3])
    assert render_csv(one).encode("utf-8") == (EXPECTED / "one-finding.csv").read_bytes()


def test_every_finding_has_a_row() -> None:
    assert [row["Finding"] for row in rows(render_csv(meridian()))] == [one.id for one in meridian().findings]


def test_the_file_opens_clean_in_a_spreadsheet() -> None:
    text = render_csv(meridian())
    assert text.startswith("\ufeff")
    assert text.endswith("\r\n")
    assert text.count("\r\n") == len(meridian().findings) + 1
    assert "\r" not in text.replace("\r\n", "")


def test_clause_numbers_are_not_read_as_numbers_or_dates() -> None:
    confirmed = finding("a/rule", clause="8.10", clause_basis="confirmed")
    assert [row["Clause"] for row in rows(render_csv(register(confirmed, finding("b/rule", clause="8.6.2"))))] == [
        "clause 8.10",
        "clause 8.6.2?",
    ]


@pytest.mark.parametrize("start", ["=", "+", "-", "@", "\t", "\r", "＝"])  # noqa: RUF001
def test_no_cell_is_a_formula(start: str) -> None:
    hostile = finding("a/rule", statement=f"{start}HYPERLINK(1)", outcome=Outcome.NONCONFORMING)
    cell = rows(render_csv(register(hostile)))[0]["Statement"]
    assert cell == "'" + f"{start}HYPERLINK(1)".replace("\r", "\n")


@given(st.text(alphabet=st.characters() | st.sampled_from('=+-@\t\r\n",;\0\ud800')))
def test_what_a_cell_holds_is_what_is_read_back(text: str) -> None:
    row = rows(render_csv(register(finding("a/rule", statement=text, title="after"))))[0]
    assert row["Statement"] == safe_cell(text)
    assert row["Rule"] == "a/rule"
    assert row["Statement"][:1] not in tuple("=+-@\t\r")


def test_line_breaks_stay_inside_their_cell() -> None:
    assert safe_cell("a\r\nb\rc\nd") == "a\nb\nc\nd"


def test_a_cell_stays_below_what_a_spreadsheet_holds() -> None:
    assert safe_cell("a" * LONGEST_CELL) == "a" * LONGEST_CELL
    assert safe_cell("a" * 40_000) == "a" * LONGEST_CELL + " […]"
