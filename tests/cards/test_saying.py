"""Conditions read aloud: all, any, none and not, one within another, and what narrows a check."""

import pytest

from accordant.cards.saying import judged, phrase
from accordant.checks import labels_of
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
            (
                "(1) agreement in effect; and (2) either (a) plan in effect; "
                "or (b) (i) BCP in effect; and (ii) log in effect"
            ),
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
        ("requirement", {"where": {"done.on": "absent"}}, ' (only those where "done on" is not stated)'),
        ("requirement", {"where": {"kind": ["a", "b"]}}, " (only those where kind is a or b)"),
    ],
)  # fmt: skip
def test_what_narrows_a_check_is_said(basis: str, more: dict[str, object], said: str) -> None:
    check = Check("a", "in-effect", basis, {"in": "agreement", **more})

    assert phrase("a", {"a": check}, LABELS) == f"agreement in effect{said}"


@pytest.mark.parametrize(
    ("kind", "parameters", "said"),
    [
        ("role-holder", {"every": "attendance", "field": "person", "role": "top-management", "at-least": 1},
         "person in the log as a post of top management (for at least 1 of the attendance)"),
        ("role-holder", {"every": "resources", "field": "approver", "role": "top-management"},
         "approver in the log as a post of top management (for each of the resources, at least 1 of them is there)"),
        ("one-of", {"every": "entries", "field": "grade", "values": ["a", "b"], "at-least": 0},
         "grade in the log as one of a or b (for each of the entries, there may be none)"),
        ("items-have-fields", {"every": "roles", "fields": ["holder"], "where": {"duty": "x"}, "at-least": 1},
         "holder for each of the roles in the log (at least 1 of them is there, only those where duty is x)"),
        ("used-later", {"of": "issues", "seen-in": {"in": "rmp", "field": "ref"}, "at-least": 2},
         "later use of the issues of the log in the ref of the plan (at least 2 of them)"),
        ("used-later", {"of": "issues", "seen-in": {"in": ["rmp", "bcp"], "of": "actions", "field": "source"}},
         "later use of each of the issues of the log in the actions (source) of the plan or BCP"),
        ("count", {"of": "issues", "at-least": 0}, "the issues listed, or declared to be none, in the log"),
        ("used-later", {"of": "issues", "key": "number", "seen-in": {"in": "rmp", "field": "ref"}},
         "later use of each of the issues (number) of the log in the ref of the plan"),
        ("used-later", {"key": "number", "seen-in": {"in": "rmp", "field": "ref"}},
         "later use of the log by number in the ref of the plan"),
        ("refers-to", {"field": "plan", "target": "rmp", "key": "number"},
         "plan in the log that leads to the plan by the number"),
        ("if-then", {"every": "as", "if": {"x": "x_y"}, "then": ["end"]},
         ("end where x is x y in the log "
          "(for each of the as, at least 1 of them is there, or they are declared to be none)")),
        ("if-then", {"every": "issues", "at-least": 1, "if": {"kind": "x"}, "then": ["end"]},
         "end where kind is x in the log (for each of the issues, at least 1 of them is there)"),
        ("one-of", {"field": "kind", "values": ["a_b", "c"]}, "kind in the log as one of a b or c"),
        ("count", {"of": "issues", "at-least": 1, "per": {"field": "kind", "values": ["a_b", "c"]}},
         "at least 1 of the issues in the log for each kind of a b and c"),
        ("count", {"of": "issues", "at-most": 0}, "the issues declared to be none in the log"),
        ("contains-all", {"of": "issues", "key": "kind", "values": ["a_b", "c"]},
         "a b and c among the issues (kind) of the log"),
        ("covers", {"each": {"in": "rmp", "of": "aims", "field": "id"}, "of": "issues", "field": "aim"},
         "each of the aims (id) of the plan among the issues (aim) of the log"),
        ("refers-to", {"field": "action", "target": "rmp", "items": "actions"},
         "action in the log that leads to one of the actions of the plan"),
        ("same-value", {"of": "issues", "field": "owner", "with": {"in": "rmp", "field": "owners"}, "match": "subset"},
         "each of the issues (owner) of the log among the owners of the plan"),
        ("date-order", {"field": "date", "not-after": {"in": "rmp", "of": "talks", "field": "day"}},
         "date in the log not after the earliest of the talks (day) of the plan"),
        ("series", {"of": "issues", "by": "kind", "field": "score"},
         "issues (score) measured alike by kind in at least 2 of the log, the latest among them"),
        ("involves-all", {"of": "issues", "by": "party", "at-least-each": 2},
         "every party that was a member on its day among the issues (party) of the log (each at least 2 times)"),
        ("occasion", {"of": "issues", "where": {"kind": "a"}},
         "an occasion among the issues of the log (only those where kind is a), or a dated nil return"),
        ("has-fields", {"in": ["rmp", "bcp"], "fields": ["a", "b"]}, "a and b in the plan or, for want of it, the BCP"),
        ("has-fields", {"in": ["rmp", "bcp"], "which": "any", "any-of": ["a", "b", "c"]},
         "a, b or c in the plan or BCP (one such document is enough)"),
        ("has-fields", {"documents": {"signatures": "present"}, "fields": ["a"]}, "a in the log with signatures"),
        ("in-effect", {"documents": {"kind": ["a", "b"]}}, "log whose kind is a or b in effect"),
        ("if-then", {"if": {"kind": "present", "end": "absent"}, "then": ["a", "b"]},
         "a and b where kind is stated and end is not stated in the log"),
        ("count", {"of": "signatures", "distinct": "party", "at-least": 2},
         "at least 2 of the signatures in the log (each with another party)"),
        ("count", {"in": "all-documents", "of": "signatures", "at-most": 1},
         "at most 1 of the signatures in the documents of any type"),
        ("same-value", {"field": "parties", "with": {"in": "rmp", "field": "members"}, "match": "set"},
         "agreement of the parties in the log with the members of the plan (the whole list on both sides)"),
        ("across-all", {"any-of": ["version", "date"]}, "version or date in every log in effect"),
        ("across-all", {"fields": ["version", "date"]}, "version and date in every log in effect"),
        ("across-all", {"unique": ["title", "version"]}, "no two of the log in effect with the same title and version"),
        ("across-all", {"in": "all-documents", "unique": ["title"]}, "no two documents in effect with the same title"),
    ],
)  # fmt: skip
def test_which_items_a_check_is_about_is_said(kind: str, parameters: dict[str, object], said: str) -> None:
    check = Check("a", kind, "requirement", {"in": "issue_log", **parameters})

    assert phrase("a", {"a": check}, LABELS) == said


