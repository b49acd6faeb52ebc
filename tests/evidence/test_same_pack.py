"""The sample pack as a folder, a zip, one YAML or XML file and a workbook: the same findings, but for their places."""

import zipfile
from datetime import datetime
from pathlib import Path
from typing import Any

import pytest
from openpyxl import load_workbook

from accordant.evidence import read_pack
from accordant.forms.converting import convert
from accordant.model.register import Finding, Register
from accordant.model.tree import Format
from accordant.rulebook import Compiled
from judging import judge
from packs import samples

DEMO = next(sample for sample in samples() if sample.name == "demo")


def as_zip(folder: Path) -> Path:
    with zipfile.ZipFile(folder / "demo.zip", "w", zipfile.ZIP_DEFLATED) as file:
        for path in DEMO.yaml.rglob("*"):
            file.write(path, path.relative_to(DEMO.yaml))
    return folder / "demo.zip"


def as_yaml(folder: Path) -> Path:
    texts = [path.read_text(encoding="utf-8") for path in sorted(DEMO.yaml.rglob("*.yaml"))]
    (folder / "demo.yaml").write_text("---\n".join(texts), encoding="utf-8")
    return folder / "demo.yaml"


def as_xml(folder: Path) -> Path:
    texts = [path.read_text(encoding="utf-8").partition("?>")[2] for path in sorted(DEMO.xml.rglob("*.xml"))]
    (folder / "demo.xml").write_text(f"<pack>{''.join(texts)}</pack>\n", encoding="utf-8")
    return folder / "demo.xml"


def as_excel(folder: Path, compiled: Compiled) -> Path:
    pack = read_pack(DEMO.yaml, types=compiled.types)
    converted = convert(pack, compiled.types, Format.EXCEL, single=True)
    (folder / "demo.xlsx").write_bytes(converted.files[""])
    return folder / "demo.xlsx"


def judged(path: Path, compiled: Compiled) -> Register:
    return judge(read_pack(path, types=compiled.types), compiled, as_of=DEMO.as_of)


def without_places(finding: Finding) -> Finding:
    evidence = tuple(one._replace(file="", line=None, column=None, sheet=None, cell=None) for one in finding.evidence)
    judgement = finding.judgement and finding.judgement._replace(file="", line=None, column=None, sheet=None, cell=None)
    return finding._replace(evidence=evidence, judgement=judgement)


@pytest.fixture(scope="module")
def folder(compiled: Compiled) -> Register:
    return judged(DEMO.yaml, compiled)


@pytest.mark.parametrize("make", [as_zip, as_yaml, as_xml])
def test_the_findings_are_the_same(tmp_path: Path, compiled: Compiled, folder: Register, make: Any) -> None:
    path = make(tmp_path)
    register = judged(path, compiled)
    assert register.intake == folder.intake == ()
    assert list(map(without_places, register.findings)) == list(map(without_places, folder.findings))
    assert register.conclusions == folder.conclusions
    if make is as_zip:
        assert register.findings == folder.findings


@pytest.mark.parametrize("make", [as_yaml, as_xml])
def test_every_place_in_one_file_opens_at_the_value(tmp_path: Path, compiled: Compiled, make: Any) -> None:
    path = make(tmp_path)
    lines = path.read_text(encoding="utf-8").split("\n")
    opened = 0
    for finding in judged(path, compiled).findings:
        for one in finding.evidence:
            assert one.file == path.name
            if one.value and one.value.isascii() and one.line and one.column:
                there = lines[one.line - 1][one.column - 1 :].lstrip("'\"|>")
                opened += " ".join(there.split()).startswith(one.value.split()[0])
            assert one.line
            assert one.line <= len(lines)
    assert opened > 300


def test_a_workbook_gives_the_same_findings_and_every_cell_holds_its_value(
    tmp_path: Path, compiled: Compiled, folder: Register
) -> None:
    path = as_excel(tmp_path, compiled)
    register = judged(path, compiled)
    book = load_workbook(path)

    assert register.intake == ()
    assert list(map(without_places, register.findings)) == list(map(without_places, folder.findings))
    cited = [one for finding in register.findings for one in finding.evidence if one.cell]
    shown = [(one.value, book[str(one.sheet)][str(one.cell)].value) for one in cited if one.value]
    assert [pair for pair in shown if not says(*pair)] == []
    assert len(shown) > 300
    assert {one.file for one in cited} == {"demo.xlsx"}


def says(value: str, cell: object) -> bool:
    """Say whether a cell shows a value, alone or as one of several on lines of their own."""
    text = cell.date().isoformat() if isinstance(cell, datetime) else str(cell)
    return value in (" ".join(text.split()), *(" ".join(line.split()) for line in text.split("\n")))
