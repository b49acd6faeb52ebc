"""JSON: the register's shape, field by field."""

import json
from pathlib import Path
from typing import Any

import jsonschema
import pytest

from accordant.reports.json_report import render_json
from registers import EXIT, meridian, register

SCHEMA = Path(__file__).parents[2] / "schemas" / "register.json"


FOUND = {
    "id": "exit.joint.agreed/by-all-parties@relationship:north",
    "rule": "exit.joint.agreed/by-all-parties",
    "obligation": "exit.joint.agreed",
    "clause": "8.6.9",
    "clause_basis": "inferred",
    "title": "Joint exit strategy agreed by every party",
    "kind": "requirement",
    "level": "joint",
    "life_cycle_stage": 6,
    "subject": "relationship:north",
    "outcome": "nonconforming",
    "severity": "minor",
    "severity_reason": "a single lapse",
    "severity_if_confirmed": None,
    "extent": "part",
    "state": None,
    "requirement": "Every party agreed how the relationship may end.",
    "statement": "Joint exit strategy is not agreed by hollin.",
    "evidence": [
        {
            "file": "relationships/north/exit-strategy.yaml",
            "line": 12,
            "column": 5,
            "pointer": "/signatures",
            "value": "own",
            "document": "JES-1",
            "title": "Joint exit strategy",
            "version": "2",
            "date": "2026-01-20",
            "page": "3-4",
            "key": "s",
        },
    ],
    "remaining": [
        {
            "method": "interview",
            "whom": "joint management team",
            "question": "Would you follow this strategy tomorrow?",
        },
    ],
    "provenance": {"obligation": "well-supported", "clause": "inferred"},
    "depends_on": [],
    "also_affects": [],
    "reason": "",
    "advice": "Obtain the signature of the party that is missing.",
    "judgement": None,
    "strength": None,
    "follow_up": {},
}

THE_REST: dict[str, Any] = {
    "schema": "register.json",
    "tool": {"name": "accordant", "version": "0.1.0"},
    "organisation": "Meridian Water",
    "scope": "Alliances of the renewal programme.",
    "notice": "An invented organisation; not an assessment of anyone.",
    "audit": "gap",
    "role": "organisation",
    "as_of": "2026-06-30",
    "standard": {"id": "ISO 44001:2017", "amendments": ["Amd 1:2024"]},
    "rulebooks": [{"id": "iso44001", "version": "0.1.0", "digest": "sha256:0f1e"}],
    "profile": None,
    "engines": {"decided_by": "durable-rules", "verified_by": "reference"},
    "relationships": [
        {
            "id": "north",
            "title": "North basin renewal alliance",
            "parties": ["own", "hollin"],
            "life_cycle_stage": 6,
        },
        {"id": "south", "title": "South outfall framework", "parties": ["own", "tern"], "life_cycle_stage": 2},
    ],
    "limits": ["No licensed copy of the standard was used; clause numbers are recollected."],
    "obligations": [
        {
            "obligation": "exit.joint.agreed",
            "clause": "8.6.9",
            "title": "Agreement on the joint exit strategy",
            "subject": "relationship:north",
            "status": "nonconforming",
            "extent": "part",
            "findings": ["exit.joint.agreed/by-all-parties@relationship:north"],
        },
    ],
    "conclusions": [
        {
            "id": "stage-readiness@relationship:north",
            "rule": "stage-readiness",
            "subject": "relationship:north",
            "holds": False,
            "severity": None,
            "members": ["exit.joint.agreed/by-all-parties@relationship:north"],
            "reason": "Duties of stage 5 are open.",
        },
    ],
    "requests": [
        {
            "whom": "joint management team",
            "document": "Joint relationship management plan",
            "subject": "relationship:north",
            "clauses": ["8.6.10"],
        },
    ],
    "intake": [
        {
            "file": "relationships/north/minutes.yaml",
            "line": 3,
            "column": 1,
            "message": "not YAML: a tab cannot start a token",
        },
    ],
}


def test_a_finding_has_every_field_of_the_shape() -> None:
    assert json.loads(render_json(meridian()))["findings"][2] == FOUND


def test_all_but_the_findings_has_every_field_of_the_shape() -> None:
    whole = json.loads(render_json(meridian()))
    assert [one["id"] for one in whole.pop("findings")] == [one.id for one in meridian().findings]
    assert whole.pop("summary") == meridian().summary
    assert whole.pop("evidence")["documents"][1] == {
        "file": "relationships/north/exit-strategy.yaml",
        "type": "joint_exit_strategy",
        "id": "JES-1",
        "title": "Joint exit strategy",
        "version": "2",
        "digest": "sha256:22",
        "status": "approved",
        "standing": None,
    }
    assert whole == THE_REST


def test_a_judgement_is_shown_beside_the_verdict() -> None:
    judged = meridian().findings[2]._replace(judgement=meridian().findings[2].evidence[0])
    assert json.loads(render_json(register(judged)))["findings"][0]["judgement"]["document"] == EXIT["document"]


def test_the_text_is_utf8_with_one_finding_a_line_and_one_final_line_end() -> None:
    text = render_json(meridian(organisation="Wasserwerk Süd 水"))
    assert text.startswith('{\n  "schema": "register.json",\n  "tool": {"name": "accordant", "version": "0.1.0"},\n')
    lines = text.splitlines()
    first = lines.index('  "findings": [') + 1
    assert [json.loads(line.rstrip(",")) for line in lines[first : first + 3]] == json.loads(text)["findings"][:3]
    assert text.endswith("\n}\n")
    assert '"organisation": "Wasserwerk Süd 水"' in text


def test_a_lone_surrogate_is_escaped_and_survives() -> None:
    text = render_json(register(organisation="a\ud800b"))
    assert json.loads(text.encode("utf-8"))["organisation"] == "a\ud800b"


@pytest.mark.skipif(not SCHEMA.exists(), reason="the schema of the register is not there yet")
@pytest.mark.parametrize("given", [{}, {"role": "certification-body"}, {"audit": "initial-1"}])
def test_the_register_is_what_its_schema_says(given: dict[str, str]) -> None:
    schema = json.loads(SCHEMA.read_text("utf-8"))
    jsonschema.validators.validator_for(schema)(schema).validate(json.loads(render_json(meridian(**given))))
