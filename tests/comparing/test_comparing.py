"""Two rulebooks compared: words change no verdict, a threshold flips exactly those around it, the bump follows."""

import json
from collections.abc import Callable, Sequence
from pathlib import Path

import pytest

from accordant.comparing import Comparison, Evidence, Side, compare, comparison_json, comparison_text
from accordant.comparing.change import Bump, Verdict, VerdictChange, next_version
from accordant.comparing.comparison import propose
from accordant.comparing.concern import concerned
from accordant.comparing.verdicts import verdict_changes
from comparing.conftest import LEVELS, put, side

Against = Callable[..., Comparison]
LADDER = "issues/joint-process.yaml"
ALPHA = "relationship:alpha"


def test_the_same_rulebook_is_the_same(against: Against, ladders: Sequence[Evidence]) -> None:
    found = against(ladders)
    assert (found.changes, found.relaid, found.verdicts) == ((), (), ())
    assert (found.bump, found.proposed) == (Bump.NONE, found.old_version)


def test_comments_and_layout_are_a_patch_and_no_change(
    against: Against, copy: Path, ladders: Sequence[Evidence]
) -> None:
    put(
        copy / LADDER,
        ("require:", "# A ladder has steps.\n\n# Two sides climb it.\nrequire:"),
        ("extent: part", "extent:   part"),
    )
    put(copy / "conclusions/severity.yaml", ("results: [major, minor]", "results:\n  - major\n  - minor"))
    found = against(ladders)
    assert (found.changes, found.verdicts) == ((), ())
    assert found.relaid == ("conclusions/severity.yaml", LADDER)
    assert (found.bump, found.proposed) == (Bump.PATCH, "0.1.1")


@pytest.mark.parametrize(
    ("edit", "says"),
    [
        ((LADDER, "reason: A ladder one side", "reason: A stair one side"), (LEVELS, "reason is worded anew")),
        ((LADDER, "holds too few levels", "is too short"), (LEVELS, 'statement of "steps" is worded anew')),
        (
            (
                "obligations/stage-5.yaml",
                "  - key: issues.joint.process\n    title: ",
                "  - key: issues.joint.process\n    title: The ",
            ),
            ("obligation issues.joint.process", "title is worded anew"),
        ),
        (
            ("conclusions/severity.yaml", "title: How grave", "title: How very grave"),
            ("conclusions/severity.yaml", "says the same in other words, or stands elsewhere"),
        ),
    ],
    ids=["reason", "statement", "obligation", "title of a decision"],
)
def test_words_are_a_patch_and_judge_nothing_anew(
    edit: tuple[str, str, str], says: tuple[str, str], against: Against, copy: Path, ladders: Sequence[Evidence]
) -> None:
    put(copy / edit[0], (edit[1], edit[2]))
    found = against(ladders)
    assert [(one.what, one.kind, one.says) for one in found.changes] == [(says[0], "words", says[1])]
    assert (found.verdicts, found.bump) == ((), Bump.PATCH)


def test_a_moved_threshold_of_a_requirement_flips_exactly_the_packs_between(
    against: Against, copy: Path, ladders: Sequence[Evidence]
) -> None:
    put(copy / LADDER, ("fields: [level, owner], at-least: 1}", "fields: [level, owner], at-least: 2}"))
    found = against(ladders)
    assert [(one.what, one.says) for one in found.changes] == [(LEVELS, 'at-least of check "settled": 2, was 1')]
    assert found.verdicts == (
        VerdictChange("1 levels", LEVELS, ALPHA, Verdict("opportunity"), Verdict("nonconforming", "minor"), "worse"),
    )
    assert (found.bump, found.because, found.proposed) == (Bump.MAJOR, "1 verdict worse", "1.0.0")


@pytest.mark.parametrize(
    ("value", "flipped", "way", "bump"),
    [
        (3, {"2 levels"}, "worse", Bump.MAJOR),
        (4, {"2 levels", "3 levels"}, "worse", Bump.MAJOR),
    ],
)
def test_a_moved_parameter_flips_exactly_the_packs_between(
    value: int, flipped: set[str], way: str, bump: Bump, against: Against, copy: Path, ladders: Sequence[Evidence]
) -> None:
    put(copy / "rulebook.yaml", ("{value: 2, unit: levels", f"{{value: {value}, unit: levels"))
    found = against(ladders)
    assert {(one.what, one.says) for one in found.changes} == {
        (LEVELS, f'at-least of check "steps": {value}, was 2'),
        ("parameter issue_levels", f"{value}, was 2"),
    }
    assert {(one.pack, one.rule, one.way) for one in found.verdicts} == {(pack, LEVELS, way) for pack in flipped}
    assert found.bump is bump


