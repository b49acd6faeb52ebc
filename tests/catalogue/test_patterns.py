"""What a schema's pattern lets through, the engine reads; what the documentation shows, the pattern lets through."""

import re
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from accordant.catalogue.patterns import EXPECTED, PATTERNS
from accordant.model.catalogue import Field, FieldKind
from accordant.model.values import reads

DAYS = st.dates() | st.sampled_from([date(year, 2, 29) for year in (4, 400, 1904, 2000, 2024, 9996)])


@pytest.mark.parametrize("kind", PATTERNS)
@given(data=st.data())
def test_what_matches_is_read(kind: FieldKind, data: st.DataObject) -> None:
    text = data.draw(st.from_regex(PATTERNS[kind], fullmatch=True, alphabet=st.characters(codec="ascii")))
    assert reads(Field("", kind, "", ""), text)


@given(DAYS)
def test_every_day_of_the_calendar_matches(day: date) -> None:
    assert re.fullmatch(PATTERNS[FieldKind.DATE], day.isoformat())


@pytest.mark.parametrize(
    ("kind", "text"),
    [
        (FieldKind.DATE, "2026-02-01T23:59:59-11:00"),
        (FieldKind.DATE, "2026-02-01 00:30"),
        (FieldKind.DATE, "2026-02-01T10:00:00.5Z"),
        (FieldKind.INTEGER, "-12"),
        (FieldKind.DECIMAL, "0.25"),
        (FieldKind.FLAG, "yes"),
        (FieldKind.FLAG, "False"),
        *((FieldKind.INTERVAL, text) for text in ("6 months", "2 weeks", "1 year", "90 days", "monthly", "quarterly")),
        *((FieldKind.INTERVAL, text) for text in ("half-yearly", "yearly", "annually", "weekly", "fortnightly")),
    ],
)
def test_spellings_shown_match(kind: FieldKind, text: str) -> None:
    assert re.fullmatch(PATTERNS[kind], text)


@pytest.mark.parametrize("text", ["0000-01-01", "0000-02-29", "1900-02-29", "2026-02-29", "2026-04-31", "2026-1-1"])
def test_days_of_no_calendar_do_not_match(text: str) -> None:
    assert not re.fullmatch(PATTERNS[FieldKind.DATE], text)


def test_every_pattern_can_be_told_in_words() -> None:
    assert EXPECTED.keys() == PATTERNS.keys()
