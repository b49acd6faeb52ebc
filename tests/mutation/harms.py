"""The harms that evidence can come to: each piece of it deleted, blank, stale, mis-referred, out of order, unsigned."""

from collections.abc import Iterable, Iterator
from datetime import date, timedelta
from typing import NamedTuple

from accordant.model.catalogue import FieldKind
from accordant.model.change import REMOVED, Change, Data, Removed
from accordant.model.evidence import Document, Pack
from accordant.model.tree import Leaf, Series
from mutation.pieces import Piece, Resting
from mutation.places import Spot, around, standing_at
from mutation.strangers import elsewhere, stranger

HARMS = ("delete", "blank", "stale", "mis-reference", "mis-order", "un-sign", "wrong-party")
_NOWHERE = "[no such thing]"
_TEN_YEARS = timedelta(days=3653)
"""Longer than two of any interval that an organisation keeps."""
_REFERRING = ("refers-to", "used-later", "covers", "same-value")
_ALL_ALIKE = "across-all"
"""The kind that asks the same of every document: that one of them is gone, it cannot see."""


class Mutant(NamedTuple):
    """The pack after one harm: its id, the harm, the types of the harmed documents, and what rested on them."""

    id: str
    harm: str
    types: tuple[str, ...]
    changes: tuple[Change, ...]
    resting: tuple[Resting, ...]


def mutants_of(pack: Pack, pieces: Iterable[Piece], as_of: date) -> tuple[Mutant, ...]:
    """Give every mutant, each once, by id."""
    some = tuple(pieces)
    found: dict[str, Mutant] = {}
    for one in (*_of_documents(pack, some, as_of), *(each for piece in some for each in _of_piece(pack, piece, as_of))):
        known = found.get(one.id, one._replace(resting=()))
        found[one.id] = one._replace(resting=tuple(dict.fromkeys((*known.resting, *one.resting))))
    return tuple(found[name] for name in sorted(found))


def _mutant(how: str, spots: tuple[Spot, ...], value: Data | Removed, resting: Iterable[Resting]) -> Mutant:
    """Put a value at places, the last first, so that no pointer moves."""
    backwards = sorted(spots, key=lambda spot: spot.order, reverse=True)
    changes = [Change(spot.file, spot.pointer, value) for spot in backwards]
    return _named(how, spots, changes, resting)


def _named(how: str, spots: tuple[Spot, ...], changes: Iterable[Change], resting: Iterable[Resting]) -> Mutant:
    """Name a mutant by its first and last place, and by how many there are."""
    first, *more = (f"{spot.file.rsplit('.', 1)[0]}:{spot.pointer or '/'}" for spot in spots)
    where = f"{first}+{len(more)}:{more[-1]}" if more else first
    types = dict.fromkeys(spot.document.type.name for spot in spots)
    return Mutant(f"{how}:{where}", how.partition("/")[0], tuple(types), tuple(changes), tuple(resting))


def _of_documents(pack: Pack, pieces: tuple[Piece, ...], as_of: date) -> Iterator[Mutant]:
    """Harm each document as a whole on which more rests than what is asked of any document."""
    resting: dict[str, dict[Resting, None]] = {}
    documents: dict[str, Document] = {}
    for piece in pieces:
        kept = [one for one in piece.resting if one.kind != _ALL_ALIKE]
        if kept and len(piece.spots) == 1:
            documents[piece.spots[0].file] = piece.spots[0].document
            resting.setdefault(piece.spots[0].file, {}).update(dict.fromkeys(kept))
    for file, document in documents.items():
        for how, field, value in _ways(pack, document, as_of):
            change = Change(file, f"/{field}", value)
            yield _named(how, (Spot(document, ""),), (change,), resting[file])


def _ways(pack: Pack, document: Document, as_of: date) -> Iterator[tuple[str, str, Data]]:
    yield "delete/document", "type", "-- lost --"
    yield "un-sign/not-approved", "status", "draft"
    yield "stale/expired", "valid_until", (as_of - timedelta(days=1)).isoformat()
    if "joint" not in document.type.levels:
        yield "wrong-party/document", "party", stranger(pack, document)
    other = elsewhere(pack, document)
    # A judgement says itself what it is about, whatever it is filed under.
    if other and len(document.relationships) == 1 and document.type.name != "judgement":
        yield "mis-reference/filed-elsewhere", "relationships", [other]


def _of_piece(pack: Pack, piece: Piece, as_of: date) -> Iterator[Mutant]:
    spots, first = piece.spots, piece.spots[0]
    if piece.items:
        yield _mutant("delete/too-few", spots, REMOVED, piece.resting)
        yield _mutant("blank/too-few", spots, " ", piece.resting)
        return
    harm = "un-sign" if all(spot.pointer.startswith("/signatures") for spot in spots) else "delete"
    yield _mutant(harm, spots, REMOVED, piece.resting)
    yield _mutant("blank", spots, " ", piece.resting)
    yield from _of_lists(spots, piece.resting, harm)
    values = [dict(_other_values(pack, spot, piece.resting, as_of)) for spot in spots]
    for how, value in values[0].items() if all(each == values[0] for each in values) else ():
        yield _mutant(how, spots, value, piece.resting)
    if any(one.kind == "cadence" for one in piece.resting) and standing_at(first).day:
        yield _named("stale", spots, _aged(pack, first), piece.resting)


def _of_lists(spots: tuple[Spot, ...], resting: tuple[Resting, ...], harm: str) -> Iterator[Mutant]:
    """Lose the lists in which places stand, and the items where no other would do."""
    for some in zip(*map(around, spots), strict=False):
        outer = tuple(dict.fromkeys(some))
        is_list = isinstance(standing_at(outer[0]).node, Series)
        if is_list or any(one.each for one in resting):
            what = "list" if is_list else "item"
            yield _mutant(f"{harm}/{what}", outer, REMOVED, resting)
            yield _mutant(f"blank/{what}", outer, " ", resting)


def _aged(pack: Pack, spot: Spot) -> Iterator[Change]:
    """Put every event of the kind back by years: an earlier one must not stand in for the latest."""
    for one in pack.documents:
        alike = one.type is spot.document.type and one.relationships == spot.document.relationships
        if alike and spot.pointer[1:] in one.root.fields and (day := standing_at(Spot(one, spot.pointer)).day):
            yield Change(one.source.file, spot.pointer, (day - _TEN_YEARS).isoformat())


def _other_values(pack: Pack, spot: Spot, resting: tuple[Resting, ...], as_of: date) -> Iterator[tuple[str, Data]]:
    """Give other values that stand wrongly at a place: by how the place is declared, and by what rests on it."""
    standing = standing_at(spot)
    if standing.field is None or not isinstance(standing.node, Leaf):
        return
    kinds = {one.kind for one in resting}
    if standing.day is not None:
        ahead = standing.field.ahead
        if not ahead:
            yield "mis-order/still-to-come", (as_of + timedelta(days=30)).isoformat()
        if ahead and "open-items" in kinds:
            yield "stale/overdue", (as_of - timedelta(days=400)).isoformat()
        for wrong in dict.fromkeys(one.wrong_day for one in resting if one.wrong_day):
            yield f"mis-order/{wrong}", wrong
    elif "party" in standing.field.target:
        yield "wrong-party", stranger(pack, spot.document)
    elif standing.field.kind is FieldKind.REFERENCE or kinds & set(_REFERRING):
        yield "mis-reference", _NOWHERE
