"""The table: whole texts against texts written by hand, and its laws."""

import re
from pathlib import Path
from unicodedata import category, east_asian_width

import pytest
from hypothesis import given
from hypothesis import strategies as st

from accordant.model.problem import Problem
from accordant.model.register import AppliedProfile, DrawnConclusion, ListedRelationship, Outcome, Register, Request
from accordant.model.rules import Question
from accordant.model.tailoring import Deviation
from accordant.reports.table import render_table
from registers import evidence, finding, meridian, register

EXPECTED = Path(__file__).parent / "expected"
HOSTILE = st.text(alphabet=st.characters() | st.sampled_from("水 e\u0301/._-\x1b"), max_size=150)


@pytest.mark.parametrize(
    ("name", "given"),
    [("meridian", {}), ("meridian-first-stage", {"role": "certification-body", "audit": "initial-1"})],
)
def test_the_whole_table_reads_as_written(name: str, given: dict[str, str]) -> None:
    assert render_table(meridian(**given)) == (EXPECTED / f"{name}.txt").read_text("utf-8")


def shown_width(text: str) -> int:
    return sum(
        0 if category(one) in {"Mn", "Me", "Cf"} else 2 if east_asian_width(one) in {"W", "F"} else 1 for one in text
    )


def hostile(text: str) -> Register:
    """Put the text wherever a register holds words."""
    wordy = finding(
        f"{text}/rule",
        f"relationship:{text}",
        clause=text,
        title=text,
        statement=text,
        requirement=text,
        reason=text,
        advice=text,
        outcome=Outcome.NOT_EVIDENCED,
        severity_if_confirmed=text,
        evidence=(evidence(text, 1, 1, value=text, document=text, version=text, date=text, page=text),),
        remaining=(Question(text, text, text),),
        also_affects=(text,),
        judgement=evidence(text, value=text),
    )
    return register(
        wordy,
        tool_version=text,
        organisation=text,
        scope=text,
        notice=text,
        profile=AppliedProfile(text, text, text, (Deviation(text, "parameter", text, text, text, text),)),
        standard=text,
        amendments=(text,),
        rulebooks=({"id": text, "version": text, "digest": text},),
        relationships=(ListedRelationship(text, text, (text, text), 3),),
        limits=(text,),
        summary={"by_outcome": {}, "by_severity": {}, "by_clause": {text: 1}, "coverage": {}},
        conclusions=(DrawnConclusion(text, text, text, holds=True, severity=text, members=(text,), reason=text),),
        requests=(Request(text, text, text, (text,)),),
        intake=(Problem(text, 1, 1, text),),
    )


@given(text=HOSTILE, width=st.integers(60, 130), every=st.booleans())
def test_no_line_is_wider_than_asked_whatever_the_evidence_says(text: str, width: int, *, every: bool) -> None:
    shown = render_table(hostile(text), width=width, every=every)
    assert max(shown_width(line) for line in shown.split("\n")) <= width
    assert "\x1b" not in shown
    shown.encode("utf-8")


def test_a_width_that_no_grid_fits_is_taken_as_sixty() -> None:
    assert render_table(meridian(), width=10) == render_table(meridian(), width=60)


def test_colour_changes_nothing_but_colour() -> None:
    plain, coloured = render_table(meridian()), render_table(meridian(), colour=True)
    assert re.sub(r"\x1b\[[0-9;]*m", "", coloured) == plain
    assert "\x1b[31mminor\x1b[0m" in coloured
    assert "\x1b" not in plain


def test_every_shows_what_is_no_entry_in_its_place() -> None:
    shown = render_table(meridian(), every=True)
    rules = ["documents.identified/", "audit.programme/", "exit.joint.agreed/", "plan.joint.established/in-effect"]
    rules += ["plan.joint.reviewed/in-time", "trust.behaviour/", "exit.initial.established/"]
    grids = shown[: shown.index("Conclusions\n")]
    assert re.findall(r"Rule:[| \n]*([a-z.]+/[a-z-]*)", grids)[0] == "documents.identified/title-and-date"
    places = [grids.rindex(rule) for rule in rules]
    assert places == sorted(places)
    assert "Listed under: 8.6.10?" in grids
    assert "Not shown" not in shown


