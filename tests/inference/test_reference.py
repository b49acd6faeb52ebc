"""The reference means what the language says."""

from pathlib import Path

import pytest

from accordant.inference import reference
from accordant.inference.reference import Reference, first_case, tree_value
from accordant.model.inference import Conclusion, Fact, FormTree
from accordant.model.rules import ConclusionRule, DecisionCase, DecisionList, Pattern

ROW = {"m": "met", "u": "unmet", "a": "absent", "e": "error"}


@pytest.mark.parametrize(
    ("tree", "value"),
    [
        ("m", "met"),
        (("all", ("m", "m")), "met"),
        (("all", ("m", "a")), "absent"),
        (("all", ("m", "a", "e")), "error"),
        (("all", ("m", "a", "e", "u")), "unmet"),
        (("any", ("u", "u")), "unmet"),
        (("any", ("u", "a")), "absent"),
        (("any", ("u", "a", "e")), "error"),
        (("any", ("u", "a", "e", "m")), "met"),
        (("not", ("m",)), "unmet"),
        (("not", ("u",)), "met"),
        (("not", ("a",)), "absent"),
        (("not", ("e",)), "error"),
        (("none", ("u", "u")), "met"),
        (("none", ("u", "m", "e")), "unmet"),
        (("none", ("u", "a", "e")), "error"),
        (("none", ("u", "a")), "absent"),
        (("all", ("m", ("any", ("u", ("not", ("u",)))))), "met"),
    ],
)
def test_value_of_a_tree(tree: FormTree, value: str) -> None:
    assert tree_value(tree, ROW) == value


def test_first_case_that_admits_the_row_decides() -> None:
    decided = DecisionList(
        "outcome",
        {"due": ("yes", "no"), "value": ("met", "unmet")},
        (
            DecisionCase({"due": ("no",)}, "", ""),
            DecisionCase({"due": ("yes",), "value": ("unmet",)}, "", ""),
            DecisionCase({}, "", ""),
        ),
    )
    assert [
        first_case(decided, {"due": due, "value": value}) for due in ("no", "yes") for value in ("unmet", "met")
    ] == [
        0,
        0,
        1,
        2,
    ]


GOALS: tuple[Fact, ...] = (
    {"fact": "goal", "subject": "north", "stage": 3},
    {"fact": "finding", "subject": "north", "stage": 3, "value": "unmet"},
    {"fact": "finding", "subject": "north", "stage": 4, "value": "unmet"},
    {"fact": "goal", "subject": "south", "stage": 9},
    {"fact": "finding", "subject": "south", "stage": 2, "value": "met"},
    {"fact": "goal", "stage": 9},
)


def test_some_and_none_of_other_facts() -> None:
    other = Pattern("finding", {}, {"value": "met"}, {"subject": "subject"}, {"stage": "stage"})
    goal = Pattern("goal", {}, {})
    rules = (
        ConclusionRule("hindered", "", goal, "some", other, None, ""),
        ConclusionRule("ready", "", goal, "none", other, None, ""),
    )
    assert Reference().conclusions(rules, GOALS) == (Conclusion("hindered", 0, 1), Conclusion("ready", 3, None))


def test_a_fact_is_never_its_own_other() -> None:
    other = Pattern("finding", {}, {}, {"subject": "subject"})
    finding = Pattern("finding", {}, {})
    rules = (
        ConclusionRule("twice", "", finding, "some", other, None, ""),
        ConclusionRule("alone", "", finding, "none", other, None, ""),
    )
    assert Reference().conclusions(rules, GOALS) == (
        Conclusion("alone", 4, None),
        Conclusion("twice", 1, 2),
        Conclusion("twice", 2, 1),
    )


def test_the_reference_shares_no_code_with_the_encoder() -> None:
    source = Path(str(reference.__file__)).read_text(encoding="utf-8")
    taken = [line for line in source.splitlines() if line.startswith(("import ", "from ")) and "accordant" in line]
    assert taken
    assert all(line.startswith("from accordant.model.") for line in taken)
