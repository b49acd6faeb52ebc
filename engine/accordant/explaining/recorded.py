"""A register that `check --format json` wrote: what it says was judged, and how, and whether this is it again."""

import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any, NamedTuple

from accordant.errors import UsageError
from accordant.model.evidence import Pack
from accordant.model.register import Finding, Register

_SCHEMA = "register.json"


class Recorded(NamedTuple):
    """What a register of old says of itself: its file, pack, digest, terms, rules, profile, each finding's outcome."""

    file: str
    pack: str
    digest: str
    as_of: str
    role: str
    audit: str
    rulebooks: tuple[tuple[str, str, str], ...]
    profile: str
    outcomes: Mapping[str, str]


def read_recorded(file: Path) -> Recorded:
    """Read a register.

    Raises:
        UsageError: if it cannot be read, or is none.
    """
    try:
        data = json.loads(file.read_bytes())
    except OSError as error:
        raise UsageError(f"{file}: {error.strerror}") from error
    except (ValueError, RecursionError) as error:
        raise UsageError(f"{file} is not JSON: {error}") from error
    if not isinstance(data, dict) or data.get("schema") != _SCHEMA:
        raise UsageError(f"{file} is not a register: accordant check PACK --format json writes one")
    try:
        return _recorded(str(file), data)
    except (KeyError, TypeError, AttributeError) as error:
        raise UsageError(f"{file} is not a whole register: {error} is missing or of another form") from error


def _recorded(file: str, data: Mapping[str, Any]) -> Recorded:
    return Recorded(
        file=file,
        pack=str(data["evidence"]["pack"]),
        digest=str(data["evidence"]["digest"]),
        as_of=str(data["as_of"]),
        role=str(data["role"]),
        audit=str(data["audit"]),
        rulebooks=tuple((str(one["id"]), str(one["version"]), str(one["digest"])) for one in data["rulebooks"]),
        profile=_profile(data["profile"]),
        outcomes={str(one["id"]): str(one["outcome"]) for one in data["findings"]},
    )


def _profile(data: Mapping[str, Any] | None) -> str:
    return f"{data['id']} {data['version']} {data['digest']}" if data else "no profile"


def same_pack(recorded: Recorded, pack: Pack) -> None:
    """Say nothing if the pack is the one that was judged.

    Raises:
        UsageError: if it is another, or was changed since.
    """
    if pack.digest != recorded.digest:
        raise UsageError(
            f"{recorded.file} was made from {recorded.pack} with digest {recorded.digest}; {pack.name} has "
            f"{pack.digest}: it is another pack, or was changed since"
        )


def same_verdict(recorded: Recorded, register: Register, finding: Finding) -> None:
    """Say nothing if the finding is in the register of old as it is now.

    Raises:
        UsageError: if the rules are others, or the verdict is another.
    """
    now = tuple((one["id"], one["version"], one["digest"]) for one in register.rulebooks)
    if now != recorded.rulebooks:
        was, here = (", ".join(" ".join(one) for one in some) for some in (recorded.rulebooks, now))
        raise UsageError(f"{recorded.file} was made with other rules: {was}; here there are {here}")
    applied = register.profile
    profile = f"{applied.id} {applied.version} {applied.digest}" if applied else "no profile"
    if profile != recorded.profile:
        raise UsageError(f"{recorded.file} was made with {recorded.profile}; here there is {profile}: give --profile")
    before = recorded.outcomes.get(finding.id)
    if before != finding.outcome.value:
        raise UsageError(
            f"{recorded.file} has {finding.id} as {before or 'no finding'}, here it is {finding.outcome.value}: "
            "give the options that the register was made with (--absence)"
        )
