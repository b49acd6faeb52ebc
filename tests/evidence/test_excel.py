"""A workbook as evidence: every value with its cell, in whatever order; what is wrong with it is said at its cell."""

from collections.abc import Callable
from datetime import date, datetime
from io import BytesIO
from pathlib import Path
from typing import Any
from zipfile import ZIP_DEFLATED, ZipFile

import pytest
from openpyxl import Workbook

from accordant.evidence import Limits, read_pack
from accordant.evidence.excel_reader import read_excel
from accordant.evidence.excel_text import escape, number_text, unescape
from accordant.evidence.places import lines_of
from accordant.model.change import Data, fields_of
from accordant.model.evidence import Pack
from evidence.declared import TYPES as DECLARED

TYPES = {"policy": DECLARED["policy"]}
HEADERS = ("Id", "Status", "approved_on", "Statement", "Sites", "relationships", "Scope: where")
POLICY = ("POL-1", "approved", date(2026, 1, 31), "Share risk\nand gain", 3, "north\nsouth", "Hall 2")
ISSUES = (("Document", "Id", "Raised", "State"), ("POL-1", "I-1", "2026-02-01", "open"), ("POL-1", "I-2", None, "shut"))


def book_of(**sheets: tuple[tuple[Any, ...], ...]) -> Workbook:
    book = Workbook()
    book.remove(book.worksheets[0])
    for name, rows in sheets.items():
        page = book.create_sheet(name.replace("__", " - "))
        for row in rows:
            page.append(row)
    return book


def saved(book: Workbook) -> bytes:
    out = BytesIO()
    book.save(out)
    return out.getvalue()


def read(data: bytes, folder: Path) -> Pack:
    (folder / "book.xlsx").write_bytes(data)
    return read_pack(folder, types=TYPES)


def small() -> Workbook:
    return book_of(policy=(HEADERS, POLICY), policy__issues=ISSUES)


def said(pack: Pack) -> list[str]:
    return list(map(str, pack.intake))


def test_documents_lists_and_values_are_read(tmp_path: Path) -> None:
    pack = read(saved(small()), tmp_path)

    (document,) = pack.documents
    assert fields_of(document.root) == {
        "type": "policy",
        "id": "POL-1",
        "status": "approved",
        "approved_on": "2026-01-31",
        "statement": "Share risk\nand gain",
        "sites": "3",
        "relationships": ["north", "south"],
        "scope": {"where": "Hall 2"},
        "issues": [{"id": "I-1", "raised": "2026-02-01", "state": "open"}, {"id": "I-2", "state": "shut"}],
    }
    assert document.approved_on == date(2026, 1, 31)
    assert said(pack) == ["book.xlsx: 'policy - issues'!D3: issues/1/state: \"shut\" is not one of open, closed"]


def test_every_place_is_the_cell_of_the_value(tmp_path: Path) -> None:
    (document,) = read(saved(small()), tmp_path).documents
    cells = lines_of(document.source)
    issues: Any = document.root.fields["issues"]

    assert document.source.home == "book.xlsx"
    assert cells.place(document.root.fields["statement"].at)[2:] == ("policy", "D2")
    assert cells.place(issues.items[1].fields["state"].at)[2:] == ("policy - issues", "D3")


def test_sheets_columns_and_rows_may_stand_in_any_order(tmp_path: Path) -> None:
    order = (4, 6, 0, 5, 2, 1, 3)
    moved = tuple(tuple(row[index] for index in order) for row in (HEADERS, POLICY))
    book = book_of(policy__issues=(ISSUES[0], ISSUES[2], ISSUES[1]), other=(), policy=((), (), *moved))

    (document,) = read(saved(book), tmp_path).documents

    data = fields_of(document.root)
    issues: Any = data["issues"]
    assert (data["sites"], data["id"], [one["id"] for one in issues]) == ("3", "POL-1", ["I-2", "I-1"])


def test_a_renamed_column_is_told_with_what_was_meant(tmp_path: Path) -> None:
    book = book_of(policy=(("Id", "Approvd on", "Statment", "status"), ("POL-1", "2026-01-01", "x", "approved")))

    assert said(read(saved(book), tmp_path)) == [
        'book.xlsx: policy!B1: "Approvd on" is not a column of this sheet (did you mean approved_on?); it is not read',
        'book.xlsx: policy!C1: "Statment" is not a column of this sheet (did you mean statement?); it is not read',
    ]


def test_a_renamed_sheet_is_told_and_its_evidence_counts_as_unread(tmp_path: Path) -> None:
    pack = read(saved(book_of(policies=(HEADERS, POLICY))), tmp_path)

    assert said(pack) == [
        'book.xlsx: policies!A1: "policies" is not a sheet of evidence (did you mean policy?); it is not read'
    ]
    assert not pack.sound


def test_the_address_in_the_first_cell_says_what_a_renamed_sheet_is(tmp_path: Path) -> None:
    pack = read(saved(book_of(Unsere=(("policy",), HEADERS, POLICY))), tmp_path)

    assert [document.id for document in pack.documents] == ["POL-1"]
    assert (said(pack), pack.sound) == ([], True)


