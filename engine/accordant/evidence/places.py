"""Code-point index to line and column, both from 1; a line ends at LF, CRLF or CR and at nothing else."""

from itertools import accumulate
from typing import TYPE_CHECKING

from accordant.model.place import Place
from accordant.model.tree import Part, Source

if TYPE_CHECKING:
    from accordant.evidence.cells import Cells

_BLOCK = 4096


def locate(text: str, at: int) -> tuple[int, int]:
    """Return line and column of the index `at` in `text`; for several places of one text take `Lines`."""
    # One character of lookahead, lest the CR of a CRLF that is cut at `at` count as a line end.
    before = text[: at + 1].replace("\r\n", " \n").replace("\r", "\n")[:at]
    return before.count("\n") + 1, at - before.rfind("\n")


def within(part: Part | None, place: tuple[int, int]) -> tuple[int, int]:
    """Return the place in the file for a place in the text of one of the documents that the file holds."""
    if part is None:
        return place
    line, column = place
    return part.lines + line, column + (part.characters if line == 1 else 0)


def lines_of(source: Source) -> "Lines | Cells":
    """Return the lines of a source, or the cells of a workbook; its places are those of the file it stands in."""
    if source.part is not None and source.part.sheets:
        from accordant.evidence.cells import Cells  # noqa: PLC0415 - few packs bring a workbook

        return Cells(source.part.sheets)
    return Lines(source.text, source.part)


class Lines:
    """The lines of one text, counted by blocks at the first question; every further place costs one block at most."""

    __slots__ = ("_before", "_part", "_text")

    def __init__(self, text: str, part: Part | None = None) -> None:
        """Take the text as read, its byte order mark removed, and where it stands in a file that holds several."""
        self._text = text
        self._part = part
        # Of blocks, not of lines: a hostile text may be nothing but line ends.
        self._before: list[int] = []

    def locate(self, at: int) -> tuple[int, int]:
        """Return line and column of the index `at`; an index past the end stands behind the last character."""
        if not self._before:
            self._count()
        block = min(at, len(self._text)) // _BLOCK
        line = self._before[block] + self._text.count("\n", block * _BLOCK, at)
        return within(self._part, (line + 1, at - self._text.rfind("\n", 0, at)))

    def place(self, at: int) -> Place:
        """Return the place of the index `at`."""
        return Place(*self.locate(at))

    def _count(self) -> None:
        if "\r" in self._text:
            # Same length as the text, so that the indices stay true.
            self._text = self._text.replace("\r\n", " \n").replace("\r", "\n")
        starts = range(0, len(self._text), _BLOCK)
        self._before = list(accumulate((self._text.count("\n", at, at + _BLOCK) for at in starts), initial=0))
