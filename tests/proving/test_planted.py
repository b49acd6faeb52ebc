"""Planted faults are found: rules that let everything pass, and rules that refuse what is as good as their own case."""

from functools import cache
from pathlib import Path

import pytest

from accordant.casebook import read_casebook
from accordant.proving import Proof, prove
from accordant.rulebook import load_rulebook

pytestmark = pytest.mark.whole

ROOT = Path(__file__).parents[2]
PLANTED = Path(__file__).parent / "planted"


@cache
def proof_of(kind: str) -> tuple[set[str], Proof]:
    folders = (ROOT / "rules" / "iso44001", PLANTED / kind)
    compiled = load_rulebook(folders, schemas=ROOT / "schemas", cache=None)
    names = {file.name.removesuffix(".cases.yaml") for file in (PLANTED / kind / "audit").glob("*.cases.yaml")}
    ids = {f"audit.programme/{name}" for name in names}
    rules = [rule for rule in compiled.rulebook.rules if rule.id in ids]
    cases = read_casebook(folders, schemas=ROOT / "schemas", types=compiled.types)
    return ids, prove(compiled, cases, rules)


@pytest.mark.parametrize("kind", ["vacuous", "over-strict"])
def test_ten_of_ten_planted_rules_are_found(kind: str) -> None:
    planted, proof = proof_of(kind)
    flaws = proof.vacuous if kind == "vacuous" else proof.over_strict

    assert len(planted) == 10
    assert {flaw.rule for flaw in flaws} == planted


def test_a_rule_is_not_called_vacuous_for_being_strict() -> None:
    assert not proof_of("over-strict")[1].vacuous


def test_a_rule_is_not_called_strict_for_being_vacuous() -> None:
    assert not proof_of("vacuous")[1].over_strict
