"""The YAML that tidy people and forms write, read line by line; anything else is left to libyaml.

It takes block mappings and lists of values that end on their line, and plain block texts: what libyaml gives for these,
places included, at a fraction of its price, and without importing it. It refuses nothing and reports nothing: at the
first line it does not know it gives up, and the whole text is libyaml's. Tests hold the two readings of very many
texts against each other.
"""

import re

from accordant.evidence.limits import Limits
from accordant.evidence.tidy_flow import read_flow
from accordant.evidence.tidy_line import BLOCK, LATER, TEXT, Line, UnknownError, front_of, take_apart, text_of
from accordant.model.tree import Branch, Leaf, Node, Series

# What breaks a line in some reading of YAML, marks the order of bytes, or is no printable character.
_OTHER = re.compile("[\x00-\x09\x0b-\x1f\x7f-\x9f\u2028\u2029\ufeff\ufffe\uffff]")
_START = "---\n"
_NO_COLUMN = -2
_NO_TEXT = frozenset(("", " ", "[", "{", "|", ">", "#"))
# A third of the time of Leaf(...), which unpacks and packs its arguments; leaves are most of what is made.
_new = tuple.__new__


def read_tidy_yaml(text: str, limits: Limits) -> Branch | None:
    """Return the tree of a text without byte order mark, None where libyaml has to read it."""
    if _OTHER.search(text) or text.count("\n") > limits.nodes:
        return None
    try:
        return _Builder(limits).build(text)
    except UnknownError:
        return None


class _Builder:
    """The tree under construction: the container being filled, and around it those that are not complete."""

    __slots__ = ("block", "column", "count", "here", "later_at", "limits", "name", "stack")

    def __init__(self, limits: Limits) -> None:
        self.limits = limits
        self.count = 0
        # A field of nothing waits for the root, as any field whose value is not on its line.
        self.here: dict[str, Node] | list[Node] = {}
        self.column = -1
        self.name = "root"
        self.later_at = 0
        self.stack: list[tuple[dict[str, Node] | list[Node], int, str, int]] = []
        self.block: _Block | None = None

    def build(self, text: str) -> Branch:
        start = len(_START) if text.startswith(_START) else 0
        self._lines(text[start:].split("\n"), start)
        self._end_block(whole=True)
        if self.name:
            self._put(Leaf(None, self.later_at), 1)
        while self.stack:
            self._close()
        root = self.here["root"] if isinstance(self.here, dict) else None
        if not isinstance(root, Branch):
            raise UnknownError
        return root

    def _lines(self, lines: list[str], at: int) -> None:
        """Take line by line. Most are one more field of a group, with a name and often a text seen before."""
        here, column = self.here, _NO_COLUMN
        for written in lines:
            front, colon, rest = written.partition(": ")
            known = front_of(front) if colon and rest[:1] not in _NO_TEXT else None
            if known is not None and known[0] == column and not known[1] and known[2] not in here:
                here[known[2]] = _new(Leaf, (text_of(rest), at + len(front) + 2))  # type: ignore[call-overload]
                self.count += 1
            elif self.block is None or not self.block.takes(written):
                self._end_block()
                line = take_apart(written)
                if line.column >= 0:
                    self._take(line, at)
                column = self.column if isinstance(self.here, dict) and not self.name else _NO_COLUMN
                here = self.here
            at += len(written) + 1

    def _take(self, line: Line, at: int) -> None:
        column, dashes, name, kind, text, text_at = line
        if self.name:
            self._settle(column, dashes, at + column)
        while column < self.column:
            self._close()
        if dashes:
            self._items(line, at)
        elif column == self.column and isinstance(self.here, list):
            self._close()
        if name:
            self._name(name, column + 2 * dashes)
        elif not isinstance(self.here, list):
            raise UnknownError
        if kind == TEXT:
            self._put(_new(Leaf, (text, at + text_at)), 1)
        else:
            self._begin(kind, text or "", at + text_at)

    def _begin(self, kind: int, text: str, at: int) -> None:
        """Take what is no text of one line."""
        if kind == LATER:
            self.later_at = at
        elif kind == BLOCK:
            self.block = _Block(text, at, self.column)
        else:
            flow = read_flow(text, at, self.limits.depth - len(self.stack))
            if flow is None:
                raise UnknownError
            self._put(*flow)

    def _end_block(self, *, whole: bool = False) -> None:
        """Put the block text that is being read, if one is; at the end of the whole it must have come to its own."""
        if self.block is not None:
            self._put(self.block.leaf(whole=whole), 1)
            self.block = None

    def _settle(self, column: int, dashes: int, at: int) -> None:
        """Give the field that waits the list or group that a line starts, or null."""
        # The list of a field may stand in the column of its name.
        if column > self.column or (dashes and column == self.column):
            self._open([] if dashes else {}, column, at)
        else:
            self._put(Leaf(None, self.later_at), 1)

    def _items(self, line: Line, at: int) -> None:
        """Go to the list whose dash stands first in a line, and into the lists and the group that its items open."""
        column = line.column
        if column != self.column or not isinstance(self.here, list):
            raise UnknownError
        for _ in range(line.dashes - 1):
            column += 2
            self._open([], column, at + column)
        if line.name:
            column += 2
            self._open({}, column, at + column)

    def _name(self, name: str, column: int) -> None:
        if self.column != column or not isinstance(self.here, dict) or name in self.here:
            raise UnknownError
        self.name = name

    def _open(self, container: dict[str, Node] | list[Node], column: int, at: int) -> None:
        if len(self.stack) >= self.limits.depth:
            raise UnknownError
        self.stack.append((self.here, self.column, self.name, at))
        self.here, self.column, self.name = container, column, ""

    def _close(self) -> None:
        inner = self.here
        self.here, self.column, self.name, at = self.stack.pop()
        self._put(Branch(inner, at) if isinstance(inner, dict) else Series(tuple(inner), at), 1)

    def _put(self, node: Node, count: int) -> None:
        self.count += count
        if self.count > self.limits.nodes:
            raise UnknownError
        if isinstance(self.here, list):
            self.here.append(node)
        else:
            self.here[self.name] = node
            self.name = ""


class _Block:
    """A text of several lines, all as deep as the first: lines kept (`|`) or folded into one (`>`)."""

    __slots__ = ("_at", "_column", "_depth", "_ended", "_header", "_lines")

    def __init__(self, header: str, at: int, column: int) -> None:
        self._header = header
        self._at = at
        self._column = column
        self._depth = 0
        self._lines: list[str] = []
        self._ended = False

    def takes(self, written: str) -> bool:
        """Take a line and return True, or return False where the text has ended before it."""
        text = written.lstrip(" ")
        depth = len(written) - len(text)
        if not text:
            # Blank lines at the end are nobody's; within the text, or with blanks in them, they are not read here.
            self._ended = True
            if written or not self._lines:
                raise UnknownError
            return True
        if depth <= self._column:
            return False
        self._depth = self._depth or depth
        if depth != self._depth or self._ended or text.endswith(" "):
            raise UnknownError
        self._lines.append(text)
        return True

    def leaf(self, *, whole: bool) -> Leaf:
        """Return the text, at the place of its indicator; `whole` where nothing follows it."""
        # Without a line end at the end of all, it is libyaml that knows what is meant.
        if not self._lines or (whole and not self._ended):
            raise UnknownError
        text = ("\n" if self._header[0] == "|" else " ").join(self._lines)
        return Leaf(text if self._header.endswith("-") else text + "\n", self._at)
