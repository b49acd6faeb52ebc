"""The decisions and conclusions that are shipped: complete, and true to what the outcomes mean."""

from collections.abc import Iterator, Mapping
from itertools import product
from pathlib import Path

import pytest

from accordant.assessment.strength import STRENGTH
from accordant.inference.problems import conclusion_problems, decision_problems
from accordant.model.evidence import OriginalState
from accordant.model.observation import Cause, Due, Value
from accordant.model.register import Outcome
from accordant.model.rules import ConclusionRule, DecisionCase, DecisionList
from accordant.rulebook.build import build_conclusion, build_decision
from accordant.rulebook.files import Folder, Part
from accordant.rulebook.lists import DECISIONS, FACTS
from accordant.rulebook.parsed import Parsed
from accordant.rulebook.structure import load_schema, parse

DUE_REQUIREMENT = {
    "kind": "requirement",
    "judged_by": "record",
    "judgement": "none",
    "applies": "met",
    "due": "yes",
    "value": "met",
    "referred": "no",
    "merit": "none",
    "confidence": "well-supported",
    "absence": "evidence",
}


@pytest.fixture(scope="module")
def lists(shipped: Folder, schemas: Path) -> list[Parsed]:
    schema = load_schema(schemas, Part.CONCLUSION)
    read = [parse(file, schema) for file in shipped.files if file.part is Part.CONCLUSION]
    return [one for one in read if isinstance(one, Parsed)]


@pytest.fixture(scope="module")
def decisions(lists: list[Parsed]) -> Mapping[str, DecisionList]:
    return {one.data["decide"]: build_decision(one.data) for one in lists if "decide" in one.data}


@pytest.fixture(scope="module")
def conclusions(lists: list[Parsed]) -> Mapping[str, ConclusionRule]:
    return {one.data["conclude"]: build_conclusion(one.data) for one in lists if "conclude" in one.data}


def decide(decision: DecisionList, row: Mapping[str, str]) -> DecisionCase:
    return next(
        case for case in decision.cases if all(row[column] in admitted for column, admitted in case.when.items())
    )


def rows(decision: DecisionList, **fixed: str) -> Iterator[dict[str, str]]:
    domains = [(fixed[column],) if column in fixed else values for column, values in decision.columns.items()]
    for values in product(*domains):
        yield dict(zip(decision.columns, values, strict=True))


@pytest.mark.parametrize("name", [*DECISIONS, STRENGTH])
def test_every_decision_is_complete_and_every_case_is_reached(name: str, decisions: Mapping[str, DecisionList]) -> None:
    assert decision_problems(decisions[name]) == ()


def test_every_conclusion_speaks_of_facts_there_are(conclusions: Mapping[str, ConclusionRule]) -> None:
    assert conclusions
    assert {name: conclusion_problems(rule, FACTS) for name, rule in conclusions.items()} == dict.fromkeys(
        conclusions, ()
    )


def test_files_are_called_as_what_they_hold(lists: list[Parsed]) -> None:
    names = {one.file.name: one.data.get("decide", one.data.get("conclude")) for one in lists}
    assert names == {file: Path(file).stem for file in names}


def test_columns_have_the_words_of_the_model(decisions: Mapping[str, DecisionList]) -> None:
    outcome = decisions["outcome"].columns
    assert set(outcome["due"]) == set(Due)
    assert set(outcome["value"]) == set(Value)
    assert set(outcome["merit"]) == {*Value, "none"}
    assert set(decisions["severity"].columns["cause"]) == set(Cause)
    assert {name.replace("_", "-") for name in decisions["status"].columns} == set(Outcome) - {Outcome.NOT_APPLICABLE}
    assert set(decisions[STRENGTH].columns["original"]) == {*OriginalState, "own", "unnamed", "claim"}


@pytest.mark.parametrize("name", ["outcome", "status"])
def test_answers_are_outcomes(name: str, decisions: Mapping[str, DecisionList]) -> None:
    assert {case.then for case in decisions[name].cases} <= set(Outcome)


