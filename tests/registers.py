"""Registers for tests of what is made of them: small findings, and one believable register."""

from typing import Any

from accordant.model.problem import Problem
from accordant.model.register import (
    DrawnConclusion,
    Evidence,
    Finding,
    ListedDocument,
    ListedRelationship,
    ObligationStatus,
    Outcome,
    Register,
    Request,
)
from accordant.model.rules import Obligation, Question


def evidence(file: str, line: int | None = None, column: int | None = None, **fields: Any) -> Evidence:
    given = {"pointer": "", "value": None, "document": None, "title": None, "version": None, "date": None}
    return Evidence(file=file, line=line, column=column, **{**given, "page": None, "key": "", **fields})


def finding(rule: str, subject: str = "organisation", **fields: Any) -> Finding:
    obligation = rule.partition("/")[0]
    given: dict[str, Any] = {
        "id": f"{rule}@{subject}",
        "rule": rule,
        "obligation": obligation,
        "clause": "8.6.9",
        "clause_basis": "inferred",
        "title": "A title",
        "kind": "requirement",
        "level": "system" if subject == "organisation" else "joint",
        "life_cycle_stage": None,
        "subject": subject,
        "outcome": Outcome.CONFORMING,
        "severity": None,
        "severity_reason": None,
        "severity_if_confirmed": None,
        "extent": "part",
        "requirement": "A requirement.",
        "statement": "",
        "evidence": (),
        "remaining": (),
        "provenance": {"obligation": "well-supported", "clause": "inferred"},
        "depends_on": (),
        "also_affects": (),
        "reason": "",
        "advice": None,
        "judgement": None,
    }
    return Finding(**{**given, **fields})


def obligation(key: str, judged_by: str) -> Obligation:
    return Obligation(
        key=key,
        title=key,
        requirement="A requirement.",
        kind="requirement",
        level="system",
        judged_by=judged_by,
        documented="unknown",
        core=False,
        due=None,
        in_force_from=None,
        clauses=(),
        confidence="inferred",
        sources=(),
        remaining=(),
    )


def register(*findings: Finding, **fields: Any) -> Register:
    given: dict[str, Any] = {
        "tool_version": "0.1.0",
        "organisation": "Meridian Water",
        "scope": "",
        "notice": "",
        "audit": "gap",
        "role": "organisation",
        "as_of": "2026-06-30",
        "standard": "ISO 44001:2017",
        "amendments": (),
        "rulebooks": ({"id": "iso44001", "version": "0.1.0", "digest": "sha256:0f1e"},),
        "profile": None,
        "pack": "meridian",
        "pack_digest": "sha256:9a8b",
        "documents": (),
        "decided_by": "durable-rules",
        "verified_by": "reference",
        "relationships": (),
        "limits": (),
        "summary": {"by_outcome": {}, "by_severity": {}, "by_clause": {}, "coverage": {}},
        "obligations": (),
        "findings": findings,
        "conclusions": (),
        "requests": (),
        "intake": (),
    }
    return Register(**{**given, **fields})


EXIT = {"document": "JES-1", "title": "Joint exit strategy", "version": "2", "date": "2026-01-20", "page": "3-4"}


NORTH, SOUTH = "relationship:north", "relationship:south"

