"""Code-point index to line and column, both from 1; a line ends at LF, CRLF or CR and at nothing else."""

import re
from array import array
from bisect import bisect_right

_LINE_FEED = re.compile("\n")


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
        # Four bytes a line: the lines of a hostile text, as a list of texts or of integers, would fill a gigabyte.
        self._starts = array("I")

    def locate(self, at: int) -> tuple[int, int]:
        """Return line and column of the index `at`; an index past the end stands behind the last character."""
        if not self._starts:
            # Same length as the text, so that the indices stay true.
            unified = self._text.replace("\r\n", " \n").replace("\r", "\n") if "\r" in self._text else self._text
            self._starts.append(0)
            self._starts.extend(map(re.Match.end, _LINE_FEED.finditer(unified)))
        line = bisect_right(self._starts, at)
        return line, at - self._starts[line - 1] + 1
