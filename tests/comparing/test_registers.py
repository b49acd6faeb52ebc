"""A register written earlier is comparable after rules were renamed, divided and retired."""

import pytest

from accordant.comparing import changes_since, read_register
from accordant.comparing.change import Verdict, VerdictChange
from accordant.errors import UsageError
from accordant.model.register import DrawnConclusion, Outcome
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


def systemic(rule: str) -> DrawnConclusion:
    return DrawnConclusion(f"systemic-rule:{rule}", "systemic-rule", "organisation", True, "major", (), "")  # noqa: FBT003


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
        finding("quite/new", outcome=Outcome.NOT_YET_DUE),
        conclusions=(systemic("new/renamed"),),
    )
    earlier = read_register(render_json(before).encode(), "before.json")
    assert earlier.rulebooks == (("iso44001", "0.1.0"),)
    here = "organisation"
    assert set(changes_since(earlier, after, SUCCESSORS)) == {
        VerdictChange(
            "meridian", "old/divided", here, Verdict("conforming"), Verdict("nonconforming", "minor"), "worse"
        ),
        VerdictChange("meridian", "old/retired", here, Verdict("nonconforming", "minor"), None, "gone"),
        VerdictChange(
            "meridian",
            "same/rule",
            here,
            Verdict("nonconforming", "major"),
            Verdict("nonconforming", "minor"),
            "better",
        ),
        VerdictChange("meridian", "quite/new", here, None, Verdict("not-yet-due"), "new"),
    }


@pytest.mark.parametrize(
    "content", [b"", b"[]", b"{}", b'{"findings": [1]}', b"\xff", b'{"findings": [], "conclusions": 1}']
)
def test_what_is_no_register_is_refused(content: bytes) -> None:
    with pytest.raises(UsageError, match=r"^old\.json: not a register"):
        read_register(content, "old.json")
