"""The sheets of a workbook -> documents, each with the place of every value; and what is wrong with the sheets."""

from collections.abc import Mapping
from hashlib import sha256
from typing import NamedTuple

from accordant.evidence.cell_values import read_cell
from accordant.evidence.cells import Cells, at_of
from accordant.evidence.growing import Group, frozen
from accordant.evidence.layout import COMMON, DOCUMENT, ITEM, KEY, lay_out
from accordant.evidence.limits import DEFAULT_LIMITS, Limits
from accordant.evidence.refusal import RefusedError, shown
from accordant.evidence.several import name_of
from accordant.evidence.sheets import Notes, Table, Ties, Values, find_tables
from accordant.evidence.suggestion import did_you_mean
from accordant.evidence.workbook import read_workbook
from accordant.model.catalogue import DocumentType
from accordant.model.problem import Problem
from accordant.model.tree import Format, Leaf, Part, Source
from accordant.model.values import normalise

_COMPARED = 1_000


class Workbook(NamedTuple):
    """What was read of a workbook. `whole` says that nothing in it was left unread."""

    sources: tuple[Source, ...]
    problems: tuple[Problem, ...]
    whole: bool


class _Row(NamedTuple):
    """A row that others may be part of: what it is, and the names by which they may say so."""

    group: Group
    names: tuple[str, ...]


def read_excel(file: str, data: bytes, types: Mapping[str, DocumentType], limits: Limits = DEFAULT_LIMITS) -> Workbook:
    """Return the documents of a workbook, in the order of its sheets and rows.

    What is wrong with a sheet is said at its cell and keeps nothing else from being read.
    """
    try:
        pages = read_workbook(data, limits)
    except RefusedError as refusal:
        return Workbook((), (Problem(file, None, None, refusal.message),), whole=False)
    notes = Notes()
    tables, whole = find_tables(pages, lay_out(types), notes)
    reading = _Reading(notes)
    for table in sorted(tables, key=lambda one: one.sheet.address.count("/") + (one.sheet.parent == COMMON)):
        reading.take(table)
    part = Part(file, 0, 0, tuple(page.name for page in pages))
    digest = sha256(data).hexdigest()
    sources = tuple(
        Source(name_of(file, number), Format.EXCEL, "", digest, frozen(group), part)
        for number, group in enumerate(sorted(reading.documents, key=lambda one: one.at), 1)
    )
    cells = Cells(part.sheets)
    problems = tuple(Problem(file, None, None, message, *cells.place(at)[2:]) for at, message in notes.listed())
    return Workbook(sources, problems, whole=whole and not reading.lost)


class _Reading:
    """The documents of a workbook while its sheets are read: those of documents first, then their lists by depth."""

    def __init__(self, notes: Notes) -> None:
        self.documents: list[Group] = []
        self.notes = notes
        self.lost = False
        self.rows: dict[str, list[_Row]] = {}
        self.found: dict[tuple[str, str], dict[str, list[_Row]]] = {}

    def take(self, table: Table) -> None:
        for row in table.rows:
            if not table.sheet.parent:
                self._take_document(table, row.number, row.values, row.ties)
            elif row.values or KEY in row.ties:
                self._take_item(table, row.number, row.values, row.ties)

    def _take_document(self, table: Table, number: int, values: Values, ties: Ties) -> None:
        sheet = table.sheet
        start = at_of(table.page, number, 1)
        group = Group(start, {"type": Leaf(sheet.type, start)})
        self._fill(group, values)
        self.documents.append(group)
        self._keep(sheet.address, group, ties, "")

    def _take_item(self, table: Table, number: int, values: Values, ties: Ties) -> None:
        sheet = table.sheet
        owner = self._owner(table, number, ties)
        if owner is None:
            self.lost = True
            return
        start = min((at for _, _, at in values), default=at_of(table.page, number, 1))
        group = Group(start, {})
        self._fill(group, values)
        said = owner.append(sheet.path, group)
        if said:
            self.notes.add(start, said)
        self._keep(sheet.address, group, ties, normalise(ties[DOCUMENT][0]) if DOCUMENT in ties else "")

    def _fill(self, group: Group, values: Values) -> None:
        for column, text, at in values:
            group.put(column.path, read_cell(text, column.field, at))

    def _keep(self, address: str, group: Group, ties: Ties, above: str) -> None:
        """Keep a row under its key and its id, so that the rows of other sheets find it."""
        given = group.fields.get("id")
        names = [normalise(ties[KEY][0])] if KEY in ties else []
        if isinstance(given, Leaf) and given.text:
            names.append(normalise(given.text))
        row = _Row(group, tuple(dict.fromkeys(names)))
        self.rows.setdefault(address, []).append(row)
        for name in row.names:
            self.found.setdefault((address, above), {}).setdefault(name, []).append(row)

    def _owner(self, table: Table, number: int, ties: Ties) -> Group | None:
        """Return what an item's row is part of; say at its cell why there is none."""
        sheet = table.sheet
        document = normalise(ties[DOCUMENT][0]) if DOCUMENT in ties else ""
        tie = ITEM if ITEM in sheet.ties else DOCUMENT
        word, at = ties.get(tie, ("", at_of(table.page, number, 1)))
        name = normalise(word)
        addresses = [key for key in self.rows if "/" not in key] if sheet.parent == COMMON else [sheet.parent]
        if not name:
            there = [self.rows[address] for address in addresses if address in self.rows]
            if len(there) == 1 and len(there[0]) == 1:
                return there[0][0].group
            self.notes.add(at, f"the row does not say which {tie.lower()} it is part of: write its id here")
            return None
        above = document if tie == ITEM else ""
        known = [self.found.get((address, above), {}) for address in addresses]
        rows = [row for names in known for row in names.get(name, ())]
        keyed = [row for row in rows if row.names[0] == name]
        if len(rows) == 1 or len(keyed) == 1:
            return (rows if len(rows) == 1 else keyed)[0].group
        if rows:
            self.notes.add(at, f"{shown(name)} names {len(rows)} rows: give each a {KEY} of its own and write it here")
        else:
            words = () if self.notes.full else [one for names in known for one in names][:_COMPARED]
            self.notes.add(at, f"there is no {tie.lower()} {shown(name)}{did_you_mean(name, words)}")
        return None
