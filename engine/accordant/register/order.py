"""The order in which a register lists things: by subject, by clause as numbers count, by grade, by name."""

import re
from collections.abc import Iterable
from typing import TypeAlias

from accordant.model.register import DrawnConclusion, Finding, ObligationStatus, Register, makes_entry

ClauseKey: TypeAlias = tuple[tuple[int, int, str], ...]

ORGANISATION = "organisation"
GRADES = ("major", "minor")


def clause_key(number: str) -> ClauseKey:
    """Return a key that sorts `8.6.2` before `8.6.10`, a clause before its parts, and annexes after all numbers."""
    parts = re.findall(r"[0-9]+|[^0-9.]+", number)
    return tuple((0, int(part), "") if part.isascii() and part.isdigit() else (1, 0, part) for part in parts)


def subject_key(subject: str) -> tuple[bool, str]:
    """Return a key that sorts the organisation first, then the relationships by id."""
    return (subject != ORGANISATION, subject)


def grade_key(severity: str | None) -> int:
    """Return a key that sorts major, minor, none."""
    return GRADES.index(severity) if severity in GRADES else len(GRADES)


def arrange_findings(findings: Iterable[Finding]) -> tuple[Finding, ...]:
    """Return the findings by subject, clause, severity (what is not evidenced: its severity if confirmed) and rule."""
    return tuple(sorted(findings, key=_finding_key))


def arrange_obligations(obligations: Iterable[ObligationStatus]) -> tuple[ObligationStatus, ...]:
    """Return the obligations by subject, clause and key."""
    return tuple(
        sorted(obligations, key=lambda one: (subject_key(one.subject), clause_key(one.clause), one.obligation))
    )


def arrange_conclusions(conclusions: Iterable[DrawnConclusion]) -> tuple[DrawnConclusion, ...]:
    """Return the conclusions by subject, severity and id."""
    return tuple(sorted(conclusions, key=lambda one: (subject_key(one.subject), grade_key(one.severity), one.id)))


def entries(register: Register) -> tuple[Finding, ...]:
    """Return the findings that are entries of the register, in its order."""
    return arrange_findings(finding for finding in register.findings if makes_entry(finding))


def _finding_key(finding: Finding) -> tuple[tuple[bool, str], ClauseKey, int, str, str]:
    severity = finding.severity or finding.severity_if_confirmed
    return (subject_key(finding.subject), clause_key(finding.clause), grade_key(severity), finding.rule, finding.id)


def at_least(register: Register, grade: str) -> Register:
    """Return the register with only the findings graded, or to be graded if confirmed, at least as grave.

    What is left out is said among the limits: a narrowed register must not read like a whole one.
    """
    grave = GRADES[: GRADES.index(grade) + 1]
    kept = tuple(one for one in register.findings if (one.severity or one.severity_if_confirmed) in grave)
    said = f"Only findings graded {' or '.join(grave)} are shown; {len(register.findings) - len(kept)} are left out."
    return register._replace(findings=kept, limits=(said, *register.limits))
