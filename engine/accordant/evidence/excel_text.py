"""How Excel spells values: numbers, dates as numbers, characters that XML cannot hold; read as a person sees them."""

import re
from datetime import date, datetime, time, timedelta
from decimal import Decimal
from math import isfinite
from typing import NamedTuple

_ESCAPED = re.compile("_x([0-9A-Fa-f]{4})_")
_TO_ESCAPE = re.compile("_(?=x[0-9A-Fa-f]{4}_)|[\x00-\x08\x0b-\x1f\ufffe\uffff]")
_BUILT_IN_DATES = frozenset((*range(14, 23), *range(27, 37), *range(45, 48), *range(50, 59)))
_NOT_LETTERS = re.compile(r'"[^"]*"|\\.|\[[^\]]*\]|_.|\*.')
_EXACT = 10**15
_LEAP_BUG = 60
_SURROGATES = re.compile("[\ud800-\udfff]")
_LONGEST_NUMBER = 400


class Serials(NamedTuple):
    """From which day a workbook counts its days."""

    from_1904: bool = False


SERIALS = Serials()


def unescape(text: str) -> str:
    """Return a text with `_x000D_` and the like as the characters they stand for."""
    if "_x" not in text:
        return text
    text = _ESCAPED.sub(lambda match: chr(int(match[1], 16)), text)
    if _SURROGATES.search(text):
        text = text.encode("utf-16-le", "surrogatepass").decode("utf-16-le", "replace")
    return text


def escape(text: str) -> str:
    """Return a text that `unescape` reads as this one, without characters that XML cannot hold."""
    return _TO_ESCAPE.sub(lambda match: f"_x{ord(match[0]):04X}_", text)


def is_date_format(number: str, code: str | None) -> bool:
    """Say whether a number format shows dates or times."""
    if code is None:
        return number.isdecimal() and int(number) in _BUILT_IN_DATES
    return bool(re.search("[dmyhsDMYHS]", _NOT_LETTERS.sub("", code.partition(";")[0])))


def number_text(raw: str, serials: Serials | None) -> str:
    """Return a number as a person sees it, with 15 digits as Excel has; a date where it counts days."""
    try:
        value = float(raw) if len(raw) <= _LONGEST_NUMBER else float("inf")
    except ValueError:
        return raw
    if not isfinite(value):
        return raw
    if serials is not None and (moment := _moment(value, serials)) is not None:
        return moment
    if value.is_integer() and abs(value) < _EXACT:
        return str(int(value))
    return format(Decimal(format(value, ".15g")), "f")


def _moment(serial: float, serials: Serials) -> str | None:
    try:
        span = timedelta(seconds=round(serial * 86_400))
        if serial < 0:
            return None
        if serial < 1:
            return (datetime.combine(date.min, time()) + span).time().isoformat()
        # Excel counts a 29 February 1900 that never was.
        start = date(1904, 1, 1) if serials.from_1904 else date(1899, 12, 30 if serial > _LEAP_BUG else 31)
        moment = datetime.combine(start, time()) + span
    except OverflowError:
        return None
    return moment.date().isoformat() if moment.time() == time() else moment.isoformat()
