"""Whatever is done to the evidence of a case: what is met can be spoiled, what is missed can be mended."""

import random
from collections.abc import Iterator

import pytest

from accordant.evidence.editing import edit
from accordant.model.change import REMOVED, Change, Data, Removed
from accordant.model.evidence import Pack
from accordant.model.tree import Branch, Node, Series
from accordant.rulebook import Compiled
from casebook import all_cases
from checks.seeing import failures_of_repair, failures_of_spoilings, pack_of, sights

JUNK: tuple[Data | Removed, ...] = (
    REMOVED, REMOVED, None, " ", "x", "[x]", "tbc", [], {}, ["x"], [{"x": "x"}], {"x": "y"}, "2020-01-01",
    "2026-06-30", "2030-01-01", "draft", "extract", "partner", "own",
)  # fmt: skip
FIXED = ("/type", "/relationships")
"""Without these a document is none, or of no subject of the case."""


def places(node: Node, pointer: str = "") -> Iterator[str]:
    named = node.fields.items() if isinstance(node, Branch) else ()
    for name, part in enumerate(node.items) if isinstance(node, Series) else named:
        yield f"{pointer}/{name}"
        yield from places(part, f"{pointer}/{name}")


def harmed(pack: Pack, chance: random.Random, compiled: Compiled) -> Pack:
    """Put something else at up to three places of the documents."""
    for _ in range(chance.randint(1, 3)):
        document = chance.choice(pack.documents)
        some = [place for place in places(document.root) if not place.startswith(FIXED)]
        change = Change(document.source.file, chance.choice(some), chance.choice(JUNK))
        pack = edit(pack, [change], compiled.types)
    return pack


def failures(seed: int, rounds: int, compiled: Compiled) -> list[str]:
    chance = random.Random(seed)
    cases = [case for case in all_cases(compiled.types) if case.documents]
    found = []
    for _ in range(rounds):
        case = chance.choice(cases)
        for sight in sights(harmed(pack_of(case, compiled), chance, compiled), case, compiled):
            found += failures_of_spoilings(sight) if sight.is_met() else failures_of_repair(sight)
    return found


@pytest.mark.whole
def test_evidence_harmed_at_random_is_spoiled_and_mended_all_the_same(compiled: Compiled) -> None:
    found = failures(1, 1000, compiled)

    assert not found, f"{len(found)}:\n" + "\n".join(found)
