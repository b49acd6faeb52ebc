"""A register written earlier or later, read back: its verdicts, what they are about, and on what terms it was made."""

import json
from collections.abc import Mapping
from typing import Any, NamedTuple

from accordant.comparing.change import Verdict
from accordant.comparing.verdicts import SYSTEMIC, Verdicts
from accordant.errors import UsageError


class Topic(NamedTuple):
    """What a verdict is about, as the register has it; `extent` says whether the rule judges all of an obligation."""

    clause: str
    title: str
    extent: str


class ReadRegister(NamedTuple):
    """What of a register is compared; `terms` is by what people call them, `topics` by rule."""

    organisation: str
    pack: str
    as_of: str
    rulebooks: tuple[tuple[str, str], ...]
    terms: Mapping[str, str]
    verdicts: Verdicts
    topics: Mapping[str, Topic]

    @property
    def subjects(self) -> frozenset[str]:
        """The subjects that were judged."""
        return frozenset(subject for _, subject in self.verdicts)


def read_register(content: bytes, file: str) -> ReadRegister:
    """Read a register as `check --format json` wrote it, with any version of the tool.

    Raises:
        UsageError: if it is none.
    """
    try:
        data = json.loads(content)
        drawn = [one for one in data["conclusions"] if one["rule"].startswith(f"{SYSTEMIC}-")]
        verdicts = {(one["rule"], one["subject"]): _verdict(one) for one in data["findings"]}
        verdicts |= {(one["id"], one["subject"]): Verdict(SYSTEMIC, one["severity"]) for one in drawn}
        topics = {one["rule"]: _topic(one) for one in data["findings"]}
        topics |= {one["id"]: Topic("", str(one.get("reason", "")), "whole") for one in drawn}
        books = tuple((str(one["id"]), str(one["version"])) for one in data["rulebooks"])
        return ReadRegister(
            str(data["organisation"] or ""), str(data["evidence"]["pack"]), str(data["as_of"]), books, _terms(data),
            verdicts, topics,
        )  # fmt: skip
    except (ValueError, KeyError, TypeError, AttributeError, RecursionError) as error:
        raise UsageError(f"{file}: not a register: {error}") from error


def _verdict(finding: Mapping[str, Any]) -> Verdict:
    return Verdict(str(finding["outcome"]), finding["severity"])


def _topic(finding: Mapping[str, Any]) -> Topic:
    number = str(finding["clause"] or "")
    mark = "?" if number and finding["clause_basis"] != "confirmed" else ""
    return Topic(f"{number}{mark}", str(finding["title"]), str(finding["extent"]))


def _terms(data: Mapping[str, Any]) -> Mapping[str, str]:
    profile = data["profile"]
    return {
        "audit": str(data["audit"]),
        "role": str(data["role"]),
        "profile": f"{profile['id']} {profile['version']}" if profile else "none",
    }
