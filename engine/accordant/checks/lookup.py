"""How checks find their way in a document: fields, lists and items, each with its place or the innermost there is."""

from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from datetime import date
from enum import StrEnum
from functools import lru_cache
from typing import Any, NamedTuple

from accordant.model.catalogue import Field, FieldKind
from accordant.model.evidence import Document
from accordant.model.observation import Citation
from accordant.model.tree import Branch, Leaf, Node, Series
from accordant.model.values import is_blank, normalise, read_date, reads, says_nothing


class State(StrEnum):
    """What stands at a path; `ahead` is a day after the assessment where something was to be done."""

    FILLED = "filled"
    BLANK = "blank"
    MISSING = "missing"
    WRONG = "wrong"
    AHEAD = "ahead"
    DECLARED_NONE = "declared-none"


# Python 3.11 finds a member through its class at ten times the price of a name of the module.
_FILLED, _BLANK, _MISSING = State.FILLED, State.BLANK, State.MISSING
_WRONG, _AHEAD, _DECLARED_NONE = State.WRONG, State.AHEAD, State.DECLARED_NONE
_DATE, _LIST, _GROUP = FieldKind.DATE, FieldKind.LIST, FieldKind.GROUP
_ANY_TEXT = (FieldKind.TEXT, FieldKind.REFERENCE)
# A third of the time of Seen(...), which unpacks and packs its arguments; an assessment makes tens of thousands.
_new = tuple.__new__


class Item(NamedTuple):
    """One item of a list, or (with an empty pointer) the document itself; `key` names it as the business does."""

    document: Document
    node: Node
    fields: Mapping[str, Field]
    pointer: str
    key: str
    declared: Field | None = None


class Seen(NamedTuple):
    """What stands at a path: its state, its normalised text, its place; `key` is the path or the item's key."""

    state: State
    text: str
    citation: Citation


class Listed(NamedTuple):
    """What stands at the path of a list; `items` are its items, in order."""

    state: State
    items: tuple[Item, ...]
    citation: Citation


def whole(document: Document) -> Item:
    """Give the document itself as an item."""
    return Item(document, document.root, document.type.fields, "", document.id)


def cite(item: Item, node: Node, pointer: str, *, key: str = "", value: str | None = None) -> Citation:
    """Give the citation of a node inside an item's document."""
    document = item.document
    return _new(Citation, (document, document.source.file, node.at, pointer, value, key or item.key))


def look(item: Item, path: str, *, by: date | None = None) -> Seen:
    """Look at a dotted path of an item, by the declared kinds; never crosses a list.

    A date after `by` is ahead: it never counts as done, unless the field is declared to tell of what lies ahead.
    """
    node, pointer, declared = _walk(item, path)
    document = item.document
    key = item.key
    if path:
        key = f"{key}.{path}" if item.pointer else path
    if declared is None:
        state, text, value = _MISSING, "", None
    else:
        state, text = _state_at(node, declared, by)
        # An empty text is null in XML, and the twins of a document are cited alike.
        value = (text or None) if isinstance(node, Leaf) else None
    citation = _new(Citation, (document, document.source.file, node.at, pointer, value, key or item.key))
    return _new(Seen, (state, text, citation))


def _glance(item: Item, path: str, by: date) -> tuple[State, str]:
    """Look without citing: a filter asks of every item, and cites none."""
    node, _, declared = _walk(item, path)
    return (_MISSING, "") if declared is None else _state_at(node, declared, by)


def _state_at(node: Node, declared: Field, by: date | None) -> tuple[State, str]:
    state, text = _state(node, declared)
    if by is not None and state is _FILLED and declared.kind is _DATE and _is_ahead(declared, text, by):
        return _AHEAD, text
    return state, text


def _is_ahead(declared: Field, text: str, by: date) -> bool:
    when = None if declared.ahead else read_date(text)
    return when is not None and when > by


def enter(item: Item, path: str) -> Listed:
    """Enter the list at a dotted path of an item."""
    node, pointer, declared = _walk(item, path)
    here = cite(item, node, pointer, key=path)
    if declared is None:
        return Listed(State.MISSING, (), here)
    if isinstance(node, Series) and declared.item is not None:
        state = _FILLED if node.items else _DECLARED_NONE
        return Listed(state, _items_once(item, node, pointer, declared.item), here)
    state = State.BLANK if isinstance(node, Leaf) and is_blank(node.text) else State.WRONG
    return Listed(state, (), here)


class Sorted(NamedTuple):
    """Items sorted by a filter: those it admits, and those of which it cannot be told."""

    admitted: tuple[Item, ...]
    undecided: tuple[Item, ...]


def sort(items: tuple[Item, ...], where: Mapping[str, Any] | None, by: date) -> Sorted:
    """Sort items by `where`: a field's value, one of several, `present` or `absent`; a day after `by` is absent.

    An item whose field is blank is neither in nor out: leaving it out would read absence as conformity.
    """
    if not where:
        return Sorted(items, ())
    if _remembered is None:
        return _sorted(items, where, by)
    asked = tuple((path, tuple(demand) if isinstance(demand, list) else demand) for path, demand in where.items())
    key = (id(items), asked, by)
    known = _remembered.sorts.get(key)
    if known is None:
        known = _remembered.sorts[key] = (items, _sorted(items, where, by))
    return known[1]


