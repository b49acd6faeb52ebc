"""The demo's register is the one an auditor wrote down by hand before the program ran."""

from pathlib import Path
from typing import Any

import pytest

from accordant.evidence import read_pack
from accordant.model.register import Finding, Register
from accordant.rulebook import Compiled
from casebook import load
from judging import judge

DEMO = Path(__file__).parent.parent.parent / "fixtures" / "demo"
EXPECTED = load(DEMO / "expected.yaml")
AS_OF = "2026-06-30"


@pytest.fixture(scope="module", params=["yaml", "xml"])
def register(request: pytest.FixtureRequest, compiled: Compiled) -> Register:
    pack = read_pack(DEMO / request.param, types=compiled.types)
    assert not [problem for problem in pack.intake if "not read" in problem.message]
    return judge(pack, compiled, as_of=AS_OF, engine="durable")


def seen_of(finding: Finding, wanted: dict[str, Any]) -> dict[str, Any]:
    first = finding.evidence[0]
    everything = {
        "rule": finding.rule,
        "subject": finding.subject,
        "outcome": finding.outcome.value,
        "severity": finding.severity,
        "severity_if_confirmed": finding.severity_if_confirmed,
        "place": f"{first.file.rsplit('.', 1)[0]}#{first.pointer}",
        "statement": finding.statement,
        "depends_on": list(finding.depends_on),
    }
    return {name: everything[name] for name in wanted}


def test_every_finding_is_the_expected_one(register: Register) -> None:
    findings = {(finding.rule, finding.subject): finding for finding in register.findings}
    expected = {(one["rule"], one["subject"]): one for one in EXPECTED["findings"]}
    assert findings.keys() == expected.keys()

    wrong = [
        f"{rule} @ {subject}\n  expected {wanted}\n  got      {seen}\n  said     {findings[rule, subject].statement}"
        for (rule, subject), wanted in expected.items()
        if (seen := seen_of(findings[rule, subject], wanted)) != wanted
    ]

    assert not wrong, f"{len(wrong)} of {len(expected)}:\n" + "\n".join(wrong)


def test_every_conclusion_is_the_expected_one(register: Register) -> None:
    drawn = {
        (one.rule, one.subject, one.severity or "none", str(one.holds).lower()): set(one.members)
        for one in register.conclusions
    }
    expected = {
        (one["rule"], one["subject"], one.get("severity", "none"), one["holds"]): set(one.get("members", ()))
        for one in EXPECTED["conclusions"]
    }

    assert drawn == expected
