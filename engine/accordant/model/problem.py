"""A problem of a file, with its place."""

from typing import NamedTuple


class Problem(NamedTuple):
    """One thing wrong with one file; `line` and `column` count from 1 and are None where no place can be named."""

    file: str
    line: int | None
    column: int | None
    message: str

    def __str__(self) -> str:
        """`file:line:column: message`, without what is not known."""
        place = ":".join(str(part) for part in (self.file, self.line, self.column) if part is not None)
        return f"{place}: {self.message}"
