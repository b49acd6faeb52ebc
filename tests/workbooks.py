"""Mutated workbooks: of the zip, of its parts, of rows, cells and values, each broken as hands and tools break them."""

import io
import random
import re
import zipfile
from collections.abc import Callable
from pathlib import Path

from openpyxl import load_workbook

from accordant.catalogue.declaration import load_types
from accordant.evidence import read_pack
from accordant.forms.converting import convert
from accordant.forms.kit import excel_kit
from accordant.model.evidence import Pack
from accordant.model.tree import Format

SCHEMAS = Path(__file__).parent.parent / "schemas"
TYPES = ("collaborative_policy", "joint_risk_register", "joint_exit_strategy")
_LONGEST = 1_000_000

TOKENS = (
    b"<!DOCTYPE a [<!ENTITY b SYSTEM 'file:///etc/passwd'>]>", b"&b;", b"<![CDATA[x]]>", b"<!--", b"</c>", b"<c>",
    b"<row>", b"</row>", b"<row r='-5'>", b"<row r='1048577'>", b"<row r='x'>", b"<c r='XFD1048576'><v>1</v></c>",
    b"<c r='A1048577'><v>1</v></c>", b"<c r='XFE1'><v>1</v></c>", b"<c r='A0'><v>1</v></c>", b"<c t='s'><v>-1</v></c>",
    b"<c t='s'><v>99999999</v></c>", b"<c t='inlineStr'><is><t>x</t><rPh><t>y</t></rPh></is></c>",
    b'<c><f>WEBSERVICE("http://127.0.0.1:9/")</f></c>', b"<c t='str'><f t='shared' si='7'/><v>P-1</v></c>",
    b"<c t='e'><v>#REF!</v></c>", b"<c s='99999'><v>44000</v></c>", b"<c t='d'><v>2026-02-30T00:00:00</v></c>",
    b"<mergeCell ref='A1:XFD1048576'/>", b"<mergeCell ref='B2'/>", b"<si><t>~</t></si>", b"<si/>", b"<t>", b"</t>",
    b"<workbookPr date1904='1'/>", b"<sheet name='policy' sheetId='99' r:id='rId1'/>", b"<sheet/>",
    b"<Relationship Id='rId1' Type='x/worksheet' Target='../../../etc/passwd'/>",
    b"<Relationship Id='rId2' Type='x/externalLink' Target='http://127.0.0.1:9/a.xlsx' TargetMode='External'/>",
    b"<Relationship Id='rId3' Type='x/sharedStrings' Target='workbook.xml'/>",
    b"<cellXfs><xf numFmtId='14'/></cellXfs>",
    b"<numFmt numFmtId='0' formatCode='yyyy&quot;'/>", b"\x00", b"\xff", b"<?xml version='1.0' encoding='UTF-16'?>",
)  # fmt: skip

_REFERENCES = ("XFD1048576", "XFE1", "A0", "A-1", "A1048577", "ZZZ9", "a1", "", "A1", "B2", "A99999999999", "\u0661")
_KINDS = ("s", "b", "str", "inlineStr", "e", "d", "n", "", "zz")
_VALUES = (
    "-1", "0", "999999999", "99999999999999999999", "1e308", "1e400", "nan", "inf", "-inf", "60", "0.5", "2958466",
    "-5",
    "1_0", "\u0663", "~", "\\~", "none", "[&quot;a&quot;]", "[" * 3_000, "_x0000_", "_xD800_", "_x000D_", "=1+1", " ",
    "1" * 500, "x" * 33_000, "2026-02-30", "9999-12-31", "all", "policy", "accordant/", "*/signatures", "true",
)  # fmt: skip
_CELL = re.compile(rb"<c[ >].*?</c>|<c[^>]*/>", re.DOTALL)
_ROW = re.compile(rb"<row.*?</row>", re.DOTALL)
_TAG = re.compile(rb"(?=<)")
_TEXT = re.compile(rb"(<(?:t|v)[^>]*>)[^<]*(?=</)")
_NAMES = (
    "xl/workbook.xml",
    "xl/_rels/workbook.xml.rels",
    "xl/sharedStrings.xml",
    "xl/styles.xml",
    "[Content_Types].xml",
    "_rels/.rels",
)

Parts = dict[str, bytes]
Mutate = Callable[[random.Random, list[bytes], tuple[bytes, ...], int], bytes]


