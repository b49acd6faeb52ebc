"""Which sheet of a workbook is which, and which of its columns: by address, by title, by header, in any order."""

import re
from collections.abc import Iterator, Mapping
from typing import NamedTuple, TypeAlias

from accordant.evidence.cells import at_of
from accordant.evidence.layout import HELPS, MARK, Column, Sheet
from accordant.evidence.refusal import shown
from accordant.evidence.suggestion import did_you_mean
from accordant.evidence.workbook import Cell, Page
from accordant.model.catalogue import Field, FieldKind
from accordant.model.values import normalise

_FIELD = re.compile(r"[a-z][a-z0-9_]*(/[a-z][a-z0-9_]*){0,3}")
_HEADER_WITHIN = 12
_UNKNOWN = Field("", FieldKind.TEXT, "", "")

MOST_NOTES = 100
"""Further notes of one workbook are not written: a hostile one could earn a million."""

Values: TypeAlias = tuple[tuple[Column, str, int], ...]
"""The filled cells of a row: column, text, place."""
Ties: TypeAlias = Mapping[str, tuple[str, int]]
"""The cells that tie a row to others: text and place by header."""


class Notes:
    """What is to be said of a workbook's cells, up to a limit; whoever finds words that cost time asks first."""

    def __init__(self) -> None:
        self._said: list[tuple[int, str]] = []

    @property
    def full(self) -> bool:
        """Say whether nothing more is written."""
        return len(self._said) > MOST_NOTES

    def add(self, at: int, message: str) -> None:
        """Add a note at a cell."""
        if len(self._said) == MOST_NOTES:
            message = f"more than {MOST_NOTES} problems: the rest is not listed"
        if not self.full:
            self._said.append((at, message))

    def listed(self) -> list[tuple[int, str]]:
        """Return the notes, the last one of too many last."""
        return [*sorted(self._said[:MOST_NOTES]), *self._said[MOST_NOTES:]]


class Row(NamedTuple):
    """One row that says something."""

    number: int
    values: Values
    ties: Ties


class Table(NamedTuple):
    """A sheet of the workbook (by its place among all) that is a sheet of documents or of a list."""

    page: int
    sheet: Sheet
    rows: tuple[Row, ...]


def find_tables(pages: tuple[Page, ...], layout: Mapping[str, Sheet], notes: Notes) -> tuple[list[Table], bool]:
    """Return the tables of a workbook, and whether none of its sheets was left unread; notes are added."""
    titles = {name: sheet for sheet in layout.values() for name in (sheet.title.lower(), sheet.address)}
    tables: list[Table] = []
    whole = True
    for index, page in enumerate(pages):
        address = page.cells.get(1, {}).get(1, Cell("")).text
        sheet = layout.get(address) or titles.get(page.name.lower())
        if not page.cells or address.startswith(HELPS):
            continue
        if sheet is None:
            hint = "" if notes.full else did_you_mean(page.name, (one.title for one in layout.values()))
            notes.add(at_of(index, 1, 1), f"{shown(page.name)} is not a sheet of evidence{hint}; it is not read")
            whole = False
            continue
        header = _header(page, sheet)
        if header is None:
            first = sheet.columns[0].header
            said = f"no row of headers is found, such as {first}: the sheet is not read"
            notes.add(at_of(index, 1, 1), said)
            whole = False
            continue
        tables.append(
            Table(index, sheet, tuple(_rows(page, index, header, _columns(page, index, header, sheet, notes))))
        )
        _tell_faults(page, index, header, notes)
    return tables, whole


def known_headers(sheet: Sheet) -> Mapping[str, Column | str]:
    """Return what each header stands for, in lower case: a column, or one of those that tie."""
    named = {"/".join(column.path): column for column in sheet.columns}
    titled = {column.header.lower(): column for column in sheet.columns}
    return {**named, **titled, **{tie.lower(): tie for tie in sheet.ties}}


def _header(page: Page, sheet: Sheet) -> int | None:
    """Return the row with the most headers among the first ones."""
    known = known_headers(sheet)
    rows = sorted(page.cells)[:_HEADER_WITHIN]
    counts = {row: sum(_word(cell.text).lower() in known for cell in page.cells[row].values()) for row in rows}
    best = max(rows, key=lambda row: (counts[row], -row))
    return best if counts[best] else None


def _columns(page: Page, index: int, header: int, sheet: Sheet, notes: Notes) -> dict[int, Column | str]:
    known = known_headers(sheet)
    found: dict[int, Column | str] = {}
    taken: set[str] = set()
    for number, cell in sorted(page.cells[header].items()):
        word = _word(cell.text)
        column = known.get(word.lower())
        if column is None:
            if _FIELD.fullmatch(word) and word != "type":
                # A field by its own name, which only the intake can tell of.
                found[number] = Column(word, tuple(word.split("/")), _UNKNOWN)
                continue
            words = [*(one.header for one in sheet.columns), *sheet.ties]
            hint = "" if notes.full else did_you_mean(word, words)
            notes.add(
                at_of(index, header, number), f"{shown(word)} is not a column of this sheet{hint}; it is not read"
            )
        elif word.lower() in taken:
            notes.add(at_of(index, header, number), f"{shown(word)} stands here twice; the first is read")
        else:
            taken.add(word.lower())
            found[number] = column
    return found


def _rows(page: Page, index: int, header: int, columns: Mapping[int, Column | str]) -> Iterator[Row]:
    for number in sorted(row for row in page.cells if row > header):
        values: list[tuple[Column, str, int]] = []
        ties: dict[str, tuple[str, int]] = {}
        for place, cell in sorted(page.cells[number].items()):
            column = columns.get(place)
            if not cell.text or column is None:
                continue
            at = at_of(index, number, place)
            if isinstance(column, str):
                ties[column] = (cell.text, at)
            else:
                values.append((column, cell.text, at))
        if values or ties:
            yield Row(number, tuple(values), ties)


def _tell_faults(page: Page, index: int, header: int, notes: Notes) -> None:
    for row in sorted(page.cells):
        for column, cell in page.cells[row].items():
            if cell.fault:
                notes.add(at_of(index, row, column), cell.fault)
    for row, column, area in page.merged:
        if row >= header:
            notes.add(at_of(index, row, column), f"merged cells ({area}): only the first holds a value; unmerge them")


def _word(text: str) -> str:
    return normalise(text).removesuffix(MARK).strip()
