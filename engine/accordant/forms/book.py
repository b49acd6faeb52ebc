"""The rows of sheets -> an .xlsx file that is also a form: notes, choices, dates, marks for what is needed."""

from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from io import BytesIO
from typing import Final, NamedTuple

from openpyxl import Workbook
from openpyxl.cell.cell import Cell as ExcelCell
from openpyxl.cell.cell import MergedCell
from openpyxl.comments import Comment
from openpyxl.styles import Alignment, Font, PatternFill
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.datavalidation import DataValidation
from openpyxl.worksheet.worksheet import Worksheet

from accordant.errors import UsageError
from accordant.evidence.excel_text import escape, number_text
from accordant.evidence.layout import DOCUMENT, HELPS, ITEM, MARK, Column, Sheet, is_item_list
from accordant.evidence.steady import steady
from accordant.evidence.workbook import LONGEST_TEXT
from accordant.forms.grid import Grid, Row
from accordant.forms.words import NEEDED, TIE_HELP, kind_words
from accordant.model.catalogue import DocumentType, FieldKind

_HEAD: Final = PatternFill("solid", fgColor="FFDDE5EE")
_NEEDED: Final = PatternFill("solid", fgColor="FFFFE9B3")
_TIE: Final = PatternFill("solid", fgColor="FFE6E6E6")
_WRAPPED: Final = Alignment(wrap_text=True, vertical="top")
_PALE: Final = Font(color="FF999999", size=8)
_ROWS: Final = 1 << 20
_WIDE, _NARROW = 34, 16
_FIRST_ROW: Final = 3
_TEXT, _DATE = "@", "yyyy-mm-dd"
_EARLIEST = date(1901, 1, 1)
_NUMBERS = (FieldKind.INTEGER, FieldKind.DECIMAL)
_SHORT = (FieldKind.DATE, FieldKind.FLAG, FieldKind.CHOICE, FieldKind.INTEGER, FieldKind.DECIMAL, FieldKind.INTERVAL)


class Offer(NamedTuple):
    """What references may be chosen from: the ids of the relationships and of the parties."""

    relationships: tuple[str, ...] = ()
    parties: tuple[str, ...] = ()


def write_book(
    sheets: Sequence[Sheet], grid: Grid, types: Mapping[str, DocumentType], *, offer: Offer, about: Sequence[str]
) -> bytes:
    """Return the workbook; `about` stands on its first sheet, before the list of the others.

    Raises:
        UsageError: for a text longer than a cell can hold.
    """
    book = Workbook()
    for page in book.worksheets:
        book.remove(page)
    front, choices = book.create_sheet("Read me"), _Choices(book.create_sheet("Choices"))
    for sheet in sheets:
        page = book.create_sheet(sheet.title)
        _Page(page, sheet, choices, offer).write(grid.get(sheet.address, ()), _help(sheet, types))
    _write_front(front, sheets, types, about)
    book.move_sheet(choices.page, len(sheets))
    return steady(book_bytes(book))


def book_bytes(book: Workbook) -> bytes:
    """Return the file of a workbook."""
    raw = BytesIO()
    book.save(raw)
    return raw.getvalue()


def _help(sheet: Sheet, types: Mapping[str, DocumentType]) -> str:
    if not sheet.parent:
        return f"{types[sheet.type].label}: {types[sheet.type].help}"
    return f"{sheet.title}: one row for each; the column {sheet.ties[0]} says which document it belongs to."


def _write_front(
    page: Worksheet, sheets: Sequence[Sheet], types: Mapping[str, DocumentType], about: Sequence[str]
) -> None:
    page.column_dimensions["A"].width, page.column_dimensions["B"].width = 40, 110
    page["A1"], page["A1"].font = f"{HELPS}about", _PALE
    line = 2
    for words in about:
        page.cell(line, 2, words).alignment = _WRAPPED
        line += 1
    for sheet in sheets:
        line += 1
        cell = page.cell(line, 1, sheet.title)
        cell.hyperlink, cell.style = f"#'{sheet.title}'!A1", "Hyperlink"
        page.cell(line, 2, types[sheet.type].help if not sheet.parent else "").alignment = _WRAPPED


class _Choices:
    """The hidden sheet with a column for each list that cells are chosen from."""

    def __init__(self, page: Worksheet) -> None:
        self.page = page
        self.page.sheet_state = "hidden"
        self.page["A1"] = f"{HELPS}choices"
        self.known: dict[tuple[str, ...], str] = {}

    def of(self, words: tuple[str, ...]) -> str:
        """Return the formula of the words' list, written at its first use."""
        if words not in self.known:
            column = len(self.known) + 2
            for line, word in enumerate(words, 1):
                _put(self.page.cell(line, column), word)
            letter = get_column_letter(column)
            self.known[words] = f"Choices!${letter}$1:${letter}${len(words)}"
        return self.known[words]


