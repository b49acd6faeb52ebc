"""The words a person reads for outcomes, grades, clause numbers, subjects and citations, the same in every report."""

from collections.abc import Callable, Mapping

from accordant.model.place import written_place
from accordant.model.register import Evidence, Finding, Outcome, Register
from accordant.model.rules import Question
from accordant.model.tailoring import Deviation
from accordant.reports.audience import may_grade

AREA_OF_CONCERN = "area of concern"
ORGANISATION = "organisation"
FOOTNOTE = "? after a clause number: the number is recollected or inferred, not confirmed against the standard."

_OUTCOMES: Mapping[Outcome, str] = {
    Outcome.NONCONFORMING: "nonconforming",
    Outcome.ERROR: "error",
    Outcome.NOT_EVIDENCED: "not evidenced",
    Outcome.NEEDS_JUDGEMENT: "needs judgement",
    Outcome.OPPORTUNITY: "opportunity",
    Outcome.CONFORMING: "conforming",
    Outcome.NOT_YET_DUE: "not yet due",
    Outcome.NOT_APPLICABLE: "not applicable",
}

_DEVIATIONS: Mapping[str, str] = {
    "parameter": "parameter {}",
    "states": "states in which {} counts",
    "rulebook": "rules of the folder {}",
    "severity": "grade of a failure of {}",
    "not-checked": "rule {}",
}

_AUDITS: Mapping[str, str] = {
    "gap": "gap analysis",
    "initial-1": "initial audit, stage 1",
    "initial-2": "initial audit, stage 2",
    "surveillance": "surveillance audit",
}


def audit_words(audit: str) -> str:
    """Return the kind of audit in words."""
    return _AUDITS.get(audit, audit)


def outcome_words(outcome: Outcome, *, extent: str, graded: bool) -> str:
    """Return an outcome in words: conforming in part is never more than that no gap was found."""
    if outcome is Outcome.CONFORMING and extent != "whole":
        return "no gap found (part)"
    if outcome is Outcome.NONCONFORMING and not graded:
        return AREA_OF_CONCERN
    return _OUTCOMES[outcome]


def grade(register: Register, finding: Finding) -> str:
    """Return what a finding amounts to: its grade where it has one, else its outcome and the grade to expect."""
    if finding.outcome is Outcome.NONCONFORMING and finding.severity:
        return finding.severity
    words = outcome_words(finding.outcome, extent=finding.extent, graded=may_grade(register))
    return f"{words} ({finding.severity_if_confirmed} if confirmed)" if finding.severity_if_confirmed else words


def clause_words(register: Register) -> Callable[[str], str]:
    """Return a function from a clause number to how it prints: with `?` where it is not confirmed, `-` for none."""
    inferred = {finding.clause for finding in register.findings if finding.clause_basis != "confirmed"}
    return lambda number: f"{number}?" if number in inferred and number else number or "-"


def subject_words(subject: str) -> str:
    """Return a subject in words: `the organisation`, `relationship north`."""
    return "the organisation" if subject == ORGANISATION else subject.replace(":", " ", 1)


def place(evidence: Evidence) -> str:
    """Return where evidence stands: `file:line:column`, or sheet and cell, without what is not known."""
    return written_place(evidence.file, evidence.line, evidence.column, evidence.sheet, evidence.cell)


def source(evidence: Evidence) -> str:
    """Return which document evidence stands in: id, version, date, page; empty when it is in none."""
    version = evidence.version and f"version {evidence.version}"
    page = evidence.page and f"page {evidence.page}"
    return ", ".join(part for part in (evidence.document, version, evidence.date, page) if part)


def seen(evidence: Evidence) -> str:
    """Return what was seen at the place; absence is said, never left blank."""
    if evidence.value is None:
        return "absent"
    return evidence.value if evidence.value.strip() else "(blank)"


def strength_words(register: Register, finding: Finding) -> str:
    """Return the weakest link of what a finding rests on, and which documents it is; empty where it rests on none."""
    if finding.strength is None:
        return ""
    named = dict.fromkeys(one.document for one in (*finding.evidence, finding.judgement) if one is not None)
    weak = [
        one.id
        for one in register.documents
        if one.standing and one.standing.strength == finding.strength and one.id in named
    ]
    return f"{finding.strength}: {', '.join(dict.fromkeys(weak))}" if weak else finding.strength


def cite(evidence: Evidence) -> str:
    """Return a whole citation on one line."""
    named = f"{source(evidence)} ({evidence.title})" if source(evidence) and evidence.title else source(evidence)
    return ": ".join(part for part in (place(evidence), named, seen(evidence)) if part)


def deviation_words(deviation: Deviation) -> str:
    """Return on one line how a profile departs from the rulebook: what, from what to what, by which profile, why."""
    why = f"profile {deviation.profile}: {deviation.reason}" if deviation.reason else f"profile {deviation.profile}"
    instead = f" instead of {deviation.was}" if deviation.was else ""
    return f"{_DEVIATIONS[deviation.kind].format(deviation.what)}: {deviation.now}{instead} ({why})"


def ask(question: Question) -> str:
    """Return what remains for a person, on one line: the method, whom, the question."""
    return f"{question.method}, {question.whom}: {question.question}"
