"""Profiles and comparisons as they are typed: `check --profile`, `rules show --effective`, `rules diff`."""

import json
import shutil
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from accordant.cli import main

pytestmark = pytest.mark.whole

ROOT = Path(__file__).parents[2]
RULES = ROOT / "rules" / "iso44001"
DEMO = ROOT / "fixtures" / "demo" / "yaml"
OURS = 'id: ours\nversion: "1"\ntitle: Ours\nfor: A test\n'


@pytest.fixture
def typed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> "Typed":
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))
    return Typed()


class Typed:
    def __call__(self, *words: str | Path) -> Result:
        return CliRunner().invoke(main, [str(word) for word in words], catch_exceptions=False)


def check(typed: Typed, *words: str | Path) -> Result:
    return typed("check", DEMO, "--as-of", "2026-06-30", "--format", "json", "--engine", "reference", *words)


def test_a_shipped_profile_is_named_and_sets_role_and_audit(typed: Typed) -> None:
    done = check(typed, "--profile", "stage-1-screening")
    register = json.loads(done.stdout)
    assert (register["role"], register["audit"]) == ("certification-body", "initial-1")
    assert register["profile"]["id"] == "stage-1-screening"


def test_an_option_may_not_contradict_the_profile(typed: Typed) -> None:
    done = check(typed, "--profile", "stage-1-screening", "--audit", "surveillance")
    assert (done.exit_code, done.stderr) == (
        2,
        "accordant: the profile stage-1-screening is made for --audit initial-1, not for surveillance\n",
    )
    assert check(typed, "--profile", "stage-1-screening", "--audit", "initial-1").exit_code != 2


def test_without_a_profile_nothing_is_said_of_one(typed: Typed) -> None:
    register = json.loads(check(typed).stdout)
    assert (register["profile"], register["role"], register["audit"]) == (None, "consultant", "gap")


def test_several_profiles_and_rulebooks_are_recorded(typed: Typed, tmp_path: Path) -> None:
    house = tmp_path / "house"
    (tmp_path / "ours.yaml").write_text(OURS, encoding="utf-8")
    for name in ("house", "garden"):
        (tmp_path / name).mkdir()
        (tmp_path / name / "rulebook.yaml").write_text(
            f'rulebook: {name}\nversion: "1"\ntitle: Own\nstandard: ISO 44001:2017\n', encoding="utf-8"
        )
    done = check(
        typed, "--profile", "micro-organisation", "--profile", tmp_path / "ours.yaml",
        "--rules", house, "--rules", tmp_path / "garden",
    )  # fmt: skip
    register = json.loads(done.stdout)
    assert register["profile"]["id"] == "micro-organisation+ours"
    assert [one["id"] for one in register["rulebooks"]] == ["iso44001", "house", "garden"]


def test_a_name_that_is_no_shipped_profile(typed: Typed) -> None:
    done = check(typed, "--profile", "mikro")
    assert (done.exit_code, done.stderr) == (
        2,
        "accordant: no shipped profile is called mikro; there are: micro-organisation, stage-1-screening\n",
    )


def test_a_broken_profile_is_refused_with_its_places(typed: Typed, tmp_path: Path) -> None:
    file = tmp_path / "ours.yaml"
    file.write_text(OURS + "parameters: {systemic_defects: 9}\n", encoding="utf-8")
    done = check(typed, "--profile", file)
    assert (done.exit_code, done.stderr) == (
        2,
        f"{file}:5:32: 9 is too large: systemic_defects is at most 5\n",
    )


def test_the_effective_rulebook(typed: Typed, tmp_path: Path) -> None:
    file = tmp_path / "ours.yaml"
    file.write_text(
        OURS + "parameters: {systemic_defects: 2}\n"
        "severity: [{rule: exit.joint.agreed/by-all-parties, grade: major, reason: We insist}]\n"
        "switch_off: [{obligation: trust.monitored, reason: Asked elsewhere}]\n",
        encoding="utf-8",
    )
    lines = typed("rules", "show", "--effective", "--profile", file).stdout.splitlines()
    assert "Profile ours 1: Ours (for: A test)" in lines
    assert (
        "- systemic_defects: 2 defects (from profile ours, 3 without the profile; at least 2, at most 5, "
        "changed by anyone)"
    ) in lines
    assert "- known_obligations: 183 (from iso44001; no profile may change it)" in lines
    assert "- exit.joint.agreed/by-all-parties: major (profile ours: We insist)" in lines
    assert "- trust.monitored/both-sides-own-rhythm (profile ours: Asked elsewhere)" in lines


def test_show_wants_a_rule_or_the_whole(typed: Typed) -> None:
    assert typed("rules", "show").stderr == "accordant: name a rule, or ask for --effective\n"


@pytest.fixture
def copy(tmp_path: Path) -> Path:
    target = tmp_path / "rules"
    shutil.copytree(RULES, target)
    return target


def test_a_comment_is_a_patch(typed: Typed, copy: Path) -> None:
    file = copy / "trust" / "monitored.yaml"
    file.write_text("# Trust is measured.\n" + file.read_text(encoding="utf-8"), encoding="utf-8")
    done = typed("rules", "diff", RULES, copy, "--format", "json")
    data = json.loads(done.stdout)
    assert data["proposed"]["bump"] == "patch"
    assert (data["changes"], data["verdicts"], data["layout"]) == ([], [], ["trust/monitored.yaml"])
    assert data["packs"] > 500


def test_on_a_pack_of_ones_own(typed: Typed, copy: Path) -> None:
    file = copy / "exit" / "joint-agreed.yaml"
    assert "check: agreed-by-all" in file.read_text(encoding="utf-8")
    file.write_text(
        file.read_text(encoding="utf-8").replace("{check: agreed-by-all,", "{check: in-effect,"), encoding="utf-8"
    )
    done = typed("rules", "diff", RULES, copy, "--on", DEMO, "--as-of", "2026-06-30")
    rule = "exit.joint.agreed/by-all-parties"
    assert f"- {rule}: kind of check" in done.stdout
    assert f"- better: {DEMO}: {rule} at relationship:north-basin: nonconforming (minor) -> conforming" in done.stdout
    assert "Proposed: minor, version 0.2.0" in done.stdout


def test_a_broken_rulebook_is_refused(typed: Typed, copy: Path) -> None:
    (copy / "trust" / "monitored.yaml").write_text("id: {", encoding="utf-8")
    done = typed("rules", "diff", RULES, copy)
    assert done.exit_code == 2
    assert f"{copy}/trust/monitored.yaml:1:" in done.stderr
