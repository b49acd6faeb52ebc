"""What rules rest on: the pieces of evidence that met checks of conforming rules cite, as small as each can be lost."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping

from accordant.inference.reference import tree_value
from accordant.inference.shapes import form_of
from accordant.model.observation import Due, Observed, Value
from accordant.model.rules import Condition
from mutation.pieces import Piece, Resting, pieces_of_check
from mutation.places import Spot

GUIDANCE = "guidance"
JUDGEMENT = ("obligation", "subject", "outcome", "method", "who", "when", "seen")
"""The fields of a recorded judgement that an assessment rests on."""


def pieces_of(rows: Iterable[Observed]) -> tuple[Piece, ...]:
    """Give every piece of evidence that `require` of a rule that is due rests on, in order of its places.

    Guidance raises nothing, whatever it sees: nothing rests on it.
    """
    found: Mapping[tuple[tuple[Spot, ...], bool], dict[Resting, None]] = defaultdict(dict)
    for row in rows:
        resting = row.due is Due.YES and row.obligation.kind != GUIDANCE
        for one in (*_of_row(row), *_judged(row)) if resting else ():
            found[one.spots, one.items].update(dict.fromkeys(one.resting))
    some = (Piece(spots, tuple(resting), items) for (spots, items), resting in found.items())
    return tuple(sorted(some, key=lambda one: ([(spot.file, spot.pointer) for spot in one.spots], one.items)))


def _of_row(row: Observed) -> Iterator[Piece]:
    if row.rule.require is not None and _value(row.rule.require, row) == Value.MET:
        yield from _of_condition(row.rule.require, row)


def _of_condition(condition: Condition, row: Observed) -> Iterator[Piece]:
    """Give the pieces of a met condition; where several alternatives are met, what all of them rest on is one piece."""
    if isinstance(condition, str):
        yield from pieces_of_check(row, row.rule.checks[condition])
        return
    parts = [part for part in condition.parts if _value(part, row) == Value.MET]
    if condition.operator == "any" and len(parts) > 1:
        inner = [piece for part in parts for piece in _of_condition(part, row)]
        spots = dict.fromkeys(spot for piece in inner for spot in piece.spots)
        if spots:
            yield Piece(tuple(spots), (Resting(row.rule.id, row.subject, "", "any"),))
        return
    for part in parts if condition.operator in ("all", "any") else ():
        yield from _of_condition(part, row)


def _value(condition: Condition, row: Observed) -> str:
    form, names = form_of(condition)
    values = {column: row.seen[name].value.value for column, name in zip(form.columns, names, strict=True)}
    return tree_value(form.tree, values)


def _judged(row: Observed) -> Iterator[Piece]:
    """Give what a judgement says where it alone decides."""
    if row.judgement is not None and row.rule.require is None:
        for name in JUDGEMENT:
            yield Piece((Spot(row.judgement, f"/{name}"),), (Resting(row.rule.id, row.subject, "", "judgement"),))
