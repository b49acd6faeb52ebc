"""A client at the workbook of a kit: documents typed under its headings, a row each, and the items of lists on theirs.

Knows what a client can see (headings, first cells, what a field is) and nothing of how the kit is made or read.
"""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from datetime import date

from openpyxl import Workbook
from openpyxl.worksheet.worksheet import Worksheet

from accordant.model.catalogue import DocumentType, Field, FieldKind
from writing import Data

HEADINGS = 2
"""The row of the headings."""

Fields = Mapping[str, Data]


class Client:
    """Whoever fills in a workbook, row below row."""

    def __init__(self, book: Workbook) -> None:
        self.pages = {str(page["A1"].value): page for page in book.worksheets}
        self.columns = {address: dict(headings(page)) for address, page in self.pages.items()}
        self.last = Counter(dict.fromkeys(self.pages, HEADINGS))

    def type_in(self, documents: Sequence[tuple[DocumentType, Fields]]) -> None:
        """Fill in the documents; whose id another has too gets a word of its own in the column Key."""
        ids = Counter(data.get("id") for _, data in documents)
        seen: Counter[str] = Counter()
        for declared, data in documents:
            own = str(data.get("id") or "")
            seen[own] += 1
            key = f"{own}, no. {seen[own]}" if ids[data.get("id")] > 1 else ""
            self._row(declared.name, declared.fields, data, {"Key": key}, key or own, "")

    def _row(
        self, address: str, fields: Mapping[str, Field], data: Fields, ties: Mapping[str, str], document: str, item: str
    ) -> None:
        self.last[address] += 1
        for heading, word in ties.items():
            if word:
                self._put(address, heading, word)
        self._fields(address, address, fields, data, "", document, item)

    def _fields(
        self, sheet: str, address: str, fields: Mapping[str, Field], data: Fields, above: str, document: str, item: str
    ) -> None:
        row = self.last[sheet]
        for name, value in data.items():
            field, path = fields[name], f"{address}/{name}"
            heading = f"{above}{field.label}"
            if value is None:
                continue
            if isinstance(value, dict):
                self._fields(sheet, path, field.fields, value, f"{heading}: ", document, item)
            elif isinstance(value, list) and any(isinstance(one, dict) for one in value):
                self._items(path, field, value, document, item)
            else:
                inner = path.removeprefix(f"{sheet}/")
                self._put(sheet, heading, typed(value, field), inner, row)

    def _items(self, path: str, field: Field, items: Sequence[Data], document: str, above: str) -> None:
        """Fill in the sheet of a list, a row an item."""
        address = path if path in self.pages else f"*/{path.rpartition('/')[2]}"
        assert field.item is not None
        headings = self.columns[address]
        ids = Counter(str(item.get("id")) for item in items if isinstance(item, dict))
        for number, item in enumerate(items, 1):
            assert isinstance(item, dict), f"{path}: groups and words in one list"
            own = str(item.get("id") or "")
            key = "" if own and ids[own] == 1 else f"no. {number}"
            ties = {"Document": document, "Item": above, "Key": key if "key" in headings else ""}
            self._row(address, field.item.fields, item, ties, document, key or own)

    def _put(self, address: str, heading: str, value: object, path: str = "", row: int = 0) -> None:
        headings = self.columns[address]
        column = headings.get(f"{heading} ({path})".lower()) or headings[heading.lower()]
        self.pages[address].cell(row or self.last[address], column, value)


def headings(page: Worksheet) -> Iterator[tuple[str, int]]:
    for cell in page[HEADINGS]:
        if cell.value is not None:
            yield str(cell.value).removesuffix("*").strip().lower(), cell.column


def typed(value: Data, field: Field) -> object:
    """Give what a client types: dates as dates, numbers as numbers, one entry of a list a line, none for no entry."""
    if isinstance(value, list):
        return "\n".join(str(one) for one in value) or "none"
    try:
        match field.kind:
            case FieldKind.DATE:
                return date.fromisoformat(str(value))
            case FieldKind.INTEGER:
                return int(str(value))
            case FieldKind.DECIMAL:
                return float(str(value))
    except ValueError:
        return value
    return value