def test_conforming_is_what_was_seen_or_what_a_person_said(decisions: Mapping[str, DecisionList]) -> None:
    outcome = decisions["outcome"]
    conforming = [row for row in rows(outcome) if decide(outcome, row).then == "conforming"]
    assert conforming
    assert all(row["applies"] == "met" and row["due"] in ("yes", "doubtful") for row in conforming)
    assert all(
        row["judgement"] == "conforming"
        if row["judged_by"] == "person"
        else row["value"] == "met" and row["referred"] == "no" and row["due"] == "yes"
        for row in conforming
    )


@pytest.mark.parametrize("kind", ["expectation", "good-practice", "guidance"])
def test_only_a_requirement_is_nonconforming(kind: str, decisions: Mapping[str, DecisionList]) -> None:
    outcome = decisions["outcome"]
    assert "nonconforming" not in {decide(outcome, row).then for row in rows(outcome, kind=kind)}


def test_nothing_is_raised_on_guidance(decisions: Mapping[str, DecisionList]) -> None:
    outcome = decisions["outcome"]
    found = {decide(outcome, row).then for row in rows(outcome, kind="guidance")}
    assert found == {"conforming", "not-yet-due", "not-applicable"}


def test_nonconforming_is_never_an_unconfirmed_requirement_by_record(
    decisions: Mapping[str, DecisionList],
) -> None:
    outcome = decisions["outcome"]
    found = {decide(outcome, row).then for row in rows(outcome, confidence="inferred", judged_by="record")}
    assert "nonconforming" not in found
    assert "needs-judgement" in found


def test_absence_is_a_nonconformity_only_where_it_was_asked_to_be(decisions: Mapping[str, DecisionList]) -> None:
    outcome = decisions["outcome"]
    found = {decide(outcome, row).then for row in rows(outcome, value="absent", absence="evidence", judged_by="record")}
    assert found == {"error", "not-applicable", "not-evidenced", "not-yet-due", "needs-judgement"}


@pytest.mark.parametrize(
    ("changes", "expected"),
    [
        ({}, "conforming"),
        ({"value": "unmet"}, "nonconforming"),
        ({"value": "absent"}, "not-evidenced"),
        ({"value": "error"}, "error"),
        ({"value": "error", "referred": "yes"}, "error"),
        ({"value": "met", "referred": "yes"}, "needs-judgement"),
        ({"value": "unmet", "referred": "yes"}, "nonconforming"),
        ({"value": "unmet", "confidence": "inferred"}, "needs-judgement"),
        ({"value": "unmet", "kind": "expectation"}, "opportunity"),
        ({"value": "unmet", "kind": "good-practice", "confidence": "inferred"}, "opportunity"),
        ({"value": "absent", "absence": "nonconformity"}, "nonconforming"),
        ({"value": "absent", "absence": "nonconformity", "confidence": "inferred"}, "needs-judgement"),
        ({"value": "absent", "absence": "nonconformity", "kind": "expectation"}, "not-evidenced"),
        ({"merit": "unmet"}, "opportunity"),
        ({"merit": "error"}, "opportunity"),
        ({"merit": "absent"}, "conforming"),
        ({"merit": "unmet", "value": "absent"}, "not-evidenced"),
        ({"merit": "unmet", "value": "unmet"}, "nonconforming"),
        ({"due": "no"}, "not-yet-due"),
        ({"due": "no", "value": "error"}, "not-yet-due"),
        ({"due": "unknown"}, "not-evidenced"),
        ({"due": "ended", "value": "unmet"}, "not-applicable"),
        ({"due": "doubtful"}, "not-evidenced"),
        ({"due": "doubtful", "value": "unmet"}, "nonconforming"),
        ({"applies": "unmet", "due": "no"}, "not-applicable"),
        ({"applies": "absent"}, "not-evidenced"),
        ({"applies": "absent", "due": "no"}, "not-yet-due"),
        ({"applies": "error", "due": "ended"}, "error"),
        ({"judged_by": "person", "value": "met"}, "needs-judgement"),
        ({"judged_by": "person", "judgement": "conforming", "value": "absent"}, "conforming"),
        ({"judged_by": "person", "judgement": "nonconforming"}, "nonconforming"),
        ({"judged_by": "person", "judgement": "nonconforming", "kind": "expectation"}, "opportunity"),
        ({"judged_by": "person", "judgement": "opportunity"}, "opportunity"),
        ({"judged_by": "person", "judgement": "not-applicable"}, "not-applicable"),
        ({"judged_by": "person", "judgement": "conforming", "due": "no"}, "not-yet-due"),
        ({"judged_by": "record", "judgement": "conforming", "value": "unmet"}, "nonconforming"),
    ],
    ids=str,
)
def test_outcome(changes: dict[str, str], expected: str, decisions: Mapping[str, DecisionList]) -> None:
    assert decide(decisions["outcome"], DUE_REQUIREMENT | changes).then == expected


