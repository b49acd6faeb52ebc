"""A sample pack in every shape: the same findings but for their places, and every place opens at the value."""

from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

import pytest

from accordant.evidence import read_pack
from accordant.model.register import Finding, Register
from accordant.rulebook import Compiled
from evidence.opening import citations, misleading
from evidence.shapes import (
    Shape,
    as_excel,
    as_folder,
    as_mixed,
    as_mixed_zip,
    as_xml,
    as_xml_folder,
    as_yaml,
    as_zip,
    files_of,
)
from judging import judge
from packs import Sample, samples

SAMPLES = {sample.name: sample for sample in samples()}
SHAPES: dict[str, tuple[Shape, ...]] = {
    "demo": (as_folder, as_xml_folder, as_zip, as_yaml, as_xml, as_excel, as_mixed_zip),
    "planted": (as_xml_folder, as_mixed),
    "complete": (as_folder, as_xml_folder, as_excel, as_mixed_zip),
}
PLACELESS = {"file": "", "line": None, "column": None, "sheet": None, "cell": None}


class Brought(NamedTuple):
    """A sample pack in one shape: where it lies, what was judged of it, and what of the same pack as it is kept."""

    path: Path
    register: Register
    kept: Register


def cases() -> Iterator[object]:
    for name, shapes in SHAPES.items():
        for shape in shapes:
            # One group a sample: its register is made once.
            marks = () if name == "demo" else (pytest.mark.whole,)
            yield pytest.param((name, shape), marks=marks, id=f"{name}-{shape.__name__}")


def judged(sample: Sample, path: Path, compiled: Compiled) -> Register:
    return judge(read_pack(path, types=compiled.types), compiled, as_of=sample.as_of)


@pytest.fixture(scope="module")
def kept(compiled: Compiled) -> dict[str, Register]:
    """Give the registers of the samples as they are kept, each made when it is first asked for."""

    class Kept(dict[str, Register]):
        def __missing__(self, name: str) -> Register:
            return self.setdefault(name, judged(SAMPLES[name], SAMPLES[name].yaml, compiled))

    return Kept()


@pytest.fixture(scope="module", params=cases())
def brought(
    request: pytest.FixtureRequest,
    tmp_path_factory: pytest.TempPathFactory,
    compiled: Compiled,
    kept: dict[str, Register],
) -> Brought:
    name, shape = request.param
    path = shape(SAMPLES[name], tmp_path_factory.mktemp(name), compiled)
    register = kept[name] if shape is as_folder else judged(SAMPLES[name], path, compiled)
    return Brought(path, register, kept[name])


def without_places(finding: Finding) -> Finding:
    evidence = tuple(one._replace(**PLACELESS) for one in finding.evidence)
    judgement = finding.judgement and finding.judgement._replace(**PLACELESS)
    return finding._replace(evidence=evidence, judgement=judgement)


def test_the_findings_are_the_same(brought: Brought) -> None:
    register, kept = brought.register, brought.kept
    assert [one.message for one in register.intake] == [one.message for one in kept.intake]
    assert list(map(without_places, register.findings)) == list(map(without_places, kept.findings))
    assert register.conclusions == kept.conclusions


def test_every_citation_opens_at_its_value(brought: Brought) -> None:
    files = files_of(brought.path)
    cited = list(citations(brought.register))
    assert [wrong for one in cited if (wrong := misleading(one, files))] == []
    assert sum(one.value is not None for one in cited) > 100
    assert {one.file for one in cited if one.line or one.cell} <= set(files)
    if "mixed" in brought.path.name:
        assert {one.file.rpartition(".")[2] for one in cited} >= {"yaml", "xml", "xlsx"}
    valued = [one for one in cited if one.value is not None][:100]
    swapped = [one._replace(value=f"{one.value} not") for one in valued]
    assert all(misleading(one, files) for one in swapped)


def test_a_zip_is_judged_as_the_folder_is(tmp_path: Path, compiled: Compiled, kept: dict[str, Register]) -> None:
    demo = SAMPLES["demo"]
    assert judged(demo, as_zip(demo, tmp_path, compiled), compiled).findings == kept["demo"].findings
