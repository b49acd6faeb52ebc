"""Three hundred packs in one process cost no memory that stays."""

import os
import sys
from pathlib import Path

import pytest

pytest.importorskip("resource")

from accordant.inference.child import run_in_child
from accordant.inference.durable import Durable
from accordant.inference.engine import infer
from inference.worlds import needs_durable, world

pytestmark = [needs_durable, pytest.mark.skipif(sys.platform != "linux", reason="reads /proc")]

MADE = world(77)


def resident() -> int:
    return int(Path("/proc/self/statm").read_text(encoding="ascii").split()[1]) * os.sysconf("SC_PAGE_SIZE")


def grown(packs: int) -> int:
    """Growth of a process that itself runs durable-rules for each pack, after a warm-up."""
    program = MADE.program()
    before = 0
    for number in range(50 + packs):
        if number == 50:
            before = resident()
        with Durable(program) as durable:
            MADE.chain(durable)
    return resident() - before


@pytest.mark.whole
def test_the_process_that_asks_does_not_grow() -> None:
    program = MADE.program()
    for _ in range(50):
        infer(MADE.chain, program, engine="durable")
    before = resident()
    for _ in range(300):
        infer(MADE.chain, program, engine="durable")
    assert resident() - before < 3_000_000


def test_the_process_that_decides_does_not_grow() -> None:
    assert run_in_child(grown, (300,), seconds=60, memory_bytes=1 << 30) < 3_000_000
