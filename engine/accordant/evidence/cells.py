"""The places of a workbook: one number tells sheet, row and column, as an index tells the place in a text."""

from accordant.model.place import Place

_COLUMN_BITS = 14
_ROW_BITS = 20
_LETTERS = 26


def at_of(sheet: int, row: int, column: int) -> int:
    """Return the number of a cell; the sheet counts from 0, row and column from 1. It grows from cell to cell."""
    return (((sheet << _ROW_BITS) | (row - 1)) << _COLUMN_BITS) | (column - 1)


def cell_name(row: int, column: int) -> str:
    """Return the name of a cell, such as B7."""
    letters = ""
    while column > 0:
        column, letter = divmod(column - 1, _LETTERS)
        letters = chr(ord("A") + letter) + letters
    return f"{letters}{row}"


class Cells:
    """The cells of one workbook, asked as the lines of a text are."""

    __slots__ = ("_sheets",)

    def __init__(self, sheets: tuple[str, ...]) -> None:
        """Take the names of the sheets, in order."""
        self._sheets = sheets

    def place(self, at: int) -> Place:
        """Return sheet and cell of a number that `at_of` gave."""
        above, column = divmod(at, 1 << _COLUMN_BITS)
        sheet, row = divmod(above, 1 << _ROW_BITS)
        return Place(None, None, self._sheets[sheet], cell_name(row + 1, column + 1))
