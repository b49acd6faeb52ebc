"""A register as JSON: the shape `schemas/register.json` describes, every field named here."""

import json
from typing import TYPE_CHECKING, Any

from accordant.model.evidence import Attachment, Seal
from accordant.model.problem import Problem
from accordant.model.register import (
    AppliedProfile,
    DrawnConclusion,
    Evidence,
    Finding,
    ListedDocument,
    ListedRelationship,
    ObligationStatus,
    Register,
    Request,
    Standing,
)
from accordant.reports.audience import for_audience, may_advise

if TYPE_CHECKING:
    from accordant.model.beside import Beside

SCHEMA = "register.json"
_text = json.JSONEncoder(ensure_ascii=False).encode


def render_json(register: Register) -> str:
    """Return the whole register, every finding of it, as JSON with a final line end: one finding a line."""
    text = ",\n".join(f"  {_text(name)}: {_value(value)}" for name, value in _register(for_audience(register)).items())
    # A lone surrogate has no UTF-8; its JSON escape says the same.
    return f"{{\n{text}\n}}\n".encode("utf-8", "backslashreplace").decode("utf-8")


def _value(value: Any) -> str:
    """Write what a list holds one a line: registers compare by lines, and to indent deeper costs eight times more."""
    if not isinstance(value, list) or not value:
        return _text(value)
    lines = ",\n".join(f"    {_text(item)}" for item in value)
    return f"[\n{lines}\n  ]"


def _register(register: Register) -> dict[str, Any]:
    return {
        "schema": SCHEMA,
        "tool": {"name": "accordant", "version": register.tool_version},
        "organisation": register.organisation,
        "scope": register.scope,
        "notice": register.notice,
        "audit": register.audit,
        "role": register.role,
        "as_of": register.as_of,
        "standard": {"id": register.standard, "amendments": list(register.amendments)},
        "rulebooks": [{name: one[name] for name in ("id", "version", "digest")} for one in register.rulebooks],
        "profile": _profile(register.profile) if register.profile else None,
        "evidence": {
            "pack": register.pack,
            "digest": register.pack_digest,
            "documents": [_document(document) for document in register.documents],
            "attachments": [_attachment(attachment) for attachment in register.attachments],
            "seal": _seal(register.seal) if register.seal else None,
        },
        "engines": {"decided_by": register.decided_by, "verified_by": register.verified_by},
        "relationships": [_relationship(relationship) for relationship in register.relationships],
        "limits": list(register.limits),
        "summary": {
            name: dict(register.summary[name]) for name in ("by_outcome", "by_severity", "by_clause", "coverage")
        },
        "obligations": [_obligation(obligation) for obligation in register.obligations],
        "findings": _findings(register),
        "conclusions": [_conclusion(conclusion) for conclusion in register.conclusions],
        "requests": [_request(request) for request in register.requests],
        "intake": [_problem(problem) for problem in register.intake],
        **(_described(register.beside) if register.beside else {}),
    }


def _findings(register: Register) -> list[dict[str, Any]]:
    advise, beside = may_advise(register), register.beside
    found = [_finding(finding, advise=advise) for finding in register.findings]
    if beside is None:
        return found
    return [one | _beside(finding, beside) for one, finding in zip(found, register.findings, strict=True)]


def _beside(finding: Finding, beside: "Beside") -> dict[str, Any]:
    """Return what was asked for beside a finding, and nothing else."""
    from accordant.model.beside import clause_text  # noqa: PLC0415 - few registers have anything beside them
    from accordant.reports.aside import column_json  # noqa: PLC0415

    places = {column.name: column_json(column, finding.obligation) for column in beside.columns}
    texts = beside.texts
    return {
        **({"crosswalks": places} if beside.columns else {}),
        **({"clause_text": clause_text(texts, finding.obligation, finding.clause) or None} if texts else {}),
    }


def _described(beside: "Beside") -> dict[str, Any]:
    """Return what the crosswalks are and what they rest on, and whose the clause text is."""
    columns = [{"name": one.name, "title": one.title, "about": one.about} for one in beside.columns]
    texts = beside.texts
    return {
        **({"crosswalks": columns} if columns else {}),
        **({"clause_text": {"edition": texts.edition, "licence": texts.licence}} if texts else {}),
    }


def _profile(profile: AppliedProfile) -> dict[str, Any]:
    return {
        "id": profile.id,
        "version": profile.version,
        "digest": profile.digest,
        "deviations": [
            {
                "profile": one.profile,
                "kind": one.kind,
                "what": one.what,
                "was": one.was,
                "now": one.now,
                "reason": one.reason,
            }
            for one in profile.deviations
        ],
    }


