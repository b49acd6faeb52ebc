"""Mutated files of each format: nothing escapes, nothing hangs; `tests/fuzzing.py` runs as many as wanted."""

import pytest

from accordant.casebook import narrowed
from accordant.rulebook import Compiled
from fuzzing import fuzz

SOME, FEW = 80, 40
"""Cases; a workbook is many parts, and packed anew for each."""


@pytest.mark.parametrize(
    ("form", "cases", "lines"),
    [
        ("yaml", SOME, 500),
        ("xml", SOME, 500),
        ("zip", SOME, 500),
        pytest.param("xlsx", FEW, 500, marks=pytest.mark.whole),
    ],
)
def test_no_mutated_file_does_harm(compiled: Compiled, form: str, cases: int, lines: int) -> None:
    # One rule is enough to be judged by: what reads the tree is the same for all.
    few = narrowed(compiled, "policy.available/to-whom-and-how")
    found = fuzz(form, few, cases=cases, seconds=60, seed=44001, plain=2)
    assert [said for said, _ in found.harm] == []
    assert found.cases == cases
    assert found.judged >= 2
    # The readers are reached: a run that sees none of them would find nothing.
    assert found.lines > lines
