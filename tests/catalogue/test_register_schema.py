"""The register's schema has the shape of the model's register, and lets nothing else through."""

import json
from pathlib import Path
from typing import Any

import pytest
from jsonschema import Draft202012Validator

from accordant.model.evidence import Attachment, Seal
from accordant.model.problem import Problem
from accordant.model.register import (
    DrawnConclusion,
    Evidence,
    Finding,
    ListedDocument,
    ListedRelationship,
    ObligationStatus,
    Outcome,
    Request,
    Signature,
    Standing,
)
from accordant.model.rules import Question

SCHEMA: dict[str, Any] = json.loads((Path(__file__).parents[2] / "schemas/register.json").read_text(encoding="utf-8"))
PLACES = SCHEMA["properties"]
KINDS = SCHEMA["$defs"]
OF_LATER = {"state", "waiver", "follow_up", "crosswalks", "clause_text"}
"""What the register gains from people, from the register before it, and from what a reader asked to see beside it."""

FINDING: dict[str, Any] = {
    "id": "exit.joint.agreed/by-all@relationship:north",
    "rule": "exit.joint.agreed/by-all",
    "obligation": "exit.joint.agreed",
    "clause": "8.6.9",
    "clause_basis": "inferred",
    "title": "Agreed by all",
    "kind": "requirement",
    "level": "joint",
    "life_cycle_stage": 6,
    "subject": "relationship:north",
    "outcome": "nonconforming",
    "severity": "minor",
    "severity_reason": None,
    "severity_if_confirmed": None,
    "extent": "part",
    "state": None,
    "requirement": "Every party agreed.",
    "statement": "One did not.",
    "evidence": [],
    "remaining": [],
    "provenance": {"obligation": "inferred", "clause": "inferred"},
    "depends_on": [],
    "also_affects": [],
    "reason": "",
    "judgement": None,
    "strength": None,
    "follow_up": {},
}


def test_it_is_a_schema() -> None:
    Draft202012Validator.check_schema(SCHEMA)


@pytest.mark.parametrize(
    ("noun", "place", "more"),
    [
        (Finding, KINDS["finding"], OF_LATER),
        (Evidence, KINDS["citation"], set()),
        (Question, KINDS["question"], set()),
        (Problem, KINDS["problem"], set()),
        (ObligationStatus, PLACES["obligations"]["items"], set()),
        (DrawnConclusion, PLACES["conclusions"]["items"], set()),
        (Request, PLACES["requests"]["items"], set()),
        (ListedRelationship, PLACES["relationships"]["items"], set()),
        (ListedDocument, PLACES["evidence"]["properties"]["documents"]["items"], set()),
        (Standing, KINDS["standing"], set()),
        (Signature, KINDS["standing"]["properties"]["signatures"]["items"], set()),
        (Attachment, PLACES["evidence"]["properties"]["attachments"]["items"], set()),
        (Seal, PLACES["evidence"]["properties"]["seal"]["anyOf"][0], set()),
    ],
)
def test_each_noun_has_its_fields(noun: Any, place: dict[str, Any], more: set[str]) -> None:
    assert set(place["properties"]) == {*noun._fields} | more


def test_every_outcome_is_known() -> None:
    assert KINDS["finding"]["properties"]["outcome"]["enum"] == [outcome.value for outcome in Outcome]


def test_nothing_else_is_let_through() -> None:
    assert [path for path, schema in objects(SCHEMA, "") if schema.get("additionalProperties", True) is True] == [
        "/$defs/finding/properties/follow_up",
        "/$defs/finding/properties/waiver",
    ]


@pytest.mark.parametrize(
    ("changed", "valid"),
    [
        ({}, True),
        ({"severity": None}, True),
        ({"outcome": "conforming", "severity": None}, True),
        ({"outcome": "conforming"}, False),
        ({"outcome": "noncompliant"}, False),
        ({"severity": "critical"}, False),
        ({"subject": "north"}, False),
        ({"life_cycle_stage": 9}, False),
        ({"colour": "red"}, False),
        ({"advice": "Sign it.", "waiver": {"until": "2026-12-31"}}, True),
        ({"crosswalks": {"bs-11000": []}, "clause_text": None}, True),
        ({"crosswalks": {"bs-11000": [{"topic": "exit"}]}}, False),
    ],
    ids=str,
)
def test_a_finding_is_held_to_the_words(changed: dict[str, Any], *, valid: bool) -> None:
    schema = {"$ref": "#/$defs/finding", "$defs": KINDS}
    assert Draft202012Validator(schema).is_valid(FINDING | changed) is valid


@pytest.mark.parametrize("missing", sorted(FINDING))
def test_a_finding_lacks_nothing(missing: str) -> None:
    schema = {"$ref": "#/$defs/finding", "$defs": KINDS}
    assert not Draft202012Validator(schema).is_valid({key: FINDING[key] for key in FINDING if key != missing})


def objects(schema: Any, path: str) -> list[tuple[str, dict[str, Any]]]:
    """Return every schema of an object below a schema, with its path."""
    if not isinstance(schema, dict):
        return []
    found = [(path, schema)] if schema.get("type") == "object" else []
    return found + [pair for key in sorted(schema) for pair in objects(schema[key], f"{path}/{key}")]
