"""The register's counts and its exit status."""

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from accordant.model.problem import Problem
from accordant.model.register import Finding, ListedDocument, Outcome, Register
from accordant.model.rules import Question
from accordant.register import exit_status, summarise
from registers import finding, obligation, register

QUESTION = Question("interview", "owner", "How?")
CLEAN = finding("a/rule", outcome=Outcome.CONFORMING)
MANIFEST = ListedDocument("manifest.yaml", "manifest", "", "Manifest", "", "sha256:00", "")


def known(*findings: Finding, **fields: Any) -> Register:
    """Give a register of a pack with a manifest."""
    return register(*findings, documents=(MANIFEST,), **fields)


def test_every_finding_is_counted_by_outcome_and_only_entries_by_severity_and_clause() -> None:
    findings = [
        finding("a/rule", clause="8.6.10", outcome=Outcome.NONCONFORMING, severity="major"),
        finding("b/rule", clause="8.6.2", outcome=Outcome.NONCONFORMING, severity="minor"),
        finding("c/rule", clause="8.6.2", outcome=Outcome.NOT_EVIDENCED, severity_if_confirmed="major"),
        finding(
            "d/rule", clause="9.2", outcome=Outcome.NONCONFORMING, severity="minor", depends_on=("b/rule@organisation",)
        ),
        finding("e/rule", clause="4.1", outcome=Outcome.CONFORMING, extent="whole"),
        finding("f/rule", clause="4.1", outcome=Outcome.CONFORMING, extent="part"),
        finding("g/rule", clause="4.1", outcome=Outcome.CONFORMING, extent="part"),
    ]
    obligations = [obligation("a", "record"), obligation("b", "record+person"), obligation("c", "record+person")]
    summary = summarise(findings, obligations)
    assert summary == {
        "by_outcome": {
            "nonconforming": 3,
            "error": 0,
            "not-evidenced": 1,
            "needs-judgement": 0,
            "opportunity": 0,
            "conforming": 3,
            "not-yet-due": 0,
            "not-applicable": 0,
        },
        "by_severity": {"major": 1, "minor": 1},
        "by_clause": {"8.6.2": 2, "8.6.10": 1},
        "coverage": {"record": 1, "record+person": 2, "person": 0, "conforming-whole": 1, "conforming-part": 2},
    }
    assert list(summary["by_clause"]) == ["8.6.2", "8.6.10"]


@given(st.lists(st.sampled_from(Outcome)))
def test_counts_by_outcome_add_up_to_the_findings(outcomes: list[Outcome]) -> None:
    findings = [finding(f"r{at}/rule", outcome=outcome) for at, outcome in enumerate(outcomes)]
    assert sum(summarise(findings, [])["by_outcome"].values()) == len(findings)


@pytest.mark.parametrize(
    ("outcome", "status"),
    [
        (Outcome.NONCONFORMING, 1),
        (Outcome.ERROR, 3),
        (Outcome.NOT_EVIDENCED, 3),
        (Outcome.NEEDS_JUDGEMENT, 3),
        (Outcome.OPPORTUNITY, 0),
        (Outcome.CONFORMING, 0),
        (Outcome.NOT_YET_DUE, 0),
        (Outcome.NOT_APPLICABLE, 0),
    ],
)
@pytest.mark.parametrize("strict", [True, False])
def test_each_outcome_has_its_status(outcome: Outcome, status: int, *, strict: bool) -> None:
    assert exit_status(known(CLEAN, finding("b/rule", outcome=outcome)), strict=strict) == status


def test_a_nonconformity_outweighs_missing_evidence() -> None:
    both = known(finding("a/rule", outcome=Outcome.NOT_EVIDENCED), finding("b/rule", outcome=Outcome.NONCONFORMING))
    assert exit_status(both, strict=False) == 1


def test_a_consequence_counts_like_its_primary() -> None:
    listed = finding("a/rule", outcome=Outcome.NOT_EVIDENCED, depends_on=("b/rule@organisation",))
    assert exit_status(known(listed), strict=False) == 3


def test_a_register_that_judged_nothing_is_not_clean() -> None:
    assert exit_status(known(), strict=False) == 3


def test_without_a_manifest_it_is_unknown_what_there_was_to_judge() -> None:
    assert exit_status(register(CLEAN), strict=False) == 3
    assert exit_status(known(CLEAN), strict=False) == 0


def test_a_file_that_was_not_read_is_unsettled() -> None:
    assert exit_status(known(CLEAN, intake=(Problem("minutes.yaml", 3, 1, "not YAML"),)), strict=False) == 3


def test_evidence_that_is_not_what_it_claims_to_be_is_unsettled() -> None:
    assert exit_status(known(CLEAN, sound=False), strict=False) == 3
    assert exit_status(known(CLEAN, sound=True), strict=False) == 0


def test_a_remark_on_a_document_that_was_read_changes_nothing() -> None:
    read = ListedDocument("minutes.yaml", "minutes", "M-1", "Minutes", "1", "sha256:00", "current")
    remarked = register(CLEAN, documents=(MANIFEST, read), intake=(Problem("minutes.yaml", 3, 1, "an unknown field"),))
    assert exit_status(remarked, strict=False) == 0


@pytest.mark.parametrize(
    ("outcome", "status"),
    [(Outcome.CONFORMING, 3), (Outcome.OPPORTUNITY, 3), (Outcome.NOT_APPLICABLE, 3), (Outcome.NOT_YET_DUE, 0)],
)
def test_questions_that_remain_count_only_when_strict(outcome: Outcome, status: int) -> None:
    asking = known(finding("a/rule", outcome=outcome, remaining=(QUESTION,)))
    assert exit_status(asking, strict=True) == status
    assert exit_status(asking, strict=False) == 0
