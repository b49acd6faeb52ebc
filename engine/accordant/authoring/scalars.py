"""Texts as YAML scalars: plain where nothing is lost by it, else between quotation marks, or a literal block."""

import re
from typing import Final

import yaml

from accordant.authoring.written import Scalar
from accordant.evidence.tidy_flow import NULLS

_PLAIN: Final = re.compile(r"[^\s\-?:,\[\]{}#&*!|>'\"%@`=<][^\[\]{}]*")
_RESOLVER: Final = yaml.resolver.Resolver()
_TEXT: Final = "tag:yaml.org,2002:str"
_ESCAPES: Final = {"\\": "\\\\", '"': '\\"', "\n": "\\n", "\t": "\\t", "\r": "\\r"}


def is_null(scalar: Scalar) -> bool:
    """Say whether a scalar is the null: plain, and empty or a word for nothing."""
    return not scalar.style and scalar.text in NULLS


def one_line(scalar: Scalar, *, flow: bool) -> str:
    """Write a scalar on one line, within brackets (`flow`) or not."""
    if is_null(scalar):
        return "null"
    text = scalar.text
    if _stays_plain(scalar) and _may_be_plain(text, flow=flow):
        return text
    if ('"' in text or "\\" in text) and text.isprintable():
        return "'" + text.replace("'", "''") + "'"
    return '"' + "".join(_escaped(char) for char in text) + '"'


def block_lines(text: str) -> list[str] | None:
    """Write a text of several lines as a literal block: its head and its lines; None where a block cannot hold it."""
    lines = text.split("\n")
    shown = all(line.isprintable() and line == line.rstrip() for line in lines)
    if len(lines) == 1 or not shown or not lines[0] or lines[0].startswith((" ", "#")):
        return None
    if not text.endswith("\n"):
        return ["|-", *lines]
    return None if text.endswith("\n\n") else ["|", *lines[:-1]]


def _stays_plain(scalar: Scalar) -> bool:
    """Say whether quotation marks say nothing: other readers would take a plain `yes` or `1` for no text."""
    resolved: str = _RESOLVER.resolve(yaml.ScalarNode, scalar.text, (True, False))  # type: ignore[no-untyped-call]
    return not scalar.style or resolved == _TEXT


def _may_be_plain(text: str, *, flow: bool) -> bool:
    if not _PLAIN.fullmatch(text) or not text.isprintable() or text != text.strip() or text in NULLS:
        return False
    if ": " in text or " #" in text or text.endswith(":") or text.startswith(("---", "...")):
        return False
    return not flow or ("," not in text and "?" not in text)


def _escaped(char: str) -> str:
    if char in _ESCAPES:
        return _ESCAPES[char]
    return char if char.isprintable() else f"\\U{ord(char):08x}"
