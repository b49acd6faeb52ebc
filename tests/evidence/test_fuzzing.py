"""Mutated files of each format: nothing escapes, nothing hangs; `tests/fuzzing.py` runs as many as wanted."""

import pytest

from accordant.casebook import narrowed
from accordant.rulebook import Compiled
from fuzzing import fuzz


@pytest.mark.parametrize(("form", "lines"), [("yaml", 500), ("xml", 500), ("zip", 500), ("xlsx", 400)])
def test_no_mutated_file_does_harm(compiled: Compiled, form: str, lines: int) -> None:
    # One rule is enough to be judged by: what reads the tree is the same for all.
    few = narrowed(compiled, "policy.available/to-whom-and-how")
    found = fuzz(form, few, cases=80, seconds=60, seed=44001, plain=2)
    assert [said for said, _ in found.harm] == []
    assert found.cases == 80
    assert found.judged >= 2
    # The readers are reached: a run that sees none of them would find nothing.
    assert found.lines > lines
