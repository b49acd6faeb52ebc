"""Documents as plain data -> the rows of a workbook's sheets, as the reader of workbooks reads them."""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from typing import NamedTuple

from accordant.evidence.cell_values import write_cell
from accordant.evidence.layout import COMMON, DOCUMENT, ITEM, KEY, Column, Sheet, is_item_list
from accordant.model.change import Data
from accordant.model.values import normalise

Fields = Mapping[str, Data]


class Row(NamedTuple):
    """One row: the texts of its columns, and of columns that only these documents have, by header."""

    cells: Mapping[str, str]
    more: Mapping[str, str]


Grid = dict[str, list[Row]]
"""The rows of each sheet, by its address."""


def fill(documents: Sequence[Fields], layout: Mapping[str, Sheet]) -> Grid:
    """Return the rows of every sheet that has some; a document of a type that is not laid out has none.

    What a sheet cannot hold is not there: who needs it whole reads the workbook and compares.
    """
    grid: Grid = {}
    below: dict[str, list[Sheet]] = {}
    for sheet in layout.values():
        below.setdefault(sheet.parent, []).append(sheet)
    filling = _Filling(grid, below)
    for data, key in zip(documents, _keys(documents), strict=True):
        name = str(data.get("type"))
        if name in layout:
            fields = {field: value for field, value in data.items() if field != "type"}
            filling.document(layout[name], fields, key)
    return grid


def _keys(documents: Sequence[Fields]) -> Iterator[str]:
    """Give each document the name by which its items say whose they are: its id where no other has it."""
    ids = [_id(data) for data in documents]
    counts, taken = Counter(ids), set(ids)
    types = Counter(str(data.get("type")) for data in documents)
    for number, (data, own) in enumerate(zip(documents, ids, strict=True), 1):
        name = str(data.get("type"))
        if own and counts[own] == 1:
            yield own
        elif name == "manifest" and types[name] == 1:
            yield ""
        else:
            yield _free(f"{own or name} #{number}", taken)


def _id(data: Fields) -> str:
    value = data.get("id")
    return normalise(value) if isinstance(value, str) else ""


def _free(word: str, taken: set[str]) -> str:
    while word in taken:
        word += "'"
    taken.add(word)
    return word


class _Filling:
    def __init__(self, grid: Grid, below: Mapping[str, Sequence[Sheet]]) -> None:
        self.grid = grid
        self.below = below

    def document(self, sheet: Sheet, data: Fields, key: str) -> None:
        own = {KEY: key} if key and key != _id(data) else {}
        self._row(sheet, data, own)
        lists = {one.path for one in self.below.get(sheet.address, ())}
        shared = [one for one in self.below.get(COMMON, ()) if one.path not in lists]
        for inner in (*self.below.get(sheet.address, ()), *shared):
            self._items(inner, data, {DOCUMENT: key} if key else {})

    def _items(self, sheet: Sheet, data: Fields, ties: Mapping[str, str]) -> None:
        items = _at(data, sheet.path)
        some = [item for item in items if isinstance(item, dict)] if isinstance(items, list) else []
        ids = Counter(map(_id, some))
        taken = set(ids)
        for number, item in enumerate(some, 1):
            own = _id(item)
            key = own if own and ids[own] == 1 else _free(str(number), taken)
            self._row(sheet, item, {**ties, **({KEY: key} if sheet.keyed and key != own else {})})
            for inner in self.below.get(sheet.address, ()):
                self._items(inner, item, {**{name: ties[name] for name in (DOCUMENT,) if name in ties}, ITEM: key})

    def _row(self, sheet: Sheet, data: Fields, ties: Mapping[str, str]) -> None:
        cells, known = dict(ties), set()
        for column in sheet.columns:
            known.add(column.path)
            text = _text(data, column)
            if text is not None:
                cells[column.header] = text
        if not sheet.parent and not cells:
            # A document of which only lists are known has a row all the same.
            cells[KEY] = sheet.type
        self.grid.setdefault(sheet.address, []).append(Row(cells, dict(_more(data, (), known))))


def _text(data: Fields, column: Column) -> str | None:
    *above, last = column.path
    outer = _at(data, tuple(above))
    if not isinstance(outer, dict) or last not in outer:
        return None
    value = outer[last]
    if is_item_list(column.field) and isinstance(value, list) and value:
        return None
    return write_cell(value, column.field)


def _more(data: Fields, path: tuple[str, ...], known: set[tuple[str, ...]]) -> Iterator[tuple[str, str]]:
    """Give what no column is for: fields that are not declared, and groups of which nothing is known."""
    for name, value in data.items():
        here = (*path, name)
        if here in known:
            continue
        if isinstance(value, dict) and value:
            yield from _more(value, here, known)
        elif not isinstance(value, list):
            text = write_cell(value, None)
            if text is not None:
                yield "/".join(here), text


def _at(data: Data | Fields, path: tuple[str, ...]) -> Data | Fields:
    for step in path:
        if not isinstance(data, Mapping):
            return None
        data = data.get(step)
    return data
