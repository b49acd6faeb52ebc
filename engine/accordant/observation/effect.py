"""Which documents are in effect: accepted by the date, not superseded, within their validity."""

from collections.abc import Iterable
from datetime import date

from accordant.model.evidence import Document
from accordant.model.view import Candidate


def weigh(documents: Iterable[Document], as_of: date) -> tuple[Candidate, ...]:
    """Give every document with what stands against it at the date, oldest first; its state is each rule's matter."""
    some = sorted(documents, key=_age)
    living = [document for document in some if not _out_of_time(document, as_of)]
    superseded = _superseded(living)
    return tuple(Candidate(document, _obstacle(document, as_of, superseded)) for document in some)


def _age(document: Document) -> tuple[date, str, str, str]:
    """Order by date, then by version and place, so that the order of files never decides."""
    return (document.issued or document.approved_on or date.min, document.version, document.id, document.source.file)


def _obstacle(document: Document, as_of: date, superseded: set[str]) -> str:
    out_of_time = _out_of_time(document, as_of)
    if out_of_time:
        return out_of_time
    return "superseded" if document.source.file in superseded else ""


def _out_of_time(document: Document, as_of: date) -> str:
    if document.issued is not None and document.issued > as_of:
        return "of a later date"
    if document.status == "approved" and not document.root.fields.get("signatures"):
        if document.approved_on is None:
            return "approved without a date"
        if document.approved_on > as_of:
            return "approved only later"
    if document.valid_from is not None and document.valid_from > as_of:
        return "not yet valid"
    if document.valid_until is not None and document.valid_until < as_of:
        return "expired"
    return ""


def _superseded(living: list[Document]) -> set[str]:
    """Give the files of documents that a later one in effect replaces: by naming it, or as its next version."""
    gone: set[str] = set()
    for position, document in enumerate(living):
        if document.status not in document.type.states:
            continue
        for other in living[:position]:
            next_version = (
                other.type.name == document.type.name and other.id == document.id and other.version != document.version
            )
            if other.id and (other.id in document.supersedes or next_version):
                gone.add(other.source.file)
    return gone
