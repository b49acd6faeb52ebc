"""A validator's findings in the words of a rule's author: what is wrong, what was probably meant, what is allowed."""

from collections.abc import Callable, Mapping
from typing import Any, NamedTuple

from jsonschema import ValidationError

from accordant.rulebook.words import listed, quoted, suggestion


class Fault(NamedTuple):
    """One finding of the validator.

    `word` is the schema's keyword and `wanted` what stands behind it, `seen` the value found there, `meaning` what
    the schema's description says of it, `inner` the findings of each alternative.
    """

    word: str
    wanted: Any
    seen: Any
    meaning: str
    message: str
    inner: "tuple[Fault, ...]"


def fault_of(error: ValidationError) -> Fault:
    """Take from a validator's error what the words need."""
    schema: Any = error.schema
    meaning = schema.get("description", "") if isinstance(schema, Mapping) else ""
    return Fault(
        word=str(error.validator),
        wanted=error.validator_value,
        seen=error.instance,
        meaning=meaning[:1].lower() + meaning[1:].removesuffix("."),
        message=error.message,
        inner=tuple(fault_of(inner) for inner in error.context or ()),
    )


def say(fault: Fault) -> str:
    """Put the finding in words; a keyword for which there are none keeps the validator's."""
    return _SAY[fault.word](fault) if fault.word in _SAY else fault.message


def _missing(fault: Fault) -> str:
    return f'"{_missing_key(fault)}" is missing'


def _missing_key(fault: Fault) -> str:
    # The validator raises one error for each missing key, and names the key in its message alone.
    return fault.message.split("'")[1]


def _needed(fault: Fault) -> str:
    missing = _missing_key(fault)
    cause = next(key for key, needed in fault.wanted.items() if key in fault.seen and missing in needed)
    return f'"{missing}" is missing; "{cause}" needs it'


def _not_among(fault: Fault) -> str:
    allowed = [str(value) for value in fault.wanted if value is not None]
    if isinstance(fault.seen, str):
        return f'"{fault.seen}" is not allowed here{suggestion(fault.seen, allowed)}'
    return f"{_shown(fault.seen)} is not allowed here; allowed: {listed(allowed)}"


def _of_wrong_kind(fault: Fault) -> str:
    kinds = [fault.wanted] if isinstance(fault.wanted, str) else fault.wanted
    return f"{_shown(fault.seen)} stands where {' or '.join(_KINDS[kind] for kind in kinds)} should"


def _misshapen(fault: Fault) -> str:
    if not str(fault.seen).strip():
        return "nothing is written here"
    return f'"{fault.seen}" does not fit: {fault.meaning or f"it must match {fault.wanted}"}'


def _alternatives(fault: Fault) -> str:
    if not fault.inner:
        return f"only one of several alternatives may stand here: {listed(fault.seen)}"
    if all(inner.word == "required" for inner in fault.inner):
        return f"one of these is missing: {quoted(dict.fromkeys(map(_missing_key, fault.inner)))}"
    # Of alternatives of several kinds, one of the kind that is written was meant.
    meant = [inner for inner in fault.inner if inner.word != "type"] or fault.inner
    return "; or ".join(dict.fromkeys(map(say, meant)))


def _strange(fault: Fault) -> str:
    # The validator names the keys in its message alone.
    names = fault.message.split("'")[1::2]
    return f"{quoted(names)} cannot stand here"


def _shown(value: object) -> str:
    match value:
        case dict():
            return "a group of keys"
        case list():
            return "a list"
        case None:
            return "nothing"
        case _:
            return f'"{value}"'


_KINDS = {
    "object": "a group of keys",
    "array": "a list",
    "string": "text",
    "integer": "a whole number",
    "number": "a number",
    "boolean": "yes or no",
    "null": "nothing",
}

_SAY: Mapping[str, Callable[[Fault], str]] = {
    "required": _missing,
    "dependentRequired": _needed,
    "additionalProperties": _strange,
    "enum": _not_among,
    "const": lambda fault: f'this can only be "{fault.wanted}"',
    "type": _of_wrong_kind,
    "pattern": _misshapen,
    "format": lambda fault: f'"{fault.seen}" is not a {fault.wanted}; a date is written YYYY-MM-DD',
    "anyOf": _alternatives,
    "oneOf": _alternatives,
    "not": lambda fault: f"these keys do not go together: {listed(fault.seen)}",
    "minItems": lambda fault: f"too short a list: at least {fault.wanted}",
    "maxItems": lambda fault: f"too long a list: at most {fault.wanted}",
    "minProperties": lambda fault: f"too few keys, at least {fault.wanted}: {fault.meaning}",
    "maxProperties": lambda fault: f"too many keys ({listed(fault.seen)}): {fault.meaning}",
    "minLength": lambda fault: f'"{fault.seen}" is too short',
    "uniqueItems": lambda _: "something stands twice in this list",
    "minimum": lambda fault: f"{fault.seen} is too small: at least {fault.wanted}",
    "maximum": lambda fault: f"{fault.seen} is too large: at most {fault.wanted}",
}
