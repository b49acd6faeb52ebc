"""The shipped rulebook: without problem, and each rule where its name says."""

import json
from pathlib import Path

import pytest
from jsonschema import Draft202012Validator

from accordant.catalogue.declaration import load_types
from accordant.checks import KINDS
from accordant.rulebook import Compiled
from accordant.rulebook.compile import compile_rulebook
from accordant.rulebook.files import Folder

ROOT = Path(__file__).parents[2]


@pytest.fixture(scope="module")
def compiled(shipped: Folder, schemas: Path) -> Compiled:
    return compile_rulebook([shipped], schemas, kinds=KINDS, types=load_types(schemas))


def test_the_shipped_rulebook_is_without_problem(compiled: Compiled) -> None:
    assert compiled.rulebook.id == "iso44001"
    assert compiled.rulebook.rules


def test_every_rule_stands_in_the_folder_of_its_topic(compiled: Compiled) -> None:
    folders = {rule.id: rule.file.partition("/")[0] for rule in compiled.rulebook.rules}
    assert folders == {identity: identity.partition(".")[0] for identity in folders}


def test_every_rule_that_evidence_decides_has_cases(compiled: Compiled) -> None:
    cases = ROOT / "rules" / "iso44001"
    assert [
        rule.file
        for rule in compiled.rulebook.rules
        if rule.require is not None and not (cases / rule.file).with_suffix(".cases.yaml").exists()
    ] == []


def test_no_shipped_rule_fixes_an_interval_since_no_standard_gives_one(compiled: Compiled) -> None:
    rhythms = [check for rule in compiled.rulebook.rules for check in rule.checks.values() if check.kind == "cadence"]
    assert rhythms
    assert [check for check in rhythms if isinstance(check.parameters["interval"], str)] == []


@pytest.mark.parametrize("name", ["rule", "obligations", "conclusion", "rulebook"])
def test_schemas_are_schemas(name: str, schemas: Path) -> None:
    Draft202012Validator.check_schema(json.loads((schemas / f"{name}.json").read_text()))
