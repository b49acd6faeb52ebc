"""How checks find their way in a document: fields, lists and items, each with its place or the innermost there is."""

from collections.abc import Iterator, Mapping
from datetime import date
from enum import StrEnum
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
    return Citation(item.document, item.document.source.file, node.at, pointer, value, key or item.key)


def look(item: Item, path: str, *, by: date | None = None) -> Seen:
    """Look at a dotted path of an item, by the declared kinds; never crosses a list.

    A date after `by` is ahead: it never counts as done, unless the field is declared to tell of what lies ahead.
    """
    node, pointer, declared = _walk(item, path)
    key = path
    if item.pointer:
        key = f"{item.key}.{path}" if path else item.key
    if declared is None:
        return Seen(State.MISSING, "", cite(item, node, pointer, key=key))
    state, text = _state(node, declared)
    if by is not None and state is State.FILLED and _is_ahead(declared, text, by):
        state = State.AHEAD
    value = text if isinstance(node, Leaf) and node.text is not None else None
    return Seen(state, text, cite(item, node, pointer, key=key, value=value))


def _is_ahead(declared: Field, text: str, by: date) -> bool:
    when = read_date(text) if declared.kind is FieldKind.DATE and not declared.ahead else None
    return when is not None and when > by


def enter(item: Item, path: str) -> Listed:
    """Enter the list at a dotted path of an item."""
    node, pointer, declared = _walk(item, path)
    here = cite(item, node, pointer, key=path)
    if declared is None:
        return Listed(State.MISSING, (), here)
    if isinstance(node, Series) and declared.item is not None:
        state = State.FILLED if node.items else State.DECLARED_NONE
        return Listed(state, tuple(_items(item, node, pointer, declared.item)), here)
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
    verdicts = [(item, _admits_all(item, where or {}, by)) for item in items]
    return Sorted(
        tuple(item for item, verdict in verdicts if verdict is True),
        tuple(item for item, verdict in verdicts if verdict is None),
    )


def _admits_all(item: Item, where: Mapping[str, Any], by: date) -> bool | None:
    verdicts = [_admits(look(item, path, by=by), demand) for path, demand in where.items()]
    if False in verdicts:
        return False
    return None if None in verdicts else True


def _admits(seen: Seen, demand: Any) -> bool | None:
    if seen.state is State.WRONG:
        return None
    if demand in ("present", "absent"):
        return (seen.state is State.FILLED) is (demand == "present")
    if seen.state is not State.FILLED:
        return None
    allowed = demand if isinstance(demand, list | tuple) else (demand,)
    return seen.text.casefold() in {str(value).casefold() for value in allowed}


def _walk(item: Item, path: str) -> tuple[Node, str, Field | None]:
    """Go down a path; gives the node and its declaration, or the innermost node there is and None."""
    node, pointer, fields, declared = item.node, item.pointer, item.fields, item.declared
    for step in path.split(".") if path else ():
        if not isinstance(node, Branch) or step not in node.fields or step not in fields:
            return node, pointer, None
        node, pointer, declared = node.fields[step], f"{pointer}/{step}", fields[step]
        fields = declared.fields
    return node, pointer, declared


def _state(node: Node, declared: Field) -> tuple[State, str]:
    match node:
        case Leaf(text=text):
            return _state_of_text(text, declared)
        case Series(items=items):
            if declared.kind is not FieldKind.LIST:
                return State.WRONG, ""
            return (_fullest(items, declared.item) if items else State.DECLARED_NONE), ""
        case Branch(fields=fields):
            if declared.kind is not FieldKind.GROUP:
                return State.WRONG, ""
            inner = [_state(part, declared.fields[name])[0] for name, part in fields.items() if name in declared.fields]
            return (State.FILLED if State.FILLED in inner else State.BLANK), ""


def _state_of_text(text: str | None, declared: Field) -> tuple[State, str]:
    said = normalise(text or "")
    if text is None or says_nothing(said):
        return State.BLANK, said
    return (State.FILLED if reads(declared, text) else State.WRONG), said


def _fullest(items: Any, declared: Field | None) -> State:
    """Give the state of a list: filled when an item is; of wrong kinds, wrong; of blanks, blank."""
    states = [_state(node, declared)[0] for node in items] if declared else []
    for state in (State.FILLED, State.WRONG):
        if state in states:
            return state
    return State.BLANK


def _items(item: Item, series: Series, pointer: str, declared: Field) -> Iterator[Item]:
    for index, node in enumerate(series.items):
        here = f"{pointer}/{index}"
        yield Item(item.document, node, declared.fields, here, _key(node, declared, index), declared)


def _key(node: Node, declared: Field, index: int) -> str:
    """Name an item as the business does: by its id, else by its first filled text, else by its number."""
    if isinstance(node, Leaf):
        return normalise(node.text or "") or f"item {index + 1}"
    if isinstance(node, Branch):
        for name in ("id", *declared.fields):
            part = node.fields.get(name)
            said = normalise(part.text or "") if isinstance(part, Leaf) else ""
            if not says_nothing(said):
                return said
    return f"item {index + 1}"