def _sorted(items: tuple[Item, ...], where: Mapping[str, Any], by: date) -> Sorted:
    verdicts = [(item, admits(item, where, by)) for item in items]
    return Sorted(
        tuple(item for item, verdict in verdicts if verdict is True),
        tuple(item for item, verdict in verdicts if verdict is None),
    )


def is_filled(item: Item) -> bool:
    """Say whether anything in an item is filled: a list of blanks is no list."""
    node, _, declared = _walk(item, "")
    return declared is not None and _state(node, declared)[0] is _FILLED


def admits(item: Item, where: Mapping[str, Any], by: date) -> bool | None:
    """Say whether a filter admits an item; None where it cannot be told."""
    verdicts = [_admits(*_glance(item, path, by), demand) for path, demand in where.items()]
    if False in verdicts:
        return False
    return None if None in verdicts else True


def _admits(state: State, text: str, demand: Any) -> bool | None:
    if state is _WRONG:
        return None
    if demand in ("present", "absent"):
        return (state is _FILLED) is (demand == "present")
    if state is not _FILLED:
        return None
    return text.casefold() in _folded(tuple(map(str, demand if isinstance(demand, list | tuple) else (demand,))))


@lru_cache(maxsize=512)
def _folded(allowed: tuple[str, ...]) -> frozenset[str]:
    return frozenset(map(str.casefold, allowed))


def _walk(item: Item, path: str) -> tuple[Node, str, Field | None]:
    """Go down a path; gives the node and its declaration, or the innermost node there is and None."""
    _, node, fields, pointer, _, declared = item
    for step in (path,) if path and "." not in path else path.split(".") if path else ():
        part = node.fields.get(step) if isinstance(node, Branch) else None
        if part is None or step not in fields:
            return node, pointer, None
        node, pointer, declared = part, f"{pointer}/{step}", fields[step]
        fields = declared.fields
    return node, pointer, declared


def _state(node: Node, declared: Field) -> tuple[State, str]:
    kind = declared.kind
    if isinstance(node, Leaf):
        text = node.text
        said = "" if text is None else normalise(text)
        if text is None or says_nothing(said):
            return _BLANK, said
        return (_FILLED if kind in _ANY_TEXT or reads(declared, text) else _WRONG), said
    if isinstance(node, Series):
        if kind is not _LIST:
            return _WRONG, ""
        return (_fullest(node.items, declared.item) if node.items else _DECLARED_NONE), ""
    if kind is not _GROUP:
        return _WRONG, ""
    known = declared.fields
    # The first part that is filled fills the whole: a register may hold thousands of items.
    filled = any(name in known and _state(part, known[name])[0] is _FILLED for name, part in node.fields.items())
    return (_FILLED if filled else _BLANK), ""


def _fullest(items: Sequence[Node], declared: Field | None) -> State:
    """Give the state of a list: filled when an item is; of wrong kinds, wrong; of blanks, blank."""
    if declared is None:
        return _BLANK
    found = _BLANK
    for node in items:
        state = _state(node, declared)[0]
        if state is _FILLED:
            return state
        found = state if state is _WRONG else found
    return found


class _Entered(NamedTuple):
    """A list whose items were taken out, as it stood where it was entered: an anchor's list may stand in two places."""

    series: Series
    document: Document
    pointer: str
    declared: Field
    items: tuple[Item, ...]


class _Remembered(NamedTuple):
    """The lists entered, by identity, and the sorts made of their items; what an identity names is kept with it."""

    lists: dict[int, _Entered]
    sorts: dict[Any, tuple[tuple[Item, ...], Sorted]]


_remembered: _Remembered | None = None


@contextmanager
def lists_remembered() -> Iterator[None]:
    """Enter and sort a list once within: ten rules go through the same register."""
    global _remembered  # noqa: PLW0603 - handing it down would put it into every signature of every check
    _remembered = _Remembered({}, {})
    try:
        yield
    finally:
        _remembered = None


def _items_once(item: Item, series: Series, pointer: str, declared: Field) -> tuple[Item, ...]:
    if _remembered is None:
        return tuple(_items(item, series, pointer, declared))
    known = _remembered.lists.get(id(series))
    if (
        known is None
        or known.document is not item.document
        or known.declared is not declared
        or known.pointer != pointer
    ):
        items = tuple(_items(item, series, pointer, declared))
        known = _remembered.lists[id(series)] = _Entered(series, item.document, pointer, declared, items)
    return known.items


def _items(item: Item, series: Series, pointer: str, declared: Field) -> Iterator[Item]:
    fields = declared.fields
    for index, node in enumerate(series.items):
        here = f"{pointer}/{index}"
        yield _new(Item, (item.document, node, fields, here, _key(node, fields, index), declared))


def _key(node: Node, fields: Mapping[str, Field], index: int) -> str:
    """Name an item as the business does: by its id, else by its first filled text, else by its number."""
    if isinstance(node, Leaf):
        return normalise(node.text or "") or f"item {index + 1}"
    if isinstance(node, Branch):
        said = _said(node.fields.get("id")) or next(filter(None, map(_said, map(node.fields.get, fields))), "")
        if said:
            return said
    return f"item {index + 1}"


def _said(part: Node | None) -> str:
    """Return the normalised text of a leaf, empty where it says nothing."""
    if not isinstance(part, Leaf) or part.text is None:
        return ""
    said = normalise(part.text)
    return "" if says_nothing(said) else said