def test_a_subject_where_nothing_was_judged_is_named() -> None:
    shown = render_table(register(relationships=(ListedRelationship("west", "West", (), None),)))
    assert "Relationship west: West (parties: none named; life-cycle stage: unknown)" in shown
    assert shown.count("No entries: nothing was judged here.") == 2


def test_a_relationship_the_manifest_does_not_name_still_stands() -> None:
    shown = render_table(
        register(finding("a/rule", "relationship:lost", outcome=Outcome.ERROR, statement="No manifest."))
    )
    assert "Relationship lost (not among the relationships of the manifest)" in shown
    assert "Statement: No manifest." in shown


def test_the_same_question_is_asked_once() -> None:
    question = Question("interview", "owner", "How?")
    asked = [
        finding("a/rule", f"relationship:{name}", clause="9.2", clause_basis="confirmed", remaining=(question,))
        for name in "ab"
    ]
    shown = render_table(register(*asked))
    assert "owner:\n  - interview: How? (9.2 relationship a; 9.2 relationship b)\n" in shown
    assert shown.count("How?") == 1


def test_one_reason_to_ask_is_given_once() -> None:
    question = Question("interview", "owner", "How?")
    asked = [finding(f"{name}/rule", clause="9.2", clause_basis="confirmed", remaining=(question,)) for name in "ab"]
    assert "  - interview: How? (9.2 the organisation)\n" in render_table(register(*asked))


def test_only_entries_carry_suggestions() -> None:
    gaps = [
        finding("a/rule", outcome=Outcome.ERROR, advice="Mend it."),
        finding("b/rule", outcome=Outcome.ERROR, advice="Mend that.", depends_on=("a/rule@organisation",)),
        finding("c/rule", advice="Mend nothing."),
    ]
    assert re.findall("Mend.*", render_table(register(*gaps))) == ["Mend it. (a/rule, the organisation)"]


def test_a_finding_of_no_clause_has_a_dash() -> None:
    assert "\n| -         | error " in render_table(register(finding("a/rule", clause="", outcome=Outcome.ERROR)))


def test_a_duty_not_yet_due_asks_nothing() -> None:
    pending = finding("a/rule", outcome=Outcome.NOT_YET_DUE, remaining=(Question("interview", "owner", "How?"),))
    shown = render_table(register(pending))
    assert "Ask about" not in shown
    assert "- Obligations with questions that remain for a person: 0.\n" in shown


def test_a_long_value_is_shortened_and_many_citations_are_counted() -> None:
    cited = tuple(evidence("a.yaml", line, 1, value="v" * 200) for line in range(1, 10))
    shown = render_table(register(finding("a/rule", outcome=Outcome.ERROR, evidence=cited)), width=300)
    assert f"seen: {'v' * 79}… " in shown
    assert "a.yaml:6:1" in shown
    assert "a.yaml:7:1" not in shown
    assert "and 3 more, in the JSON and CSV reports" in shown


def test_a_footnote_stands_only_where_a_number_is_not_confirmed() -> None:
    confirmed = finding("a/rule", clause="9.2", clause_basis="confirmed", outcome=Outcome.ERROR)
    assert "| 9.2  " in render_table(register(confirmed))
    assert "?" not in render_table(register(confirmed))
    assert "? after a clause number" in render_table(register(confirmed._replace(clause_basis="inferred")))


def test_an_organisation_without_a_name_is_said_to_have_none() -> None:
    shown = render_table(register(organisation=""))
    assert "\nOrganisation   not stated\n" in shown
    assert "\nOrganisation: not stated\n" in shown


def test_one_engine_alone_is_said() -> None:
    alone = render_table(register(decided_by="reference", verified_by=None))
    assert "Engines        decided by reference; not verified by a second engine\n" in alone
