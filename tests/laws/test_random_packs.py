"""Three hundred packs judged in one process, by both engines, leave no memory behind."""

import os
import sys
from collections.abc import Callable
from pathlib import Path
from random import Random

import pytest

from accordant.evidence import read_pack
from accordant.inference.engine import durable_available
from accordant.reports import REPORTS
from accordant.rulebook import Compiled
from casebook import all_cases, write_pack
from judging import judge

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="reads /proc")

PACKS = 300
WARM_UP = 40
MOST_GROWTH = 5_000_000
# What durable decides, the reference verifies: both run.
ENGINE = "durable" if durable_available() else "reference"


@pytest.fixture(scope="module")
def folders(compiled: Compiled, tmp_path_factory: pytest.TempPathFactory) -> list[Path]:
    """Write random packs: documents of random cases, thrown together."""
    random = Random(44001)
    cases = list(all_cases(compiled.types))
    documents = [document for case in cases for document in case.documents]
    place = tmp_path_factory.mktemp("random")
    return [
        write_pack(
            place / str(number),
            random.choice(cases).manifest,
            random.sample(documents, random.randrange(12)),
            xml=number % 2 == 1,
        )
        for number in range(30)
    ]


def resident() -> int:
    return int(Path("/proc/self/statm").read_text(encoding="ascii").split()[1]) * os.sysconf("SC_PAGE_SIZE")


def growth(turn: Callable[[int], None]) -> int:
    before = 0
    for number in range(WARM_UP + PACKS):
        if number == WARM_UP:
            before = resident()
        turn(number)
    return resident() - before


@pytest.mark.whole
def test_three_hundred_packs_leave_nothing(folders: list[Path], compiled: Compiled) -> None:
    outcomes: set[str] = set()
    # What is left behind would be by a pack, not by a rule: every third rule is enough, and three times as fast.
    few = compiled._replace(rulebook=compiled.rulebook._replace(rules=compiled.rulebook.rules[::3]))

    def turn(number: int) -> None:
        pack = read_pack(folders[number % len(folders)], types=compiled.types)
        register = judge(pack, few, as_of="2026-06-30", engine=ENGINE)
        outcomes.update(finding.outcome for finding in register.findings)
        assert REPORTS["json"](register)

    assert growth(turn) < MOST_GROWTH
    assert {"conforming", "nonconforming", "not-evidenced", "needs-judgement"} <= outcomes
