"""What a check may see: one subject's evidence at one date, and nothing else."""

from collections.abc import Mapping, Sequence
from datetime import date
from typing import NamedTuple

from accordant.model.catalogue import DocumentType
from accordant.model.evidence import Document, Manifest, Relationship

UNDATED = "approved without a date"
"""The obstacle of a document that says it is approved but not when: it satisfies nothing, and is itself a defect."""


class Candidate(NamedTuple):
    """A document about the subject; `obstacle` says why it is not in effect at the date, its state left aside."""

    document: Document
    obstacle: str


class View(NamedTuple):
    """One subject at one date.

    `candidates` holds, by type, every document about the subject, oldest first; `everything` every document of the
    pack. `stage` is the life-cycle stage the relationship is judged at (None: unknown, or the organisation).
    `entered` is when the duty's stage was entered (for the organisation: when the system was adopted).
    `types` are the declared types of document, by name, `labels` their labels.
    """

    subject: str
    as_of: date
    manifest: Manifest | None
    relationship: Relationship | None
    stage: int | None
    entered: date | None
    candidates: Mapping[str, Sequence[Candidate]]
    everything: tuple[Candidate, ...]
    labels: Mapping[str, str]
    types: Mapping[str, DocumentType] = {}
