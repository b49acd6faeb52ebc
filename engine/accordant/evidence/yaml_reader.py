"""YAML text to the one tree, every node with its place, from libyaml's events and without recursion."""

from collections.abc import Mapping
from typing import NamedTuple, TypeAlias

from yaml._yaml import CParser
from yaml.error import MarkedYAMLError
from yaml.events import (
    AliasEvent,
    CollectionEndEvent,
    CollectionStartEvent,
    DocumentStartEvent,
    Event,
    MappingStartEvent,
    ScalarEvent,
    StreamEndEvent,
)
from yaml.reader import ReaderError

from accordant.evidence.limits import DEFAULT_LIMITS, Limits, too_deep, too_many
from accordant.evidence.refusal import RefusedError, refuse_controls, shown
from accordant.evidence.tidy_flow import NULLS
from accordant.model.tree import Branch, Leaf, Node, Series

# YAML 1.1, which libyaml speaks, breaks lines at these and YAML 1.2 does not: no reading would be the right one.
_DISPUTED_BREAKS = {"\x85": "next line", "\u2028": "line separator", "\u2029": "paragraph separator"}
_BLANKS_AND_COMMENT = " \t\r\n#"
_AFTER_VALUE = ("", " ", "\t", "\r", "\n", ",", "]", "}")
_AFTER_ANCHOR = " \t\r\n,[]{}"
_Filling: TypeAlias = "dict[str, Node] | list[Node]"


# A third of the time of Leaf(...), which unpacks and packs its arguments; leaves are most of what is made.
_new = tuple.__new__


class _Outer(NamedTuple):
    """A container left open while an inner one is filled, and what the inner one was announced with."""

    container: _Filling
    name: str | None
    inner_at: int
    inner_anchor: str | None
    inner_count: int


def read_yaml(text: str, limits: Limits = DEFAULT_LIMITS) -> Branch:
    """Read one YAML document whose root is a mapping; `text` comes without byte order mark.

    Tags, merge keys, keys that are not scalars, aliases as keys, duplicate keys or anchors, a second document,
    recursive aliases, and anything beyond `limits` raise `RefusedError` with the place, as do errors of syntax.
    """
    if not text.isascii():
        _refuse_disputed_breaks(text)
    try:
        return _Builder(text, limits).build()
    except MarkedYAMLError as error:
        mark = error.problem_mark or error.context_mark
        raise RefusedError(mark.index if mark else None, f"not YAML: {error.problem or error.context}") from None
    except ReaderError as error:
        # libyaml counts bytes here, and code points everywhere else.
        at = len(text.encode()[: error.position].decode(errors="ignore"))
        raise RefusedError(at, f"not YAML: {error.reason}") from None


