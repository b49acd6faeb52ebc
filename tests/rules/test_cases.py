"""Every case beside every rule: outcome, severity, place and words are those the case expects."""

import pytest

from accordant.casebook import Case, run_case
from accordant.rulebook import Compiled
from casebook import all_cases

pytestmark = pytest.mark.whole

CASES_EACH = {"conforming", "not-evidenced"}
RAISING_NOTHING = {"conforming", "not-applicable"}


@pytest.fixture(scope="module")
def cases(compiled: Compiled) -> tuple[Case, ...]:
    return all_cases(compiled.types)


def test_every_case_is_judged_as_expected(cases: tuple[Case, ...], compiled: Compiled) -> None:
    results = [run_case(case, compiled) for case in cases]
    wrong = [
        f"{one.case.rule} · {one.case.name}\n  expected {dict(one.case.expect)}\n  got      {one.trouble or one.got}\n"
        f"  said     {one.finding and one.finding.statement}"
        for one in results
        if not one.as_expected
    ]

    assert results
    assert not wrong, f"{len(wrong)} of {len(cases)} cases:\n" + "\n".join(wrong)


def test_every_rule_has_a_pass_that_fires_and_a_failure(cases: tuple[Case, ...], compiled: Compiled) -> None:
    expected: dict[str, set[object]] = {rule.id: set() for rule in compiled.rulebook.rules}
    for case in cases:
        expected[case.rule].add(case.expect["outcome"])
    kinds = {rule.id: compiled.rulebook.obligations[rule.obligation].kind for rule in compiled.rulebook.rules}
    judged = {rule.id: rule.require is not None for rule in compiled.rulebook.rules}
    wanted = {rule: RAISING_NOTHING if kind == "guidance" else CASES_EACH for rule, kind in kinds.items()}
    poor = {rule for rule, seen in expected.items() if judged[rule] and not seen >= wanted[rule]}

    assert not poor
