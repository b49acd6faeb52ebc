"""Code-point index to line and column, both from 1; a line ends at LF, CRLF or CR and at nothing else."""

from array import array
from bisect import bisect_right


def locate(text: str, at: int) -> tuple[int, int]:
    """Return line and column of the index `at` in `text`; for several places of one text take `Lines`."""
    # One character of lookahead, lest the CR of a CRLF that is cut at `at` count as a line end.
    before = text[: at + 1].replace("\r\n", " \n").replace("\r", "\n")[:at]
    return before.count("\n") + 1, at - before.rfind("\n")


class Lines:
    """The lines of one text, found at the first question; every further place costs a bisection."""

    __slots__ = ("_starts", "_text")

    def __init__(self, text: str) -> None:
        """Take the text as read, its byte order mark removed."""
        self._text = text
        # Eight bytes a line: a hostile text may be nothing but line ends.
        self._starts = array("Q")

    def locate(self, at: int) -> tuple[int, int]:
        """Return line and column of the index `at`; an index past the end stands behind the last character."""
        if not self._starts:
            self._find_starts()
        line = bisect_right(self._starts, at)
        return line, at - self._starts[line - 1] + 1

    def _find_starts(self) -> None:
        # Same length as the text, so that the indices stay true.
        text = self._text.replace("\r\n", " \n").replace("\r", "\n") if "\r" in self._text else self._text
        starts = self._starts
        start = 0
        while start >= 0:
            starts.append(start)
            start = text.find("\n", start) + 1 or -1