def test_every_part_of_a_rule_has_its_sentence(compiled: Compiled) -> None:
    rulebook = compiled.rulebook
    rules = {rule.id: rule for rule in rulebook.rules}
    rule = rules["exit.disengagement.initiated/recorded-decision"]._replace(due=Due(8, "entry"))
    sentences = tuple(judged(rule, rulebook.obligations[rule.obligation], labels_of(compiled.types)))

    leads = (
        "Met when the evidence shows (1) ",
        "Handed to a person when ",
        "Of several documents ",
        "Due once stage 8 ",
        "This judges part ",
    )
    assert [sentence.startswith(lead) for sentence, lead in zip(sentences, leads, strict=True)] == [True] * 5


@pytest.mark.parametrize(
    ("parameters", "said"),
    [
        ({"in": "disengagement_notice", "fields": ["decided_on"]}, '"decided on" in the disengagement decision'),
        ({"in": "trust_survey", "fields": ["no_action_needed"]},
         '"no action needed" in the behaviour and trust survey'),
        ({"in": "issue_process", "fields": ["route_to_sers"]}, "route to the sponsors in the issue resolution process"),
        ({"in": "rmp", "fields": ["governance.bodies"]}, "governance bodies in the relationship management plan"),
    ],
)  # fmt: skip
def test_fields_are_named_by_their_labels(parameters: dict[str, object], said: str, compiled: Compiled) -> None:
    check = Check("a", "has-fields", "requirement", parameters)

    assert phrase("a", {"a": check}, labels_of(compiled.types)) == said


def test_a_field_of_an_item_has_its_own_label(compiled: Compiled) -> None:
    parameters = {"in": "issue_log", "every": "issues", "where": {"resolved_date": "absent"}, "due": "target_date"}
    check = Check("a", "open-items", "requirement", parameters)

    assert phrase("a", {"a": check}, labels_of(compiled.types)) == (
        "no open item past its date (target) among the issues of the joint issue log "
        '(only those where "settled on" is not stated)'
    )


def test_what_a_person_judges_is_said_to_be(compiled: Compiled) -> None:
    rulebook = compiled.rulebook
    rule = next(rule for rule in rulebook.rules if rule.require is None)
    first, *_ = judged(rule, rulebook.obligations[rule.obligation], {})

    assert first == "No record decides this: a person does, and records the judgement."


def test_a_nil_return_speaks_against_an_occasion_that_decides(compiled: Compiled) -> None:
    rulebook = compiled.rulebook
    rules = {rule.id: rule for rule in rulebook.rules}
    labels = labels_of(compiled.types)
    deciding = next(
        iter(judged(rules["awareness.policy/made-known"], rulebook.obligations["awareness.policy"], labels))
    )
    asked_first = next(iter(judged(rules["nc.react/corrected"], rulebook.obligations["nc.react"], labels)))

    assert (
        "an occasion among the activities of the awareness record "
        "(only those where topic is policy and date is stated) and no nil return that denies it"
    ) in deciding
    assert asked_first.endswith(
        "an occasion among the nonconformities of the nonconformity register, or a dated nil return."
    )
