"""What a text means by its declared kind, and how dates move by intervals."""

import calendar
from datetime import date, timedelta
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from accordant.model.catalogue import Field, FieldKind
from accordant.model.values import (
    PLACEHOLDERS,
    Interval,
    add_interval,
    is_blank,
    normalise,
    read_date,
    read_decimal,
    read_flag,
    read_integer,
    read_interval,
    reads,
    subtract_interval,
)

MONTHS = st.integers(0, 600)
DATES = st.dates(date(1900, 1, 1), date(2100, 12, 31))


@pytest.mark.parametrize(
    ("text", "meaning"),
    [
        ("  Joint \t\r\n team ", "Joint team"),
        ("Cafe\u0301", "Caf\u00e9"),
        ("a\u00a0\u2003b", "a b"),
        ("", ""),
    ],
)
def test_text_is_compared_after_nfc_trim_and_collapse(text: str, meaning: str) -> None:
    assert normalise(text) == meaning


@given(st.text())
def test_normalising_twice_changes_nothing(text: str) -> None:
    assert normalise(normalise(text)) == normalise(text)


@pytest.mark.parametrize(
    "text",
    [None, "", " \n\t\u00a0", *PLACEHOLDERS, "TBC", " To  be\n confirmed ", "TODO", "to be" + "\n" * 99 + "agreed"],
)
def test_placeholders_are_blank(text: str | None) -> None:
    assert is_blank(text)


@pytest.mark.parametrize("text", ["none", "n/a", "0", "no", "tbc by the board", "- see annex", "Question?", "x" * 200])
def test_answers_are_not_blank(text: str) -> None:
    assert not is_blank(text)


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("2026-02-01", date(2026, 2, 1)),
        (" 2024-02-29\n", date(2024, 2, 29)),
        ("2026-02-01T23:59:59-11:00", date(2026, 2, 1)),
        ("2026-02-01 00:30", date(2026, 2, 1)),
        ("2026-02-01t10:00:00.5z", date(2026, 2, 1)),
        ("2026-02-01 10:00:00 +02:00", date(2026, 2, 1)),
    ],
)
def test_dates_count_by_what_is_written(text: str, day: date) -> None:
    assert read_date(text) == day


@pytest.mark.parametrize(
    "text",
    [
        "", "soon", "2026-02-30", "2025-02-29", "0000-01-01", "2026-13-01", "2026-1-1", "01-02-2026", "2026/02/01",
        "20260201", "2026-W05-1", "2026-02-01x", "2026-02-01T", "2026-02-01 25:00", "2026-02-01T10", "2026-02-011",
        "2026-02", "Q1 2026", "\u0662\u0660\u0662\u0666-02-01", "2026-02-01 or later", "2026-+2-01", "2026-02- 1",
    ],
)  # fmt: skip
def test_nothing_else_is_a_date(text: str) -> None:
    assert read_date(text) is None


@given(st.dates())
def test_every_calendar_date_is_read_back(day: date) -> None:
    assert read_date(day.isoformat()) == day


@pytest.mark.parametrize(("text", "number"), [("7", 7), (" 007 ", 7), ("-3", -3), ("+4", 4), ("0", 0)])
def test_integers(text: str, number: int) -> None:
    assert read_integer(text) == number


@pytest.mark.parametrize(
    "text", ["", "1.0", "1_000", "1,000", "0x10", "seven", "--1", "- 1", "\u0663", "9" * 5000, "²"]
)
def test_not_integers(text: str) -> None:
    assert read_integer(text) is None


@pytest.mark.parametrize(("text", "number"), [("1.50", Decimal("1.5")), ("-0.25", Decimal("-0.25")), ("3", Decimal(3))])
def test_decimals(text: str, number: Decimal) -> None:
    assert read_decimal(text) == number


@pytest.mark.parametrize("text", ["", "1.", ".5", "1e3", "NaN", "inf", "1,5", "1.2.3", "10 %", "\u0663.1"])
def test_not_decimals(text: str) -> None:
    assert read_decimal(text) is None


@pytest.mark.parametrize(("text", "flag"), [("yes", True), ("True", True), (" NO ", False), ("false", False)])
def test_flags(text: str, *, flag: bool) -> None:
    assert read_flag(text) is flag


@pytest.mark.parametrize("text", ["", "on", "off", "y", "1", "yes and no"])
def test_not_flags(text: str) -> None:
    assert read_flag(text) is None


