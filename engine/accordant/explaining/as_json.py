"""An explanation as JSON: the shape `schemas/explanation.json` describes, every field named here."""

import json
from typing import Any

from accordant.explaining.conditions import Judged, JudgedCheck
from accordant.explaining.explanation import Explanation
from accordant.explaining.proposing import Part, Proposal, Shift
from accordant.model.change import NewDocument, Removed
from accordant.reports.json_report import citation_data, sheet_data

SCHEMA = "explanation.json"


def render_json(explanation: Explanation) -> str:
    """Return the explanation as JSON with a final line end; the tree of conditions is always in it."""
    register, finding = explanation.register, explanation.finding
    whole = {
        "schema": SCHEMA,
        "pack": register.pack,
        "digest": register.pack_digest,
        "as_of": register.as_of,
        "role": register.role,
        "finding": finding.id,
        "rule": finding.rule,
        "subject": finding.subject,
        "clause": finding.clause,
        "clause_basis": finding.clause_basis,
        "title": finding.title,
        "outcome": finding.outcome.value,
        "severity": finding.severity,
        "severity_if_confirmed": finding.severity_if_confirmed,
        "because": explanation.because,
        "statement": finding.statement,
        "requirement": finding.requirement,
        "obligation": {
            "obligation": explanation.obligation.obligation,
            "title": explanation.obligation.title,
            "status": explanation.obligation.status,
            "extent": explanation.obligation.extent,
        },
        "depends_on": list(finding.depends_on),
        "also_affects": list(finding.also_affects),
        "conditions": {name: _condition(condition) for name, condition in explanation.conditions.items()},
        "proposal": _proposal(explanation.proposal) if explanation.proposal else None,
        "unproposed": explanation.unproposed,
    }
    text = json.dumps(whole, indent=2, ensure_ascii=False) + "\n"
    # A lone surrogate has no UTF-8; its JSON escape says the same.
    return text.encode("utf-8", "backslashreplace").decode("utf-8")


def _condition(condition: Judged) -> dict[str, Any]:
    shared = {"value": condition.value.value, "wanted": condition.wanted.value, "counts": condition.counts}
    if isinstance(condition, JudgedCheck):
        return {
            "name": condition.name,
            "check": condition.kind,
            "asked": condition.asked,
            "statement": condition.statement,
            **shared,
            "evidence": [citation_data(one) for one in condition.evidence],
        }
    return {"operator": condition.operator, **shared, "parts": [_condition(part) for part in condition.parts]}


def _proposal(proposal: Proposal) -> dict[str, Any]:
    return {
        "outcome": proposal.outcome.value,
        "because": proposal.because,
        "changes": [_part(part) for part in proposal.parts],
        "other_verdicts": [_shift(one) for one in proposal.others],
    }


def _part(part: Part) -> dict[str, Any]:
    change = part.change
    if isinstance(change, NewDocument):
        return {"change": "new-document", "type": change.type, "data": change.data, "good_practice": part.for_merit}
    line, column, sheet, cell = part.place
    place = {
        "file": part.file,
        "document": part.document or None,
        "line": line,
        "column": column,
        **sheet_data(sheet, cell),
        "pointer": change.pointer,
    }
    if isinstance(change.value, Removed):
        return {"change": "remove", **place, "was": part.was, "good_practice": part.for_merit}
    return {"change": "set", **place, "value": change.value, "was": part.was, "good_practice": part.for_merit}


def _shift(one: Shift) -> dict[str, Any]:
    return {"finding": one.finding, "title": one.title, "before": one.before, "after": one.after}
