"""What a person sees who opens a citation: the scalar at its line and column, or what its cell shows."""

from collections.abc import Iterator, Mapping
from datetime import datetime
from functools import lru_cache
from io import BytesIO

from openpyxl import Workbook, load_workbook

from accordant.model.register import Evidence, Register
from evidence.scalar_reader import xml_scalar, yaml_scalar

AROUND = 60
"""So many lines before and after a place are read: no sample has a scalar that is longer, and files may be."""


def citations(register: Register) -> Iterator[Evidence]:
    """Give every citation of a register once."""
    cited = [one for finding in register.findings for one in (*finding.evidence, finding.judgement) if one]
    yield from dict.fromkeys(cited)


def misleading(one: Evidence, files: Mapping[str, bytes]) -> str | None:
    """Give what stands at a citation's place when it is not the value cited; None where it is."""
    if one.cell is None and one.line is None:
        return None if one.value is None else "a value without a place"
    seen = shown(one, files[one.file]) if one.cell else read(one, files[one.file].decode("utf-8-sig"))
    if one.value is None:
        return None if seen else "nothing stands there"
    return None if one.value in seen else f"{one}: {sorted(seen)}"


def read(one: Evidence, text: str) -> set[str]:
    """Give what may be read at a place of a text: in YAML a comma ends a plain scalar in brackets, and only there."""
    lines, column = text.split("\n"), one.column or 0
    before = max((one.line or 0) - AROUND, 0)
    text, line = "\n".join(lines[before : before + 2 * AROUND]), (one.line or 0) - before
    if one.value is None:
        return set(text.split("\n")[line - 1][column - 1 :].strip()[:1])
    if one.file.endswith(".xml"):
        return {" ".join((xml_scalar(text, line, column) or "").split())}
    return {" ".join(yaml_scalar(text, line, column, flow=flow).split()) for flow in (False, True)}


def shown(one: Evidence, data: bytes) -> set[str]:
    """Give what a cell shows, whole and line by line; of an absent value, what its row shows."""
    page = book_of(data)[str(one.sheet)]
    cell = page[str(one.cell)]
    if one.value is None:
        return {str(other.value) for other in page[cell.row] if other.value is not None and cell.row > 2}
    text = cell.value.date().isoformat() if isinstance(cell.value, datetime) else str(cell.value)
    return {" ".join(part.split()) for part in (text, *text.split("\n"))}


@lru_cache(maxsize=2)
def book_of(data: bytes) -> Workbook:
    return load_workbook(BytesIO(data))