@pytest.mark.parametrize(
    ("text", "interval"),
    [
        ("6 months", Interval(6, 0)),
        ("1 year", Interval(12, 0)),
        ("2  Weeks", Interval(0, 14)),
        ("90 days", Interval(0, 90)),
        ("1 month", Interval(1, 0)),
        ("monthly", Interval(1, 0)),
        ("Quarterly", Interval(3, 0)),
        ("half-yearly", Interval(6, 0)),
        ("yearly", Interval(12, 0)),
        ("annually", Interval(12, 0)),
        ("weekly", Interval(0, 7)),
        ("fortnightly", Interval(0, 14)),
    ],
)
def test_intervals(text: str, interval: Interval) -> None:
    assert read_interval(text) == interval


@pytest.mark.parametrize(
    "text", ["", "0 months", "months", "6", "-1 months", "1.5 years", "regularly", "6 monthss", "1000 years", "6months"]
)
def test_not_intervals(text: str) -> None:
    assert read_interval(text) is None


@pytest.mark.parametrize(
    ("start", "interval", "end"),
    [
        (date(2026, 1, 31), Interval(1, 0), date(2026, 2, 28)),
        (date(2024, 1, 31), Interval(1, 0), date(2024, 2, 29)),
        (date(2024, 2, 29), Interval(12, 0), date(2025, 2, 28)),
        (date(2026, 11, 30), Interval(3, 0), date(2027, 2, 28)),
        (date(2026, 12, 31), Interval(0, 1), date(2027, 1, 1)),
        (date(9999, 6, 1), Interval(12, 0), date.max),
        (date(9999, 12, 31), Interval(0, 7), date.max),
    ],
)
def test_adding_clamps_to_the_month(start: date, interval: Interval, end: date) -> None:
    assert add_interval(start, interval) == end


@pytest.mark.parametrize(
    ("end", "interval", "start"),
    [
        (date(2026, 3, 31), Interval(1, 0), date(2026, 2, 28)),
        (date(2026, 1, 15), Interval(1, 0), date(2025, 12, 15)),
        (date(2026, 1, 1), Interval(0, 1), date(2025, 12, 31)),
        (date(1, 6, 1), Interval(12, 0), date.min),
        (date(1, 1, 1), Interval(0, 7), date.min),
    ],
)
def test_subtracting_clamps_to_the_month(end: date, interval: Interval, start: date) -> None:
    assert subtract_interval(end, interval) == start


@given(DATES, MONTHS)
def test_months_keep_the_day_or_the_last_of_the_month(start: date, months: int) -> None:
    end = add_interval(start, Interval(months, 0))
    assert (end.year - start.year) * 12 + end.month - start.month == months
    assert end.day == min(start.day, calendar.monthrange(end.year, end.month)[1])


@given(DATES, DATES, MONTHS, st.integers(0, 400))
def test_adding_keeps_the_order_of_dates(one: date, other: date, months: int, days: int) -> None:
    interval = Interval(months, days)
    assert (add_interval(one, interval) <= add_interval(other, interval)) or one > other


@given(DATES, st.integers(0, 4000))
def test_days_are_days(start: date, days: int) -> None:
    assert add_interval(start, Interval(0, days)) == start + timedelta(days=days)
    assert subtract_interval(start, Interval(0, days)) == start - timedelta(days=days)


@pytest.mark.parametrize(
    ("kind", "good", "bad"),
    [
        (FieldKind.INTEGER, "3", "three"),
        (FieldKind.DECIMAL, "3.5", "3,5"),
        (FieldKind.DATE, "2026-01-01", "soon"),
        (FieldKind.FLAG, "Yes", "maybe"),
        (FieldKind.CHOICE, " in  use", "retired"),
        (FieldKind.INTERVAL, "1 year", "often"),
    ],
)
def test_a_text_reads_by_its_declared_kind(kind: FieldKind, good: str, bad: str) -> None:
    field = Field("f", kind, "F", "", choices=("in use", "planned"))
    assert reads(field, good)
    assert not reads(field, bad)


@pytest.mark.parametrize("kind", list(FieldKind))
def test_every_kind_says_whether_any_text_is_of_it(kind: FieldKind) -> None:
    anything = reads(Field("f", kind, "F", ""), "any text at all")
    assert anything is (kind in {FieldKind.TEXT, FieldKind.REFERENCE})