_FINDINGS = (
    finding(
        "documents.identified/title-and-date",
        clause="7.5.2",
        clause_basis="confirmed",
        outcome=Outcome.OPPORTUNITY,
        title="Documents carry a title and a date",
        requirement="What is documented can be identified.",
        statement="POL-1 names no next review.",
        evidence=(evidence("policy.xml", 2, 3, pointer="/next_review", document="POL-1", version="4", key="POL-1"),),
        reason="A document nobody can date cannot be relied on.",
        advice="Give every document the date of its next review.",
        severity_if_confirmed=None,
    ),
    finding(
        "audit.programme/planned",
        clause="9.2",
        clause_basis="confirmed",
        title="Internal audits are planned",
        remaining=(Question("interview", "internal auditor", "How was the programme set?"),),
    ),
    finding(
        "exit.joint.agreed/by-all-parties",
        NORTH,
        life_cycle_stage=6,
        outcome=Outcome.NONCONFORMING,
        severity="minor",
        severity_reason="a single lapse",
        title="Joint exit strategy agreed by every party",
        requirement="Every party agreed how the relationship may end.",
        statement="Joint exit strategy is not agreed by hollin.",
        evidence=(
            evidence(
                "relationships/north/exit-strategy.yaml", 12, 5, pointer="/signatures", value="own", key="s", **EXIT
            ),
        ),
        remaining=(Question("interview", "joint management team", "Would you follow this strategy tomorrow?"),),
        advice="Obtain the signature of the party that is missing.",
    ),
    finding(
        "plan.joint.established/in-effect",
        NORTH,
        clause="8.6.10",
        life_cycle_stage=6,
        outcome=Outcome.NOT_EVIDENCED,
        severity_if_confirmed="major",
        title="Joint relationship management plan",
        requirement="The parties keep one joint plan.",
        statement="No joint plan in effect was received.",
        evidence=(evidence("manifest.yaml", 14, 5, pointer="/relationships/0", value="north", key="north"),),
        also_affects=("plan.joint.reviewed/in-time@relationship:north",),
    ),
    finding(
        "plan.joint.reviewed/in-time",
        NORTH,
        clause="8.6.10",
        life_cycle_stage=6,
        outcome=Outcome.NOT_EVIDENCED,
        severity_if_confirmed="minor",
        title="Joint plan reviewed in time",
        depends_on=("plan.joint.established/in-effect@relationship:north",),
    ),
    finding(
        "trust.behaviour/judged",
        NORTH,
        clause="8.7.3",
        life_cycle_stage=6,
        outcome=Outcome.NEEDS_JUDGEMENT,
        title="People behave as the parties agreed",
        requirement="Behaviour supports the relationship.",
        reason="Behaviour is seen, not written.",
        remaining=(Question("observe", "joint management team", "Do meetings follow the agreed behaviours?"),),
    ),
    finding(
        "exit.initial.established/in-effect", SOUTH, clause="8.3.8", outcome=Outcome.NOT_YET_DUE, life_cycle_stage=2
    ),
)

_MERIDIAN: dict[str, Any] = {
    "scope": "Alliances of the renewal programme.",
    "notice": "An invented organisation; not an assessment of anyone.",
    "amendments": ("Amd 1:2024",),
    "documents": (
        ListedDocument("policy.xml", "collaborative_policy", "POL-1", "Policy", "4", "sha256:11", "approved"),
        ListedDocument(
            "relationships/north/exit-strategy.yaml",
            "joint_exit_strategy",
            "JES-1",
            "Joint exit strategy",
            "2",
            "sha256:22",
            "approved",
        ),
    ),
    "relationships": (
        ListedRelationship("north", "North basin renewal alliance", ("own", "hollin"), 6),
        ListedRelationship("south", "South outfall framework", ("own", "tern"), 2),
    ),
    "limits": ("No licensed copy of the standard was used; clause numbers are recollected.",),
    "summary": {
        "by_outcome": {
            "nonconforming": 1,
            "error": 0,
            "not-evidenced": 2,
            "needs-judgement": 1,
            "opportunity": 1,
            "conforming": 1,
            "not-yet-due": 1,
            "not-applicable": 0,
        },
        "by_severity": {"major": 0, "minor": 1},
        "by_clause": {"7.5.2": 1, "8.6.9": 1, "8.6.10": 1, "8.7.3": 1},
        "coverage": {"record": 2, "record+person": 4, "person": 1, "conforming-whole": 0, "conforming-part": 1},
    },
    "obligations": (
        ObligationStatus(
            "exit.joint.agreed",
            "8.6.9",
            "Agreement on the joint exit strategy",
            NORTH,
            "nonconforming",
            "part",
            ("exit.joint.agreed/by-all-parties@relationship:north",),
        ),
    ),
    "conclusions": (
        DrawnConclusion(
            "stage-readiness@relationship:north",
            "stage-readiness",
            NORTH,
            holds=False,
            severity=None,
            members=("exit.joint.agreed/by-all-parties@relationship:north",),
            reason="Duties of stage 5 are open.",
        ),
    ),
    "requests": (Request("joint management team", "Joint relationship management plan", NORTH, ("8.6.10",)),),
    "intake": (Problem("relationships/north/minutes.yaml", 3, 1, "not YAML: a tab cannot start a token"),),
}


def meridian(**fields: Any) -> Register:
    """One organisation, one relationship with gaps, one too young to have any."""
    return register(*_FINDINGS, **{**_MERIDIAN, **fields})
