"""A problem of a file, with its place."""

from typing import NamedTuple

from accordant.model.place import written_place


class Problem(NamedTuple):
    """One thing wrong with one file; `line` and `column` count from 1 and are None where no place can be named.

    In a workbook `sheet` and `cell` stand instead.
    """

    file: str
    line: int | None
    column: int | None
    message: str
    sheet: str | None = None
    cell: str | None = None

    def __str__(self) -> str:
        """`file:line:column: message`, without what is not known."""
        return f"{written_place(self.file, self.line, self.column, self.sheet, self.cell)}: {self.message}"
