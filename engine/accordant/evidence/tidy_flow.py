"""A YAML flow collection that ends on its line, such as `[own, partner]` or `{id: O1, status: open}`."""

import re
from typing import NamedTuple

from accordant.model.tree import Branch, Leaf, Node, Series

NULLS = frozenset({"", "~", "null", "Null", "NULL"})
"""The plain scalars that are null; all other text is text as written."""

FIELD_NAME = r"[A-Za-z_][A-Za-z0-9_-]{0,99}"
"""What the name of a field looks like, as declared types have it."""

_TOKEN = re.compile(
    rf" *(?:([\[{{])|([\]}}])|(,)|({FIELD_NAME}): +"
    r"|\"([^\"\\]*)\"|'([^']*)'|([^\s\-?:,\[\]{}#&*!|>'\"%@`][^?:,\[\]{}#]*))"
)
_NOTHING_MORE = re.compile(r" *(?: #.*)?")
_OPENING, _CLOSING, _COMMA, _NAME, _PLAIN = 1, 2, 3, 4, 7


class Flow(NamedTuple):
    """A collection read, and how many nodes it is."""

    node: Node
    size: int


class _Around(NamedTuple):
    """A collection that an inner one is filled before, and the place of the inner one."""

    container: dict[str, Node] | list[Node] | None
    name: str
    inner_at: int


def read_flow(text: str, at: int, depth: int) -> Flow | None:
    """Return the collection that a text consists of, None where another reader has to say what it is.

    `at` is the place of its first character, `depth` how deep collections may be nested in it, itself included.
    """
    builder = _Builder(at, depth)
    place = 0
    while token := _TOKEN.match(text, place):
        place = token.end()
        if not builder.take(token):
            return None
        if not builder.around:
            break
    whole = builder.whole
    return Flow(whole, builder.count) if whole is not None and _NOTHING_MORE.fullmatch(text, place) else None


class _Builder:
    """The collection being filled, those around it, and whether a value may come now."""

    __slots__ = ("around", "at", "count", "depth", "here", "name", "wants", "whole")

    def __init__(self, at: int, depth: int) -> None:
        self.at = at
        self.depth = depth
        self.around: list[_Around] = []
        self.here: dict[str, Node] | list[Node] | None = None
        self.name = ""
        self.wants = True
        self.whole: Node | None = None
        self.count = 0

    def take(self, token: "re.Match[str]") -> bool:
        """Take the next token, say whether it could stand here."""
        kind = token.lastindex or 0
        text = token[kind]
        at = self.at + token.start(kind)
        if kind == _OPENING:
            return self._open(text, at)
        if kind == _CLOSING:
            return self._close(text)
        if kind == _COMMA:
            could, self.wants = not self.wants, True
            return could
        if kind == _NAME:
            could = self.wants and not self.name and isinstance(self.here, dict) and text not in self.here
            self.name = text
            return could
        return self._put(_leaf(text, at, plain=kind == _PLAIN))

    def _open(self, bracket: str, at: int) -> bool:
        if len(self.around) >= self.depth or not self.wants or (isinstance(self.here, dict) and not self.name):
            return False
        self.around.append(_Around(self.here, self.name, at))
        self.here, self.name = ([], "") if bracket == "[" else ({}, "")
        return True

    def _close(self, bracket: str) -> bool:
        inner = self.here
        if self.name or (self.wants and inner) or (bracket == "]") is not isinstance(inner, list):
            return False
        self.here, self.name, at = self.around.pop()
        self.wants = True
        return self._put(Series(tuple(inner), at) if isinstance(inner, list) else Branch(inner or {}, at))

    def _put(self, node: Node) -> bool:
        if not self.wants:
            return False
        self.wants = False
        self.count += 1
        if isinstance(self.here, list):
            self.here.append(node)
        elif self.here is None:
            self.whole = node
        elif self.name:
            self.here[self.name] = node
            self.name = ""
        else:
            return False
        return True


def _leaf(text: str, at: int, *, plain: bool) -> Leaf:
    if not plain:
        # The place of a quoted text is that of its quotation mark.
        return Leaf(text, at - 1)
    text = text.rstrip(" ")
    return Leaf(None if text in NULLS else text, at)
