"""Two registers compare also after rules were renamed, divided and retired; what is not met is not closed."""

import json

import pytest

from accordant.comparing import Since, compare_registers, read_register, since_json, since_text
from accordant.comparing.since import KINDS
from accordant.errors import UsageError
from accordant.model.register import AppliedProfile, DrawnConclusion, Outcome, Register
from accordant.model.tailoring import Successor
from accordant.reports import render_json
from registers import finding, register

SUCCESSORS = {
    "old/renamed": Successor("old/renamed", ("new/renamed",), "0.2", "Plainer."),
    "old/divided": Successor("old/divided", ("new/one", "new/two"), "0.2", "Two things."),
    "old/retired": Successor("old/retired", (), "0.3", "Nobody needs it."),
}
MAJOR = {"outcome": Outcome.NONCONFORMING, "severity": "major"}
MINOR = {"outcome": Outcome.NONCONFORMING, "severity": "minor"}
NORTH = "relationship:north"


def of(*outcomes: str | dict[str, object]) -> Register:
    """Give a register of rules called r/1, r/2 ..., each with its outcome."""
    given = [one if isinstance(one, dict) else {"outcome": Outcome(one)} for one in outcomes]
    return register(*(finding(f"r/{number}", **fields) for number, fields in enumerate(given)))


def systemic(rule: str) -> DrawnConclusion:
    reason = "It is so again and again."
    return DrawnConclusion(f"systemic-rule:{rule}", "systemic-rule", "organisation", True, "major", (), reason)  # noqa: FBT003


def since(before: Register, after: Register) -> Since:
    old, new = (read_register(render_json(one).encode(), "a.json") for one in (before, after))
    return compare_registers(old, new, SUCCESSORS)


def kinds(compared: Since) -> dict[str, str]:
    return {one.rule: one.kind for one in compared.entries}


@pytest.mark.parametrize(
    ("was", "now", "kind"),
    [
        (MAJOR, "conforming", "closed"),
        ("not-evidenced", "conforming", "closed"),
        ("opportunity", "conforming", "closed"),
        (MINOR, "not-applicable", "not-asked"),
        ("not-evidenced", "not-yet-due", "not-asked"),
        ("conforming", MINOR, "new"),
        ("not-yet-due", "not-evidenced", "new"),
        (MINOR, MAJOR, "worse"),
        ("not-evidenced", MINOR, "worse"),
        ("opportunity", "needs-judgement", "worse"),
        (MAJOR, MINOR, "better"),
        (MINOR, "opportunity", "better"),
        (MAJOR, "not-evidenced", "other"),
        (MINOR, "needs-judgement", "other"),
        ("not-evidenced", "needs-judgement", "other"),
        (MINOR, MINOR, "open"),
        ("not-evidenced", "not-evidenced", "open"),
        ("conforming", "conforming", "settled"),
        ("not-yet-due", "conforming", "settled"),
        ("conforming", "not-applicable", "settled"),
    ],
)
def test_what_became_of_an_entry(was: str | dict[str, object], now: str | dict[str, object], kind: str) -> None:
    assert kinds(since(of(was), of(now))) == {"r/0": kind}


def test_old_rules_are_held_against_their_successors() -> None:
    before = register(
        finding("old/renamed", **MINOR),
        finding("old/divided"),
        finding("old/retired", **MINOR),
        finding("same/rule", **MAJOR),
        conclusions=(systemic("old/renamed"),),
    )
    after = register(
        finding("new/renamed", **MINOR),
        finding("new/one"),
        finding("new/two", **MINOR),
        finding("same/rule", **MINOR),
        finding("quite/new", **MINOR),
        conclusions=(systemic("new/renamed"),),
    )
    compared = since(before, after)

    assert kinds(compared) == {
        "new/renamed": "open",
        "old/divided": "new",
        "old/retired": "not-comparable",
        "same/rule": "better",
        "quite/new": "not-comparable",
        "systemic-rule:new/renamed": "open",
    }
    assert {one.rule: one.because for one in compared.of("not-comparable")} == {
        "old/retired": "its rule was retired in version 0.3: Nobody needs it.",
        "quite/new": "the earlier register was made without its rule",
    }


