"""Packs an auditor would not be satisfied by: each once led to a verdict that its evidence does not bear."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

import casebook
from accordant.model.register import Finding, Outcome
from accordant.rulebook import Compiled
from judging import finding_of, judge, narrowed, read

PASSES = (Outcome.CONFORMING, Outcome.OPPORTUNITY)
Judged = Callable[..., Finding]
OWN = {"party": "own", "person": "Operations director", "authority": "Delegation 12", "date": "2025-09-20"}
PARTNER = {"party": "partner", "person": "Regional director", "authority": "Board minute 7", "date": "2025-09-20"}


@pytest.fixture
def judged(compiled: Compiled, tmp_path: Path) -> Judged:
    """Judge documents by one rule; `manifest` changes the base manifest by pointer."""
    base = casebook.load(casebook.RULES / "base.yaml")

    def finding(rule: str, *documents: dict[str, Any], **case: Any) -> Finding:
        raw = {"name": rule, "documents": documents, "expect": {}, **case}
        expanded = casebook.made(rule, raw, base, compiled.types)
        one = narrowed(compiled, rule)
        pack = read(tmp_path, one, expanded.manifest, expanded.documents)
        return finding_of(judge(pack, one, as_of=expanded.as_of), expanded)

    return finding


def strategy(**fields: Any) -> dict[str, Any]:
    """Give a joint exit strategy that both parties signed."""
    signatures = [dict(OWN), dict(PARTNER)]
    return {
        "type": "joint_exit_strategy",
        "id": "JES-1",
        "version_date": "2025-09-10",
        "signatures": signatures,
        **fields,
    }


AGREED = "exit.joint.agreed/by-all-parties"
THREE = "exit.joint.established/three-points"
POINTS = {
    "triggers": [{"id": "T-1", "trigger": "Change of control"}],
    "boundaries": "The basin works",
    "continuity": [{"id": "C-1", "arrangement": "Works go on for 90 days"}],
}


def test_a_party_without_a_name_is_not_every_party(judged: Judged) -> None:
    nameless = {"/parties": [{"id": "own"}, {"id": "partner"}]}
    assert judged(AGREED, strategy(signatures=[OWN]), manifest=nameless).outcome is Outcome.NONCONFORMING


def test_parties_of_one_name_are_two_parties(judged: Judged) -> None:
    namesakes = {"/parties/1/name": "Own organisation"}
    assert judged(AGREED, strategy(signatures=[OWN]), manifest=namesakes).outcome is Outcome.NONCONFORMING


def test_the_own_organisation_agrees_though_the_manifest_forgets_it(judged: Judged) -> None:
    third = {**PARTNER, "party": "third"}
    forgotten = {"/relationships/0/parties": [{"party": "partner"}, {"party": "third"}]}
    assert judged(AGREED, strategy(signatures=[PARTNER, third]), manifest=forgotten).outcome is Outcome.NONCONFORMING


def test_one_party_under_two_names_agrees_with_nobody(judged: Judged) -> None:
    alone = {"/relationships/0/parties": [{"party": "own"}, {"party": "Own organisation"}]}
    assert judged(AGREED, strategy(signatures=[OWN]), manifest=alone).outcome is Outcome.NOT_EVIDENCED


def test_a_partner_that_joins_only_later_is_no_partner_yet(judged: Judged) -> None:
    later = {"/relationships/0/parties/1/from": "2027-01-01"}
    assert judged(THREE, strategy(**POINTS), manifest=later).outcome is Outcome.NOT_EVIDENCED


@pytest.mark.parametrize("signatures", [[], None, [{**OWN, "date": "2026-12-01"}], "x"])
def test_signatures_that_do_not_bind_approve_nothing(signatures: Any, judged: Judged) -> None:
    undated = strategy(**POINTS, approved_on=None, signatures=signatures)
    assert judged(THREE, undated).outcome is Outcome.NOT_EVIDENCED


def test_an_approval_after_the_date_is_none_though_signatures_are_there(judged: Judged) -> None:
    assert judged(THREE, strategy(**POINTS, approved_on="2026-12-01")).outcome is Outcome.NOT_EVIDENCED


@pytest.mark.parametrize(
    "successor",
    [
        {"version_date": "2025-12-01", "valid_until": "2026-03-01"},
        {"version_date": "2025-12-01", "status": "superseded"},
        {"version_date": "2025-12-01", "status": "withdrawn"},
        {"version_date": None, "approved_on": None, "signatures": [OWN, PARTNER]},
        {"version_date": "2025-09-10", "version": "0"},
        {"version_date": "2025-12-01", "supersedes": ["jes-1"], "valid_until": "2026-03-01"},
    ],
    ids=["expired", "superseded itself", "withdrawn", "undated", "of the same day", "in another case"],
)
def test_what_was_superseded_does_not_come_back(successor: dict[str, Any], judged: Judged) -> None:
    later = {"type": "joint_exit_strategy", "id": "JES-2", "supersedes": ["JES-1"], **successor}
    assert judged(THREE, strategy(**POINTS), later).outcome in (Outcome.NOT_EVIDENCED, Outcome.NONCONFORMING)


def test_a_version_that_expired_does_not_bring_back_the_one_before(judged: Judged) -> None:
    later = strategy(version="2", version_date="2025-12-01", valid_until="2026-03-01")
    assert judged(THREE, strategy(**POINTS), later).outcome is Outcome.NOT_EVIDENCED


def test_version_ten_comes_after_version_nine(judged: Judged) -> None:
    tenth = strategy(version="10", **{**POINTS, "boundaries": None})
    assert judged(THREE, strategy(version="9", **POINTS), tenth).outcome is Outcome.NONCONFORMING


def test_a_draft_that_names_what_it_will_replace_replaces_nothing(judged: Judged) -> None:
    draft = {"type": "joint_exit_strategy", "id": "JES-2", "supersedes": ["JES-1"], "status": "draft"}
    assert judged(THREE, strategy(**POINTS), draft).outcome in PASSES


def test_an_end_of_validity_that_cannot_be_read_is_not_no_end(judged: Judged) -> None:
    assert judged(THREE, strategy(**POINTS, valid_until="31 March 2026")).outcome is Outcome.NOT_EVIDENCED


ENTERED = "nc.react/audit-findings-entered"


def audit(*findings: dict[str, str]) -> tuple[dict[str, Any], dict[str, Any]]:
    entry = {"id": "NC-01", "finding_ref": "F-1", "statement": "Minutes of May not issued"}
    register = {"type": "nc_register", "id": "NC-1", "version_date": "2026-04-10", "items": [entry]}
    return {"type": "audit_report", "id": "AR-1", "version_date": "2026-03-20", "findings": list(findings)}, register


MINOR = {"id": "F-1", "finding_ref": "F-1", "grade": "minor"}


@pytest.mark.parametrize("grade", [None, "tbd", "Major NC"])
def test_a_finding_without_a_grade_is_not_left_out(grade: str | None, judged: Judged) -> None:
    ungraded = {"id": "F-2", "finding_ref": "F-2", "grade": grade}
    assert judged(ENTERED, *audit(MINOR, ungraded)).outcome is Outcome.NOT_EVIDENCED


def test_an_audit_with_mere_opportunities_leaves_nothing_to_enter(judged: Judged) -> None:
    finding = judged(ENTERED, *audit({**MINOR, "grade": "opportunity"}))
    assert finding.outcome is Outcome.CONFORMING


RESOLVED = "issues.joint.resolved/through-the-process"


def issues(**fields: Any) -> tuple[dict[str, Any], dict[str, Any]]:
    issue = {"id": "I-1", "raised_date": "2026-02-01", "level": "1", "owner": "Site lead", "target_date": "2026-03-01"}
    process = {"type": "issue_process", "id": "IP-1", "levels": [{"level": "1", "owner": "Site lead"}]}
    return {"type": "issue_log", "id": "IL-1", "issues": [{**issue, **fields}]}, process


def test_an_issue_to_be_resolved_after_the_date_is_open(judged: Judged) -> None:
    assert judged(RESOLVED, *issues(resolved_date="2026-12-01")).outcome is Outcome.NONCONFORMING


def test_a_level_is_not_strange_because_an_extract_leaves_it_out(judged: Judged) -> None:
    log, process = issues(resolved_date="2026-02-20", level="2")
    assert judged(RESOLVED, log, process).outcome is Outcome.NONCONFORMING
    assert judged(RESOLVED, log, {**process, "transcribed": "extract"}).outcome is Outcome.NOT_EVIDENCED


def test_a_policy_to_be_communicated_after_the_date_is_not_communicated(judged: Judged) -> None:
    told = {"audience": "Staff", "audience_inside": "yes", "date": "2026-12-01"}
    policy = {"type": "collaborative_policy", "id": "POL-1", "communications": [told]}
    assert judged("policy.communicated/version-in-effect", policy).outcome not in PASSES


def test_an_appointment_after_the_date_appoints_nobody_yet(judged: Judged) -> None:
    leader = {"type": "leader_appointment", "id": "LA-1", "person": "Alliance manager", "competence_basis": "Ten years"}
    rule = "leaders.appointed/competent"
    assert judged(rule, {**leader, "appointed_on": "2025-06-01"}).outcome in PASSES
    assert judged(rule, {**leader, "appointed_on": "2026-12-01"}).outcome is Outcome.NOT_EVIDENCED


def test_a_signature_whose_date_cannot_be_read_is_no_refusal(judged: Judged) -> None:
    unread = strategy(signatures=[OWN, {**PARTNER, "date": "20 September"}])
    assert judged(AGREED, unread).outcome is Outcome.NOT_EVIDENCED


def test_a_signature_is_cited_where_it_fails(judged: Judged) -> None:
    without = judged(AGREED, strategy(signatures=[OWN, {**PARTNER, "authority": "tbc"}]))
    early = judged(AGREED, strategy(signatures=[OWN, {**PARTNER, "date": "2025-09-01"}]))
    assert [one.pointer for one in without.evidence] == ["/signatures/1/authority"]
    assert [one.pointer for one in early.evidence] == ["/signatures/1/date"]


def test_a_value_of_a_wrong_kind_is_not_a_missing_one(judged: Judged) -> None:
    issue = {"id": "1", "description": "Steel prices", "origin": "externl"}
    analysis = {"type": "context_analysis", "id": "CA-1", "issues": [{**issue, "origin": "internal"}, issue]}
    assert judged("context.issues/inside-and-outside", analysis).outcome is Outcome.NOT_EVIDENCED


def test_an_input_of_a_wrong_kind_is_not_a_missing_one(judged: Judged) -> None:
    topics = ["external-issues", "internal-issues", "monitoring-results", "audit-results", "NCs"]
    minutes = {"type": "mr_minutes", "id": "MR-1", "inputs": [{"topic": topic} for topic in topics]}
    assert judged("mr.in.performance/inputs-considered", minutes).outcome is Outcome.NOT_EVIDENCED


def test_nobody_is_absent_because_an_extract_leaves_him_out(judged: Judged) -> None:
    minutes = {
        "type": "mr_minutes",
        "id": "MR-1",
        "date": "2026-05-01",
        "interval": "6 months",
        "attendance": [{"person": "Quality manager"}],
    }
    rule = "mr.interval/by-top-management"
    assert judged(rule, minutes).outcome is Outcome.NONCONFORMING
    assert judged(rule, {**minutes, "transcribed": "extract"}).outcome is Outcome.NOT_EVIDENCED


FIRST = "exit.initial/before-agreement"
INITIAL = {"type": "initial_exit_strategy", "id": "IES-1", "first_issued": "2026-02-01"}


@pytest.mark.parametrize("agreement", [{"valid_until": "2026-04-01"}, {"approved_on": None}, {"status": "superseded"}])
def test_an_event_that_is_past_has_happened(agreement: dict[str, Any], judged: Judged) -> None:
    signed = {"type": "agreement", "id": "AG-1", "version_date": "2025-11-03", **agreement}
    assert judged(FIRST, INITIAL, signed).outcome is Outcome.NOT_EVIDENCED


@pytest.mark.parametrize("adopted", [None, "soon", "2027-01-01"])
def test_an_older_relationship_without_its_day_of_adoption_is_in_doubt(adopted: str | None, judged: Judged) -> None:
    signed = {"type": "agreement", "id": "AG-1", "version_date": "2025-11-03"}
    older = {"/relationships/0/origin": "existing", "/relationships/0/adopted": adopted}
    assert judged(FIRST, INITIAL, signed, manifest=older).outcome is Outcome.NOT_EVIDENCED


PERSON = "leadership.people/judged"
JUDGEMENT = {
    "type": "judgement",
    "id": "J-1",
    "obligation": "leadership.people",
    "subject": "organisation",
    "outcome": "conforming",
    "method": "interview",
    "who": "Lead auditor",
    "when": "2026-05-01",
    "seen": "Three leads told the same story.",
}


def test_a_judgement_after_the_date_is_none(judged: Judged) -> None:
    assert judged(PERSON, JUDGEMENT).outcome is Outcome.CONFORMING
    assert judged(PERSON, {**JUDGEMENT, "when": "2026-12-01"}).outcome is Outcome.NEEDS_JUDGEMENT


def test_a_judgement_that_saw_nothing_is_none(judged: Judged) -> None:
    assert judged(PERSON, {**JUDGEMENT, "seen": "tbd"}).outcome is Outcome.NEEDS_JUDGEMENT


def test_the_latest_judgement_counts_by_its_own_day(judged: Judged) -> None:
    earlier = {**JUDGEMENT, "version_date": "2026-06-01", "when": "2026-05-01"}
    later = {**JUDGEMENT, "id": "J-2", "version_date": "2026-05-20", "when": "2026-05-20", "outcome": "nonconforming"}
    assert judged(PERSON, earlier, later).outcome is Outcome.NONCONFORMING


def test_two_judgements_of_one_day_that_contradict_each_other_decide_nothing(judged: Judged) -> None:
    other = {**JUDGEMENT, "id": "J-0", "outcome": "nonconforming"}
    assert judged(PERSON, JUDGEMENT, other).outcome is Outcome.NEEDS_JUDGEMENT


def test_what_has_no_id_cannot_be_shown_to_be_covered(judged: Judged) -> None:
    objectives = {
        "type": "joint_objectives",
        "id": "JO-1",
        "objectives": [{"id": "O-1", "objective": "On time"}, {"objective": "Safe"}],
    }
    framework = {"type": "kpi_framework", "id": "KPI-1", "version_date": "2025-09-10", "signatures": [OWN, PARTNER]}
    measures = [{"id": "M-1", "objective_ref": "O-1"}]
    finding = judged("measures.joint.delivery/every-objective", objectives, {**framework, "measures": measures})
    assert finding.outcome is Outcome.NOT_EVIDENCED


def test_a_stage_that_an_expired_record_shows_was_reached(judged: Judged) -> None:
    review = {"type": "ser_review", "id": "SR-1", "version_date": "2026-01-10", "valid_until": "2026-03-01"}
    assert judged(THREE, review, stage=4).outcome is Outcome.NOT_EVIDENCED


def test_a_stage_left_on_a_day_that_cannot_be_read_is_in_doubt(judged: Judged) -> None:
    left = {"/relationships/0/life_cycle/4/left": "1 June 2026"}
    assert judged(THREE, stage=5, manifest=left).outcome is Outcome.NOT_EVIDENCED


def test_two_intervals_of_a_month_end_are_two_months(judged: Judged) -> None:
    reviewed = strategy(review_interval="monthly", last_review="2026-01-31")
    rule = "exit.joint.reviewed/own-rhythm"
    assert judged(rule, reviewed, as_of="2026-03-31").severity == "minor"
    assert judged(rule, reviewed, as_of="2026-04-01").severity == "major"


def test_approved_documents_without_a_day_are_seen(judged: Judged) -> None:
    policy = {"type": "collaborative_policy", "id": "POL-1", "approved_by": "Managing director"}
    undated = {"type": "scope_statement", "id": "SC-1", "approved_by": "Managing director", "approved_on": None}
    assert judged("docs.approved/by-whom-and-when", policy, undated).outcome is Outcome.NONCONFORMING


def test_nothing_is_not_applicable_at_an_unknown_stage(judged: Judged) -> None:
    log = {"type": "issue_log", "id": "IL-1", "issues": [], "nil_return": "2026-06-01"}
    unknown = {"/relationships/0/life_cycle": []}
    assert judged(RESOLVED, log, manifest=unknown).outcome is Outcome.NOT_EVIDENCED


def test_a_policy_of_the_partner_is_not_the_own_one(judged: Judged) -> None:
    policy = {
        "type": "collaborative_policy",
        "id": "POL-1",
        "collaborative_aims": "Work together",
        "approved_by": "Managing director",
        "signed_by": "Managing director",
    }
    rule = "policy.appropriate/set-by-top-management"
    assert judged(rule, {**policy, "party": "own"}).outcome is Outcome.CONFORMING
    assert judged(rule, {**policy, "party": "partner"}).outcome is Outcome.NOT_EVIDENCED


def test_words_to_be_written_are_no_items(judged: Judged) -> None:
    sampled = {"relationships_sampled": ["tbd"], "clauses_covered": ["4", "5", "6", "7", "8", "9", "10"]}
    report = {"type": "audit_report", "id": "AR-1", "date": "2026-05-01", "conclusion": "Sound", **sampled}
    programme = {"type": "audit_programme", "id": "AP-1", "frequency": "yearly"}
    assert judged("audit.interval/at-own-interval", report, programme).outcome is Outcome.OPPORTUNITY


def test_a_version_without_a_date_is_not_shown_to_be_the_one_signed(judged: Judged) -> None:
    assert judged(AGREED, strategy(version_date=None)).outcome is Outcome.NOT_EVIDENCED


def test_relationships_in_doubt_are_among_those_due(compiled: Compiled, tmp_path: Path) -> None:
    base = casebook.load(casebook.RULES / "base.yaml")
    first = base["manifest"]["relationships"][0]
    sure = [{**first, "id": name} for name in ("alpha", "beta")]
    doubtful = [{**first, "id": name, "life_cycle": first["life_cycle"][:4]} for name in ("gamma", "delta")]
    documents = [strategy(id=f"JES-{one['id']}", relationships=[one["id"]]) for one in sure]
    for one in doubtful:
        documents += [
            strategy(id=f"JES-{one['id']}", relationships=[one["id"]], signatures=[OWN]),
            {"type": "ser_review", "id": f"SR-{one['id']}", "relationships": [one["id"]]},
        ]
    raw = {"name": AGREED, "documents": documents, "expect": {}, "manifest": {"relationships": sure + doubtful}}
    case = casebook.made(AGREED, raw, base, compiled.types)
    one_rule = narrowed(compiled, AGREED)
    register = judge(read(tmp_path, one_rule, case.manifest, case.documents), one_rule, as_of=case.as_of)

    assert sum(finding.outcome is Outcome.NONCONFORMING for finding in register.findings) == 2
    assert not [drawn.rule for drawn in register.conclusions if drawn.rule.startswith("systemic")]