@pytest.mark.parametrize(
    ("core", "cause", "expected"),
    [
        ("yes", "document", ("major", "core-obligation-absent")),
        ("yes", "declared-none", ("major", "core-obligation-absent")),
        ("yes", "content", ("minor", "isolated")),
        ("yes", "lapsed", ("minor", "isolated")),
        ("yes", "lapsed-twice", ("major", "not-operated")),
        ("no", "lapsed-twice", ("major", "not-operated")),
        ("no", "document", ("minor", "isolated")),
        ("no", "declared-none", ("minor", "isolated")),
        ("no", "none", ("minor", "isolated")),
    ],
)
def test_severity(core: str, cause: str, expected: tuple[str, str], decisions: Mapping[str, DecisionList]) -> None:
    case = decide(decisions["severity"], {"core": core, "cause": cause, "profile": "none"})
    assert (case.then, case.because) == expected


@pytest.mark.parametrize("grade", ["major", "minor"])
def test_the_grade_of_a_profile_prevails(grade: str, decisions: Mapping[str, DecisionList]) -> None:
    severity = decisions["severity"]
    found = {(decide(severity, row).then, decide(severity, row).because) for row in rows(severity, profile=grade)}
    assert found == {(grade, "set-by-profile")}


def test_status_is_the_worst(decisions: Mapping[str, DecisionList]) -> None:
    status = decisions["status"]
    worst_first = list(status.columns)
    for row in rows(status):
        worst = next((name for name in worst_first if row[name] == "yes"), "not-applicable")
        assert decide(status, row).then == worst.replace("_", "-")


@pytest.mark.parametrize(
    ("name", "row", "expected"),
    [
        ("systemic-clause", {"enough_defects": "yes"}, "major"),
        ("systemic-clause", {"enough_defects": "no"}, "none"),
        ("systemic-rule", {"enough_subjects": "yes", "enough_share": "yes"}, "major"),
        ("systemic-rule", {"enough_subjects": "yes", "enough_share": "no"}, "none"),
        ("systemic-rule", {"enough_subjects": "no", "enough_share": "yes"}, "none"),
    ],
)
def test_systemic(name: str, row: dict[str, str], expected: str, decisions: Mapping[str, DecisionList]) -> None:
    assert decide(decisions[name], row).then == expected


@pytest.mark.parametrize("name", ["ready-for-next-stage", "ready-for-stage-1-audit"])
def test_what_stands_against_readiness_is_told_apart_from_it_by_the_quantifier_alone(
    name: str, conclusions: Mapping[str, ConclusionRule]
) -> None:
    ready, against = conclusions[name], conclusions[f"not-{name}"]
    assert (ready.quantifier, against.quantifier) == ("none", "some")
    assert ready.for_each == against.for_each
    # What a profile leaves unjudged keeps from readiness, and is no finding against it.
    judged = {**ready.other.equal, "judged": "yes"}
    assert ready.other._replace(equal=judged) == against.other
    assert "judged" not in ready.other.equal
