"""The spelling of typed values as one regular expression a kind, in the dialect JSON Schema and XSD share.

A schema is a little narrower than `model.values`: whatever matches here is read there, and every spelling that the
documentation shows matches here. Unanchored; no group is named or non-capturing, since XSD knows neither.
"""

from collections.abc import Mapping

from accordant.model.catalogue import FieldKind

_YEAR = "([1-9][0-9]{3}|0[1-9][0-9]{2}|00[1-9][0-9]|000[1-9])"
_LONG_MONTH = "(0[13578]|1[02])-(0[1-9]|[12][0-9]|3[01])"
_SHORT_MONTH = "(0[469]|11)-(0[1-9]|[12][0-9]|30)"
_FEBRUARY = "02-(0[1-9]|1[0-9]|2[0-8])"
_LEAP_DAY = "([0-9]{2}(0[48]|[2468][048]|[13579][26])|(0[48]|[2468][048]|[13579][26])00)-02-29"
_HOUR = "([01][0-9]|2[0-3])"
_TIME = f"[Tt ]{_HOUR}:[0-5][0-9](:[0-5][0-9]([.][0-9]{{1,6}})?)?( ?([Zz]|[+\\-]{_HOUR}:[0-5][0-9]))?"
_COUNT = "([1-9][0-9]{0,2}|0[1-9][0-9]?|00[1-9])"

DATE = f"({_YEAR}-({_LONG_MONTH}|{_SHORT_MONTH}|{_FEBRUARY})|{_LEAP_DAY})({_TIME})?"
INTEGER = "[+\\-]?[0-9]{1,40}"
DECIMAL = f"{INTEGER}([.][0-9]{{1,40}})?"
FLAG = "[Yy]es|YES|[Nn]o|NO|[Tt]rue|TRUE|[Ff]alse|FALSE"
INTERVAL = (
    "[Ww]eekly|[Ff]ortnightly|[Mm]onthly|[Qq]uarterly|[Hh]alf-yearly|[Yy]early|[Aa]nnually"
    f"|{_COUNT} ([Dd]ay|[Ww]eek|[Mm]onth|[Yy]ear)s?"
)

PATTERNS: Mapping[FieldKind, str] = {
    FieldKind.DATE: DATE,
    FieldKind.DECIMAL: DECIMAL,
    FieldKind.FLAG: FLAG,
    FieldKind.INTEGER: INTEGER,
    FieldKind.INTERVAL: INTERVAL,
}

EXPECTED: Mapping[FieldKind, str] = {
    FieldKind.DATE: "a day of the calendar, such as 2026-02-28",
    FieldKind.DECIMAL: "a number, such as 2.5",
    FieldKind.FLAG: "yes or no",
    FieldKind.INTEGER: "a whole number, such as 3",
    FieldKind.INTERVAL: "an interval, such as 6 months, 2 weeks, quarterly or yearly",
}
"""What to tell a writer whose text does not match; the pattern would tell nobody anything."""
