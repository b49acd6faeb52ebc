"""The reading of typed values: what a leaf's text means once its declared kind is known. Pure: no clock, no locale."""

from collections.abc import Callable, Mapping
from datetime import date, time, timedelta
from functools import lru_cache
from typing import TYPE_CHECKING, NamedTuple
from unicodedata import normalize

from accordant.model.catalogue import Field, FieldKind

if TYPE_CHECKING:
    from decimal import Decimal

PLACEHOLDERS = (
    "-",
    "--",
    "---",
    "\N{EN DASH}",
    "\N{EM DASH}",
    "...",
    "\N{HORIZONTAL ELLIPSIS}",
    "?",
    "??",
    "???",
    "n/k",
    "not known",
    "not yet known",
    "t.b.a.",
    "t.b.c.",
    "t.b.d.",
    "tba",
    "tbc",
    "tbd",
    "to be advised",
    "to be agreed",
    "to be announced",
    "to be completed",
    "to be confirmed",
    "to be decided",
    "to be defined",
    "to be determined",
    "to do",
    "todo",
    "xxx",
)
"""Words written where nothing is known yet: a field that holds one is blank. `n/a` and `none` are answers, not here."""

_NOTHING = frozenset(("", *PLACEHOLDERS))
_LONGEST_NOTHING = max(map(len, PLACEHOLDERS))
_FLAGS = {"yes": True, "true": True, "no": False, "false": False}
# Longer numbers are typing accidents, and int() refuses beyond 4300 digits.
_LONGEST_NUMBER = 40
_LENGTH_OF_DATE = 10
# The same texts are looked at again and again: by the intake, and by every rule and every subject.
_REMEMBERED = 4096
_CHOICE = FieldKind.CHOICE


class Interval(NamedTuple):
    """A span between two dates: calendar months first, then days."""

    months: int
    days: int


_NAMED_INTERVALS = {
    "weekly": Interval(0, 7),
    "fortnightly": Interval(0, 14),
    "monthly": Interval(1, 0),
    "quarterly": Interval(3, 0),
    "half-yearly": Interval(6, 0),
    "yearly": Interval(12, 0),
    "annually": Interval(12, 0),
}
_UNITS = {"day": Interval(0, 1), "week": Interval(0, 7), "month": Interval(1, 0), "year": Interval(12, 0)}
_LONGEST_COUNT = 3


@lru_cache(maxsize=_REMEMBERED)
def normalise(text: str) -> str:
    """Return `text` as it is compared: NFC, trimmed, every run of white space one space."""
    return " ".join((text if text.isascii() else normalize("NFC", text)).split())


def is_blank(text: str | None) -> bool:
    """Say whether a leaf holds nothing: null, white space only, or one of `PLACEHOLDERS` in any case."""
    return text is None or says_nothing(normalise(text))


def says_nothing(normalised: str) -> bool:
    """Say of a text that is normalised already whether it holds nothing; see `is_blank`."""
    return len(normalised) <= _LONGEST_NOTHING and normalised.lower() in _NOTHING


@lru_cache(maxsize=_REMEMBERED)
def read_date(text: str) -> date | None:
    """Read `YYYY-MM-DD` of the real calendar; a date with a time counts by its written date; None for all else."""
    text = text.strip()
    day = text[:_LENGTH_OF_DATE]
    # Beside this spelling, the standard library reads others of ISO 8601.
    if day[4:5] != "-" or day[7:8] != "-":
        return None
    if len(text) > _LENGTH_OF_DATE and not _is_time(text[_LENGTH_OF_DATE:]):
        return None
    try:
        return date.fromisoformat(day)
    except ValueError:
        return None


def read_integer(text: str) -> int | None:
    """Read decimal digits with an optional sign; None for all else."""
    text = text.strip()
    digits = text[1:] if text[:1] in ("+", "-") else text
    return int(text) if _are_digits(digits) else None


def read_decimal(text: str) -> "Decimal | None":
    """Read digits with an optional sign and an optional fraction after a point; None for all else."""
    from decimal import Decimal  # noqa: PLC0415 - numbers are rare, and a small check feels its import

    text = text.strip()
    whole, point, fraction = (text[1:] if text[:1] in ("+", "-") else text).partition(".")
    return Decimal(text) if _are_digits(whole) and (not point or _are_digits(fraction)) else None


def read_flag(text: str) -> bool | None:
    """Read yes, no, true or false in any case; None for all else."""
    return _FLAGS.get(text.strip().lower())


def read_interval(text: str) -> Interval | None:
    """Read `<count> day(s)|week(s)|month(s)|year(s)` or a word such as `quarterly`, in any case; None for all else.

    An interval of no length is not an interval.
    """
    words = normalise(text).lower()
    if words in _NAMED_INTERVALS:
        return _NAMED_INTERVALS[words]
    count, _, unit = words.partition(" ")
    span = _UNITS.get(unit.removesuffix("s"))
    if span is None or len(count) > _LONGEST_COUNT or not _are_digits(count) or int(count) == 0:
        return None
    return Interval(span.months * int(count), span.days * int(count))


def add_interval(start: date, interval: Interval) -> date:
    """Return the date `interval` after `start`: a day the month lacks becomes its last; never beyond `date.max`."""
    return _shift(start, interval.months, interval.days)


def subtract_interval(end: date, interval: Interval) -> date:
    """Return the date `interval` before `end`: a day the month lacks becomes its last; never before `date.min`."""
    return _shift(end, -interval.months, -interval.days)


def reads(field: Field, text: str) -> bool:
    """Say whether `text` is a value of the field's declared kind; no text is a group or a list."""
    if field.kind is _CHOICE:
        return text in field.choices or normalise(text) in field.choices
    return _READS[field.kind](text)


def _are_digits(text: str) -> bool:
    return text.isascii() and text.isdigit() and len(text) <= _LONGEST_NUMBER


def _is_time(text: str) -> bool:
    """Say whether what follows a date is a time of day, with or without its offset."""
    clock = text[1:].upper().replace(" ", "")
    if text[0] not in "Tt " or not clock.isascii() or clock[2:3] != ":":
        return False
    try:
        time.fromisoformat(clock)
    except ValueError:
        return False
    return True


def _shift(start: date, months: int, days: int) -> date:
    year, month = divmod(start.year * 12 + start.month - 1 + months, 12)
    if not date.min.year <= year <= date.max.year:
        return date.max if months > 0 else date.min
    try:
        return _last_day_at_most(year, month + 1, start.day) + timedelta(days=days)
    except OverflowError:
        return date.max if days > 0 else date.min


def _last_day_at_most(year: int, month: int, day: int) -> date:
    while True:
        try:
            return date(year, month, day)
        except ValueError:
            day -= 1


_READS: Mapping[FieldKind, Callable[[str], bool]] = {
    FieldKind.TEXT: lambda _: True,
    FieldKind.REFERENCE: lambda _: True,
    FieldKind.INTEGER: lambda text: read_integer(text) is not None,
    FieldKind.DECIMAL: lambda text: read_decimal(text) is not None,
    FieldKind.DATE: lambda text: read_date(text) is not None,
    FieldKind.FLAG: lambda text: read_flag(text) is not None,
    FieldKind.INTERVAL: lambda text: read_interval(text) is not None,
    FieldKind.GROUP: lambda _: False,
    FieldKind.LIST: lambda _: False,
}