def seeds(demo: Path) -> list[bytes]:
    """Give what mutation starts from, without the parts that nobody reads: documents, written two ways, and a kit."""
    types = load_types(SCHEMAS)
    pack = read_pack(demo, types=types)
    some = [one for one in pack.documents if one.type.name in TYPES] or list(pack.documents[:3])
    filled = convert(pack._replace(documents=tuple(some[:4])), types, Format.EXCEL, single=True).files[""]
    shared = io.BytesIO()
    load_workbook(io.BytesIO(filled)).save(shared)  # which keeps texts in a part of their own
    kit = excel_kit({name: types[name] for name in types if name in TYPES}, TYPES, pack.manifest)
    return [
        _packed({name: part for name, part in _parts(one).items() if _is_read(name)})
        for one in (filled, shared.getvalue(), kit)
    ]


def _is_read(name: str) -> bool:
    return not name.startswith(("docProps", "xl/theme", "xl/comments", "xl/drawings", "xl/worksheets/_rels"))


def says_nothing(file: str, pack: Pack) -> bool:
    """Say whether a workbook was read through and holds no document: a kit that nobody has filled."""
    return file.endswith(".xlsx") and pack.sound


def mutate(chance: random.Random, corpus: list[bytes], mutate_bytes: Mutate) -> bytes:
    """Give a new workbook: one of the corpus, with some of its parts, rows, cells and values changed."""
    if chance.random() < 0.1:
        return mutate_bytes(chance, corpus, TOKENS, _LONGEST)
    parts = _parts(chance.choice(corpus)) or _parts(corpus[0])
    gentle = chance.random() < 0.5  # what is no XML any more is refused before a cell of it is looked at
    for _ in range(1 << chance.randrange(4)):
        sheets = [name for name in parts if "/sheet" in name or name in _NAMES]
        name = chance.choice(sheets or list(parts) or [_NAMES[0]])
        if not gentle and chance.random() < 0.04:
            _move(chance, parts, name)
        else:
            parts[name] = _changed(chance, parts.get(name, b""), mutate_bytes, gentle=gentle)
    return _packed(parts)


def _parts(data: bytes) -> Parts:
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as file:
            return {name: file.read(name) for name in file.namelist()}
    except Exception:  # noqa: BLE001 - a workbook that bytes were changed of
        return {}


def _packed(parts: Parts) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED, compresslevel=1) as file:
        for name, data in parts.items():
            file.writestr(name, data)
    return out.getvalue()


def _move(chance: random.Random, parts: Parts, name: str) -> None:
    """Lose a part, or let another stand in its place."""
    if chance.random() < 0.5:
        parts.pop(name, None)
    else:
        parts[name] = parts[chance.choice(list(parts))] if parts else b""


def _changed(chance: random.Random, data: bytes, mutate_bytes: Mutate, *, gentle: bool) -> bytes:
    match chance.randrange(1 if gentle else 0, 5 if gentle else 7):
        case 0:
            return _at(chance, _TAG, data, lambda _: chance.choice(TOKENS))
        case 1:
            return _at(chance, _ROW, data, lambda row: row * chance.choice((0, 2, 2, 30)))
        case 2 | 3:
            return _at(chance, _CELL, data, lambda cell: _cell(chance, cell))
        case 4:
            text = chance.choice(_VALUES).encode()
            return _TEXT.sub(rb"\1", data) if chance.random() < 0.05 else _at(chance, _TEXT, data, lambda old: (
                old[: old.index(b">") + 1] + text
            ))  # fmt: skip
        case _:
            return mutate_bytes(chance, [data], TOKENS, _LONGEST)


def _at(chance: random.Random, what: re.Pattern[bytes], data: bytes, change: Callable[[bytes], bytes]) -> bytes:
    """Change one of the places that match."""
    places = list(what.finditer(data))
    if not places:
        return data
    place = chance.choice(places)
    return data[: place.start()] + change(place[0]) + data[place.end() :]


def _cell(chance: random.Random, cell: bytes) -> bytes:
    match chance.randrange(6):
        case 0:
            return re.sub(rb' r="[^"]*"', f' r="{chance.choice(_REFERENCES)}"'.encode(), cell)
        case 1:
            kind = f'<c t="{chance.choice(_KINDS)}"'.encode()
            return kind + re.sub(rb' t="[^"]*"', b"", cell).removeprefix(b"<c")
        case 2:
            return re.sub(rb' s="[^"]*"', f' s="{chance.choice((*_VALUES[:6], "1"))}"'.encode(), cell)
        case 3:
            return cell + cell
        case 4:
            return cell.replace(b"<v>", b"<f>1+1</f><v>").replace(b"<is>", b"<f>A1</f><is>")
        case _:
            return b""
