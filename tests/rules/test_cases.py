"""Every case beside every rule: outcome, severity, place and words are those the case expects."""

from pathlib import Path

import pytest

from accordant.model.register import Finding
from accordant.rulebook import Compiled
from casebook import Case, all_cases
from judging import finding_of, judge, narrowed, read

CASES_EACH = {"conforming", "not-evidenced"}


@pytest.fixture(scope="module")
def cases(compiled: Compiled) -> list[Case]:
    return list(all_cases(compiled.types))


def seen_of(finding: Finding, expect: dict[str, object]) -> dict[str, object]:
    first = finding.evidence[0]
    everything = {
        "outcome": finding.outcome.value,
        "severity": finding.severity,
        "place": f"{first.document or 'manifest'}{first.pointer}",
        "statement": finding.statement,
    }
    return {name: everything[name] for name in expect}


def test_every_case_is_judged_as_expected(cases: list[Case], compiled: Compiled, tmp_path: Path) -> None:
    wrong = []
    for number, case in enumerate(cases):
        one = narrowed(compiled, case.rule)
        pack = read(tmp_path / str(number), one, case.manifest, case.documents)
        finding = finding_of(judge(pack, one, as_of=case.as_of, **case.options), case)
        seen = seen_of(finding, dict(case.expect))
        if seen != dict(case.expect):
            wrong.append(
                f"{case.rule} · {case.name}\n  expected {dict(case.expect)}\n  got      {seen}\n"
                f"  said     {finding.statement}"
            )

    assert not wrong, f"{len(wrong)} of {len(cases)} cases:\n" + "\n".join(wrong)


def test_every_rule_has_a_pass_that_fires_and_a_failure(cases: list[Case], compiled: Compiled) -> None:
    expected: dict[str, set[object]] = {rule.id: set() for rule in compiled.rulebook.rules}
    for case in cases:
        expected[case.rule].add(case.expect["outcome"])
    judged = {rule.id: rule.require is not None for rule in compiled.rulebook.rules}
    poor = {rule for rule, seen in expected.items() if judged[rule] and not seen >= CASES_EACH}

    assert not poor
