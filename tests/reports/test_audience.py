"""What no report may say to whom."""

import json
import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from accordant.model.register import DrawnConclusion, Outcome
from accordant.reports import REPORTS
from accordant.reports.table import render_table
from registers import finding, meridian, register

ADVICE = st.text(alphabet="бвгджз", min_size=8, max_size=20)


@given(advice=ADVICE, outcome=st.sampled_from(Outcome), report=st.sampled_from(sorted(REPORTS)))
def test_no_report_advises_a_certification_body(advice: str, outcome: Outcome, report: str) -> None:
    advised = register(finding("a/rule", outcome=outcome, advice=advice), role="certification-body", **_summary())
    assert advice not in REPORTS[report](advised)


@pytest.mark.parametrize("report", sorted(REPORTS))
def test_every_report_advises_the_organisation_itself(report: str) -> None:
    assert "Obtain the signature of the party that is missing." in REPORTS[report](meridian())


def test_json_for_a_certification_body_has_no_field_for_advice() -> None:
    assert all(
        "advice" not in one for one in json.loads(REPORTS["json"](meridian(role="certification-body")))["findings"]
    )


def test_the_table_for_a_certification_body_has_no_suggestions_even_when_all_is_shown() -> None:
    assert "Suggest" not in render_table(meridian(role="certification-body"), every=True)


@pytest.mark.parametrize("report", sorted(REPORTS))
def test_nothing_is_graded_at_the_first_stage_of_an_initial_audit(report: str) -> None:
    systemic = DrawnConclusion("systemic@organisation", "systemic", "organisation", True, "major", (), "three on 8.6.9")  # noqa: FBT003
    shown = REPORTS[report](meridian(audit="initial-1", conclusions=(systemic,)))
    assert not re.search(r"\b(major|minor)\b", shown)


@pytest.mark.parametrize("report", ["table", "csv"])
def test_a_nonconformity_at_the_first_stage_is_an_area_of_concern(report: str) -> None:
    shown = REPORTS[report](meridian(audit="initial-1"))
    assert re.search(r"area of\W+concern", shown)
    assert "nonconform" not in shown


@pytest.mark.parametrize("report", ["table", "csv"])
@pytest.mark.parametrize("extent", ["part", "whole"])
def test_conforming_in_part_never_reads_as_conforming(report: str, extent: str) -> None:
    shown = register(finding("a/rule", outcome=Outcome.CONFORMING, extent=extent), **_summary(extent))
    text = render_table(shown, every=True) if report == "table" else REPORTS[report](shown)
    told = [line for line in text.splitlines() if "a/rule" in line or line.startswith("| 8.6.9?")]
    assert told
    assert any("conform" in line for line in told) == (extent == "whole")
    assert any("no gap found" in line for line in told) == (extent == "part")
    assert "conforms" not in text


def _summary(extent: str = "part") -> dict[str, dict[str, dict[str, int]]]:
    counts = {"conforming-whole": int(extent == "whole"), "conforming-part": int(extent == "part")}
    return {"summary": {"by_outcome": {}, "by_severity": {}, "by_clause": {}, "coverage": counts}}
