"""A person's judgement as a document of the pack: what it says, and its file, never written over another."""

import os
import re
from collections.abc import Mapping
from contextlib import suppress
from datetime import date
from pathlib import Path
from typing import NamedTuple

from accordant.errors import UsageError
from accordant.evidence.yaml_writer import write_yaml
from accordant.model.change import Data
from accordant.model.evidence import ORGANISATION

FOLDER = "judgements"
"""The folder of a pack that judgements are written into."""

_OTHER = re.compile(r"[^a-z0-9]+")
_MOST = 1000


class Judged(NamedTuple):
    """What a person judged: which obligation at which subject, the outcome, how, who, what was seen, until when."""

    obligation: str
    subject: str
    outcome: str
    method: str
    who: str
    seen: str
    on: date
    until: date | None


def record(pack: Path, judged: Judged) -> Path:
    """Write the judgement into the folder of a pack, whole or not at all, under a name that nothing has there.

    Raises:
        UsageError: if it cannot be written, or a thousand judgements have been given of the same that day.
    """
    name = _slug(f"{judged.obligation}-{judged.subject.removeprefix('relationship:')}-{judged.on.isoformat()}")
    try:
        folder = pack / FOLDER
        folder.mkdir(exist_ok=True)
        for number in range(1, _MOST):
            identity = name if number == 1 else f"{name}-{number}"
            target = folder / f"{identity}.yaml"
            if not target.exists() and _write(target, write_yaml(_fields(identity, judged))):
                return target
    except OSError as error:
        raise UsageError(f"{error.filename or pack}: {error.strerror}") from None
    raise UsageError(f"{pack / FOLDER}: {_MOST} judgements of {judged.obligation} that day are enough")


def _fields(identity: str, judged: Judged) -> Mapping[str, Data]:
    about = judged.subject.removeprefix("relationship:")
    where: dict[str, Data] = {} if judged.subject == ORGANISATION else {"relationships": [about]}
    until: dict[str, Data] = {"valid_until": judged.until.isoformat()} if judged.until else {}
    return {
        "type": "judgement",
        "id": f"JUDGEMENT-{identity}",
        "title": f"Judgement of {judged.obligation}",
        "version": "1",
        "status": "current",
        "version_date": judged.on.isoformat(),
        **until,
        **where,
        "obligation": judged.obligation,
        "subject": judged.subject,
        "outcome": judged.outcome,
        "method": judged.method,
        "who": judged.who,
        "when": judged.on.isoformat(),
        "seen": judged.seen,
    }


def _write(target: Path, text: str) -> bool:
    """Make the file appear whole; say whether nothing had its name by then."""
    part = target.with_name(f".{target.name}.{os.getpid()}.part")
    part.write_bytes(text.encode())
    try:
        # Unlike a renaming, a link never takes the place of another file.
        os.link(part, target)
    except FileExistsError:
        return False
    finally:
        with suppress(OSError):
            part.unlink()
    return True


def _slug(text: str) -> str:
    return _OTHER.sub("-", text.lower()).strip("-")
