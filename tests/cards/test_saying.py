"""Conditions read aloud: all, any, none and not, one within another, and what narrows a check."""

import pytest

from accordant.cards.saying import judged, labels_of, phrase
from accordant.model.rules import Check, Condition, Due, Tree
from accordant.rulebook import Compiled

A, B, C, D = "abcd"
CHECKS = {
    name: Check(name, "in-effect", "requirement", {"in": document})
    for name, document in zip("abcd", ("agreement", "rmp", "bcp", "issue_log"), strict=True)
}
LABELS = {"agreement": "agreement", "rmp": "plan", "bcp": "BCP", "issue_log": "log"}


@pytest.mark.parametrize(
    ("condition", "said"),
    [
        (A, "agreement in effect"),
        (Tree("all", (A,)), "agreement in effect"),
        (Tree("all", (A, B)), "(1) agreement in effect; and (2) plan in effect"),
        (Tree("any", (A, B)), "either (1) agreement in effect; or (2) plan in effect"),
        (
            Tree("any", (A, B, C)),
            "one of these: (1) agreement in effect; (2) plan in effect; or (3) BCP in effect",
        ),
        (Tree("none", (A,)), "none of these: agreement in effect"),
        (Tree("none", (A, B)), "none of these: (1) agreement in effect; or (2) plan in effect"),
        (Tree("not", (A,)), "the contrary of agreement in effect"),
        (
            Tree("all", (A, Tree("any", (B, Tree("all", (C, D)))))),
            "(1) agreement in effect; and (2) either (a) plan in effect; or (b) BCP in effect; and log in effect",
        ),
    ],
)
def test_a_condition_is_said(condition: Condition, said: str) -> None:
    assert phrase(condition, CHECKS, LABELS) == said


@pytest.mark.parametrize(
    ("basis", "more", "said"),
    [
        ("requirement", {"which": "latest"}, ""),
        ("requirement", {"which": "any"}, " (one such document is enough)"),
        ("requirement", {"which": "every", "states": ["draft"]}, " (in every such document, in the state draft)"),
        ("own-arrangement", {}, " (as the organisation arranged it itself)"),
        ("requirement", {"where": {"done.on": "absent"}}, " (only those where done on is absent)"),
        ("requirement", {"where": {"kind": ["a", "b"]}}, " (only those where kind is a or b)"),
    ],
)  # fmt: skip
def test_what_narrows_a_check_is_said(basis: str, more: dict[str, object], said: str) -> None:
    check = Check("a", "in-effect", basis, {"in": "agreement", **more})

    assert phrase("a", {"a": check}, LABELS) == f"agreement in effect{said}"


def test_every_part_of_a_rule_has_its_sentence(compiled: Compiled) -> None:
    rulebook = compiled.rulebook
    rules = {rule.id: rule for rule in rulebook.rules}
    rule = rules["exit.disengagement.initiated/recorded-decision"]._replace(due=Due(8, "entry"))
    sentences = tuple(judged(rule, rulebook.obligations[rule.obligation], labels_of(compiled.types)))

    leads = ("Met when the evidence shows (1) ", "Handed to a person when ", "Due once stage 8 ", "This judges part ")
    assert [sentence.startswith(lead) for sentence, lead in zip(sentences, leads, strict=True)] == [True] * 4


def test_what_a_person_judges_is_said_to_be(compiled: Compiled) -> None:
    rulebook = compiled.rulebook
    rule = next(rule for rule in rulebook.rules if rule.require is None)
    first, *_ = judged(rule, rulebook.obligations[rule.obligation], {})

    assert first == "No record decides this: a person does, and records the judgement."
