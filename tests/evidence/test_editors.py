"""What the README tells to do in an editor: the schema named is there, takes every sample, and marks what is wrong."""

import json
import re
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Any, NamedTuple

import pytest
from click.testing import CliRunner
from jsonschema import Draft202012Validator
from lxml import etree
from referencing import Registry, Resource
from referencing.exceptions import NoSuchResource

from accordant.cli import main
from accordant.evidence import read_source
from accordant.model.change import fields_of
from accordant.model.tree import Format, Source
from authoring.test_editors import matches
from authoring.test_editors import read as read_as_editors_do
from packs import samples

README = (Path(__file__).parents[2] / "README.md").read_text(encoding="utf-8")
TOLD = README.partition("### In your editor\n")[2].partition("\n### ")[0]
COMPLETE = next(sample for sample in samples() if sample.name == "complete")
YAML = sorted(COMPLETE.yaml.rglob("*.yaml"))
XML = sorted(COMPLETE.xml.rglob("*.xml"))


FAULTS: dict[str, Any] = {
    "id": None,
    "status": "aproved",
    "approved_on": "31.1.2026",
    "version_date": "2026-02-30",
    "signatures": "all",
}


class Desk(NamedTuple):
    """A folder with a pack, and the schemas where the README has them written."""

    folder: Path
    json: Draft202012Validator
    xsd: etree.XMLSchema


def told(language: str) -> str:
    (block,) = re.findall(rf"^```{language}\n(.*?)^```$", TOLD, flags=re.MULTILINE | re.DOTALL)
    return str(block)


@pytest.fixture(scope="module")
def desk(tmp_path_factory: pytest.TempPathFactory) -> Desk:
    folder = tmp_path_factory.mktemp("desk")
    (folder / "pack").mkdir()
    words = told("sh").split()[1:]
    done = CliRunner().invoke(main, [*words[:-1], str(folder / words[-1])])
    assert done.exit_code == 0, done.output
    modeline = re.fullmatch(r"# yaml-language-server: \$schema=(\S+)\n", told("yaml"))
    assert modeline
    place = re.search(r'xsi:noNamespaceSchemaLocation="([^"]+)"', told("xml"))
    assert place
    # Both go from the folder of the document that names them.
    return Desk(folder, open_json(folder / "pack" / modeline[1]), etree.XMLSchema(file=folder / "pack" / place[1]))


def open_json(file: Path) -> Draft202012Validator:
    """Open a schema as an editor does: what it refers to lies beside it."""

    @cache
    def fetch(uri: str) -> Resource[Any]:
        there = Path(uri.removeprefix("file://"))
        if not there.is_file():
            raise NoSuchResource(uri)
        content = json.loads(there.read_text(encoding="utf-8"))
        Draft202012Validator.check_schema(content)
        return Resource.from_contents(content)

    registry: Registry[Any] = Registry(retrieve=fetch)  # type: ignore[call-arg]
    return Draft202012Validator({"$ref": file.resolve().as_uri()}, registry=registry)


def test_the_settings_name_the_same_schemas(desk: Desk) -> None:
    settings = json.loads(told("json"))
    ((schema, pattern),) = settings["yaml.schemas"].items()
    (xml,) = settings["xml.fileAssociations"]

    assert (desk.folder / schema).samefile(desk.folder / "evidence-schemas" / "json" / "evidence.json")
    assert (desk.folder / xml["systemId"]).samefile(desk.folder / "evidence-schemas" / "xsd" / "evidence.xsd")
    for name in ("manifest", "relationships/bridge/joint/exit-strategy"):
        assert matches(f"/projects/pack/{name}.yaml", pattern)
        assert matches(f"/projects/pack/{name}.xml", xml["pattern"])
    assert not matches("/projects/house-rules/docs/owner-named.yaml", pattern)


@pytest.mark.whole
def test_samples_of_every_type_are_accepted(desk: Desk) -> None:
    for file in of_each_type():
        data = read_as_editors_do(file.read_text(encoding="utf-8"))
        assert [error.message for error in desk.json.iter_errors(data)] == [], file
    for file in XML:
        assert desk.xsd.validate(etree.fromstring(file.read_bytes())), (file, desk.xsd.error_log)


def of_each_type() -> Iterator[Path]:
    """Give the first document of each type."""
    found: dict[str, Path] = {}
    for file in YAML:
        found.setdefault(read_as_editors_do(file.read_text(encoding="utf-8"))["type"], file)
    yield from found.values()


@pytest.mark.whole
def test_what_is_wrong_is_marked_where_it_stands(desk: Desk) -> None:
    types = list(of_each_type())
    for file in types:
        data = read_as_editors_do(file.read_text(encoding="utf-8"))
        faults = {} if data["type"] == "manifest" else FAULTS
        marked = sorted(
            (error.absolute_path[0] if error.absolute_path else "", error.message)
            for error in desk.json.iter_errors({**data, **faults, "titel": "misspelt"})
        )
        assert [place for place, _ in marked] == sorted(["", *faults]), file
        assert "titel" in marked[0][1]
    assert len(types) > 70
    (wrong,) = desk.json.iter_errors({"type": "polcy", "id": "P"})
    assert tuple(wrong.absolute_path) == ("type",)


def naming_a_schema(text: str) -> str:
    """Give an XML document with the attributes of the README in its root."""
    attributes = " ".join(re.findall(r'xmlns:xsi="[^"]*"|xsi:\w+="[^"]*"', told("xml")))
    return re.sub(r"^(<[a-z_]+)", rf"\1 {attributes}", text, count=1, flags=re.MULTILINE)


def test_xml_that_names_its_schema_is_the_same_evidence(desk: Desk) -> None:
    for file in XML[::8]:
        text = file.read_text(encoding="utf-8")
        named = naming_a_schema(text)
        assert "xsi:noNamespaceSchemaLocation" in named
        assert desk.xsd.validate(etree.fromstring(named.encode())), (file, desk.xsd.error_log)
        one, other = (read_source("d.xml", Format.XML, words.encode()) for words in (text, named))
        assert isinstance(one, Source)
        assert isinstance(other, Source)
        assert fields_of(one.root) == fields_of(other.root)
        start, _, end = named.rstrip().rpartition("</")
        assert not desk.xsd.validate(etree.fromstring(f"{start}<titel>t</titel></{end}".encode()))
        assert [error.line for error in desk.xsd.error_log] == [named.count("\n")]
