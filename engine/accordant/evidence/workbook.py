"""Bytes of an .xlsx file -> its sheets as texts by cell: values only, formulas are never run."""

import re
from typing import NamedTuple

from accordant.evidence.excel_text import SERIALS, Serials, is_date_format, number_text, unescape
from accordant.evidence.limits import DEFAULT_LIMITS, Limits, too_many
from accordant.evidence.ooxml import Attributes, Handlers, Package
from accordant.evidence.refusal import RefusedError, shown

LONGEST_TEXT = 32_767
"""The longest text a cell of Excel can hold."""

_ROWS, _COLUMNS = 1 << 20, 1 << 14
_REFERENCE = re.compile(r"([A-Z]{1,3})([1-9][0-9]{0,6})")
_CELLS_A_NODE = 4


class Cell(NamedTuple):
    """What one cell holds: its text, trimmed and never empty; of a formula, the value that was saved with it.

    `fault` says what is wrong with it where something is.
    """

    text: str
    fault: str = ""


class Page(NamedTuple):
    """One sheet: its name, its cells by row and column (from 1), the areas of merged cells."""

    name: str
    cells: dict[int, dict[int, Cell]]
    merged: tuple[tuple[int, int, str], ...]


def read_workbook(data: bytes, limits: Limits = DEFAULT_LIMITS) -> tuple[Page, ...]:
    """Return the sheets of a workbook, in order.

    Raises:
        RefusedError: for what is no workbook, or is beyond limits.
    """
    package = Package(data, limits)
    (main,) = [part for kind, part in package.targets("").values() if kind == "officeDocument"][:1] or [""]
    if not main:
        raise RefusedError(None, "not an Excel workbook (.xlsx), or one that needs a password")
    targets = package.targets(main)
    names, serials = _sheets(package, main)
    if not names:
        raise RefusedError(None, "not a workbook that can be read: it lists no sheet")
    parts = {kind: part for kind, part in targets.values() if kind in ("sharedStrings", "styles")}
    reading = _Reading(
        limits,
        serials,
        _strings(package, parts["sharedStrings"]) if "sharedStrings" in parts else [],
        _date_styles(package, parts["styles"]) if "styles" in parts else [],
    )
    pages = []
    for name, key in names:
        kind, part = targets.get(key, ("", ""))
        if not kind:
            raise RefusedError(None, f"not a workbook that can be read: it has no part for the sheet {shown(name)}")
        if kind == "worksheet":
            pages.append(reading.page(package, name, part))
    return tuple(pages)


def _sheets(package: Package, main: str) -> tuple[list[tuple[str, str]], Serials]:
    names: list[tuple[str, str]] = []
    serials = [SERIALS]

    def open_element(tag: str, attributes: Attributes) -> None:
        if tag == "sheet":
            key = next((value for name, value in attributes.items() if name.endswith("}id")), "")
            names.append((" ".join(attributes.get("name", "").split()), key))
        elif tag == "workbookPr" and attributes.get("date1904", "0") in ("1", "true"):
            serials[0] = SERIALS._replace(from_1904=True)

    package.walk(main, Handlers(open_element, _ignore, _ignore))
    return names, serials[0]


def _strings(package: Package, part: str) -> list[str]:
    found: list[str] = []
    pieces: list[str] = []
    state = {"text": False, "phonetic": False}

    def open_element(tag: str, _: Attributes) -> None:
        if tag == "si":
            pieces.clear()
        elif tag == "rPh":
            state["phonetic"] = True
        elif tag == "t":
            state["text"] = not state["phonetic"]

    def close(tag: str) -> None:
        if tag == "si":
            found.append(unescape("".join(pieces)))
        elif tag == "rPh":
            state["phonetic"] = False
        elif tag == "t":
            state["text"] = False

    package.walk(part, Handlers(open_element, close, lambda text: pieces.append(text) if state["text"] else None))
    return found


def _date_styles(package: Package, part: str) -> list[bool]:
    """Say of each style of a cell whether it shows a number as a date."""
    formats: dict[str, str] = {}
    found: list[bool] = []
    inside = [False]

    def open_element(tag: str, attributes: Attributes) -> None:
        if tag == "numFmt":
            formats[attributes.get("numFmtId", "")] = attributes.get("formatCode", "")
        elif tag == "cellXfs":
            inside[0] = True
        elif tag == "xf" and inside[0]:
            number = attributes.get("numFmtId", "0")
            found.append(is_date_format(number, formats.get(number)))

    def close(tag: str) -> None:
        inside[0] = inside[0] and tag != "cellXfs"

    package.walk(part, Handlers(open_element, close, _ignore))
    return found


