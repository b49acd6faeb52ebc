"""Which documents are in effect: accepted by the date, not superseded, within their validity."""

import re
from collections import defaultdict
from collections.abc import Iterable, Sequence
from datetime import date

from accordant.checks.lookup import State, enter, look, whole
from accordant.model.evidence import Document
from accordant.model.values import read_date
from accordant.model.view import UNDATED, Candidate

EXPIRED = "expired"
SUPERSEDED = "superseded"
_UNREADABLE = "of a validity that cannot be read"
_WITHDRAWN = "withdrawn"


def weigh(documents: Iterable[Document], as_of: date) -> tuple[Candidate, ...]:
    """Give every document with what stands against it at the date, oldest first; its state is each rule's matter."""
    some = sorted(documents, key=_age)
    superseded = _superseded(some, as_of)
    return tuple(Candidate(document, _obstacle(document, as_of, superseded)) for document in some)


def _age(document: Document) -> tuple[date, str, str, str]:
    """Order by date, then by version and place, so that the order of files never decides; 10 comes after 9."""
    version = re.sub(r"[0-9]+", lambda digits: digits[0].zfill(20), document.version)
    return (_day(document) or date.min, version, document.id, document.source.file)


def _day(document: Document) -> date | None:
    return document.issued or document.approved_on


def _obstacle(document: Document, as_of: date, superseded: set[str]) -> str:
    out_of_time = _out_of_time(document, as_of)
    if out_of_time:
        return out_of_time
    return SUPERSEDED if document.source.file in superseded else ""


def _out_of_time(document: Document, as_of: date) -> str:
    if document.issued is not None and document.issued > as_of:
        return "of a later date"
    if document.status == "approved" and (unapproved := _unapproved(document, as_of)):
        return unapproved
    if any(look(whole(document), name).state is State.WRONG for name in ("valid_from", "valid_until")):
        return _UNREADABLE
    if document.valid_from is not None and document.valid_from > as_of:
        return "not yet valid"
    if document.valid_until is not None and document.valid_until < as_of:
        return EXPIRED
    return ""


def _unapproved(document: Document, as_of: date) -> str:
    """Say what stands against an approval; a signature may stand in for its day."""
    if document.approved_on is not None:
        return "approved only later" if document.approved_on > as_of else ""
    days = [read_date(look(item, "date").text) for item in enter(whole(document), "signatures").items]
    return "" if any(day is not None and day <= as_of for day in days) else UNDATED


def _superseded(documents: Sequence[Document], as_of: date) -> set[str]:
    """Give the files of documents that another replaced: by naming it, or as its next version.

    What was replaced once stays so, though its successor has expired or was itself replaced.
    """
    known: dict[str, list[Document]] = defaultdict(list)
    for document in filter(lambda one: one.id, documents):
        known[document.id.casefold()].append(document)
    gone: set[str] = set()
    for document in filter(lambda one: _was_in_effect(one, as_of), documents):
        versions = known.get(document.id.casefold(), [])
        before = versions[: versions.index(document)] if document in versions else []
        named = [other for name in document.supersedes for other in known.get(name.casefold(), ())]
        gone |= {other.source.file for other in before if _is_version_of(other, document) or other in named}
        gone |= {other.source.file for other in named if other not in versions and not _is_later(other, document)}
    return gone


def _was_in_effect(document: Document, as_of: date) -> bool:
    """Say whether the document was once in effect, be it or be it not now."""
    if document.status == _WITHDRAWN and document.approved_on is None:
        return False
    accepted = document.status in (*document.type.states, SUPERSEDED, _WITHDRAWN)
    return accepted and _out_of_time(document, as_of) in ("", EXPIRED, _UNREADABLE)


def _is_version_of(other: Document, document: Document) -> bool:
    return other.type.name == document.type.name and other.version != document.version


def _is_later(other: Document, document: Document) -> bool:
    first, second = _day(document), _day(other)
    return first is not None and second is not None and second > first
