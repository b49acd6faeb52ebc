"""One line of tidy YAML, taken apart; the same lines, names and texts come again and again, and are remembered."""

import re
from functools import lru_cache
from typing import NamedTuple

from accordant.evidence.tidy_flow import FIELD_NAME, NULLS

TEXT, LATER, FLOW, BLOCK = range(4)
"""What stands behind a name or a dash: a text, nothing yet, a flow collection, the indicator of a block text."""

_FRONT = re.compile(rf"( *)((?:- )*)({FIELD_NAME})")
_LINE = re.compile(rf"( *)((?:- )*)(?:({FIELD_NAME}):(?: +|$))?(.*)")
_INDICATORS = frozenset(" -?:,]}#&*!|>%@`")
_QUOTED = re.compile(r"(?:\"([^\"\\]*)\"|'([^']*)') *(?: #.*)?")
_BLOCK_HEADERS = frozenset(("|", ">", "|-", ">-"))
# Lines remembered, and characters of one: what is remembered of the worst of texts stays below 30 MB.
_REMEMBERED = 2048
_LONGEST = 1000


class UnknownError(Exception):
    """A text holds something that is not read here."""


class Line(NamedTuple):
    """A line taken apart, its places counted from its start; a text of None is null or still to come.

    A line that says nothing has a column below 0.
    """

    column: int
    dashes: int
    name: str
    kind: int
    text: str | None
    text_at: int


_EMPTY = Line(-1, 0, "", TEXT, None, 0)


@lru_cache(maxsize=_REMEMBERED)
def front_of(text: str) -> tuple[int, str, str] | None:
    """Return column, dashes and the field's name of what stands before the first colon, None where that is more."""
    match = _FRONT.fullmatch(text) if len(text) <= _LONGEST else None
    return (len(match[1]), match[2], match[3]) if match else None


@lru_cache(maxsize=_REMEMBERED)
def take_apart(written: str) -> Line:
    """Return the parts of a line; raise `UnknownError` for a line that is not tidy."""
    match = _LINE.fullmatch(written) if len(written) <= _LONGEST else None
    if match is None:
        raise UnknownError
    indentation, dashes, name, rest = match.groups()
    column, at = len(indentation), len(written) - len(rest)
    if not name and not dashes:
        if not rest or rest[0] == "#":
            return _EMPTY
        raise UnknownError
    kind: int
    text: str | None = rest
    if not rest or rest[0] == "#":
        if not name:
            raise UnknownError
        kind, text, at = LATER, None, column + len(dashes) + len(name) + 1
    elif rest[0] in "[{":
        kind = FLOW
    elif rest in _BLOCK_HEADERS:
        kind = BLOCK
    else:
        kind, text = TEXT, text_of(rest)
    return Line(column, len(dashes) // 2, name or "", kind, text, at)


@lru_cache(maxsize=_REMEMBERED)
def text_of(rest: str) -> str | None:
    """Return the text written to the end of a line, None where it is null; raise `UnknownError` where unsure."""
    if len(rest) > _LONGEST:
        raise UnknownError
    if rest[0] in "\"'":
        quoted = _QUOTED.fullmatch(rest)
        if quoted is None:
            raise UnknownError
        return quoted[quoted.lastindex or 0]
    comment = rest.find(" #")
    text = (rest if comment < 0 else rest[:comment]).rstrip(" ")
    if rest[0] in _INDICATORS or ": " in text or text[-1] == ":":
        raise UnknownError
    return None if text in NULLS else text