def _document(document: ListedDocument) -> dict[str, Any]:
    return {
        "file": document.file,
        "type": document.type,
        "id": document.id,
        "title": document.title,
        "version": document.version,
        "digest": document.digest,
        "status": document.status,
        "standing": _standing(document.standing) if document.standing else None,
    }


def _standing(standing: Standing) -> dict[str, Any]:
    return {
        "strength": standing.strength,
        "because": standing.because,
        "dated": standing.dated,
        "approved": standing.approved,
        "approved_on": standing.approved_on,
        "approved_by": standing.approved_by,
        "authority": standing.authority,
        "signatures": [
            {"party": one.party, "person": one.person, "authority": one.authority, "date": one.date}
            for one in standing.signatures
        ],
        "valid_until": standing.valid_until,
        "in_effect": standing.in_effect,
        "transcribed": standing.transcribed,
        "original": standing.original,
        "original_file": standing.original_file,
        "pages": standing.pages,
        "sha256": standing.sha256,
    }


def _attachment(attachment: Attachment) -> dict[str, Any]:
    return {
        "file": attachment.file,
        "size": attachment.size,
        "digest": attachment.digest,
        "cited_by": list(attachment.cited_by),
    }


def _seal(seal: Seal) -> dict[str, Any]:
    return {"file": seal.file, "sealed_on": seal.sealed_on, "digest": seal.digest, "holds": seal.holds}


def _relationship(relationship: ListedRelationship) -> dict[str, Any]:
    return {
        "id": relationship.id,
        "title": relationship.title,
        "parties": list(relationship.parties),
        "life_cycle_stage": relationship.life_cycle_stage,
    }


def _obligation(obligation: ObligationStatus) -> dict[str, Any]:
    return {
        "obligation": obligation.obligation,
        "clause": obligation.clause,
        "title": obligation.title,
        "subject": obligation.subject,
        "status": obligation.status,
        "extent": obligation.extent,
        "findings": list(obligation.findings),
    }


def _finding(finding: Finding, *, advise: bool) -> dict[str, Any]:
    return {
        "id": finding.id,
        "rule": finding.rule,
        "obligation": finding.obligation,
        "clause": finding.clause,
        "clause_basis": finding.clause_basis,
        "title": finding.title,
        "kind": finding.kind,
        "level": finding.level,
        "life_cycle_stage": finding.life_cycle_stage,
        "subject": finding.subject,
        "outcome": finding.outcome.value,
        "severity": finding.severity,
        "severity_reason": finding.severity_reason,
        "severity_if_confirmed": finding.severity_if_confirmed,
        "extent": finding.extent,
        "state": None,  # set against the last register, which is not read yet
        "requirement": finding.requirement,
        "statement": finding.statement,
        "evidence": [citation_data(evidence) for evidence in finding.evidence],
        "remaining": [
            {"method": question.method, "whom": question.whom, "question": question.question}
            for question in finding.remaining
        ],
        "provenance": {name: finding.provenance[name] for name in ("obligation", "clause")},
        "depends_on": list(finding.depends_on),
        "also_affects": list(finding.also_affects),
        "reason": finding.reason,
        **({"advice": finding.advice} if advise else {}),
        "judgement": citation_data(finding.judgement) if finding.judgement else None,
        "strength": finding.strength,
        "follow_up": {},
    }


def citation_data(evidence: Evidence) -> dict[str, Any]:
    """Return one citation as every JSON of ours has it."""
    return {
        "file": evidence.file,
        "line": evidence.line,
        "column": evidence.column,
        **sheet_data(evidence.sheet, evidence.cell),
        "pointer": evidence.pointer,
        "value": evidence.value,
        "document": evidence.document,
        "title": evidence.title,
        "version": evidence.version,
        "date": evidence.date,
        "page": evidence.page,
        "key": evidence.key,
    }


def sheet_data(sheet: str | None, cell: str | None) -> dict[str, Any]:
    """Return where in a workbook something stands; nothing for what stands in a text."""
    return {} if sheet is None else {"sheet": sheet, "cell": cell}


def _conclusion(conclusion: DrawnConclusion) -> dict[str, Any]:
    return {
        "id": conclusion.id,
        "rule": conclusion.rule,
        "subject": conclusion.subject,
        "holds": conclusion.holds,
        "severity": conclusion.severity,
        "members": list(conclusion.members),
        "reason": conclusion.reason,
    }


def _request(request: Request) -> dict[str, Any]:
    return {
        "whom": request.whom,
        "document": request.document,
        "subject": request.subject,
        "clauses": list(request.clauses),
    }


def _problem(problem: Problem) -> dict[str, Any]:
    return {
        "file": problem.file,
        "line": problem.line,
        "column": problem.column,
        **sheet_data(problem.sheet, problem.cell),
        "message": problem.message,
    }
