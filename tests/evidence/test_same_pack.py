"""The sample pack as a folder, a zip, one YAML file and one XML file: the same findings, but for their places."""

import zipfile
from pathlib import Path
from typing import Any

import pytest

from accordant.evidence import read_pack
from accordant.model.register import Finding, Register
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


def judged(path: Path, compiled: Compiled) -> Register:
    return judge(read_pack(path, types=compiled.types), compiled, as_of=DEMO.as_of)


def without_places(finding: Finding) -> Finding:
    evidence = tuple(one._replace(file="", line=None, column=None) for one in finding.evidence)
    judgement = finding.judgement and finding.judgement._replace(file="", line=None, column=None)
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