def test_merged_cells_are_told(tmp_path: Path) -> None:
    book = book_of(policy=(HEADERS, POLICY, ("POL-2",)))
    book["policy"].merge_cells("B2:B3")

    assert said(read(saved(book), tmp_path)) == [
        "book.xlsx: policy!B2: merged cells (B2:B3): only the first holds a value; unmerge them"
    ]


def test_a_formula_is_its_saved_value_and_is_never_run(tmp_path: Path) -> None:
    data = raw('<c r="A1" t="inlineStr"><is><t>Id</t></is></c><c r="B1" t="inlineStr"><is><t>Sites</t></is></c>',
               '<c r="A2" t="str"><f>"P"&amp;1</f><v>P1</v></c><c r="B2"><f>1+1</f><v>2</v></c>',
               '<c r="A3" t="str"><f>X</f><v>P2</v></c><c r="B3"><f>WEBSERVICE("http://x.invalid")</f></c>',
               '<c r="A4" t="str"><f>X</f><v>P3</v></c><c r="B4" t="e"><f>1/0</f><v>#DIV/0!</v></c>')  # fmt: skip
    pack = read(data, tmp_path)

    assert [(one.id, fields_of(one.root).get("sites")) for one in pack.documents] == [
        ("P1", "2"),
        ("P2", None),
        ("P3", None),
    ]
    assert said(pack) == [
        "book.xlsx: policy!B3: a formula without a saved value: it is not run; write the value itself",
        "book.xlsx: policy!B4: the cell shows the error #DIV/0!: write the value itself",
    ]


@pytest.mark.parametrize(
    ("row", "message"),
    [
        (("POL-9", "I-1"), 'A2: there is no document "POL-9" (did you mean POL-1?)'),
        ((None, "I-1"), "A2: the row does not say which document it is part of: write its id here"),
        (("same", "I-1"), 'A2: "same" names 2 rows: give each a Key of its own and write it here'),
    ],
)
def test_an_item_of_nobody_is_told(row: tuple[str | None, ...], message: str, tmp_path: Path) -> None:
    documents = (("Id", "Statement"), ("POL-1", "a"), ("same", "b"), ("same", "c"))
    pack = read(saved(book_of(policy=documents, policy__issues=(("Document", "Id"), row))), tmp_path)

    assert f"book.xlsx: 'policy - issues'!{message}" in said(pack)
    assert not pack.sound


def test_two_documents_of_one_id_are_told_apart_by_a_key(tmp_path: Path) -> None:
    documents = (("Id", "Version", "Key"), ("POL", "1", None), ("POL", "2", "new"))
    pack = read(saved(book_of(policy=documents, policy__issues=(("Document", "Id"), ("new", "I-1")))), tmp_path)

    assert [fields_of(one.root).get("issues") for one in pack.documents] == [None, [{"id": "I-1"}]]


@pytest.mark.parametrize(
    ("value", "text"),
    [
        (date(2026, 2, 28), "2026-02-28"),
        (datetime(2026, 2, 28, 13, 5), "2026-02-28T13:05:00"),  # noqa: DTZ001 - a cell knows no zone
        (0.1 + 0.2, "0.3"),
        (1234567890123.0, "1234567890123"),
        (True, "true"),
        ("007", "007"),
        ("a_x000D_\nb", "a\nb"),
    ],
)
def test_values_read_as_a_person_sees_them(value: Any, text: str, tmp_path: Path) -> None:
    (document,) = read(saved(book_of(policy=(("Id", "Statement"), ("P", value)))), tmp_path).documents

    assert fields_of(document.root)["statement"] == text


@pytest.mark.parametrize(
    ("cell", "data"),
    [
        ("~", None),
        ("\\~", "~"),
        ("none", "none"),
        ("\\\\server\\share", "\\\\server\\share"),
    ],
)  # fmt: skip
def test_a_text_is_itself_but_for_null(cell: str, data: Data, tmp_path: Path) -> None:
    (document,) = read(saved(book_of(policy=(("Id", "Statement"), ("P", cell)))), tmp_path).documents

    assert fields_of(document.root)["statement"] == data


@pytest.mark.parametrize(
    ("cell", "data"),
    [
        ("none", []),
        ("all", "all"),
        ("north", ["north"]),
        ("north\n\n south ", ["north", "south"]),
        ('["all"]', ["all"]),
        ("~", None),
    ],
)
def test_a_list_stands_one_a_line(cell: str, data: Data, tmp_path: Path) -> None:
    (document,) = read(saved(book_of(policy=(("Id", "Relationships"), ("P", cell)))), tmp_path).documents

    assert fields_of(document.root)["relationships"] == data


def test_numbers_and_characters_of_excel() -> None:
    assert number_text("5e-1", None) == "0.5"
    assert number_text("1E+16", None) == "10000000000000000"
    assert number_text("x", None) == "x"
    assert unescape("_xD83D__xDE00_ _xD800_") == "\U0001f600 \ufffd"
    assert unescape(escape("_x000D_ \x07\r")) == "_x000D_ \x07\r"


