"""A pack in YAML, its twin in XML and a mixture of both give the same findings, but for where things stand."""

import json
import shutil
from pathlib import Path
from typing import Any

import pytest

from accordant.evidence import read_pack
from accordant.model.register import Register
from accordant.reports import render_json
from accordant.rulebook import Compiled
from casebook import all_cases, write_pack
from judging import judge, narrowed
from packs import Sample, samples
from writing import write_twin

SAMPLES = samples()
PLACES = ("line", "column")


def plain(register: Register) -> dict[str, Any]:
    """Give everything the register says but digests and places; a file goes by its name without the format."""
    whole = json.loads(render_json(register), object_hook=without_places)
    return {**whole, "evidence": [{**one, "digest": ""} for one in whole["evidence"]["documents"]]}


def without_places(data: dict[str, Any]) -> dict[str, Any]:
    file = {"file": data["file"].rsplit(".", 1)[0]} if "file" in data else {}
    return {name: value for name, value in data.items() if name not in PLACES} | file


def judged(folder: Path, compiled: Compiled, as_of: str, **options: str) -> dict[str, Any]:
    return plain(judge(read_pack(folder, types=compiled.types), compiled, as_of=as_of, **options))


def files_of(folder: Path) -> dict[str, bytes]:
    return {str(file.relative_to(folder)): file.read_bytes() for file in folder.rglob("*") if file.is_file()}


def mix(sample: Sample, target: Path) -> Path:
    """Take every other document in YAML and the rest in XML."""
    for number, file in enumerate(sorted(sample.yaml.rglob("*.yaml"))):
        name = file.relative_to(sample.yaml)
        source = file if number % 2 else (sample.xml / name).with_suffix(".xml")
        (target / name.parent).mkdir(parents=True, exist_ok=True)
        shutil.copy(source, target / name.parent)
    return target


def test_there_are_samples() -> None:
    assert {"demo", "dudley-advance-ii", "staffordshire-alliance"} <= {sample.name for sample in SAMPLES}


@pytest.mark.parametrize("sample", SAMPLES, ids=[sample.name for sample in SAMPLES])
def test_twins_are_current(sample: Sample, tmp_path: Path) -> None:
    write_twin(sample.yaml, tmp_path)
    assert files_of(tmp_path) == files_of(sample.xml), "run `python tests/writing.py` on the pack again"


@pytest.mark.whole
@pytest.mark.parametrize("sample", SAMPLES, ids=[sample.name for sample in SAMPLES])
def test_twins_and_mixtures_are_judged_alike(sample: Sample, compiled: Compiled, tmp_path: Path) -> None:
    of_yaml = judged(sample.yaml, compiled, sample.as_of)
    of_xml = judged(sample.xml, compiled, sample.as_of)
    mixed = judged(mix(sample, tmp_path), compiled, sample.as_of)
    assert of_yaml["findings"]
    assert of_yaml == of_xml == mixed


@pytest.mark.whole
def test_every_case_is_judged_alike(compiled: Compiled, tmp_path: Path) -> None:
    differing, number = [], 0
    for number, case in enumerate(all_cases(compiled.types), 1):
        one = narrowed(compiled, case.rule)
        seen = []
        for form in ("yaml", "xml"):
            folder = write_pack(tmp_path / form / str(number), case.manifest, case.documents, xml=form == "xml")
            seen.append(judged(folder, one, case.as_of, **case.options))
        if seen[0] != seen[1]:
            differing.append(f"{case.rule} · {case.name}")
    assert number > 300
    assert not differing
