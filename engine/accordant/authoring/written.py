"""A rule file as it is written: entries with their texts, their styles, and the comments and blank lines about them."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Final, NamedTuple, TypeAlias

import yaml

from accordant.evidence.refusal import RefusedError


class Scalar(NamedTuple):
    """A text with the style it is written in (`""` is plain) and its place."""

    text: str
    style: str
    start: int
    end: int


@dataclass
class Entry:
    """A key with its value, or an item: the lines above it, the comment behind it, the lines below all of it."""

    key: Scalar | None
    value: "Node"
    column: int
    above: list[str] = field(default_factory=list)
    behind: str = ""
    below: list[str] = field(default_factory=list)


@dataclass
class Group:
    """A mapping (`named`) or a list, in flow style (between brackets) or not, and its place."""

    named: bool
    flow: bool
    start: int
    end: int
    entries: list[Entry] = field(default_factory=list)


Node: TypeAlias = Scalar | Group

_HEADER: Final = re.compile(r"[|>][0-9+-]*[ \t]+(#[^\n]*)")
_COMMENT: Final = re.compile(r"(?<![^\s])#[^\r\n]*")


class _Line(NamedTuple):
    """A blank line (no text) or a comment: where it starts, its column, and whether it stands alone on its line."""

    at: int
    column: int
    text: str
    alone: bool


def read_written(text: str) -> Group:
    """Read a file that the evidence reader has read without refusing; it comes without byte order mark.

    Raises:
        RefusedError: for anchors and aliases, which no layout of ours could keep.
    """
    for event in yaml.parse(text, Loader=yaml.CBaseLoader):
        if getattr(event, "anchor", None) is not None:
            start = event.start_mark
            raise RefusedError(start.index if start else None, "an anchor: a file with anchors keeps the layout it has")
    composed = yaml.compose(text, Loader=yaml.CBaseLoader)
    if not isinstance(composed, yaml.MappingNode):
        raise RefusedError(0, "the document is not a mapping of fields")
    root = _group(composed)
    entries = tuple(_entries(root))
    if entries:
        _attach(entries, tuple(_lines(text, root)), text)
    return root


def _node(node: yaml.Node) -> Node:
    start, end = node.start_mark.index, node.end_mark.index
    if isinstance(node, yaml.ScalarNode):
        return Scalar(node.value, node.style or "", start, end)
    return _group(node)


def _group(node: yaml.Node) -> Group:
    start, end = node.start_mark.index, node.end_mark.index
    group = Group(isinstance(node, yaml.MappingNode), bool(getattr(node, "flow_style", None)), start, end)
    if isinstance(node, yaml.MappingNode):
        for key, value in node.value:
            name = Scalar(key.value, key.style or "", key.start_mark.index, key.end_mark.index)
            group.entries.append(Entry(name, _node(value), key.start_mark.column))
    else:
        # The dash stands two columns before what it announces.
        items = [Entry(None, _node(item), max(item.start_mark.column - 2, 0)) for item in node.value]
        group.entries += items
    return group


def starts(entry: Entry) -> int:
    """Give the place where an entry begins."""
    return entry.value.start if entry.key is None else entry.key.start


def _entries(group: Group) -> Iterator[Entry]:
    """Give every entry in the order of the text, the outer before the inner."""
    for entry in group.entries:
        yield entry
        if isinstance(entry.value, Group):
            yield from _entries(entry.value)


def _scalars(node: Node) -> Iterator[Scalar]:
    if isinstance(node, Scalar):
        yield node
        return
    for entry in node.entries:
        if entry.key is not None:
            yield entry.key
        yield from _scalars(entry.value)


def _lines(text: str, root: Group) -> Iterator[_Line]:
    """Give every comment and every blank line outside of texts."""
    at = 0
    for scalar in sorted(_scalars(root), key=lambda one: one.start):
        yield from _between(text, at, scalar.start)
        header = _HEADER.match(text, scalar.start) if scalar.style in ("|", ">") else None
        if header:
            yield _Line(header.start(1), 0, header[1].rstrip(), alone=False)
        at = max(at, scalar.end)
    yield from _between(text, at, len(text))


def _between(text: str, start: int, end: int) -> Iterator[_Line]:
    at = start
    for line in text[start:end].splitlines(keepends=True):
        first = text.rfind("\n", 0, at) + 1
        comment = _COMMENT.search(text, at, at + len(line))
        if comment:
            alone = not text[first : comment.start()].strip()
            yield _Line(comment.start(), comment.start() - first, comment[0].rstrip(), alone)
        elif first == at and not line.strip() and line.endswith("\n"):
            yield _Line(at, 0, "", alone=True)
        at += len(line)


def _attach(entries: tuple[Entry, ...], lines: tuple[_Line, ...], text: str) -> None:
    blanks: list[_Line] = []
    for line in lines:
        if not line.text:
            blanks.append(line)
        elif line.alone:
            _place(entries, line, [one for one in blanks if _next(entries, one.at) is _next(entries, line.at)])
            blanks = [one for one in blanks if _next(entries, one.at) is not _next(entries, line.at)]
        else:
            entry = _before(entries, line.at)
            if entry.behind:
                entry.above.append(line.text)
            entry.behind = entry.behind or line.text
    for blank in blanks:
        following = _next(entries, blank.at)
        if following is not None and not text[blank.at : starts(following)].strip(" \t\r\n-"):
            following.above.append("")


def _place(entries: tuple[Entry, ...], line: _Line, blanks: list[_Line]) -> None:
    """Put a comment above the next entry, or below the entry whose depth it has when the next stands further out."""
    following, lines = _next(entries, line.at), [*("" for _ in blanks[:1]), line.text]
    outer = -1 if following is None else following.column
    inner = [entry for entry in entries if starts(entry) < line.at and entry.column <= line.column]
    if line.column > outer and inner and (following is None or inner[-1].column > outer):
        inner[-1].below += lines
    elif following is not None:
        following.above += lines


def _next(entries: tuple[Entry, ...], at: int) -> Entry | None:
    return next((entry for entry in entries if starts(entry) >= at), None)


def _before(entries: tuple[Entry, ...], at: int) -> Entry:
    """Give the entry a comment stands behind: the last to begin that is not within brackets closed before it."""
    found = entries[0]
    closed = 0
    for entry in entries:
        if starts(entry) > at:
            break
        if starts(entry) < closed:
            continue
        found = entry
        if isinstance(entry.value, Group) and entry.value.flow and entry.value.end <= at:
            closed = entry.value.end
    return found
