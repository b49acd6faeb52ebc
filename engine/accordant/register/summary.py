"""What a register adds up to: its counts and its exit status, from the same findings."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence

from accordant.model.register import Finding, Outcome, Register, makes_entry, questions_owed
from accordant.model.rules import Obligation
from accordant.register.order import GRADES, clause_key

CLEAN = 0
NONCONFORMITY = 1
UNSETTLED = 3

_UNSETTLED_OUTCOMES = (Outcome.NOT_EVIDENCED, Outcome.ERROR, Outcome.NEEDS_JUDGEMENT)


def summarise(findings: Sequence[Finding], obligations: Iterable[Obligation]) -> Mapping[str, Mapping[str, int]]:
    """Return the register's summary: counts by_outcome, by_severity, by_clause, and coverage.

    `by_outcome` counts every finding and names every outcome; `by_severity` counts the nonconformities that are
    entries; `by_clause` counts entries; `coverage` counts obligations by how they can be judged, and conforming
    findings by extent.
    """
    entries = [finding for finding in findings if makes_entry(finding)]
    outcomes = Counter(finding.outcome for finding in findings)
    severities = Counter(finding.severity for finding in entries if finding.outcome is Outcome.NONCONFORMING)
    clauses = Counter(finding.clause for finding in entries)
    return {
        "by_outcome": {outcome.value: outcomes[outcome] for outcome in Outcome},
        "by_severity": {grade: severities[grade] for grade in GRADES},
        "by_clause": {clause: clauses[clause] for clause in sorted(clauses, key=lambda one: (clause_key(one), one))},
        "coverage": _coverage(findings, obligations),
    }


def exit_status(register: Register, *, strict: bool) -> int:
    """Return 1 for a nonconformity, else 3 for anything unsettled, else 0.

    Unsettled are: evidence missing, an error, a judgement owed, a file that could not be read or is not what it
    claims to be, no manifest, nothing judged at all, and with `strict` a question that remains for a person.
    """
    outcomes = {finding.outcome for finding in register.findings}
    if Outcome.NONCONFORMING in outcomes:
        return NONCONFORMITY
    received = register.sound and not _unread(register) and _has_manifest(register)
    if not outcomes or outcomes.intersection(_UNSETTLED_OUTCOMES) or not received:
        return UNSETTLED
    if strict and any(questions_owed(finding) for finding in register.findings):
        return UNSETTLED
    return CLEAN


def _coverage(findings: Sequence[Finding], obligations: Iterable[Obligation]) -> Mapping[str, int]:
    judged = Counter(obligation.judged_by for obligation in obligations)
    extents = Counter(finding.extent for finding in findings if finding.outcome is Outcome.CONFORMING)
    return {
        **{how: judged[how] for how in ("record", "record+person", "person")},
        **{f"conforming-{extent}": extents[extent] for extent in ("whole", "part")},
    }


def _unread(register: Register) -> bool:
    read = {document.file for document in register.documents}
    return any(problem.file not in read for problem in register.intake)


def _has_manifest(register: Register) -> bool:
    """Say whether it is known what there is to judge: without a manifest, rules of relationships ask in vain."""
    return any(document.type == "manifest" for document in register.documents)
