"""Nothing that is publicly known of a real organisation is ever held against it."""

import pytest

from accordant.evidence import read_pack
from accordant.model.register import Outcome, Register
from accordant.reports import REPORTS
from accordant.rulebook import Compiled
from judging import judge
from packs import Sample, samples

REAL = [sample for sample in samples() if sample.real]
NOTICE = "public facts only, not an assessment"
FORMS = ("yaml", "xml")


def register_of(sample: Sample, form: str, compiled: Compiled, **terms: str) -> Register:
    pack = read_pack(sample.xml if form == "xml" else sample.yaml, types=compiled.types)
    assert not pack.intake
    return judge(pack, compiled, as_of=sample.as_of, **terms)


def test_there_are_two() -> None:
    assert {sample.name for sample in REAL} >= {"dudley-advance-ii", "staffordshire-alliance"}


@pytest.mark.parametrize("form", FORMS)
@pytest.mark.parametrize("sample", REAL, ids=[sample.name for sample in REAL])
def test_nothing_is_nonconforming(sample: Sample, form: str, compiled: Compiled) -> None:
    register = register_of(sample, form, compiled)
    outcomes = {finding.outcome for finding in register.findings}
    assert Outcome.NONCONFORMING not in outcomes
    assert Outcome.ERROR not in outcomes
    assert {one.severity for one in register.findings} == {None}
    assert not [one for one in register.conclusions if one.severity]
    # What public pages do not say cannot be shown either.
    assert register.summary["by_outcome"]["not-evidenced"] > len(register.findings) // 2


@pytest.mark.parametrize("form", FORMS)
@pytest.mark.parametrize("sample", REAL, ids=[sample.name for sample in REAL])
def test_the_notice_is_in_every_format(sample: Sample, form: str, compiled: Compiled) -> None:
    register = register_of(sample, form, compiled)
    assert register.notice == NOTICE
    for render in REPORTS.values():
        assert NOTICE in render(register)
