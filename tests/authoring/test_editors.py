"""The schema for editors: made from what is declared, true of every shipped rule, and false of what is misspelt."""

import json
import re
from pathlib import Path
from typing import Any

import pytest
import yaml
from jsonschema import Draft7Validator

from accordant.authoring.editors import PARAMETERS, editor_schema
from accordant.catalogue.declaration import load_types
from accordant.checks import KINDS

ROOT = Path(__file__).parents[2]
SCHEMAS = ROOT / "schemas"
COMMITTED = SCHEMAS / "editors" / "rule.json"
RULES = ROOT / "rules" / "iso44001"
RULE_FILES = [
    file
    for folder in RULES.iterdir()
    if folder.is_dir() and folder.name not in ("obligations", "conclusions", "profiles")
    for file in folder.glob("*.yaml")
    if not file.name.endswith(".cases.yaml")
]


class EditorsLoader(yaml.CBaseLoader):
    """Reads scalars as editors do, by the core schema of YAML 1.2."""


for kind, pattern, first in (
    ("int", "[-+]?[0-9]+", "-+0123456789"),
    ("bool", "true|false", "tf"),
    ("null", "~|null|", "~n"),
):
    EditorsLoader.add_implicit_resolver(f"tag:yaml.org,2002:{kind}", re.compile(f"^(?:{pattern})$"), list(first))
EditorsLoader.add_constructor("tag:yaml.org,2002:int", lambda _, node: int(node.value))
EditorsLoader.add_constructor("tag:yaml.org,2002:bool", lambda _, node: node.value == "true")
EditorsLoader.add_constructor("tag:yaml.org,2002:null", lambda _, __: None)


@pytest.fixture(scope="module")
def validator() -> Draft7Validator:
    schema = json.loads(COMMITTED.read_text(encoding="utf-8"))
    Draft7Validator.check_schema(schema)
    return Draft7Validator(schema)


def read(text: str) -> Any:
    return yaml.load(text, Loader=EditorsLoader)  # noqa: S506 - a loader of texts and numbers


def test_the_committed_schema_is_the_one_made() -> None:
    assert COMMITTED.read_text(encoding="utf-8") == editor_schema(SCHEMAS, load_types(SCHEMAS))


@pytest.mark.parametrize("file", RULE_FILES, ids=lambda file: f"{file.parent.name}/{file.name}")
def test_every_shipped_rule_is_what_editors_expect(file: Path, validator: Draft7Validator) -> None:
    assert [error.message for error in validator.iter_errors(read(file.read_text(encoding="utf-8")))] == []


@pytest.mark.parametrize(
    ("right", "wrong"),
    [
        ("check: count", "check: cuont"),
        ("in: trust_survey", "in: trust_survy"),
        ("of: indicators", "of: indicator"),
        ("of: indicators", "of: interval"),
        ("where: {signal: fell}", "where: {sginal: fell}"),
        ("at-least: 2", "at-leats: 2"),
        ("at-least: 2", "at-least: two"),
        ("obligation: trust.monitored", "obligatoin: trust.monitored"),
        ('counted: "{document}"', 'counted: ""'),
    ],
)
def test_what_is_misspelt_is_marked(right: str, wrong: str, validator: Draft7Validator) -> None:
    rule = (
        "id: trust.monitored/often\nobligation: trust.monitored\ntitle: t\nreason: r\nextent: part\n"
        "require:\n  counted: {check: count, in: trust_survey, of: indicators, where: {signal: fell}, at-least: 2}\n"
        'statement:\n  counted: "{document}"\n'
    )

    assert validator.is_valid(read(rule))
    assert not validator.is_valid(read(rule.replace(right, wrong)))


def test_every_parameter_is_explained() -> None:
    assert {name for kind in KINDS.values() for name in kind.schema["properties"]} == set(PARAMETERS)


def test_editors_explain_kinds_types_and_attributes() -> None:
    definitions = json.loads(COMMITTED.read_text(encoding="utf-8"))["definitions"]
    kinds = definitions["check"]["properties"]["check"]
    types = definitions["document"]
    own, _ = definitions["in-agreement"]["definitions"]["field"]["anyOf"]

    assert dict(zip(kinds["enum"], kinds["enumDescriptions"], strict=True))["covers"].startswith("Each of a population")
    assert "The contract or alliance agreement" in types["enumDescriptions"][types["enum"].index("agreement")]
    assert "annexed" in own["enumDescriptions"][own["enum"].index("exit_strategy")]
