"""What a reader says when a text is not evidence it may read."""

_SHOWN = 60
_SPACE = 0x20
_DELETE = 0x7F
_NEXT_LINE = 0x85
_LAST_CONTROL = 0x9F


class RefusedError(Exception):
    """A text was refused; `at` is the code-point index of the place, or None where there is none.

    It never leaves the room: `pack` turns it into a line of the intake.
    """

    def __init__(self, at: int | None, message: str) -> None:
        """Keep the place beside the message."""
        super().__init__(message)
        self.at = at
        self.message = message


def shown(text: str) -> str:
    """Return `text` quoted for a message."""
    return f'"{printable(text)}"'


def printable(text: str) -> str:
    """Return `text` for a message: on one line, short, and with nothing in it that a terminal obeys."""
    short = text if len(text) <= _SHOWN else text[: _SHOWN - 1] + "\N{HORIZONTAL ELLIPSIS}"
    return "".join(c if c.isprintable() else c.encode("unicode_escape").decode() for c in short)


def refuse_controls(text: str, at: int) -> None:
    """Refuse a decoded text at its place where it holds a control character other than tab, line end, next line."""
    for character in text:
        code = ord(character)
        if (code < _SPACE and character not in "\t\n\r") or (_DELETE <= code <= _LAST_CONTROL and code != _NEXT_LINE):
            raise RefusedError(at, f"control character U+{code:04X}")
