"""A place in a file of evidence, as a reader finds it."""

from typing import NamedTuple


class Place(NamedTuple):
    """Line and column from 1, or, in a workbook, sheet and cell; None where nothing is known."""

    line: int | None = None
    column: int | None = None
    sheet: str | None = None
    cell: str | None = None


NOWHERE = Place()


def written_place(file: str, line: int | None, column: int | None, sheet: str | None, cell: str | None) -> str:
    """Return `file:line:column`, or `file: Sheet!B7` as Excel itself finds it, without what is not known."""
    if sheet is None:
        return ":".join(str(part) for part in (file, line, column) if part is not None)
    name = sheet if sheet.isalnum() else "'" + sheet.replace("'", "''") + "'"
    return f"{file}: {name}!{cell}"
