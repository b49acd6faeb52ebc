"""The commands that prepare evidence: what they write, what they refuse, and with which status they end."""

from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from accordant.cli import main

POLICY = "# ours\ntype: collaborative_policy\nid: POL-1\nstatus: approvd\napprovedon: 2026-02-30\napproved_on: soon\n"


@pytest.fixture
def pack(tmp_path: Path) -> Path:
    (tmp_path / "pack").mkdir()
    (tmp_path / "pack" / "policy.yaml").write_text(POLICY, encoding="utf-8")
    return tmp_path / "pack"


def run(*words: str | Path) -> Result:
    return CliRunner().invoke(main, ["evidence", *map(str, words)])


def test_validate_says_every_problem_with_place_suggestion_and_what_is_allowed(pack: Path) -> None:
    done = run("validate", pack)

    file = pack / "policy.yaml"
    assert done.exit_code == 1
    assert done.stdout.splitlines() == [
        (
            f'{file}:4:9: status: "approvd" is not one of draft, approved, current, superseded, withdrawn'
            " (did you mean approved?)"
        ),
        f"{file}:5:13: approvedon: not a known field (did you mean approved_on?)",
        f'{file}:6:14: approved_on: "soon" is not a date (YYYY-MM-DD)',
    ]


def test_validate_ends_with_0_where_nothing_is_wrong_and_2_where_nothing_can_be_read(pack: Path) -> None:
    (pack / "policy.yaml").write_text("type: collaborative_policy\nid: POL-1\n", encoding="utf-8")

    assert run("validate", pack).exit_code == 0
    assert run("validate", pack / "nowhere").exit_code == 2


def test_convert_writes_what_check_reads_and_tells_of_lost_comments(pack: Path, tmp_path: Path) -> None:
    done = run("convert", pack, tmp_path / "all.xlsx", "--to", "xlsx")

    assert (done.exit_code, done.stdout) == (0, f"{tmp_path / 'all.xlsx'}: 1 documents\n")
    assert done.stderr == "comments are not kept in xlsx: policy.yaml\n"
    assert "all.xlsx: 'Collaborative working policy'!D3: status: \"approvd\"" in run(
        "validate", tmp_path / "all.xlsx"
    ).stdout.replace(f"{tmp_path}/", "")


def test_convert_writes_nothing_where_something_cannot_be_read_or_is_there(pack: Path, tmp_path: Path) -> None:
    (tmp_path / "out").mkdir()
    (tmp_path / "out" / "policy.xml").write_text("mine", encoding="utf-8")
    there = run("convert", pack, tmp_path / "out", "--to", "xml")
    (pack / "bad.yaml").write_text("type: [", encoding="utf-8")
    unread = run("convert", pack, tmp_path / "other", "--to", "xml")

    assert (there.exit_code, unread.exit_code) == (2, 2)
    assert "is there already" in there.stderr
    assert "not all of it can be read" in unread.stderr
    assert (tmp_path / "out" / "policy.xml").read_text(encoding="utf-8") == "mine"
    assert not (tmp_path / "other").exists()


@pytest.mark.parametrize("stage", ["0", "9", "4-1", "x"])
def test_kit_takes_stages_from_1_to_8(stage: str, tmp_path: Path) -> None:
    done = run("kit", "--output", tmp_path / "kit", "--stage", stage)

    assert done.exit_code == 2
    assert "a stage from 1 to 8" in done.stderr


def test_kit_asks_for_a_manifest_where_it_is_to_take_relationships_from_one(pack: Path, tmp_path: Path) -> None:
    done = run("kit", "--output", tmp_path / "kit", "--pack", pack)

    assert done.exit_code == 2
    assert "there is no manifest in it" in done.stderr


def test_reference_is_written(tmp_path: Path) -> None:
    assert run("reference", "--output", tmp_path / "r.html").exit_code == 0
    assert "<h2>Joint exit strategy</h2>" in (tmp_path / "r.html").read_text(encoding="utf-8")
