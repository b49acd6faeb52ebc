"""One file that holds several documents, cut into them: YAML at its document marks, XML at the children of `<pack>`.

Each part is then read as if it were a file of its own, by the readers there are, so that one that is refused leaves the
others readable.
"""

import re
from collections.abc import Iterator
from typing import NamedTuple
from xml.parsers import expat

from accordant.evidence.decoding import decode
from accordant.evidence.limits import Limits, too_deep
from accordant.evidence.places import locate
from accordant.evidence.refusal import RefusedError
from accordant.model.problem import Problem
from accordant.model.tree import Format, Part

ROOT = "pack"
"""The root element of an XML file that holds several documents."""

_MARK = b"\xef\xbb\xbf"
_MARKER = re.compile(rb"(?:\A|(?<=[\r\n]))(?:(?:\xef\xbb\xbf)?---|\.\.\.)(?=[ \t\r\n]|\Z)")
_END = b"..."
_CONTENT = re.compile(rb"(?:\A|[\r\n])[ \t]*[^ \t\r\n#%]")
_START_OF_PACK = re.compile(rb"<pack[\s/>]")
_LINE_END = re.compile(rb"\r\n|\r|\n")
_DIGITS = 6


class Piece(NamedTuple):
    """The bytes of one document, and where they stand."""

    data: bytes
    part: Part


def cut(file: str, form: Format, data: bytes, limits: Limits) -> tuple[tuple[Piece, ...], tuple[Problem, ...]] | None:
    """Return the documents that a file holds, and what keeps some of it from being cut; None where it holds one."""
    data = data.removeprefix(_MARK)
    if form is Format.YAML:
        pieces = tuple(_yaml(data))
        return None if len(pieces) <= 1 else _bounded(file, data, pieces, [], limits)
    if not _START_OF_PACK.search(data):
        return None
    return _xml(file, data, limits)


def name_of(file: str, number: int) -> str:
    """Return the name by which one document of a file is told from the others; it sorts as they stand."""
    return f"{file}#{number:0{_DIGITS}}"


def _bounded(
    file: str, data: bytes, spans: tuple[tuple[int, int], ...], problems: list[Problem], limits: Limits
) -> tuple[tuple[Piece, ...], tuple[Problem, ...]]:
    pieces = tuple(_placed(file, data, spans[: limits.files]))
    if len(spans) > limits.files:
        said = f"a pack of more than {limits.files} documents: the rest is not read"
        problems = [*problems, Problem(file, None, None, said)]
    return pieces, tuple(problems)


def _placed(file: str, data: bytes, spans: tuple[tuple[int, int], ...]) -> Iterator[Piece]:
    """Give each span its lines and the characters before it; every byte is counted once."""
    lines = characters = counted = 0
    for start, end in spans:
        between = data[counted:start]
        ends = list(_LINE_END.finditer(between))
        if ends:
            lines += len(ends)
            characters = 0
            between = between[ends[-1].end() :]
        characters += len(between.decode(errors="ignore"))
        counted = start
        yield Piece(data[start:end], Part(file, lines, characters))


def _yaml(data: bytes) -> Iterator[tuple[int, int]]:
    """Give the span of every document that says something, with the directives and comments that lead up to it."""
    start, inside, begun = 0, 0, False
    for match in _MARKER.finditer(data):
        says = _CONTENT.search(data[inside : match.start()])
        if says:
            yield start, match.start()
        if says or begun:
            start = match.start()
        begun = match[0] != _END
        inside = match.end()
        start = start if begun else inside
    if _CONTENT.search(data[inside:]):
        yield start, len(data)


def _xml(file: str, data: bytes, limits: Limits) -> tuple[tuple[Piece, ...], tuple[Problem, ...]] | None:
    try:
        text = decode(data)
    except RefusedError:
        return None
    cutter = _Cutter(data, limits)
    problems = []
    try:
        cutter.parser.Parse(data, True)  # noqa: FBT003 - expat takes no keyword
    except _NoPackError:
        return None
    except expat.ExpatError as error:
        cutter.end = max(cutter.parser.ErrorByteIndex, 0)
        problems.append(_problem(file, text, data, cutter.end, f"not XML: {expat.ErrorString(error.code)}"))
    except RefusedError as refusal:
        cutter.end = refusal.at or 0
        problems.append(_problem(file, text, data, cutter.end, refusal.message))
    finally:
        # The parser holds the cutter's methods: without the collector the ring would stay.
        del cutter.parser
    ends = [*cutter.starts[1:], cutter.end]
    # What was not closed is not whole; what was closed is.
    whole = tuple(zip(cutter.starts[: cutter.closed], ends, strict=False))
    return _bounded(file, data, whole, problems, limits)


def _problem(file: str, text: str, data: bytes, byte: int, message: str) -> Problem:
    return Problem(file, *locate(text, len(data[:byte].decode(errors="ignore"))), message)


class _NoPackError(Exception):
    """The root is not `<pack>`: the file holds one document."""


class _Cutter:
    """Where the children of the root start, how many of them are closed, and where the root ends."""

    __slots__ = ("closed", "data", "depth", "end", "limits", "parser", "starts")

    def __init__(self, data: bytes, limits: Limits) -> None:
        self.data = data
        self.limits = limits
        self.starts: list[int] = []
        self.closed = self.depth = self.end = 0
        self.parser = expat.ParserCreate("utf-8")
        self.parser.StartDoctypeDeclHandler = self._doctype
        self.parser.StartElementHandler = self._open
        self.parser.EndElementHandler = self._close
        self.parser.CharacterDataHandler = self._characters

    def _refuse(self, byte: int, message: str) -> None:
        # Here the place is that of a byte.
        raise RefusedError(byte, message)

    def _doctype(self, *_: object) -> None:
        byte = self.data.rfind(b"<!DOCTYPE", 0, self.parser.CurrentByteIndex + 1)
        self._refuse(byte, "a DOCTYPE is not read: no entities, no external files")

    def _open(self, name: str, attributes: dict[str, str]) -> None:
        if self.depth == 0:
            if name != ROOT:
                raise _NoPackError
            if attributes:
                self._refuse(self.parser.CurrentByteIndex, f"the root <{ROOT}> has no attributes")
        elif self.depth == 1:
            self.starts.append(self.parser.CurrentByteIndex)
        elif self.depth > self.limits.depth + 1:
            self._refuse(self.parser.CurrentByteIndex, too_deep(self.limits))
        self.depth += 1

    def _close(self, _name: str) -> None:
        self.depth -= 1
        if self.depth == 1:
            self.closed += 1
        elif self.depth == 0:
            self.end = self.parser.CurrentByteIndex

    def _characters(self, text: str) -> None:
        if self.depth == 1 and not text.isspace():
            byte = self.parser.CurrentByteIndex + len(text) - len(text.lstrip())
            self._refuse(byte, f"text beside the documents of <{ROOT}>")