def test_what_is_not_comparable_is_said_why() -> None:
    before = register(finding("a/one"), finding("a/two", **MINOR), finding("a/one", NORTH))
    after = register(finding("a/one"), finding("b/new", "relationship:south"), finding("a/two", "relationship:south"))

    assert [(one.rule, one.subject, one.because) for one in since(before, after).of("not-comparable")] == [
        ("a/one", NORTH, "nothing about it is in the later register"),
        ("a/two", "organisation", "the later register was made without its rule, or with it switched off"),
        ("a/two", "relationship:south", "nothing about it is in the earlier register"),
        ("b/new", "relationship:south", "nothing about it is in the earlier register"),
    ]


def test_a_systemic_failure_comes_and_goes() -> None:
    plain, failing = register(finding("a/one", **MINOR)), register(finding("a/one", **MINOR))
    failing = failing._replace(conclusions=(systemic("a/one"),))

    assert kinds(since(plain, failing))["systemic-rule:a/one"] == "new"
    assert kinds(since(failing, plain))["systemic-rule:a/one"] == "closed"


def test_terms_that_differ_are_said() -> None:
    before, after = of(MINOR), of(MINOR)._replace(
        audit="surveillance", profile=AppliedProfile("ours", "1.0", "sha256:1", ())
    )  # fmt: skip
    compared = since(before, after)

    assert compared.otherwise == {"audit": ("gap", "surveillance"), "profile": ("none", "ours 1.0")}
    assert "profile none; then ours 1.0" in since_text(compared, width=100)


def test_registers_that_do_not_belong_together_are_refused() -> None:
    with pytest.raises(UsageError, match="one register is of Meridian Water, the other of Other"):
        since(of(MINOR), of(MINOR)._replace(organisation="Other"))
    with pytest.raises(UsageError, match="the second register is the earlier"):
        since(of(MINOR), of(MINOR)._replace(as_of="2026-06-29"))


def test_it_is_said_in_plain_words_and_nothing_is_longer_than_the_line() -> None:
    text = since_text(
        since(of(MAJOR, MINOR, "conforming", "conforming"), of("conforming", MINOR, MINOR, "conforming")), width=60
    )
    lines = text.splitlines()

    assert max(map(len, lines)) <= 60
    assert lines[0] == "Meridian Water: 2026-06-30 compared with 2026-06-30"
    assert lines[1] == "Rules: iso44001 0.1.0"
    joined = " ".join(text.split())
    assert (
        "Closed: was to be dealt with, and is shown to be met now: 1 "
        "- 8.6.9? A title (the organisation, r/0): nonconforming, major, then no gap found (part)"
    ) in joined
    assert "Unchanged, and open still: 1 - 8.6.9? A title (the organisation, r/1): nonconforming, minor N" in joined
    assert "r/2): no gap found (part), then nonconforming, minor" in joined
    assert joined.endswith("Neither then nor now anything to deal with: 1")


def test_as_json_every_entry_is_there_and_counted() -> None:
    data = json.loads(since_json(since(of(MAJOR, "conforming"), of(MINOR, "conforming"))))

    assert data["counts"] == {**dict.fromkeys(KINDS, 0), "better": 1, "settled": 1}
    assert data["entries"][0] == {
        "kind": "better", "rule": "r/0", "subject": "organisation", "clause": "8.6.9?", "title": "A title",
        "old": {"outcome": "nonconforming", "severity": "major"},
        "new": {"outcome": "nonconforming", "severity": "minor"}, "because": None,
    }  # fmt: skip


@pytest.mark.parametrize(
    "content", [b"", b"[]", b"{}", b'{"findings": [1]}', b"\xff", b'{"findings": [], "conclusions": 1}', b"[" * 99999]
)
def test_what_is_no_register_is_refused(content: bytes) -> None:
    with pytest.raises(UsageError, match=r"^old\.json: not a register"):
        read_register(content, "old.json")
