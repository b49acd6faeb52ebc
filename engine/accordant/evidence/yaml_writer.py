"""Plain data to YAML as people write it: block style, quoted only where a text could be taken for something else."""

import json
import re
from collections.abc import Mapping

from accordant.evidence.tidy_flow import NULLS
from accordant.model.change import Data

_PLAIN = re.compile(r"[A-Za-z0-9]([A-Za-z0-9 _./()-]*[A-Za-z0-9_./()-])?")
_INDENT = "  "


def write_yaml(data: Mapping[str, Data]) -> str:
    """Return the YAML that `read_yaml` reads as this data.

    Raises:
        ValueError: for no fields at all.
    """
    return "\n".join(_lines(dict(data), "")) + "\n"


def _lines(data: Data, indent: str) -> list[str]:
    if isinstance(data, dict) and data:
        return [line for name, value in data.items() for line in _entry(f"{indent}{name}:", value, indent)]
    if isinstance(data, list) and data:
        return [line for value in data for line in _item(value, indent)]
    raise ValueError("neither fields nor items")


def _entry(head: str, value: Data, indent: str) -> list[str]:
    if isinstance(value, (dict, list)) and value:
        return [head, *_lines(value, indent + _INDENT)]
    return [f"{head} {_scalar(value)}".rstrip()]


def _item(value: Data, indent: str) -> list[str]:
    if isinstance(value, (dict, list)) and value:
        first, *rest = _lines(value, indent + _INDENT)
        return [f"{indent}- {first.lstrip()}", *rest]
    return [f"{indent}- {_scalar(value)}".rstrip()]


def _scalar(value: Data) -> str:
    if value is None:
        return ""
    if not isinstance(value, str):
        return "{}" if isinstance(value, dict) else "[]"
    plain = _PLAIN.fullmatch(value) and value not in NULLS
    # Unlike JSON, YAML wants DEL, the C1 controls and the line ends of Unicode escaped, and knows no surrogates.
    quoted = json.dumps(value, ensure_ascii=False)
    return value if plain else "".join(char if char.isprintable() else f"\\U{ord(char):08x}" for char in quoted)
