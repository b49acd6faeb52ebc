"""A workbook that people worked on -> the files that their changes make, or every reason why they cannot be made."""

import re
from collections import defaultdict
from collections.abc import Iterator, Mapping
from io import BytesIO
from typing import Final, NamedTuple

from openpyxl import load_workbook
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.worksheet import Worksheet

from accordant.authoring.editing import Edits, edit_text
from accordant.authoring.workbook.rows import COMMENT, Cell, Row, Sheet
from accordant.authoring.workbook.writing import EXPORTED
from accordant.errors import UsageError
from accordant.model.problem import Problem
from accordant.rulebook.parsed import Parsed, Route

_NAMED: Final = re.compile(r"^\[([a-z][a-z0-9_-]*)\] ", re.MULTILINE)


class Change(NamedTuple):
    """One text to be changed, and the cell it was changed in."""

    parsed: Parsed
    route: Route
    text: str
    is_comment: bool
    cell: str


class Imported(NamedTuple):
    """What comes of a workbook: the new content of each file that changes, by its place; or problems."""

    files: Mapping[str, bytes]
    problems: tuple[Problem, ...]


def import_workbook(content: bytes, name: str, sheets: tuple[Sheet, ...]) -> Imported:
    """Hold a workbook against the sheets as they would be exported now, and make its changes.

    Raises:
        UsageError: if it is no workbook that was exported.
    """
    problems: list[Problem] = []
    pages = _pages(content, name, problems)
    before = {tuple(row[:3]): row[3] for row in pages[EXPORTED]}
    changes: dict[tuple[str, Route, bool], Change] = {}
    for sheet in sheets:
        for change in _changes(sheet, pages[sheet.title], before, name, problems):
            key = (change.parsed.file.place, change.route, change.is_comment)
            if key in changes and changes[key].text != change.text:
                message = f"{change.cell} and {changes[key].cell} say different things of one text"
                problems.append(Problem(name, None, None, message))
            changes[key] = change
    if problems:
        return Imported({}, tuple(problems))
    return Imported(_edited(tuple(changes.values())), ())


def _pages(content: bytes, name: str, problems: list[Problem]) -> Mapping[str, list[list[str]]]:
    """Read every sheet as rows of texts; what a formula gives is no text anybody wrote."""
    try:
        book = load_workbook(BytesIO(content))
    except Exception as error:
        # A damaged workbook may raise anything at all.
        raise UsageError(f"{name}: not an Excel workbook ({error})") from error
    missing = [title for title in ("Rules", "Obligations", "Cases", EXPORTED) if title not in book.sheetnames]
    if missing:
        raise UsageError(f"{name}: not a workbook of rules: it has no sheet {', '.join(missing)}")
    for page in book.worksheets:
        for cell in (cell for row in page.iter_rows() for cell in row if cell.data_type == "f"):
            message = f"{page.title}!{cell.coordinate}: a formula; write the text itself, or an apostrophe before it"
            problems.append(Problem(name, None, None, message))
    return {page.title: _texts(page) for page in book.worksheets}


def _texts(page: Worksheet) -> list[list[str]]:
    return [[_text(value) for value in row] for row in page.iter_rows(values_only=True)]


def _text(value: object) -> str:
    return "" if value is None else str(value).replace("\r\n", "\n").replace("_x000D_\n", "\n")


def _changes(
    sheet: Sheet, page: list[list[str]], before: Mapping[tuple[str, ...], str], name: str, problems: list[Problem]
) -> Iterator[Change]:
    """Give the changes of one sheet; rows may be sorted, filtered or left out, columns moved."""
    heads, rows = page[0] if page else [], {row.key: row for row in sheet.rows}
    naming = [heads.index(title) for title in list(sheet.columns)[: sheet.naming] if title in heads]
    if len(naming) < sheet.naming:
        problems.append(Problem(name, None, None, f"the sheet {sheet.title} has lost the columns that name its rows"))
        return
    for line, texts in enumerate(page[1:], 2):
        key = " · ".join(texts[index] for index in naming)
        if not any(texts):
            continue
        if key not in rows:
            message = f"{sheet.title}!A{line}: there is no {key!r}; rows are not added here, nor named anew"
            problems.append(Problem(name, None, None, message))
            continue
        for index, title in enumerate(heads):
            if title in sheet.columns and index not in naming:
                cell = f"{sheet.title}!{get_column_letter(index + 1)}{line}"
                change = _change(sheet, rows[key], title, texts[index], before, cell)
                if isinstance(change, str):
                    problems.append(Problem(name, None, None, f"{cell}: {change}"))
                else:
                    yield from change


def _change(
    sheet: Sheet, row: Row, title: str, text: str, before: Mapping[tuple[str, ...], str], place: str
) -> str | tuple[Change, ...]:
    """Give what one cell changes; or say why it cannot."""
    cell = row.cells[title]
    was = before.get((sheet.title, row.key, title))
    if text in (cell.text, was):
        return ()
    refusal = _refusal(cell, title, text, was)
    if refusal is not None or cell.parsed is None:
        return refusal or ""
    if cell.names:
        return _statements(cell, text, place)
    return (Change(cell.parsed, cell.route, text, is_comment=title == COMMENT, cell=place),)


def _refusal(cell: Cell, title: str, text: str, was: str | None) -> str | None:
    if cell.parsed is None and was is None:
        return f"{title} is made from the rule files, and is changed there"
    if cell.parsed is None or (was is not None and was != cell.text):
        return "this text was changed in the rule files too, since the workbook was exported: settle which holds"
    if title != COMMENT and not text.strip():
        return f"{title} cannot be left empty"
    return None


def _statements(cell: Cell, text: str, place: str) -> str | tuple[Change, ...]:
    found, told = _split(text), _split(cell.text)
    if tuple(found) != cell.names or not all(words.strip() for words in found.values()):
        return f"each statement begins with the name of its check in brackets: {', '.join(cell.names)}"
    if cell.parsed is None:
        return ()
    return tuple(
        Change(cell.parsed, (*cell.route, name), words, is_comment=False, cell=place)
        for name, words in found.items()
        if words != told[name]
    )


def _split(text: str) -> dict[str, str]:
    _, *parts = _NAMED.split(text)
    return {name: words.removesuffix("\n") for name, words in zip(parts[::2], parts[1::2], strict=True)}


def _edited(changes: tuple[Change, ...]) -> Mapping[str, bytes]:
    texts: dict[str, dict[Route, str]] = defaultdict(dict)
    reviews: dict[str, dict[Route, str]] = defaultdict(dict)
    contents: dict[str, bytes] = {}
    for change in changes:
        place = change.parsed.file.place
        contents[place] = change.parsed.file.content
        (reviews if change.is_comment else texts)[place][change.route] = change.text
    return {
        place: edit_text(content.decode(), Edits(texts[place], reviews[place])).encode()
        for place, content in contents.items()
    }
