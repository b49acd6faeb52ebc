"""Both engines, on many random rules and rows, say the same."""

import random

import pytest

pytest.importorskip("resource")

from accordant.inference.child import run_in_child
from accordant.inference.durable import Durable
from accordant.inference.engine import infer
from accordant.inference.reference import Reference
from accordant.inference.transcript import plain
from inference.worlds import needs_durable, world

pytestmark = pytest.mark.whole


def differing(first: int, last: int) -> tuple[int, list[int]]:
    """In a child: count of rule-and-row cases, and the seeds on which the engines differ."""
    cases, bad = 0, []
    for seed in range(first, last):
        made = world(seed)
        with Durable(made.program()) as durable:
            decided = plain(made.chain(durable))
        if decided != plain(made.chain(Reference())):
            bad.append(seed)
        cases += len(made.rows) + len(made.cells) + len(made.facts) * len(made.conclusions)
    return cases, bad


@needs_durable
def test_engines_agree_on_random_cases() -> None:
    total = 0
    for first in range(0, 500, 100):
        cases, bad = run_in_child(differing, (first, first + 100), seconds=60, memory_bytes=1 << 30)
        assert bad == []
        total += cases
    assert total > 20_000


@needs_durable
@pytest.mark.parametrize("seed", range(5000, 5010))
def test_order_of_rows_and_facts_changes_no_answer(seed: int) -> None:
    made = world(seed, rows=30, facts=40)
    order = list(range(30))
    random.Random(seed).shuffle(order)
    places = list(range(40))
    random.Random(seed + 1).shuffle(places)
    shuffled = made._replace(
        rows=tuple(made.rows[index] for index in order),
        cells=tuple(made.cells[index] for index in order),
        facts=tuple(made.facts[index] for index in places),
    )
    program = made.program()
    values, decisions, conclusions = infer(made.chain, program).result
    values_2, decisions_2, conclusions_2 = infer(shuffled.chain, program).result
    assert values_2 == tuple(values[index] for index in order)
    assert decisions_2 == tuple(decisions[index] for index in order)
    back = {
        (each.rule, places[each.about], None if each.member is None else places[each.member]) for each in conclusions_2
    }
    assert back == set(conclusions)
