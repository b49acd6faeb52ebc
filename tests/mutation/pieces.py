"""The pieces of evidence that one met check rests on: what would do in each other's place is one piece together."""

from collections import defaultdict
from collections.abc import Callable, Hashable, Iterable, Iterator, Mapping
from typing import Any, NamedTuple

from accordant.checks.reading import candidates, many
from accordant.model.observation import Citation, Observed
from accordant.model.rules import Check
from mutation.places import Spot, is_in, spots_like, text_at, wrong_day


class Resting(NamedTuple):
    """A check of a rule at a subject that rests on a piece; `wrong_day` is one that puts its dates out of order.

    `each` says that the items in which the piece stands are needed, whatever other items there are.
    """

    rule: str
    subject: str
    check: str
    kind: str
    each: bool = False
    wrong_day: str = ""


class Piece(NamedTuple):
    """Places that must be lost together, since any of them would do; most often a single one."""

    spots: tuple[Spot, ...]
    resting: tuple[Resting, ...]
    items: bool = False


def pieces_of_check(row: Observed, check: Check) -> Iterator[Piece]:
    """Give the pieces that a met check of an observed rule rests on."""
    cited = [one for one in row.seen[check.name].citations if one.document is not None]
    spots = tuple(dict.fromkeys(Spot(one.document, one.pointer) for one in cited if one.document))
    base = Resting(row.rule.id, row.subject, check.name, check.kind)
    yield from _enough(check.parameters, base, spots)
    if check.parameters.get("which") == "any" and len({one.file for one in spots}) > 1:
        yield Piece(tuple(_alike(spots)) if check.kind == "contains-all" else spots, (base,))
    elif "any-of" in check.parameters:
        yield from (Piece(some, (base,)) for some in _grouped(spots, _holder))
    elif check.kind == "date-order":
        yield from _in_order(check, base, cited)
    else:
        yield from _BY_KIND.get(check.kind, _single)(row, check.parameters, base, spots)


def _single(_: Observed, __: Mapping[str, Any], base: Resting, spots: tuple[Spot, ...]) -> Iterator[Piece]:
    yield from (Piece((spot,), (base,)) for spot in spots)


def _in_order(check: Check, base: Resting, cited: list[Citation]) -> Iterator[Piece]:
    for one in cited:
        if one.document is not None:
            spot = Spot(one.document, one.pointer)
            yield Piece((spot,), (base._replace(wrong_day=wrong_day(check, one, cited)),))


def _counted(row: Observed, parameters: Mapping[str, Any], base: Resting, spots: tuple[Spot, ...]) -> Iterator[Piece]:
    """Give the items of each value of which there must be some; those of any value are given as enough of them."""
    if "per" in parameters:
        field = parameters["per"]["field"]
        for some in _grouped(spots, lambda spot: text_at(spot.inside(field))):
            yield Piece(some, (base,), items=True)
    elif "at-least" not in parameters:
        yield from _single(row, parameters, base, spots)


def _together(_: Observed, parameters: Mapping[str, Any], base: Resting, spots: tuple[Spot, ...]) -> Iterator[Piece]:
    """Give what is enough of them, or each one where all are asked for."""
    needed = int(parameters.get("at-least", 0))
    some = (spots[needed - 1 :],) if needed else ((spot,) for spot in spots)
    yield from (Piece(each, (base,)) for each in some if each)


def _named(_: Observed, __: Mapping[str, Any], base: Resting, spots: tuple[Spot, ...]) -> Iterator[Piece]:
    """Give each value with every other place of the list that says the same."""
    for some in _grouped(_alike(spots), lambda spot: (spot.shape, text_at(spot))):
        yield Piece(some, (base._replace(each=True),))


def _alike(spots: Iterable[Spot]) -> dict[Spot, None]:
    """Give the places, and every other place of the same lists that says what one of them says."""
    return dict.fromkeys(s for one in spots for s in spots_like(one, one.document) if text_at(s) == text_at(one))


def _used(row: Observed, parameters: Mapping[str, Any], base: Resting, spots: tuple[Spot, ...]) -> Iterator[Piece]:
    """Give each use with every other use of the same thing, and what is used by itself."""
    types = many(parameters["seen-in"]["in"])
    uses = tuple(spot for spot in spots if spot.document.type.name in types)
    yield from _together(row, parameters, base, tuple(spot for spot in spots if spot not in uses))
    assert row.view is not None
    documents = [one.document for one in candidates(row.view, types)]
    alike = [
        spot for use in uses for one in documents for spot in spots_like(use, one) if text_at(spot) == text_at(use)
    ]
    if "at-least" in parameters:
        yield from _together(row, parameters, base._replace(each=True), tuple(dict.fromkeys(alike)))
        return
    yield from (Piece(some, (base._replace(each=True),)) for some in _grouped(alike, text_at))


def _led(_: Observed, parameters: Mapping[str, Any], base: Resting, spots: tuple[Spot, ...]) -> Iterator[Piece]:
    """Give each reference, with all others of its list, and what it leads to."""
    made = [
        spot for spot in spots if spot.shape.endswith(parameters["field"].replace(".", "/")) or spot.shape.endswith("#")
    ]
    goals = tuple(spot for spot in spots if spot not in made)
    lists = list(_grouped(made, lambda spot: _holder(spot) if spot.shape.endswith("#") else spot))
    yield from (Piece(some, (base,)) for some in lists)
    several = any(len(some) > 1 for some in lists)
    for some in (goals,) if several and goals else ((goal,) for goal in goals):
        yield Piece(some, (base._replace(each=True),))


def _enough(parameters: Mapping[str, Any], base: Resting, spots: tuple[Spot, ...]) -> Iterator[Piece]:
    """Give the items whose loss leaves one too few, where a number of them is asked for in one document."""
    needed, path = parameters.get("at-least"), parameters.get("of") or parameters.get("every")
    counting = base.kind in ("count", "items-have-fields") and "per" not in parameters
    if needed and path and counting and len({one.file for one in spots}) == 1:
        items = tuple(dict.fromkeys(item for one in spots if (item := is_in(one, path)) is not None))
        if len(items) >= int(needed):
            yield Piece(items[int(needed) - 1 :], (base,), items=True)


def _grouped(spots: Iterable[Spot], key: Callable[[Spot], Hashable]) -> Iterator[tuple[Spot, ...]]:
    found: dict[Hashable, list[Spot]] = defaultdict(list)
    for spot in dict.fromkeys(spots):
        found[key(spot)].append(spot)
    yield from map(tuple, found.values())


def _holder(spot: Spot) -> Hashable:
    return spot.file, spot.pointer.rpartition("/")[0]


_BY_KIND: Mapping[str, Callable[[Observed, Mapping[str, Any], Resting, tuple[Spot, ...]], Iterator[Piece]]] = {
    "contains-all": _named,
    "count": _counted,
    "covers": _named,
    "involves-all": _named,
    "refers-to": _led,
    "role-holder": _together,
    "used-later": _used,
}
"""How the places that a kind cites make pieces, where not each by itself."""
