"""The writer of twins: YAML and XML from the same plain data."""

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from lxml import etree

from accordant.evidence.xml_reader import read_xml as read_xml_tree
from accordant.evidence.yaml_reader import read_yaml as read_yaml_tree
from accordant.model.tree import Branch, Leaf, Node, Series
from writing import Data, read_yaml, write_twin, write_xml, write_yaml

NAMES = st.sampled_from(["id", "title", "note", "actions", "place"])
TEXTS = st.text(st.sampled_from("ab01 .-_/()&<>\"'\\:#,?![]{}*~%@`|\t\n\r\x85\u2028\u00e9\U0001f600"))
LEAVES = st.none() | TEXTS | st.sampled_from(["null", "~", "no", "2026-01-01", " a", "a ", "- a", "a: b", "a #b", "!x"])
DOCUMENTS = st.dictionaries(
    NAMES,
    st.recursive(
        LEAVES, lambda data: st.lists(data, max_size=3) | st.dictionaries(NAMES, data, min_size=1, max_size=3)
    ),
)
DATA: dict[str, Data] = {
    "id": "S-1",
    "title": 'A "title" & <more>',
    "owner": None,
    "relationships": "all",
    "supersedes": [],
    "source": {"file": "a.pdf", "pages": None},
    "actions": [{"id": "A & B", "due": "2026-01-01"}, {"id": None}, None, "text", ["x"]],
}
XML = """\
<?xml version="1.0" encoding="UTF-8"?>
<sample id="S-1">
  <title>A "title" &amp; &lt;more&gt;</title>
  <owner/>
  <relationships>all</relationships>
  <supersedes none="true"/>
  <source>
    <file>a.pdf</file>
    <pages/>
  </source>
  <actions>
    <item id="A &amp; B">
      <due>2026-01-01</due>
    </item>
    <item>
      <id/>
    </item>
    <item/>
    <item>text</item>
    <item>
      <item>x</item>
    </item>
  </actions>
</sample>
"""
YAML = """\
type: sample
id: S-1
title: "A \\"title\\" & <more>"
owner:
relationships: all
supersedes: []
source:
  file: a.pdf
  pages:
actions:
  - id: "A & B"
    due: 2026-01-01
  - id:
  -
  - text
  - - x
"""


def test_xml_is_written_by_the_mapping() -> None:
    assert write_xml("sample", DATA) == XML


def test_yaml_is_written_in_blocks() -> None:
    assert write_yaml("sample", DATA) == YAML


@given(DOCUMENTS)
def test_yaml_written_is_read_back(data: dict[str, Data]) -> None:
    assert read_yaml(write_yaml("sample", data)) == ("sample", data)


@given(DOCUMENTS)
def test_xml_holds_every_text(data: dict[str, Data]) -> None:
    root = etree.fromstring(write_xml("sample", data).encode())
    found = [text for element in root.iter() for text in (*element.attrib.values(), element.text or "")]
    assert sorted(text for text in found if text.strip() not in ("", "true")) == sorted(
        text for text in texts_of(data) if text.strip() not in ("", "true")
    )


@given(DOCUMENTS)
def test_the_engine_reads_the_same_from_both(data: dict[str, Data]) -> None:
    from_yaml, from_xml = (read_yaml_tree(write_yaml("sample", data)), read_xml_tree(write_xml("sample", data)))
    assert content_of(from_yaml) == content_of(from_xml)


@pytest.mark.parametrize("data", [{"place": {}}, {"place": {"item": "x"}}, {"title": "bell \x07"}])
def test_what_xml_cannot_say_is_refused(data: dict[str, Data]) -> None:
    with pytest.raises(ValueError, match="XML"):
        write_xml("sample", data)


@pytest.mark.parametrize("text", ["", "- type: sample\n", "title: No type\n"])
def test_what_is_no_document_is_refused(text: str) -> None:
    with pytest.raises(ValueError, match="not a document"):
        read_yaml(text)


def test_only_plain_empty_tilde_and_null_are_null() -> None:
    text = "type: sample\na:\nb: ~\nc: null\nd: ''\ne: \"null\"\nf: Null\n"
    assert read_yaml(text)[1] == {"a": None, "b": None, "c": None, "d": "", "e": "null", "f": "Null"}


def test_a_pack_is_written_as_its_twin(tmp_path: Path) -> None:
    (tmp_path / "yaml/north").mkdir(parents=True)
    (tmp_path / "yaml/north/sample.yaml").write_text(f"# a comment\n{YAML}", encoding="utf-8")
    (tmp_path / "yaml/other.xml").write_text("<other/>", encoding="utf-8")
    write_twin(tmp_path / "yaml", tmp_path / "xml")
    written = {file.relative_to(tmp_path / "xml").as_posix() for file in tmp_path.glob("xml/**/*.*")}
    assert written == {"north/sample.xml", "other.xml"}
    assert (tmp_path / "xml/north/sample.xml").read_text(encoding="utf-8") == XML


def texts_of(data: Data) -> list[str]:
    if isinstance(data, (dict, list)):
        parts = data.values() if isinstance(data, dict) else data
        return [text for part in parts for text in texts_of(part)]
    return [data] if data else []


def content_of(node: Node) -> Data:
    """Return what a tree holds; XML strips its texts, and an empty text is null there."""
    match node:
        case Leaf(text=text):
            return (text or "").strip(" \t\r\n") or None
        case Branch(fields=fields):
            return {name: content_of(part) for name, part in fields.items()}
        case Series(items=items):
            return [content_of(item) for item in items]
