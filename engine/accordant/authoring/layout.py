"""One layout: a file as written -> its lines, short groups on one line, comments where they belong."""

from collections.abc import Iterator
from typing import Final, NamedTuple

from accordant.authoring.arrangement import PLACES, Place
from accordant.authoring.scalars import block_lines, one_line
from accordant.authoring.written import Entry, Group, Node, Scalar

WIDTH: Final = 160
"""A group of keys, or a list, stands on one line where it fits into so many columns."""

ROWS_WIDTH: Final = 100
"""One that holds a list of groups is read row by row, unless it is as short as this."""

COMMENTED_WIDTH: Final = 120
"""A comment stands behind its line where both fit into so many columns, and else above it."""

_INDENT: Final = "  "
_SPREAD: Final = 30
"""Comments behind neighbouring lines stand in one column, unless a line is longer than the shortest by more."""


class _Line(NamedTuple):
    text: str
    behind: str = ""


def lay_out(root: Group, kind: str) -> str:
    """Give the text of a file of this kind in its one layout."""
    place = PLACES[kind]
    entries = _ordered(root, place)
    if entries[0] is not root.entries[0]:
        # What stands at the head of a file is about the file.
        entries[0].above[:0], root.entries[0].above = root.entries[0].above, []
    lines = list(_group(entries, root, place, ""))
    return "".join(f"{line}\n" for line in _trimmed(_aligned(lines)))


def _group(entries: list[Entry], group: Group, place: Place, indent: str) -> Iterator[_Line]:
    for index, entry in enumerate(entries):
        above = _separated(entry.above, first=not index and bool(indent))
        yield from (_Line(f"{indent}{text}" if text else "") for text in above)
        yield from _item(entry, place, indent) if not group.named else _field(entry, place, indent)
        yield from (_Line(f"{indent}{text}" if text else "") for text in _separated(entry.below))


def _field(entry: Entry, place: Place, indent: str) -> Iterator[_Line]:
    name = entry.key.text if entry.key else ""
    inside = PLACES[place.inner.get(name, place.rest)]
    head = f"{indent}{one_line(entry.key, flow=False)}:" if entry.key else indent
    value = entry.value
    if isinstance(value, Scalar):
        yield from _text(value, head, entry.behind, indent)
    elif (flat := _flat(value, inside, len(head) + 1)) is not None:
        yield _Line(f"{head} {flat}", entry.behind)
    else:
        yield _Line(head, entry.behind)
        yield from _group(_ordered(value, inside), value, inside, indent + _INDENT)


def _item(entry: Entry, place: Place, indent: str) -> Iterator[_Line]:
    inside, value, head = PLACES[place.item], entry.value, f"{indent}-"
    if isinstance(value, Scalar):
        yield from _text(value, head, entry.behind, indent)
    elif (flat := _flat(value, inside, len(head) + 1)) is not None:
        yield _Line(f"{head} {flat}", entry.behind)
    else:
        entries = _ordered(value, inside)
        # Between a dash and its first key there is no room for lines.
        above, entries[0].above = _separated(entries[0].above, first=True), []
        first, *rest = _group(entries, value, inside, indent + _INDENT)
        yield from (_Line(f"{indent}{text}" if text else "") for text in above)
        yield first._replace(text=f"{head} {first.text.lstrip()}", behind=first.behind or entry.behind)
        yield from rest


def _text(value: Scalar, head: str, behind: str, indent: str) -> Iterator[_Line]:
    block = block_lines(value.text)
    if block is None:
        yield _Line(f"{head} {one_line(value, flow=False)}", behind)
        return
    yield _Line(f"{head} {block[0]}", behind)
    yield from (_Line(f"{indent}{_INDENT}{line}" if line else "") for line in block[1:])


def _flat(group: Group, place: Place, column: int) -> str | None:
    """Give the group on one line; None where it must not, or does not fit."""
    if not group.entries:
        return "{}" if group.named else "[]"
    if place.block or _is_commented(group):
        return None
    flat, width = _flow(group, place), ROWS_WIDTH if _holds_rows(group) and not place.rows else WIDTH
    return None if flat is None or column + len(flat) > width else flat


def _flow(node: Node, place: Place) -> str | None:
    if isinstance(node, Scalar):
        return None if block_lines(node.text) is not None else one_line(node, flow=True)
    parts = []
    for entry in _ordered(node, place):
        name = entry.key.text if entry.key else ""
        inside = PLACES[place.inner.get(name, place.rest) if node.named else place.item]
        value = _flow(entry.value, inside)
        if value is None:
            return None
        parts.append(f"{one_line(entry.key, flow=True)}: {value}" if entry.key else value)
    return f"{{{', '.join(parts)}}}" if node.named else f"[{', '.join(parts)}]"


def _is_commented(group: Group) -> bool:
    return any(
        entry.behind
        or any(entry.above)
        or entry.below
        or (isinstance(entry.value, Group) and _is_commented(entry.value))
        for entry in group.entries
    )


def _holds_rows(group: Group) -> bool:
    """Say whether there is a list of groups in it."""
    inner = [entry.value for entry in group.entries if isinstance(entry.value, Group)]
    return (bool(inner) and not group.named) or any(_holds_rows(one) for one in inner)


def _ordered(group: Group, place: Place) -> list[Entry]:
    if not group.named:
        return list(group.entries)
    rank = {name: index - len(place.order) for index, name in enumerate(place.order)}
    rank |= {name: index + 1 for index, name in enumerate(place.last)}
    entries = sorted(group.entries, key=lambda entry: rank.get(entry.key.text if entry.key else "", 0))
    if entries and entries[-1] is not group.entries[-1]:
        # What stands below the last is below them all.
        entries[-1].below += group.entries[-1].below
        group.entries[-1].below = []
    return entries


def _separated(lines: list[str], *, first: bool = False) -> list[str]:
    """Give the lines with no two blank ones together, and none to begin with at the head of a group."""
    kept: list[str] = []
    for line in lines:
        if line or (kept and kept[-1]) or (not kept and not first):
            kept.append(line)
    return kept


def _aligned(lines: list[_Line]) -> list[str]:
    """Write the comments behind lines, those of neighbouring lines in one column."""
    written: list[str] = []
    run: list[_Line] = []
    for line in [*(part for each in lines for part in _fitting(each)), _Line("")]:
        if line.behind:
            run.append(line)
            continue
        shortest = min((len(one.text) for one in run), default=0)
        column = max((len(one.text) for one in run if len(one.text) <= shortest + _SPREAD), default=0)
        written += [f"{one.text.ljust(column)}  {one.behind}" for one in run]
        run = []
        written.append(line.text)
    return written[:-1]


def _fitting(line: _Line) -> tuple[_Line, ...]:
    """Put a comment above its line where it would make the line too long."""
    if not line.behind or len(line.text) + len(line.behind) + 2 <= COMMENTED_WIDTH:
        return (line,)
    indent = line.text[: len(line.text) - len(line.text.lstrip())]
    return _Line(f"{indent}{line.behind}"), line._replace(behind="")


def _trimmed(lines: list[str]) -> list[str]:
    start = next((index for index, line in enumerate(lines) if line), len(lines))
    return lines[start:]