def test_looser_is_minor(shipped: Side, copy: Path, ladders: Sequence[Evidence]) -> None:
    put(copy / LADDER, ("fields: [level, owner], at-least: 1}", "fields: [level, owner], at-least: 2}"))
    found = compare(side(copy), shipped, ladders)
    assert [(one.pack, one.way) for one in found.verdicts] == [("1 levels", "better")]
    assert (found.bump, found.proposed) == (Bump.MINOR, "0.2.0")


def test_a_change_that_flips_nothing_here_is_minor_still(
    against: Against, copy: Path, ladders: Sequence[Evidence]
) -> None:
    put(copy / LADDER, ("extent: part", "extent: whole"))
    found = against(ladders)
    assert [one.says for one in found.changes] == ["extent: whole, was part"]
    assert (found.verdicts, found.bump) == ((), Bump.MINOR)


def test_a_rule_without_a_word_about_it_is_removed(against: Against, copy: Path, ladders: Sequence[Evidence]) -> None:
    (copy / LADDER).unlink()
    found = against(ladders)
    removed = [one for one in found.changes if one.what == LEVELS]
    assert [(one.kind, one.says) for one in removed] == [
        ("removed", "is gone, and successors.yaml does not say what became of it")
    ]
    assert {one.way for one in found.verdicts if one.rule == LEVELS} == {"gone"}
    assert found.bump is Bump.MAJOR


def test_a_rule_renamed_is_held_against_its_successor(
    against: Against, copy: Path, ladders: Sequence[Evidence]
) -> None:
    put(copy / LADDER, (f"id: {LEVELS}", "id: issues.joint.process/steps"))
    put(
        copy / "successors.yaml",
        (
            "successors: []",
            f"successors:\n  - {{old: {LEVELS}, new: [issues.joint.process/steps], since: 0.2.0, reason: Plainer.}}",
        ),
    )
    found = against(ladders)
    assert [(one.what, one.kind, one.says) for one in found.changes] == [
        (LEVELS, "renamed", "is now issues.joint.process/steps (since 0.2.0: Plainer.)")
    ]
    assert (found.verdicts, found.bump) == ((), Bump.MINOR)


def test_a_new_rule_is_minor_until_it_finds_a_nonconformity(
    against: Against, copy: Path, ladders: Sequence[Evidence]
) -> None:
    rule = (copy / LADDER).read_text(encoding="utf-8").replace(LEVELS, "issues.joint.process/many")
    new = copy / "issues" / "many.yaml"
    new.write_text(rule, encoding="utf-8")
    mild = against(ladders)
    assert [(one.what, one.kind) for one in mild.changes] == [("issues.joint.process/many", "added")]
    assert {one.way for one in mild.verdicts} == {"new"}
    assert mild.bump is Bump.MINOR
    put(new, ("fields: [level, owner], at-least: 1}", "fields: [level, owner], at-least: 2}"))
    stern = against(ladders)
    assert (stern.bump, stern.because) == (Bump.MAJOR, "1 nonconformity of new rules")


@pytest.mark.parametrize(
    ("file", "old", "new", "says"),
    [
        (
            LADDER,
            "check: agreed-by-all, in: issue_process, which: latest",
            "check: in-effect, in: issue_process",
            'kind of check "agreed": in-effect, was agreed-by-all',
        ),
        (
            "obligations/stage-5.yaml",
            "core: no",
            "core: yes",
            "severity: its confirmed absence is major, was its confirmed absence is minor",
        ),
        (
            "trust/monitored.yaml",
            "depends_on: [measures.joint.relationship]\n",
            "",
            "depends_on: nothing, was measures.joint.relationship",
        ),
        (
            "conclusions/severity.yaml",
            "cause: lapsed-twice}, then: major",
            "cause: lapsed-twice}, then: minor",
            "decides by other lines than before",
        ),
        (
            "rulebook.yaml",
            "{value: 3, unit: defects, least: 2",
            "{value: 3, unit: defects, least: 3",
            "may be set to other values, or by others, than before",
        ),
    ],
    ids=["kind", "core", "depends_on", "decision", "range"],
)
def test_what_changed_is_said(file: str, old: str, new: str, says: str, against: Against, copy: Path) -> None:
    put(copy / file, (old, new))
    assert says in [one.says for one in against().changes]


