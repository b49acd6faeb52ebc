"""Copies of the shipped rulebook to be changed, and packs around one of its thresholds."""

import shutil
from collections.abc import Callable, Sequence
from datetime import date
from pathlib import Path

import pytest

from accordant.casebook import pack_of, read_casebook
from accordant.comparing import Comparison, Evidence, Side, compare
from accordant.rulebook import Compiled, load_rulebook
from accordant.rulebook.files import read_folder

ROOT = Path(__file__).parents[2]
RULES = ROOT / "rules" / "iso44001"
SCHEMAS = ROOT / "schemas"
AS_OF = date(2026, 6, 30)
LEVELS = "issues.joint.process/ladder"


def side(folder: Path, *, added: bool = False) -> Side:
    folders = (RULES, folder) if added else (folder,)
    return Side(read_folder(folder), load_rulebook(folders, schemas=SCHEMAS, cache=None))


@pytest.fixture(scope="session")
def shipped() -> Side:
    return side(RULES)


@pytest.fixture
def copy(tmp_path: Path) -> Path:
    """Give the shipped rules in a folder of their own, without cases."""
    target = tmp_path / "rules"
    shutil.copytree(RULES, target, ignore=shutil.ignore_patterns("*.cases.yaml"))
    return target


def put(file: Path, *pairs: tuple[str, str]) -> None:
    """Replace words of a file, each of which stands in it."""
    text = file.read_text(encoding="utf-8")
    for old, new in pairs:
        assert old in text, old
        text = text.replace(old, new)
    file.write_text(text, encoding="utf-8")


@pytest.fixture
def against(shipped: Side, copy: Path) -> Callable[..., Comparison]:
    """Compare the shipped rulebook with the copy as a test left it."""

    def compared(evidence: Sequence[Evidence] = ()) -> Comparison:
        return compare(shipped, side(copy), evidence)

    return compared


@pytest.fixture(scope="session")
def ladders(compiled: Compiled) -> tuple[Evidence, ...]:
    """Give three packs around a threshold: issue processes of one, two and three levels, alike in all else."""
    cases = read_casebook([RULES], schemas=SCHEMAS, types=compiled.types)
    whole = next(one for one in cases if one.rule == LEVELS and one.expect["outcome"] == "conforming")
    found = []
    for number in (1, 2, 3):
        documents = tuple({**one} for one in whole.documents)
        (process,) = [one for one in documents if one["type"] == "issue_process"]
        levels = process["levels"]
        assert isinstance(levels, list)
        first, second = levels[0], levels[1]
        assert isinstance(first, dict)
        assert isinstance(second, dict)
        third = {**first, "level": "the very top"}
        process["levels"] = [
            {**first, "owner_party": "own"},
            {**second, "owner_party": "partner"},
            third,
        ][:number]
        pack = pack_of(whole._replace(documents=documents), compiled.types)
        found.append(Evidence(f"{number} levels", pack, AS_OF))
    return tuple(found)