class _Page:
    """One sheet under construction."""

    def __init__(self, page: Worksheet, sheet: Sheet, choices: _Choices, offer: Offer) -> None:
        self.page, self.sheet, self.choices, self.offer = page, sheet, choices, offer
        self.validations: dict[tuple[str, bool], DataValidation] = {}

    def write(self, rows: Sequence[Row], words: str) -> None:
        page = self.page
        page["A1"], page["A1"].font = self.sheet.address, _PALE
        page["B1"], page["B1"].font = words, Font(bold=True)
        places = {header: number for number, header in enumerate(self._heads(rows), 1)}
        fields = {column.header: column for column in self.sheet.columns}
        for row_number, row in enumerate(rows, _FIRST_ROW):
            for header, text in {**row.cells, **row.more}.items():
                column = fields.get(header)
                _set(page.cell(row_number, places[header]), text, column.field.kind if column else FieldKind.TEXT)
        page.freeze_panes = f"B{_FIRST_ROW}"
        page.row_dimensions[2].height = 32

    def _heads(self, rows: Sequence[Row]) -> Iterator[str]:
        """Write the headers: what ties a row comes first in a list and last in a sheet of documents."""
        ties, columns = self.sheet.ties, self.sheet.columns
        heads: list[tuple[str, Column | None]] = [(column.header, column) for column in columns]
        tied: list[tuple[str, Column | None]] = [(tie, None) for tie in ties]
        heads = [*tied, *heads] if self.sheet.parent else [*heads, *tied]
        heads += [(name, None) for name in dict.fromkeys(name for row in rows for name in row.more)]
        for number, (header, column) in enumerate(heads, 1):
            self._head(number, header, column)
            yield header

    def _head(self, number: int, header: str, column: Column | None) -> None:
        needed = column is not None and not self.sheet.parent and column.path[-1] in NEEDED and len(column.path) == 1
        needed = needed or (header in (DOCUMENT, ITEM) and column is None)
        cell = self.page.cell(2, number, f"{header} {MARK}" if needed else header)
        cell.font, cell.alignment = Font(bold=True), _WRAPPED
        cell.fill = _NEEDED if needed else _TIE if column is None else _HEAD
        words = (
            TIE_HELP.get(header, "") if column is None else f"{column.field.help}\n{kind_words(column.field)}".strip()
        )
        if words:
            cell.comment = Comment(words, "accordant", height=90 + 8 * words.count("\n") + len(words) // 3, width=320)
        dimension = self.page.column_dimensions[get_column_letter(number)]
        dimension.width = _NARROW if column is not None and column.field.kind in _SHORT else _WIDE
        dimension.alignment = _WRAPPED
        dimension.number_format = _TEXT
        if column is not None:
            dimension.number_format = _format(column.field.kind)
            self._choose(number, column)

    def _choose(self, number: int, column: Column) -> None:
        field = column.field
        inner = field.item or field
        words = ("yes", "no") if field.kind is FieldKind.FLAG else inner.choices or field.choices
        strict = field.kind in (FieldKind.FLAG, FieldKind.CHOICE)
        if inner.kind is FieldKind.REFERENCE and "relationship" in inner.target:
            words, strict = (*field.choices, *self.offer.relationships), False
        elif inner.kind is FieldKind.REFERENCE and "party" in inner.target:
            words, strict = self.offer.parties, False
        if not words or is_item_list(field):
            return
        letter = get_column_letter(number)
        formula = self.choices.of(words)
        if (formula, strict) not in self.validations:
            made = DataValidation("list", formula1=formula, allow_blank=True, showErrorMessage=strict)
            made.errorTitle, made.error = "Not one of the choices", "Choose one from the list."
            self.validations[formula, strict] = made
            self.page.add_data_validation(made)
        self.validations[formula, strict].add(f"{letter}{_FIRST_ROW}:{letter}{_ROWS}")


def _format(kind: FieldKind) -> str:
    return _DATE if kind is FieldKind.DATE else "General" if kind in _NUMBERS else _TEXT


def _set(target: ExcelCell | MergedCell, text: str, kind: FieldKind) -> None:
    """Set a cell to a value of its kind where the cell then reads as the same text, else to the text."""
    target.alignment = _WRAPPED
    if isinstance(target, MergedCell):
        return
    if kind is FieldKind.DATE and (day := _day(text)) is not None:
        target.value, target.number_format = day, _DATE
    elif kind in _NUMBERS and number_text(text, None) == text and _is_number(text):
        target.value = float(text) if "." in text else int(text)
    else:
        _put(target, text)


def _day(text: str) -> date | None:
    try:
        day = date.fromisoformat(text)
    except ValueError:
        return None
    return day if day.isoformat() == text and day >= _EARLIEST else None


def _is_number(text: str) -> bool:
    return text.removeprefix("-").replace(".", "", 1).isdecimal() and text.isascii()


def _put(target: ExcelCell | MergedCell, text: str) -> None:
    """Set a cell to a text as a text: what begins like a formula is none, not even when the cell is edited later."""
    written = escape(text)
    if len(written) > LONGEST_TEXT:
        raise UsageError(f"a text of {len(text)} characters does not fit into a cell: {text[:60]}...")
    if text and isinstance(target, ExcelCell):
        target.value = written
        target.data_type, target.number_format, target.quotePrefix = "s", _TEXT, text[0] in "=+-@\t"
