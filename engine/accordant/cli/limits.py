"""What `--limit NAME=VALUE` sets: how much evidence is read before it is refused."""

import click

from accordant.evidence.limits import DEEPEST, DEFAULT_LIMITS, Limits

_UNITS = {"": 1, "k": 1_000, "M": 1_000_000, "G": 1_000_000_000}


def read_limits(given: tuple[str, ...]) -> Limits:
    """Read what the option was given; words that set no limit are a usage error."""
    values: dict[str, int] = {}
    names = {field.replace("_", "-"): field for field in DEFAULT_LIMITS._fields}
    for text in given:
        name, equals, value = text.partition("=")
        if name not in names or not equals:
            raise _refused(f"{text!r}: a limit is written NAME=VALUE, the name one of {', '.join(names)}")
        values[names[name]] = _number(text, value)
    if values.get("depth", 0) > DEEPEST:
        raise _refused(f"depth={values['depth']}: nothing is read that is nested deeper than {DEEPEST} levels")
    return DEFAULT_LIMITS._replace(**values)


def _number(text: str, value: str) -> int:
    digits = value.rstrip("kMG")
    unit = value[len(digits) :]
    if not (digits.isascii() and digits.isdigit()) or unit not in _UNITS or int(digits) == 0:
        raise _refused(f"{text!r}: a limit is a whole number above 0, which k, M or G may follow")
    return int(digits) * _UNITS[unit]


def _refused(message: str) -> click.BadParameter:
    return click.BadParameter(message, param_hint="'--limit'")
