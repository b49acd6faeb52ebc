"""The register: the result of one assessment, as `schemas/register.json` describes it.

Every value is plain: strings, integers, tuples. Dates are `YYYY-MM-DD`.
"""

from collections.abc import Mapping
from enum import StrEnum
from typing import TYPE_CHECKING, NamedTuple

from accordant.model.evidence import Attachment, Seal
from accordant.model.problem import Problem
from accordant.model.rules import Question
from accordant.model.tailoring import Deviation

if TYPE_CHECKING:
    # Few registers have anything beside them: a start without it does not pay for its nouns.
    from accordant.model.beside import Beside


class Outcome(StrEnum):
    """What a rule found at a subject."""

    NONCONFORMING = "nonconforming"
    ERROR = "error"
    NOT_EVIDENCED = "not-evidenced"
    NEEDS_JUDGEMENT = "needs-judgement"
    OPPORTUNITY = "opportunity"
    CONFORMING = "conforming"
    NOT_YET_DUE = "not-yet-due"
    NOT_APPLICABLE = "not-applicable"


ENTRIES = (
    Outcome.NONCONFORMING,
    Outcome.ERROR,
    Outcome.NOT_EVIDENCED,
    Outcome.NEEDS_JUDGEMENT,
    Outcome.OPPORTUNITY,
)
"""The outcomes that make a register entry, worst first."""


class Evidence(NamedTuple):
    """One citation, with its place computed; line and column count from 1, sheet and cell stand for them in Excel."""

    file: str
    line: int | None
    column: int | None
    pointer: str
    value: str | None
    document: str | None
    title: str | None
    version: str | None
    date: str | None
    page: str | None
    key: str
    sheet: str | None = None
    cell: str | None = None


class Finding(NamedTuple):
    """One rule at one subject. `requirement`, `statement` and `evidence` are the three parts of a nonconformity.

    `strength` is the weakest link among the documents it rests on, in one word; None where it rests on none.
    """

    id: str
    rule: str
    obligation: str
    clause: str
    clause_basis: str
    title: str
    kind: str
    level: str
    life_cycle_stage: int | None
    subject: str
    outcome: Outcome
    severity: str | None
    severity_reason: str | None
    severity_if_confirmed: str | None
    extent: str
    requirement: str
    statement: str
    evidence: tuple[Evidence, ...]
    remaining: tuple[Question, ...]
    provenance: Mapping[str, str]
    depends_on: tuple[str, ...]
    also_affects: tuple[str, ...]
    reason: str
    advice: str | None
    judgement: Evidence | None
    strength: str | None = None


def makes_entry(finding: Finding) -> bool:
    """Say whether the finding stands in the register as an entry: its outcome is one and no primary lists it."""
    return finding.outcome in ENTRIES and not finding.depends_on


def questions_owed(finding: Finding) -> tuple[Question, ...]:
    """Return what remains for a person to ask now: nothing of a duty that is not yet due."""
    return () if finding.outcome is Outcome.NOT_YET_DUE else finding.remaining


class ObligationStatus(NamedTuple):
    """Where one obligation stands at one subject, over all its rules."""

    obligation: str
    clause: str
    title: str
    subject: str
    status: str
    extent: str
    findings: tuple[str, ...]


class DrawnConclusion(NamedTuple):
    """Something inferred from findings, with the findings it rests on."""

    id: str
    rule: str
    subject: str
    holds: bool
    severity: str | None
    members: tuple[str, ...]
    reason: str


class Signature(NamedTuple):
    """Who signed a document, for which party, with what authority, and when; None where it is no date."""

    party: str
    person: str
    authority: str
    date: str | None


class Standing(NamedTuple):
    """What speaks for a document: `strength` is its weakest link in one word, `because` the same in words.

    `dated` is the day it bears; `approved` is yes, kept (a record that is not approved but kept) or no; `original` says
    how the original was found that it was transcribed from, and the fields after it what the document says of it.
    """

    strength: str
    because: str
    dated: str | None
    approved: str
    approved_on: str | None
    approved_by: str
    authority: str
    signatures: tuple[Signature, ...]
    valid_until: str | None
    in_effect: bool
    transcribed: str
    original: str
    original_file: str
    pages: str
    sha256: str


class ListedDocument(NamedTuple):
    """One document of the pack, as the register lists it; the manifest, a claim, has no standing."""

    file: str
    type: str
    id: str
    title: str
    version: str
    digest: str
    status: str
    standing: Standing | None = None


class ListedRelationship(NamedTuple):
    """One relationship of the manifest; the stage is the one it was judged at."""

    id: str
    title: str
    parties: tuple[str, ...]
    life_cycle_stage: int | None


class Request(NamedTuple):
    """A document that is missing, whom to ask for it, and the obligations that wait for it."""

    whom: str
    document: str
    subject: str
    clauses: tuple[str, ...]


class AppliedProfile(NamedTuple):
    """The profile of an assessment (several: their ids and versions joined by `+`), and every way it deviates."""

    id: str
    version: str
    digest: str
    deviations: tuple[Deviation, ...]


class Register(NamedTuple):
    """One assessment. Findings, obligations and conclusions are complete and sorted: only reports leave out.

    `beside` is what the reader asked to see beside the findings; it is no part of what was assessed. `sound` says that
    the evidence was read whole and is what it claims to be.
    """

    tool_version: str
    organisation: str
    scope: str
    notice: str
    audit: str
    role: str
    as_of: str
    standard: str
    amendments: tuple[str, ...]
    rulebooks: tuple[Mapping[str, str], ...]
    profile: AppliedProfile | None
    pack: str
    pack_digest: str
    documents: tuple[ListedDocument, ...]
    decided_by: str
    verified_by: str | None
    relationships: tuple[ListedRelationship, ...]
    limits: tuple[str, ...]
    summary: Mapping[str, Mapping[str, int]]
    obligations: tuple[ObligationStatus, ...]
    findings: tuple[Finding, ...]
    conclusions: tuple[DrawnConclusion, ...]
    requests: tuple[Request, ...]
    intake: tuple[Problem, ...]
    beside: "Beside | None" = None
    sound: bool = True
    attachments: tuple[Attachment, ...] = ()
    seal: Seal | None = None