def test_judging_only_what_is_concerned_gives_what_judging_all_gives(
    shipped: Side, copy: Path, ladders: Sequence[Evidence]
) -> None:
    put(copy / LADDER, ("fields: [level, owner], at-least: 1}", "fields: [level, owner], at-least: 2}"))
    new = side(copy)
    found = compare(shipped, new, ladders)
    few = concerned(found.changes, shipped.compiled.rulebook, new.compiled.rulebook)
    assert few is not None
    assert LEVELS in few
    assert len(few) < len(new.compiled.rulebook.rules)
    assert tuple(verdict_changes(ladders, shipped.compiled, new.compiled, {})) == found.verdicts


def test_an_added_rulebook_is_compared_on_top(copy: Path, tmp_path: Path) -> None:
    house = {}
    for version in ("1.0", "1.1"):
        folder = tmp_path / version
        (folder / "issues").mkdir(parents=True)
        (folder / "rulebook.yaml").write_text(
            f'rulebook: house\nversion: "{version}"\ntitle: House\nstandard: ISO 44001:2017\n', encoding="utf-8"
        )
        rule = (copy / LADDER).read_text(encoding="utf-8").replace(LEVELS, "issues.joint.process/house")
        (folder / "issues" / "house.yaml").write_text(rule, encoding="utf-8")
        house[version] = folder
    put(house["1.1"] / "issues" / "house.yaml", ("extent: part", "extent: whole"))
    found = compare(side(house["1.0"], added=True), side(house["1.1"], added=True), ())
    assert (found.rulebook, found.old_version, found.new_version, found.proposed) == ("house", "1.0", "1.1", "1.1.0")
    assert [one.what for one in found.changes] == ["issues.joint.process/house"]


@pytest.mark.parametrize(
    ("version", "bump", "after"),
    [
        ("1.2.3", Bump.MAJOR, "2.0.0"),
        ("1.2.3", Bump.MINOR, "1.3.0"),
        ("1.2.3", Bump.PATCH, "1.2.4"),
        ("1.2.3", Bump.NONE, "1.2.3"),
        ("1.2", Bump.PATCH, "1.2.1"),
        ("2026", Bump.MINOR, "2026.1.0"),
    ],
)
def test_the_next_version(version: str, bump: Bump, after: str) -> None:
    assert next_version(version, bump) == after


@pytest.mark.parametrize(
    ("way", "new", "bump"),
    [
        ("worse", Verdict("opportunity"), Bump.MAJOR),
        ("new", Verdict("nonconforming", "minor"), Bump.MAJOR),
        ("new", Verdict("not-yet-due"), Bump.NONE),
        ("new", Verdict("not-evidenced"), Bump.NONE),
        ("better", Verdict("conforming"), Bump.NONE),
        ("other", Verdict("not-applicable"), Bump.NONE),
    ],
)
def test_only_the_worse_raises_the_bump_by_itself(way: str, new: Verdict, bump: Bump) -> None:
    assert propose((), (VerdictChange("pack", "a/b", ALPHA, None, new, way),), ())[0] is bump


def test_both_forms_say_the_same(against: Against, copy: Path, ladders: Sequence[Evidence]) -> None:
    put(copy / LADDER, ("fields: [level, owner], at-least: 1}", "fields: [level, owner], at-least: 2}"))
    found = against(ladders)
    data = json.loads(comparison_json(found))
    assert data["proposed"] == {"bump": "major", "version": "1.0.0", "because": "1 verdict worse"}
    assert data["changes"] == [{"what": LEVELS, "kind": "meaning", "says": 'at-least of check "settled": 2, was 1'}]
    assert data["verdicts"] == [
        {
            "pack": "1 levels",
            "rule": LEVELS,
            "subject": ALPHA,
            "way": "worse",
            "old": {"outcome": "opportunity", "severity": None},
            "new": {"outcome": "nonconforming", "severity": "minor"},
        }
    ]
    assert comparison_text(found).splitlines() == [
        "Rulebook iso44001: 0.1.0 -> 0.1.0",
        "",
        "Changes: 1",
        f'- {LEVELS}: at-least of check "settled": 2, was 1',
        "",
        "Verdicts that change, on 3 packs: 1",
        f"- worse: 1 levels: {LEVELS} at {ALPHA}: opportunity -> nonconforming (minor)",
        "",
        "Proposed: major, version 1.0.0 (1 verdict worse)",
    ]
