"""Other standards beside rules and findings: shown and filtered by topic, in every form of the register."""

import csv
import io
import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from click.testing import Result
from jsonschema import Draft202012Validator

Command = Callable[..., Result]
ROOT = Path(__file__).parents[2]
DEMO = ROOT / "fixtures" / "demo" / "yaml"
AS_OF = ("--as-of", "2026-06-30", "--engine", "reference")


def listed(command: Command, *words: str | Path) -> list[dict[str, Any]]:
    done = command("rules", "list", "--format", "json", *words)
    assert done.exit_code == 0, done.stderr
    found: list[dict[str, Any]] = json.loads(done.stdout)["rules"]
    return found


def checked(command: Command, *words: str | Path) -> Result:
    done = command("check", DEMO, *AS_OF, *words)
    assert done.exit_code == 1, done.stderr
    return done


@pytest.fixture
def plain(command: Command) -> dict[str, Any]:
    found: dict[str, Any] = json.loads(checked(command, "--format", "json").stdout)
    return found


@pytest.mark.parametrize(
    ("asked", "clause"),
    [
        ("bs-11000=9", "8.8"),
        ("pas-11000=staying together", "8.8"),
        ("iso-9001=9.2", "9.2"),
        ("iso-55001=9.3", "9.3"),
        ("iso-27001=10.1", "10.2"),
        ("annex-sl=management-review", "9.3"),
    ],
)
def test_a_place_there_finds_what_stands_here(command: Command, asked: str, clause: str) -> None:
    found = [one["id"] for one in listed(command, "--crosswalk", asked)]

    assert found
    assert found == [one["id"] for one in listed(command, "--clause", clause)]


def test_none_finds_what_the_other_standard_does_not_have(command: Command) -> None:
    found = {
        one["obligation"]: one["crosswalks"]["bs-11000"] for one in listed(command, "--crosswalk", "bs-11000=none")
    }

    assert "audit.programme" in found
    assert "exit.joint.agreed" not in found
    assert all(entry["places"] == [] for entries in found.values() for entry in entries)


def test_a_line_says_it_briefly_with_its_doubt(command: Command) -> None:
    done = command(
        "rules", "list", "--obligation", "exit.joint.agreed", "--crosswalk", "bs-11000", "--crosswalk", "iso-9001"
    )
    head, line = done.stdout.split("\n\n")[0].splitlines()

    assert head.split()[3:5] == ["bs-11000", "iso-9001"]
    assert line.split()[:5] == ["exit.joint.agreed/by-all-parties", "8.6.9?", "7?,", "10", "-"]
    assert "BS 11000-1:2010" in done.stdout


@pytest.mark.parametrize("phase", ["plan", "do", "check", "act"])
def test_a_phase_keeps_what_is_of_it(command: Command, phase: str) -> None:
    every = listed(command)
    kept = listed(command, "--phase", phase)

    assert 0 < len(kept) < len(every)
    assert kept == [one for one in every if one["phase"] == phase]


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (("rules", "list", "--crosswalk", "bs11000"), 'did you mean "bs-11000"?'),
        (("rules", "list", "--crosswalk", "bs-11000=11"), "bs-11000 has nothing at '11'"),
        (("check", DEMO, "--crosswalk", "iso9001"), 'did you mean "iso-9001"?'),
    ],
)
def test_what_there_is_not_is_refused(command: Command, words: tuple[str | Path, ...], said: str) -> None:
    done = command(*words)

    assert (done.exit_code, done.stdout) == (2, "")
    assert said in done.stderr


def test_json_gains_fields_and_keeps_all_else(command: Command, plain: dict[str, Any]) -> None:
    found = json.loads(
        checked(command, "--format", "json", "--crosswalk", "bs-11000", "--crosswalk", "iso-9001").stdout
    )
    schema = json.loads((ROOT / "schemas" / "register.json").read_text(encoding="utf-8"))
    Draft202012Validator(schema).validate(found)
    beside = {one["obligation"]: one.pop("crosswalks") for one in found["findings"]}

    assert [one["name"] for one in found.pop("crosswalks")] == ["bs-11000", "iso-9001"]
    assert found == plain
    (entry,) = beside["issues.joint.resolved"]["bs-11000"]
    assert entry["places"] == [
        {"standard": "BS 11000-1:2010", "number": "9", "title": "Staying together", "basis": "confirmed"}
    ]
    assert [one["places"] for one in beside["issues.joint.resolved"]["iso-9001"]] == [[]]
    assert [one["topic"] for one in beside["nc.effective"]["iso-9001"]] == ["nonconformity"]


def test_csv_gains_a_column_for_each(command: Command) -> None:
    text = checked(command, "--format", "csv", "--crosswalk", "bs-11000", "--crosswalk", "annex-sl").stdout
    rows = {row["Obligation"]: row for row in csv.DictReader(io.StringIO(text.removeprefix("\ufeff"), newline=""))}
    row = rows["nc.effective"]

    assert list(row)[-2:] == ["Crosswalk bs-11000", "Crosswalk annex-sl"]
    assert row["Crosswalk bs-11000"] == "no counterpart"
    assert row["Crosswalk annex-sl"].splitlines() == [
        "ISO 9001:2015 10.2", "ISO/IEC 27001:2022 10.2", "ISO 45001:2018 10.2", "ISO 55001:2014 10.1",
    ]  # fmt: skip
    assert rows["exit.joint.agreed"]["Crosswalk bs-11000"].splitlines() == [
        "BS 11000-1:2010 7? (Working together)", "BS 11000-1:2010 10 (Exit strategy)",
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("names", "heads"),
    [
        (["bs-11000"], ["Clause", "bs-11000", "Grade", "Finding", "Evidence"]),
        (["bs-11000", "iso-27001"], ["Clause", "bs-11000", "iso-27001", "Grade", "Finding", "Evidence"]),
        (["bs-11000", "iso-27001", "annex-sl"], ["Clause", "Elsewhere", "Grade", "Finding", "Evidence"]),
    ],
)
def test_the_table_has_columns_and_fits(command: Command, names: list[str], heads: list[str]) -> None:
    text = checked(command, *(word for name in names for word in ("--crosswalk", name))).stdout
    lines = text.splitlines()

    assert next(line.strip("| ").replace("|", " ").split() for line in lines if line.startswith("| Clause")) == heads
    assert max(map(len, lines)) <= 100
    assert "? in a column of a crosswalk: inferred." in text


def test_a_crosswalk_of_ones_own_is_asked_for_by_its_name(command: Command, house: Path) -> None:
    (house / "crosswalks").mkdir()
    (house / "sources.yaml").write_text("sources:\n  - {key: US, what: Our own list.}\n", encoding="utf-8")
    (house / "crosswalks" / "house.yaml").write_text(
        "crosswalk: house\ntitle: Our house manual\nabout: Ours.\nstandards: {house: House manual}\n"
        "correspondences:\n"
        "  - {topic: papers, title: Papers, says: Both ask., keys: [docs.identified], confidence: inferred,\n"
        "     places: [{standard: house, number: 12.3, basis: confirmed}], sources: [US]}\n",
        encoding="utf-8",
    )

    found = listed(command, "--rules", house, "--crosswalk", "house=12")

    assert {one["obligation"] for one in found} == {"docs.identified"}