CONTENT_TYPES = '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"/>'
ROOT = (
    '<Relationships xmlns="r"><Relationship Id="a" Type="x/officeDocument" Target="xl/workbook.xml"/></Relationships>'
)
BOOK = (
    '<workbook xmlns="m" xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships">'
    '<sheets><sheet name="policy" sheetId="1" r:id="b"/></sheets></workbook>'
)
RELATIONSHIPS = (
    '<Relationships xmlns="r"><Relationship Id="b" Type="x/worksheet" Target="sheet.xml"/>'
    '<Relationship Id="c" Type="x/externalLink" Target="http://x.invalid/a.xlsx" TargetMode="External"/>'
    '<Relationship Id="d" Type="x/vbaProject" Target="vbaProject.bin"/></Relationships>'
)


def raw(*rows: str, sheet: str = "", **parts: bytes) -> bytes:
    body = "".join(f"<row>{row}</row>" for row in rows)
    out = BytesIO()
    files = {
        "_rels/.rels": ROOT,
        "xl/workbook.xml": BOOK,
        "xl/_rels/workbook.xml.rels": RELATIONSHIPS,
        "xl/sheet.xml": sheet or f'<worksheet xmlns="m"><sheetData>{body}</sheetData></worksheet>',
        **parts,
    }
    with ZipFile(out, "w", ZIP_DEFLATED) as file:
        for name, text in files.items():
            file.writestr(name, text)
    return out.getvalue()


def many_rows(count: int) -> str:
    return "".join(f'<c r="A{row}"><v>{row}</v></c>' for row in range(1, count))


HOSTILE: dict[str, tuple[Callable[[], bytes], str]] = {
    "no zip": (lambda: b"PK\3\4 nonsense", "not an Excel workbook (.xlsx), or one that needs a password"),
    "no workbook in it": (
        lambda: saved_zip({"a.txt": b"x"}),
        "not an Excel workbook (.xlsx), or one that needs a password",
    ),
    "an entity": (
        lambda: raw(sheet='<!DOCTYPE w [<!ENTITY e "x">]><worksheet/>'),
        "a DOCTYPE is not read: no entities, no external files",
    ),
    "an entity in another encoding": (
        lambda: raw(sheet="", **{"xl/sheet.xml": '<!DOCTYPE w [<!ENTITY e "x">]><worksheet/>'.encode("utf-16")}),
        "a DOCTYPE is not read: no entities, no external files",
    ),
    "a sheet that leads nowhere": (
        lambda: raw(**{"xl/workbook.xml": BOOK.replace('r:id="b"', 'r:id="gone"').encode()}),
        'it has no part for the sheet "policy"',
    ),
    "a sheet that leads outside": (
        lambda: raw(**{"xl/workbook.xml": BOOK.replace('r:id="b"', 'r:id="c"').encode()}),
        'it has no part for the sheet "policy"',
    ),
    "no sheets": (lambda: raw(**{"xl/workbook.xml": b"<workbook/>"}), "it lists no sheet"),
    "a bomb": (lambda: raw(sheet=f"<worksheet>{' ' * 9_000_000}</worksheet>"), "unpacks to more than 100 times"),
    "broken XML": (lambda: raw(sheet="<worksheet>"), "not a workbook that can be read: xl/sheet.xml"),
    "too many cells": (lambda: raw(many_rows(700)), "holds more than 500 values"),
    "a long text": (
        lambda: raw(f'<c r="A1" t="inlineStr"><is><t>{"ab" * 20_000}</t></is></c>'),
        "a cell with more than 32767 characters",
    ),
    "a cell beyond the last": (lambda: raw('<c r="ZZZ1"><v>1</v></c>'), "a cell beyond the last row or column"),
}


def saved_zip(parts: dict[str, bytes]) -> bytes:
    out = BytesIO()
    with ZipFile(out, "w") as file:
        for name, data in parts.items():
            file.writestr(name, data)
    return out.getvalue()


@pytest.mark.parametrize("name", HOSTILE)
def test_what_is_hostile_is_refused_with_its_reason(name: str) -> None:
    make, message = HOSTILE[name]
    workbook = read_excel("h.xlsx", make(), TYPES, Limits(nodes=500))

    assert [str(one)[:8] for one in workbook.problems] == ["h.xlsx: "]
    assert message in workbook.problems[0].message
    assert (workbook.sources, workbook.whole) == ((), False)


def test_external_links_and_macros_are_never_opened(tmp_path: Path) -> None:
    pack = read(raw('<c r="A1" t="inlineStr"><is><t>Id</t></is></c>', '<c r="A2"><v>7</v></c>'), tmp_path)

    assert ([one.id for one in pack.documents], said(pack)) == (["7"], [])


def test_a_million_mistakes_are_told_as_a_hundred() -> None:
    heads = "".join(f'<c t="inlineStr"><is><t>Wrong head {number}</t></is></c>' for number in range(3_000))
    data = raw(f'<c t="inlineStr"><is><t>Id</t></is></c>{heads}', "<c><v>1</v></c>")

    problems = read_excel("h.xlsx", data, TYPES).problems

    assert len(problems) == 101
    assert problems[-1].message == "more than 100 problems: the rest is not listed"
