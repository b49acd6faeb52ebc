"""A file that holds several documents: each is read at its own place, and one that is refused leaves the others."""

from pathlib import Path

import pytest

from accordant.evidence import Limits, lines_of, read_pack
from accordant.model.evidence import Pack
from evidence.declared import TYPES

ONE = "type: policy\nid: P-1\nstatement: kept\n"


def read(folder: Path, data: str | bytes, name: str = "all.yaml", limits: Limits = Limits()) -> Pack:  # noqa: B008
    file = folder / name
    file.write_bytes(data.encode() if isinstance(data, str) else data)
    return read_pack(file, types=TYPES, limits=limits)


def seen(pack: Pack, name: str = "statement") -> list[tuple[str, str, tuple[int, int]]]:
    """Return each document's id, its file, and the place of a field."""
    return [(one.id, one.source.home, lines_of(one.source).locate(one.root.fields[name].at)) for one in pack.documents]


@pytest.mark.parametrize(
    ("text", "places"),
    [
        (f"{ONE}---\ntype: policy\nid: P-2\nstatement: x\n", [(3, 12), (7, 12)]),
        (f"---\n{ONE}--- # next\ntype: policy\nid: P-2\nstatement: x\n", [(4, 12), (8, 12)]),
        (f"%YAML 1.1\n---\n{ONE}...\n%YAML 1.1\n# so\n---\ntype: policy\nid: P-2\nstatement: x\n", [(5, 12), (12, 12)]),
        (f"{ONE}...\ntype: policy\nid: P-2\nstatement: x\n...\n", [(3, 12), (7, 12)]),
        (f"{ONE}---\n---\n\n--- {{type: policy, id: P-2, statement: é}}\n", [(3, 12), (7, 40)]),
        (f"\ufeff{ONE}\ufeff---\ntype: policy\nid: P-2\nstatement: x\n", [(3, 12), (7, 12)]),
        (f"{ONE}---\ntype: policy\nid: P-2\nstatement: x\n".replace("\n", "\r"), [(3, 12), (7, 12)]),
        (f"{ONE}---\ntype: policy\nid: P-2\nstatement: x\n".replace("\n", "\r\n"), [(3, 12), (7, 12)]),
        (f"{ONE}text: |\n  a\n  ---\n---\ntype: policy\nid: P-2\nstatement: x\n", [(3, 12), (10, 12)]),
    ],
)
def test_documents_of_a_yaml_file_stand_at_their_places(
    tmp_path: Path, text: str, places: list[tuple[int, int]]
) -> None:
    pack = read(tmp_path, text)
    assert seen(pack) == [("P-1", "all.yaml", places[0]), ("P-2", "all.yaml", places[1])]
    assert [document.source.file for document in pack.documents] == ["all.yaml#000001", "all.yaml#000002"]


def test_documents_of_an_xml_file_stand_at_their_places(tmp_path: Path) -> None:
    text = (
        "<?xml version='1.0'?>\n<pack><!-- é --><policy id='P-1'><statement>x</statement></policy> "
        "<policy id='P-2'>\n<statement>é</statement></policy>\n"
        "<policy id='P-3'><statement>é</statement></policy></pack>"
    )
    assert seen(read(tmp_path, text, "all.xml")) == [
        ("P-1", "all.xml", (2, 45)),
        ("P-2", "all.xml", (3, 12)),
        ("P-3", "all.xml", (4, 29)),
    ]


@pytest.mark.parametrize(
    ("name", "text", "kept", "said"),
    [
        ("a.yaml", f"{ONE}---\na: [\n---\ntype: policy\nid: P-3\n", ["P-1", "P-3"], "a.yaml:6:1: not YAML"),
        ("a.yaml", f"{ONE}---\na: \0\n---\ntype: policy\nid: P-3\n", ["P-1", "P-3"], "a.yaml:5:4: NUL byte"),
        ("a.yaml", f"{ONE}---\ntype: polcy\n---\ntype: policy\nid: P-3\n", ["P-1", "P-3"], "a.yaml:5:7: "),
        ("a.yaml", f"{ONE}---\ntype: policy\nid: P-1\n", ["P-1", "P-1"], 'a.yaml:6:5: "P-1" is also in a.yaml'),
        ("a.xml", "<pack><policy id='1'/>\n<policy b='2'/><policy id='3'/></pack>", ["1", "3"], "a.xml:2:9: attribute"),
        ("a.xml", "<pack><policy id='1'/>\n<policy><a></policy><policy id='3'/></pack>", ["1"], "a.xml:2:14: not XML"),
        ("a.xml", "<pack><policy id='1'/>\n words <policy id='3'/></pack>", ["1"], "a.xml:2:2: text beside"),
        ("a.xml", "<pack id='x'><policy id='1'/></pack>", [], "a.xml:1:1: the root <pack> has no attributes"),
        ("a.xml", "<!DOCTYPE pack>\n<pack><policy id='1'/></pack>", [], "a.xml:1:1: a DOCTYPE is not read"),
    ],
)  # fmt: skip
def test_one_that_is_refused_leaves_the_others(
    tmp_path: Path, name: str, text: str, kept: list[str], said: str
) -> None:
    pack = read(tmp_path, text, name)
    assert [document.id for document in pack.documents] == kept
    (line,) = pack.intake
    assert str(line).startswith(said)
    assert pack.sound is ("also in" in said)


def test_too_deep_a_document_is_refused_before_it_is_read(tmp_path: Path) -> None:
    pack = read(tmp_path, "<pack><policy id='1'/><policy>" + "<a>" * 100_000, "all.xml")
    assert [document.id for document in pack.documents] == ["1"]
    assert "nested deeper than 64" in pack.intake[0].message


def test_very_many_documents_are_bounded(tmp_path: Path) -> None:
    pack = read(tmp_path, "---\ntype: policy\nid: x\n" * 5, limits=Limits(files=3))
    assert len(pack.documents) == 3
    assert "a pack of more than 3 documents: the rest is not read" in [line.message for line in pack.intake]


def test_very_many_documents_on_one_line_cost_no_square(tmp_path: Path) -> None:
    # 20,000 documents on a line of a megabyte: to count each one's column from the line's start would take minutes.
    one = "<policy id='x'><statement>é</statement></policy>"
    pack = read(tmp_path, f"<pack>{one * 20_000}</pack>", "all.xml")
    assert seen(pack)[-1] == ("x", "all.xml", (1, 7 + 19_999 * len(one) + 26))


def test_in_a_folder_one_file_holds_one_document(tmp_path: Path) -> None:
    (tmp_path / "pack").mkdir()
    (tmp_path / "pack" / "two.yaml").write_text(f"{ONE}---\n{ONE}")
    (line,) = read_pack(tmp_path / "pack", types=TYPES).intake
    assert str(line) == "two.yaml:4:1: a second document: one file holds one document"
