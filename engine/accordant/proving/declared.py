"""Declared reasons: which mutants nothing can tell from the rule, and why, in `proof.yaml` beside the rules."""

from collections.abc import Sequence
from fnmatch import fnmatchcase
from pathlib import Path
from typing import Any, NamedTuple

import yaml

from accordant.errors import RulebookError, UsageError
from accordant.model.problem import Problem

FILE = "proof.yaml"


class Declared(NamedTuple):
    """A pattern of ids (`*` is any text) and why nothing can tell these mutants from the rule."""

    mutant: str
    reason: str


def read_declared(folders: Sequence[Path]) -> tuple[Declared, ...]:
    """Read what the folders of rules declare, in order.

    Raises:
        RulebookError: for a file that is not a list `explained` of `mutant` and `reason`.
        UsageError: for one that cannot be read.
    """
    return tuple(one for folder in folders for one in _read(folder / FILE))


def reason_of(identity: str, declared: Sequence[Declared]) -> str:
    """Give the declared reason for a mutant's id, nothing where there is none."""
    return next((one.reason for one in declared if fnmatchcase(identity, one.mutant)), "")


def _read(file: Path) -> tuple[Declared, ...]:
    if not file.is_file():
        return ()
    try:
        data = yaml.load(file.read_text(encoding="utf-8"), Loader=yaml.BaseLoader)  # noqa: S506 - makes text only
    except OSError as error:
        raise UsageError(f"{file}: {error.strerror}") from None
    except (yaml.YAMLError, UnicodeDecodeError) as error:
        raise RulebookError((Problem(str(file), None, None, f"cannot be read: {error}"),)) from None
    entries = data.get("explained") if isinstance(data, dict) else None
    if not isinstance(entries, list) or not all(_is_sound(entry) for entry in entries):
        wanted = "must hold a list `explained`, each with `mutant` (a pattern of ids) and `reason`"
        raise RulebookError((Problem(str(file), None, None, wanted),))
    return tuple(Declared(entry["mutant"], entry["reason"]) for entry in entries)


def _is_sound(entry: Any) -> bool:
    return (
        isinstance(entry, dict)
        and set(entry) == {"mutant", "reason"}
        and all(isinstance(value, str) and value.strip() for value in entry.values())
    )
