"""A case is judged as its evidence would be if it were read from files, and held against what it expects."""

from pathlib import Path

import pytest

from accordant.casebook import Case, narrowed, pack_of, run_case
from accordant.evidence import read_pack
from accordant.rulebook import Compiled
from casebook import all_cases, write_pack
from judging import judge

pytestmark = pytest.mark.whole

RULE = "exit.joint.agreed/by-all-parties"


@pytest.fixture(scope="module")
def cases(compiled: Compiled) -> dict[str, Case]:
    return {case.name: case for case in all_cases(compiled.types) if case.rule == RULE}


@pytest.mark.parametrize("xml", [False, True])
def test_evidence_made_in_memory_is_judged_as_evidence_read(xml: bool, compiled: Compiled, tmp_path: Path) -> None:  # noqa: FBT001
    differ, tried = [], 0
    for number, case in enumerate(all_cases(compiled.types)):
        if number % 7:
            continue
        one = narrowed(compiled, case.rule)
        try:
            folder = write_pack(tmp_path / str(number), case.manifest, case.documents, xml=xml)
        except ValueError:
            continue  # what XML cannot say
        tried += 1
        read = judge(read_pack(folder, types=one.types), one, as_of=case.as_of)
        made = judge(pack_of(case, one.types), one, as_of=case.as_of)
        for left, right in zip(read.findings, made.findings, strict=True):
            seen = [[(e.document, e.pointer, e.value) for e in finding.evidence] for finding in (left, right)]
            if (left.outcome, left.severity, left.statement, seen[0]) != (
                right.outcome,
                right.severity,
                right.statement,
                seen[1],
            ):
                differ.append(f"{case.rule} · {case.name}: {left.statement} | {right.statement}")

    assert tried > 70
    assert not differ


def test_what_is_got_is_named_as_expected(cases: dict[str, Case], compiled: Compiled) -> None:
    result = run_case(cases["partner has not signed"], compiled)

    assert result.as_expected
    assert result.got == {
        "outcome": "nonconforming",
        "severity": "minor",
        "place": "JES-1/signatures",
        "statement": "Joint exit strategy JES-1, version 1, is not agreed by Partner organisation.",
    }


@pytest.mark.parametrize("name", ["outcome", "severity", "place", "statement"])
def test_one_difference_is_enough(name: str, cases: dict[str, Case], compiled: Compiled) -> None:
    case = cases["partner has not signed"]
    result = run_case(case._replace(expect={**case.expect, name: "another"}), compiled)

    assert not result.as_expected
    assert result.got == case.expect


def test_of_several_subjects_the_case_names_one(cases: dict[str, Case], compiled: Compiled) -> None:
    case = cases["signed by both"]
    assert case.manifest is not None
    first = case.manifest["relationships"][0]  # type: ignore[index]
    two = case._replace(manifest={**case.manifest, "relationships": [first, {**first, "id": "beta"}]})

    unnamed = run_case(two, compiled)
    assert not unnamed.as_expected
    assert unnamed.trouble.endswith("there are: relationship:alpha, relationship:beta")

    named = run_case(two._replace(subject="relationship:beta", expect={"outcome": "not-evidenced"}), compiled)
    assert named.as_expected


def test_the_terms_of_a_case_are_those_of_the_assessment(cases: dict[str, Case], compiled: Compiled) -> None:
    case = cases["signed by both"]
    early = run_case(case._replace(as_of=case.as_of.replace(year=2025, month=12)), compiled)

    assert early.got["outcome"] != "conforming"
