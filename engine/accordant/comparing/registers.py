"""A register written earlier, read back as verdicts: comparable still after rules were renamed, divided or retired."""

import json
from collections.abc import Mapping
from typing import Any, NamedTuple

from accordant.comparing.change import Verdict, VerdictChange
from accordant.comparing.verdicts import SYSTEMIC, Verdicts, changed, verdicts_of
from accordant.errors import UsageError
from accordant.model.register import Register
from accordant.model.tailoring import Successor


class EarlierRegister(NamedTuple):
    """What of a register written earlier a later one is held against."""

    pack: str
    as_of: str
    rulebooks: tuple[tuple[str, str], ...]
    verdicts: Verdicts


def read_register(content: bytes, file: str) -> EarlierRegister:
    """Read a register as `check --format json` wrote it, with any version of the tool.

    Raises:
        UsageError: if it is none.
    """
    try:
        data = json.loads(content)
        verdicts = {(one["rule"], one["subject"]): _verdict(one) for one in data["findings"]}
        drawn = [one for one in data["conclusions"] if one["rule"].startswith(f"{SYSTEMIC}-")]
        verdicts |= {(one["id"], one["subject"]): Verdict(SYSTEMIC, one["severity"]) for one in drawn}
        books = tuple((str(one["id"]), str(one["version"])) for one in data["rulebooks"])
        return EarlierRegister(data["evidence"]["pack"], data["as_of"], books, verdicts)
    except (ValueError, KeyError, TypeError, AttributeError) as error:
        raise UsageError(f"{file}: not a register: {error}") from error


def changes_since(
    earlier: EarlierRegister, register: Register, successors: Mapping[str, Successor]
) -> tuple[VerdictChange, ...]:
    """Give every verdict that differs from the earlier register's, old rules held against their successors."""
    return tuple(changed(register.pack, earlier.verdicts, verdicts_of(register), successors))


def _verdict(finding: Mapping[str, Any]) -> Verdict:
    return Verdict(str(finding["outcome"]), finding["severity"])
