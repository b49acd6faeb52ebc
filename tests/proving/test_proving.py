"""The shipped rulebook proves itself: nearly all is noticed, what is not is explained, and it takes no five minutes."""

import time
from fnmatch import fnmatchcase
from pathlib import Path

import pytest

from accordant.casebook import read_casebook
from accordant.proving import Declared, Proof, prove, prove_rule, read_declared
from accordant.proving.harmless import variants
from accordant.rulebook import Compiled

ROOT = Path(__file__).parents[2]
RULES = ROOT / "rules" / "iso44001"
PARTS = 8
EXIT = "exit.joint.agreed/by-all-parties"


@pytest.mark.whole
@pytest.mark.parametrize("part", range(PARTS))
def test_the_shipped_rulebook_is_proved(part: int, compiled: Compiled) -> None:
    cases = read_casebook((RULES,), schemas=ROOT / "schemas", types=compiled.types)
    declared = read_declared((RULES,))
    rules = compiled.rulebook.rules[part::PARTS]
    begun = time.process_time()
    proof = prove(compiled, cases, rules, declared)

    assert proof.mutants > 2000 / PARTS
    assert proof.score >= 95
    assert not proof.open, [one.id for one in proof.open]
    assert not proof.vacuous
    assert time.process_time() - begun < 300 / PARTS
    names = {rule.id for rule in rules}
    assert not [one.mutant for one in declared if rule_of(one) in names and not explains(one, proof)]


@pytest.mark.whole
def test_every_reason_declared_for_several_rules_explains_something(compiled: Compiled) -> None:
    cases = read_casebook((RULES,), schemas=ROOT / "schemas", types=compiled.types)
    for declared in (one for one in read_declared((RULES,)) if rule_of(one) == "*"):
        rules = [rule for rule in compiled.rulebook.rules if declared.mutant.split(":")[1] in rule.checks]
        assert explains(declared, prove(compiled, cases, rules, (declared,))), declared.mutant


def test_every_reason_is_declared_for_a_rule_there_is(compiled: Compiled) -> None:
    names = {"*", *(rule.id for rule in compiled.rulebook.rules)}
    assert [one.mutant for one in read_declared((RULES,)) if rule_of(one) not in names] == []


def rule_of(declared: Declared) -> str:
    return declared.mutant.partition(":")[0]


def explains(declared: Declared, proof: Proof) -> bool:
    found = (*proof.survivors, *proof.vacuous, *proof.over_strict)
    return any(one.explained == declared.reason and fnmatchcase(one.id, declared.mutant) for one in found)


@pytest.mark.whole
def test_without_the_case_that_notices_a_mutant_survives(compiled: Compiled) -> None:
    rule = next(rule for rule in compiled.rulebook.rules if rule.id == EXIT)
    cases = read_casebook((RULES,), schemas=ROOT / "schemas", types=compiled.types)
    named = [case for case in cases if case.rule == EXIT]
    fewer = [case for case in named if "annexed" not in case.name]

    assert not prove_rule(rule, compiled, named).survivors
    assert {one.id for one in prove_rule(rule, compiled, fewer).survivors} >= {f"{EXIT}:consider/annexed:dropped"}


def test_a_rule_without_a_conforming_case_is_not_proved(compiled: Compiled) -> None:
    rule = next(rule for rule in compiled.rulebook.rules if rule.id == EXIT)

    assert [one.says for one in prove_rule(rule, compiled, ()).vacuous] == ["no case of it conforms"]


def test_harmless_variants_leave_the_case_as_it_was(compiled: Compiled) -> None:
    case = next(
        case for case in read_casebook((RULES,), schemas=ROOT / "schemas", types=compiled.types) if case.rule == EXIT
    )
    before = repr(case)
    found = {one.name: one.case for one in variants(case, compiled.types)}

    assert repr(case) == before
    assert [one["id"] for one in found["in other words"].documents] == ["JES-1 x"]
    assert found["a year later"].documents[0]["version_date"] == "2027-01-19"
    assert (found["a year later"].as_of - case.as_of).days == 364
