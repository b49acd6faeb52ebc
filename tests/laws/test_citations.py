"""Every citation of a register is true: another hand, starting at its line and column, reads the cited value there."""

from pathlib import Path
from typing import Any, NamedTuple
from xml.etree import ElementTree as ET

import pytest

from accordant.evidence import read_pack
from accordant.model.evidence import Pack
from accordant.model.register import Evidence, Register
from accordant.model.tree import Branch, Format, Leaf, Node, Series, Source
from accordant.model.values import normalise
from accordant.rulebook import Compiled
from casebook import all_cases, load, write_pack
from evidence.emitter import NULL_WORDS
from evidence.scalar_reader import index_of, xml_scalar, yaml_scalar
from installed.samples import write_sample
from judging import judge, narrowed
from packs import Sample, samples

SAMPLES = samples()
AS_OF = "2026-06-30"


class Place(NamedTuple):
    """What a citation points to: the source, the node its pointer leads to, and whether that stands in a flow."""

    source: Source
    node: Node
    flow: bool


def check_register(register: Register, pack: Pack, folder: Path) -> tuple[int, int]:
    """Check every citation; give how many there were with a value, and without."""
    sources = {document.source.file: document.source for document in pack.documents}
    if pack.manifest:
        sources[pack.manifest.source.file] = pack.manifest.source
    cited = [evidence for finding in register.findings for evidence in finding.evidence]
    cited += [finding.judgement for finding in register.findings if finding.judgement]
    assert all(finding.evidence for finding in register.findings)
    for evidence in dict.fromkeys(cited):
        if evidence.line is None:
            # Of what was not received, where not even a manifest was: there is no place.
            assert pack.manifest is None
            assert (evidence.file, evidence.column, evidence.value) == ("manifest", None, None)
        else:
            check(evidence, place_of(evidence, sources[evidence.file]), folder / evidence.file)
    values = sum(evidence.value is not None for evidence in cited)
    return values, len(cited) - values


def place_of(evidence: Evidence, source: Source) -> Place:
    node: Node = source.root
    flow = in_flow(source, node)
    for step in evidence.pointer.split("/")[1:]:
        node = node.items[int(step)] if isinstance(node, Series) else children(node)[step]
        flow = flow or in_flow(source, node)
    return Place(source, node, flow)


def children(node: Node) -> Any:
    assert isinstance(node, Branch)
    return node.fields


def in_flow(source: Source, node: Node) -> bool:
    return source.format is Format.YAML and not isinstance(node, Leaf) and source.text[node.at] in "{["


def check(evidence: Evidence, place: Place, file: Path) -> None:
    text = file.read_bytes().decode("utf-8-sig")
    there = value_in(file, evidence.pointer)
    if evidence.value is not None:
        seen = scalar(evidence, place, text)
        assert seen is not None
        assert normalise(seen) == evidence.value, evidence
        assert isinstance(there, str)
        assert normalise(there) == evidence.value, evidence
        return
    check_absent(evidence, place, there)
    check_start(evidence, place, text)


def check_absent(evidence: Evidence, place: Place, there: Any) -> None:
    """Nothing stands at the place, or it is the innermost there is on the way to what is missing."""
    missing, here = evidence.key.rsplit(".", 1)[-1], evidence.pointer.rsplit("/", 1)[-1]
    subject = evidence.document is None and evidence.key.startswith(("organisation", "relationship:"))
    if isinstance(there, dict) and not subject:
        assert missing == here or missing not in there, evidence
    elif isinstance(there, str) and normalise(there):
        # A text of blanks is nothing: the twin in XML holds an empty element.
        assert missing != here, evidence
    assert isinstance(place.node, Leaf) is not isinstance(there, dict | list), evidence


def check_start(evidence: Evidence, place: Place, text: str) -> None:
    assert evidence.line is not None
    assert evidence.column is not None
    start = text[index_of(text, evidence.line, evidence.column) :][:1]
    if isinstance(place.node, Leaf):
        seen = scalar(evidence, place, text)
        assert seen is None or seen in NULL_WORDS or place.node.text is not None, evidence
    elif place.source.format is Format.XML:
        assert start == "<", evidence
    elif isinstance(place.node, Branch) and start != "{":
        assert yaml_scalar(text, evidence.line, evidence.column, flow=False) == next(iter(place.node.fields)), evidence
    else:
        assert start in ("{" if isinstance(place.node, Branch) else "[-"), evidence


def scalar(evidence: Evidence, place: Place, text: str) -> str | None:
    assert evidence.line is not None
    assert evidence.column is not None
    if place.source.format is Format.YAML:
        return yaml_scalar(text, evidence.line, evidence.column, flow=place.flow)
    return xml_scalar(text, evidence.line, evidence.column)


def value_in(file: Path, pointer: str) -> Any:
    """Follow a pointer in the file as other libraries read it."""
    steps = pointer.split("/")[1:]
    if file.suffix == ".xml":
        return xml_value(ET.parse(file).getroot(), steps)  # noqa: S314 - a pack of our own making
    there = load(file)
    for step in steps:
        there = there[int(step)] if isinstance(there, list) else there[step]
    return there


def xml_value(element: ET.Element, steps: list[str]) -> Any:
    for number, step in enumerate(steps):
        if step == "id" and "id" in element.attrib:
            assert number == len(steps) - 1
            return element.attrib["id"]
        element = list(element)[int(step)] if step.isdigit() else next(one for one in element if one.tag == step)
    if "ref" in element.attrib:
        return element.attrib["ref"]
    if element.get("none") or (len(element) and element[0].tag == "item"):
        return list(element)
    if len(element) or "id" in element.attrib:
        return {**{one.tag: one for one in element}, **element.attrib}
    return (element.text or "").strip() or None


@pytest.mark.whole
@pytest.mark.parametrize("form", ["yaml", "xml"])
@pytest.mark.parametrize("sample", SAMPLES, ids=[sample.name for sample in SAMPLES])
def test_of_the_sample_packs(form: str, sample: Sample, compiled: Compiled) -> None:
    folder = sample.xml if form == "xml" else sample.yaml
    pack = read_pack(folder, types=compiled.types)
    values, absent = check_register(judge(pack, compiled, as_of=sample.as_of), pack, folder)
    assert absent > 10
    assert values > (-1 if sample.real else 300)


def test_of_a_pack_of_many_types_in_both_formats(compiled: Compiled, tmp_path: Path) -> None:
    folder = write_sample(tmp_path / "pack", compiled)
    pack = read_pack(folder, types=compiled.types)
    values, absent = check_register(judge(pack, compiled, as_of=AS_OF), pack, folder)
    assert values > 100
    assert absent > 20


@pytest.mark.whole
@pytest.mark.parametrize("form", ["yaml", "xml"])
def test_of_every_case(form: str, compiled: Compiled, tmp_path: Path) -> None:
    seen = []
    for number, case in enumerate(all_cases(compiled.types)):
        folder = write_pack(tmp_path / str(number), case.manifest, case.documents, xml=form == "xml")
        pack = read_pack(folder, types=compiled.types)
        register = judge(pack, narrowed(compiled, case.rule), as_of=case.as_of, **case.options)
        seen.append(check_register(register, pack, folder))
    assert sum(values for values, _ in seen) > 700
    assert sum(absent for _, absent in seen) > 200


def test_without_a_manifest(compiled: Compiled, tmp_path: Path) -> None:
    pack = read_pack(tmp_path, types=compiled.types)
    values, absent = check_register(judge(pack, compiled, as_of=AS_OF), pack, tmp_path)
    assert values == 0
    assert absent == len(compiled.rulebook.rules)
