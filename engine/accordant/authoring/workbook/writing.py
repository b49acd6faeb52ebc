"""Sheets -> an .xlsx file: headers that stay, widths that fit, wrapped text, and no text taken for a formula."""

import re
from datetime import datetime
from io import BytesIO
from typing import Final
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

from openpyxl import Workbook
from openpyxl.cell.cell import Cell as ExcelCell
from openpyxl.cell.cell import MergedCell
from openpyxl.styles import Alignment, Font, PatternFill, Protection
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.properties import PageSetupProperties
from openpyxl.worksheet.worksheet import Worksheet

from accordant.authoring.workbook.rows import Cell, Sheet
from accordant.errors import UsageError

EXPORTED: Final = "As exported"
"""The hidden sheet that holds what every text that may be changed was, so that a change can be told."""

LONGEST: Final = 32_767
"""The longest text a cell of Excel can hold."""

_HEAD: Final = PatternFill("solid", fgColor="FFDDE5EE")
_CHANGEABLE: Final = PatternFill("solid", fgColor="FFFFFBE6")
_WRAPPED: Final = Alignment(wrap_text=True, vertical="top")
_ABOUT: Final = (
    "Texts on yellow ground may be changed: titles, reasons, requirements, statements and reviewers' comments.",
    "Everything else is made from the rule files, and is changed there.",
    "Each statement begins with the name of its check in brackets; the name stays.",
    "accordant rules import FILE --folder DIR writes what was changed into the rule files.",
)
_MODIFIED: Final = re.compile(rb"<dcterms:modified.*?</dcterms:modified>")
_EPOCH: Final = (1980, 1, 1, 0, 0, 0)


def write_workbook(sheets: tuple[Sheet, ...], about: tuple[tuple[str, str], ...]) -> bytes:
    """Return the workbook; `about` names and values stand on its last sheet that is seen.

    Raises:
        UsageError: for a text longer than a cell can hold.
    """
    book = Workbook()
    for page in book.worksheets:
        book.remove(page)
    for sheet in sheets:
        _write_sheet(book.create_sheet(sheet.title), sheet)
    page = book.create_sheet("About")
    page.column_dimensions["A"].width, page.column_dimensions["B"].width = 30, 110
    for name, value in (*about, *(("How to", line) for line in _ABOUT)):
        page.append([name, value])
    _write_exported(book.create_sheet(EXPORTED), sheets)
    return _steady(book)


def _write_sheet(page: Worksheet, sheet: Sheet) -> None:
    for column, (name, width) in enumerate(sheet.columns.items(), 1):
        head = page.cell(1, column, name)
        head.font, head.fill, head.alignment = Font(bold=True), _HEAD, _WRAPPED
        page.column_dimensions[get_column_letter(column)].width = width
    for line, row in enumerate(sheet.rows, 2):
        for column, name in enumerate(sheet.columns, 1):
            _fill(page.cell(line, column), row.cells[name])
    page.freeze_panes = f"{get_column_letter(sheet.naming + 1)}2"
    page.auto_filter.ref = f"A1:{get_column_letter(len(sheet.columns))}{len(sheet.rows) + 1}"
    page.sheet_view.zoomScale = 90
    page.print_title_rows = "1:1"
    page.page_setup.orientation, page.page_setup.fitToHeight = "landscape", 0
    page.sheet_properties.pageSetUpPr = PageSetupProperties(fitToPage=True)


def _fill(target: ExcelCell | MergedCell, cell: Cell) -> None:
    _put(target, cell.text)
    target.alignment = _WRAPPED
    if cell.parsed is not None:
        target.fill, target.protection = _CHANGEABLE, Protection(locked=False)


def _put(target: ExcelCell | MergedCell, text: str) -> None:
    """Set a cell to a text as a text: what begins like a formula is none, not even when the cell is edited later."""
    if len(text) > LONGEST:
        raise UsageError(f"a text of {len(text)} characters does not fit into a cell: {text[:60]}...")
    if text and isinstance(target, ExcelCell):
        target.value = text
        target.data_type, target.number_format, target.quotePrefix = "s", "@", text[0] in "=+-@\t"


def _write_exported(page: Worksheet, sheets: tuple[Sheet, ...]) -> None:
    page.sheet_state = "veryHidden"
    line = 0
    for sheet in sheets:
        for row in sheet.rows:
            for name, cell in row.cells.items():
                if cell.parsed is not None:
                    line += 1
                    for column, text in enumerate((sheet.title, row.key, name, cell.text), 1):
                        _put(page.cell(line, column), text)


def _steady(book: Workbook) -> bytes:
    """Return the file without the moment it was made: the same rules give the same bytes."""
    book.properties.created = datetime(*_EPOCH[:3])  # noqa: DTZ001 - no moment at all
    book.properties.creator = "accordant"
    raw, steady = BytesIO(), BytesIO()
    book.save(raw)
    with ZipFile(raw) as source, ZipFile(steady, "w", ZIP_DEFLATED) as target:
        for name in source.namelist():
            target.writestr(ZipInfo(name, _EPOCH), _MODIFIED.sub(b"", source.read(name)), ZIP_DEFLATED)
    return steady.getvalue()
