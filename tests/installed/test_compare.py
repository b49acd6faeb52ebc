"""`accordant compare` as it is typed: two registers of the sample, every form, every way to be refused."""

import json
from pathlib import Path

import pytest

from accordant.cli.compare import compare
from installed.command import ROOT, Command

DEMO = ROOT / "fixtures" / "demo" / "yaml"


@pytest.fixture(scope="module")
def registers(command: Command, tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Path]:
    """Give a register of spring and one of summer."""
    folder = tmp_path_factory.mktemp("registers")
    for name, day in (("old", "2026-03-31"), ("new", "2026-06-30")):
        words = ("--engine", "reference", "--format", "json", "--output", folder / f"{name}.json")
        assert command("check", DEMO, "--as-of", day, *words).status == 1
    return folder / "old.json", folder / "new.json"


def outcomes(file: Path) -> dict[tuple[str, str], str]:
    findings = json.loads(file.read_text(encoding="utf-8"))["findings"]
    return {(one["rule"], one["subject"]): one["outcome"] for one in findings}


def test_help_names_every_option_and_kind(command: Command) -> None:
    run = command("compare", "--help")
    words = [name for option in compare.params for name in option.opts if name.startswith("--")]
    kinds = ["closed", "not-asked", "new", "worse", "better", "other", "open", "settled", "not-comparable"]

    assert (run.status, words) == (0, ["--rules", "--format", "--output"])
    assert [word for word in words + kinds if word not in run.text] == []


def test_every_verdict_of_both_is_accounted_for(command: Command, registers: tuple[Path, Path], tmp_path: Path) -> None:
    old, new = registers
    run = command("compare", old, new, "--format", "json", "--output", tmp_path / "since.json")
    assert (run.status, run.out, run.err) == (0, b"", "")
    since = json.loads((tmp_path / "since.json").read_text(encoding="utf-8"))
    before, after = outcomes(old), outcomes(new)

    told = {(one["rule"], one["subject"]) for one in since["entries"] if not one["rule"].startswith("systemic-")}
    assert told == before.keys() | after.keys()
    closed = {(one["rule"], one["subject"]) for one in since["entries"] if one["kind"] == "closed"}
    assert closed
    assert {after[each] for each in closed if each in after} == {"conforming"}
    assert sum(since["counts"].values()) == len(since["entries"])


def test_the_table_says_the_same(command: Command, registers: tuple[Path, Path]) -> None:
    run = command("compare", *registers)
    counts = json.loads(command("compare", *registers, "--format", "json").out)["counts"]

    assert (run.status, run.err) == (0, "")
    assert f"\nUnchanged, and open still: {counts['open']}\n" in run.text
    assert f"\nNeither then nor now anything to deal with: {counts['settled']}\n" in run.text


def test_what_does_not_belong_together_is_refused(
    command: Command, registers: tuple[Path, Path], tmp_path: Path
) -> None:
    old, new = registers
    other = tmp_path / "other.json"
    other.write_text(new.read_text(encoding="utf-8").replace("Meridian", "Other"), encoding="utf-8")
    other_list = tmp_path / "list.json"
    other_list.write_text("[]", encoding="utf-8")
    for words, said in (
        ((new, old), "the second register is the earlier"),
        ((old, other), "one register is of Meridian Water Services, the other of Other Water Services"),
        ((old, other_list), "list.json: not a register"),
        ((old, tmp_path / "none.json"), "none.json: No such file or directory"),
    ):
        run = command("compare", *words)
        assert (run.status, run.out) == (2, b"")
        assert said in run.err
        assert "Traceback" not in run.err