class _Reading:
    """What all sheets of a workbook share, and what may still be read of it."""

    def __init__(self, limits: Limits, serials: Serials, strings: list[str], dates: list[bool]) -> None:
        self.limits = limits
        self.serials = serials
        self.strings = strings
        self.dates = dates
        self.filled = self.seen = self.characters = 0

    def page(self, package: Package, name: str, part: str) -> Page:
        builder = _Page(self)
        package.walk(part, Handlers(builder.open, builder.close, builder.text))
        return Page(name, builder.cells, tuple(builder.merged))

    def count(self, text: str) -> None:
        self.filled += 1
        self.characters += len(text)
        if len(text) > LONGEST_TEXT:
            raise RefusedError(None, f"not read: a cell with more than {LONGEST_TEXT} characters")
        if self.filled > self.limits.nodes:
            raise RefusedError(None, too_many(self.limits))
        if self.characters > 2 * self.limits.file_bytes:
            raise RefusedError(None, "not read: its cells hold more text than is read of one file")

    def see(self) -> None:
        self.seen += 1
        if self.seen > _CELLS_A_NODE * self.limits.nodes:
            raise RefusedError(None, f"not read: more than {_CELLS_A_NODE * self.limits.nodes} cells")


class _Page:
    """One sheet under construction."""

    def __init__(self, reading: _Reading) -> None:
        self.reading = reading
        self.cells: dict[int, dict[int, Cell]] = {}
        self.merged: list[tuple[int, int, str]] = []
        self.row = self.column = 0
        self.kind = self.style = ""
        self.value: list[str] = []
        self.taken = self.formula = self.phonetic = False

    def open(self, tag: str, attributes: Attributes) -> None:
        if tag == "c":
            self._start(attributes)
        elif tag in ("v", "t"):
            self.taken = not self.phonetic
        elif tag == "rPh":
            self.phonetic = True
        elif tag == "f":
            self.formula = True
        elif tag == "row":
            row = attributes.get("r", "")
            self.row = int(row) if row.isdecimal() and len(row) <= len(str(_ROWS)) else self.row + 1
            self.column = 0
        elif tag == "mergeCell":
            place = _place(attributes.get("ref", "").partition(":")[0])
            if place:
                self.merged.append((*place, attributes.get("ref", "")))

    def text(self, text: str) -> None:
        if self.taken:
            self.value.append(text)

    def close(self, tag: str) -> None:
        if tag in ("v", "t"):
            self.taken = False
        elif tag == "rPh":
            self.phonetic = False
        elif tag == "c":
            self._finish()

    def _start(self, attributes: Attributes) -> None:
        self.reading.see()
        place = _place(attributes.get("r", ""))
        self.row, self.column = place or (max(self.row, 1), self.column + 1)
        if self.row > _ROWS or self.column > _COLUMNS:
            raise RefusedError(None, f"not read: a cell beyond the last row or column ({self.row}, {self.column})")
        self.kind, self.style = attributes.get("t", "n"), attributes.get("s", "0")
        self.value, self.formula = [], False

    def _finish(self) -> None:
        if not self.value and not self.formula and self.kind != "e":
            # Only formatted: programs write up to a hundred such cells for one that says something.
            return
        text = self._text("".join(self.value)).replace("\r\n", "\n").replace("\r", "\n").strip(" \t\n")
        fault = ""
        if self.kind == "e":
            fault = f"the cell shows the error {text}: write the value itself"
        elif self.formula and not text:
            fault = "a formula without a saved value: it is not run; write the value itself"
        if any(ord(char) < ord(" ") and char not in "\t\n" for char in text):
            text = "".join(char for char in text if char >= " " or char in "\t\n")
            fault = "a control character in the text is left out"
        if text or fault:
            self.reading.count(text)
            self.cells.setdefault(self.row, {})[self.column] = Cell("" if self.kind == "e" else text, fault)

    def _text(self, raw: str) -> str:
        match self.kind:
            case "s":
                index = int(raw) if raw.isdecimal() and len(raw) < 10 else -1  # noqa: PLR2004 - none is as long
                return self.reading.strings[index] if 0 <= index < len(self.reading.strings) else ""
            case "b":
                return {"1": "true", "0": "false"}.get(raw.strip(), raw)
            case "str" | "inlineStr" | "e":
                return unescape(raw)
            case "d":
                return raw.removesuffix("T00:00:00")
            case _:
                dated = self.style.isdecimal() and int(self.style) < len(self.reading.dates)
                return number_text(raw.strip(), self.reading.serials if dated and self.is_date else None)

    @property
    def is_date(self) -> bool:
        return self.reading.dates[int(self.style)]


def _place(reference: str) -> tuple[int, int] | None:
    match = _REFERENCE.fullmatch(reference)
    if not match:
        return None
    column = 0
    for letter in match[1]:
        column = column * 26 + ord(letter) - ord("A") + 1
    return int(match[2]), column


def _ignore(_: str) -> None:
    pass