class _Builder:
    """The tree under construction: the container being filled, and those around it on a stack."""

    __slots__ = ("anchors", "count", "here", "limits", "name", "stack", "text")

    def __init__(self, text: str, limits: Limits) -> None:
        self.text = text
        self.limits = limits
        self.anchors: dict[str, tuple[Node, int] | None] = {}
        self.count = 0
        self.here: _Filling = []
        self.name: str | None = None
        self.stack: list[_Outer] = []

    def build(self) -> Branch:
        take = CParser(self.text).get_event
        while True:
            event = take()
            if isinstance(event, ScalarEvent):
                self._scalar(event)
            elif isinstance(event, CollectionStartEvent):
                self._open(event)
            elif isinstance(event, CollectionEndEvent):
                self._close()
            elif isinstance(event, AliasEvent):
                self._alias(event)
            elif isinstance(event, DocumentStartEvent) and self.here:
                raise RefusedError(_start(event), "a second document: one file holds one document")
            elif isinstance(event, StreamEndEvent):
                break
        root = self.here[0] if isinstance(self.here, list) and self.here else Leaf(None, 0)
        if not isinstance(root, Branch):
            raise RefusedError(root.at, "the document is not a mapping of fields")
        return root

    def _scalar(self, event: ScalarEvent) -> None:
        """Take a field's name or a leaf. Nearly all events come here, hence no calls but for the rare."""
        text = event.value
        style = event.style
        anchored = event.anchor is not None or event.tag is not None
        at: int = self._value_at(event) if anchored else event.start_mark.index  # type: ignore[union-attr]
        if style == '"' and not text.isprintable():
            refuse_controls(text, at)
        elif not text and not style:
            at = _absent_at(self.text, at)
        here = self.here
        if self.name is None and isinstance(here, dict):
            if not text or text in here or (text == "<<" and not style):
                raise RefusedError(at, _why_no_name(text, here))
            self.name = text
        else:
            leaf = _new(Leaf, (None if not style and text in NULLS else text, at))
            if isinstance(here, list):
                here.append(leaf)
            else:
                here[self.name] = leaf  # type: ignore[index]
                self.name = None
            self.count += 1
            if self.count > self.limits.nodes:
                raise RefusedError(at, too_many(self.limits))
        if event.anchor is not None:
            self._announce(event.anchor, at)
            self.anchors[event.anchor] = (Leaf(text if style or text not in NULLS else None, at), 1)

    def _attach(self, node: Node, size: int, at: int) -> None:
        self.count += size
        if self.count > self.limits.nodes:
            raise RefusedError(at, too_many(self.limits))
        if isinstance(self.here, list):
            self.here.append(node)
        elif self.name is not None:
            self.here[self.name] = node
            self.name = None

    def _open(self, event: CollectionStartEvent) -> None:
        at = self._value_at(event)
        if self.name is None and isinstance(self.here, dict):
            raise RefusedError(at, "a field's name must be plain text, not a list or group")
        if len(self.stack) >= self.limits.depth:
            raise RefusedError(at, too_deep(self.limits))
        if event.anchor is not None:
            self._announce(event.anchor, at)
        self.stack.append(_Outer(self.here, self.name, at, event.anchor, self.count))
        self.here = {} if isinstance(event, MappingStartEvent) else []
        self.name = None

    def _close(self) -> None:
        inner = self.here
        self.here, self.name, at, anchor, count = self.stack.pop()
        node = Branch(inner, at) if isinstance(inner, dict) else Series(tuple(inner), at)
        self._attach(node, 1, at)
        if anchor is not None:
            self.anchors[anchor] = (node, self.count - count)

    def _announce(self, anchor: str, at: int) -> None:
        if anchor in self.anchors:
            raise RefusedError(at, f"anchor &{anchor} stands here twice")
        self.anchors[anchor] = None

    def _alias(self, event: AliasEvent) -> None:
        at = _start(event)
        if self.name is None and isinstance(self.here, dict):
            raise RefusedError(at, "an alias cannot name a field")
        if event.anchor not in self.anchors:
            raise RefusedError(at, f"alias *{event.anchor} has no anchor before it")
        anchored = self.anchors[event.anchor]
        if anchored is None:
            raise RefusedError(at, f"alias *{event.anchor} stands within its own anchor")
        self._attach(*anchored, at)

    def _value_at(self, event: ScalarEvent | CollectionStartEvent) -> int:
        """Step over anchors to the value they announce; refuse a tag where it stands."""
        text = self.text
        at = _start(event)
        # An empty value with an anchor has no character of its own.
        end = event.end_mark.index if isinstance(event, ScalarEvent) and event.end_mark else len(text)
        while text[at : at + 1] == "&" and at < end:
            while at < end and text[at] not in _AFTER_ANCHOR:
                at += 1
            at = _after_blanks(text, at, end)
        if event.tag is not None:
            raise RefusedError(at, f"tags are not read ({shown(event.tag)})")
        return at


def _why_no_name(text: str, fields: Mapping[str, Node]) -> str:
    if not text:
        return "a field without a name"
    return f"field {shown(text)} stands here twice" if text in fields else "merge keys (<<) are not read"


def _start(event: Event) -> int:
    # The stubs allow an event without marks; the parser makes none.
    return event.start_mark.index if event.start_mark else 0


def _absent_at(text: str, at: int) -> int:
    """Return where an empty value is missing: libyaml puts that of `? key` at whatever follows."""
    if text[at : at + 1] in _AFTER_VALUE:
        return at
    while at > 0 and text[at - 1] in _BLANKS_AND_COMMENT:
        at -= 1
    return at


def _after_blanks(text: str, at: int, end: int) -> int:
    """Return the index of the first character from `at` that is neither blank, line end nor in a comment."""
    while at < end and text[at] in _BLANKS_AND_COMMENT:
        if text[at] == "#":
            while at < end and text[at] not in "\r\n":
                at += 1
        else:
            at += 1
    return at


def _refuse_disputed_breaks(text: str) -> None:
    for character, name in _DISPUTED_BREAKS.items():
        at = text.find(character)
        if at >= 0:
            raise RefusedError(
                at, f"U+{ord(character):04X} ({name}) is not read in YAML: write a line end or an escape"
            )
