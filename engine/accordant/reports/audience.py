"""Who reads: what a report may say to a certification body, and at a first-stage audit, whatever its format."""

from accordant.model.register import AppliedProfile, DrawnConclusion, Finding, Register

CERTIFICATION_BODY = "certification-body"
FIRST_STAGE = "initial-1"


def may_advise(register: Register) -> bool:
    """Say whether advice may be shown: never to a certification body, whose impartiality it would cost."""
    return register.role != CERTIFICATION_BODY


def may_grade(register: Register) -> bool:
    """Say whether nonconformities are graded: at stage 1 of an initial audit there are only areas of concern."""
    return register.audit != FIRST_STAGE


def for_audience(register: Register) -> Register:
    """Return the register without what its audience must not be told; every format starts from this."""
    return register._replace(
        findings=tuple(_finding(register, finding) for finding in register.findings),
        conclusions=tuple(_conclusion(register, conclusion) for conclusion in register.conclusions),
        profile=register.profile and _profile(register, register.profile),
        summary=register.summary if may_grade(register) else {**register.summary, "by_severity": {}},
    )


def _profile(register: Register, profile: AppliedProfile) -> AppliedProfile:
    """Return the profile; where nothing is graded, no grade is told with it either."""
    told = tuple(one for one in profile.deviations if may_grade(register) or one.kind != "severity")
    return profile._replace(deviations=told)


def _finding(register: Register, finding: Finding) -> Finding:
    if not may_advise(register):
        finding = finding._replace(advice=None)
    if not may_grade(register):
        finding = finding._replace(severity=None, severity_reason=None, severity_if_confirmed=None)
    return finding


def _conclusion(register: Register, conclusion: DrawnConclusion) -> DrawnConclusion:
    return conclusion if may_grade(register) else conclusion._replace(severity=None)
