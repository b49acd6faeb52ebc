"""Forty planted defects are found, each once and at its place; ten decoys that only look wrong raise nothing."""

from datetime import date
from pathlib import Path
from typing import Any

import pytest

from accordant.evidence import read_pack
from accordant.evidence.editing import edit
from accordant.model.change import REMOVED, Change
from accordant.model.evidence import Pack
from accordant.model.register import Finding, Outcome, Register
from accordant.rulebook import Compiled
from casebook import load
from judging import judge, plain

PLANTED = Path(__file__).parent.parent.parent / "fixtures" / "planted"
EXPECTED = load(PLANTED / "defects.yaml")
DEFECTS, DECOYS = EXPECTED["defects"], EXPECTED["decoys"]
FINE = {Outcome.CONFORMING, Outcome.NOT_APPLICABLE, Outcome.NOT_YET_DUE}


@pytest.fixture(scope="module")
def pack(compiled: Compiled) -> Pack:
    return read_pack(PLANTED / "yaml", types=compiled.types)


@pytest.fixture(scope="module")
def register(pack: Pack, compiled: Compiled) -> Register:
    return judge(pack, compiled, as_of=EXPECTED["as_of"])


@pytest.fixture(scope="module")
def twin(compiled: Compiled) -> Register:
    """Give the register of the same pack in XML."""
    return judge(read_pack(PLANTED / "xml", types=compiled.types), compiled, as_of=EXPECTED["as_of"])


def by_id(register: Register) -> dict[str, Finding]:
    return {one.id: one for one in register.findings}


def primary(defect: dict[str, Any]) -> str:
    return f"{defect['expected']['rule']}@{defect['expected']['subject']}"


def places(finding: Finding) -> list[str]:
    return [f"{one.file.rsplit('.', 1)[0]}#{one.pointer}" for one in finding.evidence]


def seen_of(finding: Finding, wanted: dict[str, Any]) -> dict[str, Any]:
    everything = {
        "rule": finding.rule,
        "subject": finding.subject,
        "outcome": finding.outcome.value,
        "severity": finding.severity,
        "severity_if_confirmed": finding.severity_if_confirmed,
        "place": places(finding)[0],
    }
    return {name: everything[name] for name in wanted}


def test_forty_defects_of_every_sort_are_planted(register: Register, pack: Pack) -> None:
    found = [by_id(register)[primary(one)] for one in DEFECTS]
    assert pack.manifest is not None
    assert len({one.id for one in found}) == len(DEFECTS) == 40
    assert len(DECOYS) == 10
    assert {one.clause.split(".")[0] for one in found} == {"4", "5", "6", "7", "8", "9", "10"}
    assert {one.life_cycle_stage for one in found} >= set(range(1, 9))
    assert {one.level for one in found} == {"system", "relationship", "joint"}
    assert {one.severity for one in found} == {"major", "minor", None}
    assert {one.subject for one in found} == {
        "organisation",
        *(f"relationship:{one.id}" for one in pack.manifest.relationships),
    }


@pytest.mark.parametrize("source", ["register", "twin"])
def test_each_defect_is_raised_as_the_finding_expected(source: str, request: pytest.FixtureRequest) -> None:
    findings = by_id(request.getfixturevalue(source))
    wrong = [
        f"{one['id']}: {one['expected']}\n  got {seen}\n  said {findings[primary(one)].statement}"
        for one in DEFECTS
        if (seen := seen_of(findings[primary(one)], one["expected"])) != one["expected"]
    ]
    assert not wrong, "\n".join(wrong)


def test_consequences_are_listed_under_their_primary_and_nothing_else_is_raised(register: Register) -> None:
    expected = {primary(one): (set(one.get("also_affects", ())), set[str]()) for one in DEFECTS}
    for one in DEFECTS:
        expected |= {name: (set(), {primary(one)}) for name in one.get("also_affects", ())}
    raised = {one.id: one for one in register.findings if one.outcome not in FINE}
    assert {name: (set(one.also_affects), set(one.depends_on)) for name, one in raised.items()} == expected
    assert all(raised[name].severity is None for name, (_, causes) in expected.items() if causes)


def test_no_defects_add_up_to_a_systemic_failure(register: Register) -> None:
    assert register.conclusions
    assert not [one for one in register.conclusions if one.rule.startswith("systemic")]


def test_all_was_read(pack: Pack) -> None:
    assert not pack.intake


@pytest.mark.parametrize("decoy", DECOYS, ids=[one["id"] for one in DECOYS])
def test_a_decoy_raises_nothing(decoy: dict[str, Any], register: Register) -> None:
    assert decoy["looked_at_by"]
    for name in decoy["looked_at_by"]:
        assert not raises(by_id(register)[name], decoy)


@pytest.fixture(scope="module")
def without(pack: Pack, compiled: Compiled) -> Register:
    """Give the register as it is once everything that makes the decoys fine has been taken away."""
    changes = []
    for decoy in DECOYS:
        file, pointer = decoy["without"]["place"].split("#")
        changes.append(Change(f"{file}.yaml", pointer, decoy["without"].get("value", REMOVED)))
    return judge(edit(pack, changes, compiled.types), compiled, as_of=date.fromisoformat(EXPECTED["as_of"]))


@pytest.mark.parametrize("decoy", DECOYS, ids=[one["id"] for one in DECOYS])
def test_a_decoy_is_looked_at(decoy: dict[str, Any], without: Register) -> None:
    assert any(raises(by_id(without)[name], decoy) for name in decoy["looked_at_by"])


def raises(finding: Finding, decoy: dict[str, Any]) -> bool:
    """Say whether a finding speaks against a decoy; one that a planted defect is raised as speaks of another place."""
    if finding.id in map(primary, DEFECTS):
        return decoy["without"]["place"] in places(finding)
    return finding.outcome not in FINE


def test_both_formats_give_the_same_findings(register: Register, twin: Register) -> None:
    assert [plain(one) for one in register.findings] == [plain(one) for one in twin.findings]
    assert register.conclusions == twin.conclusions
