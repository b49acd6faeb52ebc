"""The same evidence gives the same bytes, whatever order, place, seed, zone, locale or folder it is judged in."""

import json
import shutil
from pathlib import Path
from random import Random
from typing import Any

import pytest

from accordant.inference.engine import durable_available
from installed.command import Command, Run

FORMATS = ("json", "csv", "table")
SURROUNDINGS = {
    "hash seed": {"PYTHONHASHSEED": "4711"},
    "no hash seed": {"PYTHONHASHSEED": "0"},
    "time zone": {"TZ": "Pacific/Kiritimati"},
    "plain locale": {"LC_ALL": "C", "PYTHONCOERCECLOCALE": "0", "PYTHONUTF8": "0"},
    "narrow coding": {"LC_ALL": "POSIX", "PYTHONIOENCODING": "ascii"},
    "another locale": {"LC_ALL": "tr_TR.UTF-8", "LANGUAGE": "tr"},
    "terminal": {"COLUMNS": "40", "LINES": "5", "TERM": "xterm-256color", "FORCE_COLOR": "1"},
}
DIFFERENT = {"PYTHONHASHSEED": "99", "TZ": "America/Los_Angeles", "LC_ALL": "C", "PYTHONUTF8": "0", "COLUMNS": "77"}


@pytest.fixture(scope="module")
def expected(command: Command, sample: Path) -> dict[str, Run]:
    runs = {shape: command.check(sample, "--format", shape) for shape in FORMATS}
    for run in runs.values():
        assert (run.status, run.err) == (1, "")
        assert "Régie des eaux 水" in run.text
    return runs


@pytest.fixture(scope="module")
def elsewhere(sample: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Write the same files in another order at another place; the pack keeps its name."""
    pack = tmp_path_factory.mktemp("ailleurs é") / "a" / sample.name
    files = [file for file in sample.rglob("*") if file.is_file()]
    Random(7).shuffle(files)
    for file in files:
        twin = pack / file.relative_to(sample)
        twin.parent.mkdir(parents=True, exist_ok=True)
        twin.write_bytes(file.read_bytes())
    return pack


@pytest.mark.parametrize("change", SURROUNDINGS)
def test_surroundings_do_not_change_a_byte(
    change: str, command: Command, sample: Path, expected: dict[str, Run]
) -> None:
    shape = "table" if change == "terminal" else "json"
    run = command.check(sample, "--format", shape, env=SURROUNDINGS[change])
    assert run.err == ""
    assert run.out == expected[shape].out


@pytest.mark.parametrize("shape", FORMATS)
def test_everything_different_at_once(shape: str, command: Command, elsewhere: Path, expected: dict[str, Run]) -> None:
    run = command.check(Path(elsewhere.name), "--format", shape, env=DIFFERENT, cwd=elsewhere.parent)
    assert run.out == expected[shape].out


def test_the_pack_may_be_where_one_stands(command: Command, elsewhere: Path, expected: dict[str, Run]) -> None:
    assert command.check(Path(), "--format", "json", cwd=elsewhere).out == expected["json"].out


def test_the_cache_changes_no_byte(command: Command, sample: Path, expected: dict[str, Run], tmp_path: Path) -> None:
    cold = command.check(sample, "--format", "json", home=tmp_path)
    (kept,) = tmp_path.rglob("rulebook-*.pickle")
    kept.write_bytes(b"no pickle")
    damaged = command.check(sample, "--format", "json", home=tmp_path)
    shutil.rmtree(tmp_path)
    tmp_path.write_text("no folder", encoding="utf-8")
    none = command.check(sample, "--format", "json", home=tmp_path)
    assert cold.out == damaged.out == none.out == expected["json"].out


@pytest.mark.skipif(not durable_available(), reason="durable-rules is not installed here")
def test_both_engines_give_the_same_register(command: Command, sample: Path, expected: dict[str, Run]) -> None:
    both, alone = (json.loads(command.check(sample, "--format", "json", "--engine", name).out) for name in ENGINES)
    assert both == json.loads(expected["json"].out)
    assert both["engines"] == {"decided_by": "durable-rules 2.0.28", "verified_by": "reference"}
    assert alone["engines"] == {"decided_by": "reference", "verified_by": None}
    assert set(alone["limits"]) - set(both["limits"]) == {
        "One engine decided alone: its inferences were not verified by a second one."
    }
    assert without_engines(alone) == without_engines(both)


ENGINES = ("durable", "reference")


def without_engines(register: dict[str, Any]) -> dict[str, Any]:
    return {name: value for name, value in register.items() if name not in ("engines", "limits")}
