"""A relationship that moves on changes the verdicts of the rules whose duty begins or ends with it, and no other."""

from datetime import date
from typing import NamedTuple

import pytest

from accordant.evidence.editing import edit
from accordant.model.change import Change, Data
from accordant.model.evidence import Pack
from accordant.model.register import Outcome, Register
from accordant.rulebook import Compiled
from duties import Stand, When, duties, stand_of
from judging import judge

pytestmark = pytest.mark.whole

AS_OF = "2026-06-30"
LONG_AGO = date(2026, 3, 16)
"""More than a quarter before the date, so that no first recurring event is still to come."""


class Move(NamedTuple):
    """A relationship taken from where it stands to another stage; from stage 4 on it needs a partner."""

    relationship: str
    to: Stand
    partner: str = ""


MOVES = [
    Move("river-shuttle", Stand(2, left=False)),
    Move("cold-store", Stand(4, left=False), partner="keldroe"),
    Move("east-quay", Stand(6, left=False)),
    Move("east-quay", Stand(7, left=False)),
    Move("green-corridor", Stand(8, left=False)),
    Move("green-corridor", Stand(8, left=True)),
    Move("pilot-school", Stand(8, left=False)),
]


def moved(pack: Pack, move: Move, compiled: Compiled) -> Pack:
    """Return the pack with the life cycle of the relationship ending where the move ends."""
    assert pack.manifest is not None
    number, there = next(
        (number, one) for number, one in enumerate(pack.manifest.relationships) if one.id == move.relationship
    )
    spans: list[Data] = [
        {"stage": str(span.stage), "entered": str(span.entered), "left": str(span.left or LONG_AGO)}
        for span in there.life_cycle
    ]
    begun = stand_of(there).stage
    spans += [
        {"stage": str(n), "entered": str(LONG_AGO), "left": str(LONG_AGO)} for n in range(begun + 1, move.to.stage + 1)
    ]
    last = spans[-1]
    assert isinstance(last, dict)
    if not move.to.left:
        del last["left"]
    file = pack.manifest.source.file
    changes = [Change(file, f"/relationships/{number}/life_cycle", spans)]
    if move.partner:
        joined: Data = {"party": move.partner, "from": str(LONG_AGO)}
        changes.append(Change(file, f"/relationships/{number}/parties/-", joined))
    return edit(pack, changes, compiled.types)


def stands(pack: Pack) -> dict[str, Stand]:
    assert pack.manifest is not None
    return {one.id: stand_of(one) for one in pack.manifest.relationships}


def changing(
    pack: Pack, move: Move, compiled: Compiled
) -> tuple[dict[tuple[str, str], When], dict[tuple[str, str], When]]:
    """Give when each rule is due before the move and after it."""
    before = stands(pack)
    return duties(compiled.rulebook, before), duties(compiled.rulebook, before | {move.relationship: move.to})


def verdicts(register: Register) -> dict[tuple[str, str], tuple[Outcome, str]]:
    return {(one.rule, one.subject): (one.outcome, one.statement) for one in register.findings}


@pytest.mark.parametrize("move", MOVES, ids=[f"{one.relationship}-{one.to.stage}-{one.to.left}" for one in MOVES])
def test_a_move_changes_what_begins_or_ends_with_it(
    move: Move, pack: Pack, register: Register, compiled: Compiled
) -> None:
    was, will = changing(pack, move, compiled)
    expected = {key for key in was if was[key] is not will[key]}
    kinds = {rule.id: compiled.rulebook.obligations[rule.obligation].kind for rule in compiled.rulebook.rules}

    old, new = verdicts(register), verdicts(judge(moved(pack, move, compiled), compiled, as_of=AS_OF))

    assert expected
    assert {key for key in old if old[key] != new[key]} == expected
    assert all((new[key][0] is Outcome.NOT_YET_DUE) == (will[key] is When.AHEAD) for key in expected)
    # Guidance that nothing shows yet is never raised.
    asked = [key for key in expected if kinds[key[0]] != "guidance"]
    assert all((new[key][0] is Outcome.NOT_APPLICABLE) == (will[key] is When.OVER) for key in asked)


def test_the_moves_begin_duties_of_every_sort_and_end_some(pack: Pack, compiled: Compiled) -> None:
    rules = {rule.id: rule for rule in compiled.rulebook.rules}
    sorts = set()
    for move in MOVES:
        was, will = changing(pack, move, compiled)
        for rule, subject in (key for key in was if was[key] is not will[key]):
            due = rules[rule].due or compiled.rulebook.obligations[rules[rule].obligation].due
            assert due is not None
            sorts.add((due.at, was[rule, subject], will[rule, subject]))

    begun = {(at, When.AHEAD, When.DUE) for at in ("entry", "exit", "recurring", "event")}
    ended = {("recurring", When.DUE, When.OVER)}
    again = {("recurring", When.OVER, When.DUE), ("exit", When.DUE, When.AHEAD)}
    assert sorts == begun | ended | again
