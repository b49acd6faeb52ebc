"""Files that are each within their limits are bounded together: what is beyond is named, what came before is judged."""

import zipfile
from pathlib import Path

import pytest

from accordant.evidence import Limits, read_pack
from accordant.evidence.allowance import values_of
from accordant.model.evidence import Pack
from accordant.model.tree import Branch, Leaf, Series
from evidence.declared import TYPES

POLICY = "type: policy\nid: P-{number}\nstatement: kept\n"
VALUES = 4
"""Those of one such policy: three leaves and the root."""


def folder_of(folder: Path, *texts: str) -> Path:
    for number, text in enumerate(texts):
        (folder / f"d{number}.yaml").write_text(text.format(number=number), encoding="utf-8")
    return folder


def zip_of(folder: Path) -> Path:
    path = folder.parent / "pack.zip"
    with zipfile.ZipFile(path, "w") as file:
        for one in folder.iterdir():
            file.write(one, one.name)
    return path


def ids(pack: Pack) -> list[str]:
    return [document.id for document in pack.documents]


def said(pack: Pack) -> list[str]:
    return list(map(str, pack.intake))


@pytest.mark.parametrize("packed", [False, True])
def test_the_values_of_a_pack_are_bounded_and_every_file_beyond_is_named(tmp_path: Path, packed: bool) -> None:  # noqa: FBT001
    (tmp_path / "pack").mkdir()
    folder = folder_of(tmp_path / "pack", *[POLICY] * 5)
    pack = read_pack(zip_of(folder) if packed else folder, types=TYPES, limits=Limits(pack_nodes=3 * VALUES + 1))

    assert ids(pack) == ["P-0", "P-1", "P-2"]
    full = "not read: the pack holds more than 13 values, aliases expanded"
    assert said(pack) == [f"d3.yaml:1:1: {full}", f"d4.yaml: {full}"]
    assert not pack.sound


def test_values_within_the_bound_are_all_read(tmp_path: Path) -> None:
    pack = read_pack(folder_of(tmp_path, *[POLICY] * 3), types=TYPES, limits=Limits(pack_nodes=3 * VALUES))

    assert (ids(pack), said(pack), pack.sound) == (["P-0", "P-1", "P-2"], [], True)


def test_documents_of_one_file_are_bounded_together(tmp_path: Path) -> None:
    texts = [POLICY.replace("{number}", str(number)) for number in range(3)]
    file = tmp_path / "all.yaml"
    file.write_text("---\n".join(texts), encoding="utf-8")
    pack = read_pack(file, types=TYPES, limits=Limits(pack_nodes=2 * VALUES))

    assert ids(pack) == ["P-0", "P-1"]
    assert said(pack) == ["all.yaml:9:1: not read: the pack holds more than 8 values, aliases expanded"]


def test_a_value_that_an_alias_repeats_counts_each_time() -> None:
    shared = Series((Leaf("x", 0), Leaf("y", 0)), 0)

    assert values_of(Branch({"a": shared, "b": Branch({"c": shared}, 0)}, 0)) == 8


def test_nothing_is_read_once_the_pack_is_too_large(tmp_path: Path) -> None:
    folder = folder_of(tmp_path, POLICY, POLICY + "#" * 900, POLICY)
    (folder / "d2.yaml").chmod(0)
    (folder / "d3.yaml").symlink_to(folder / "d0.yaml")
    pack = read_pack(folder, types=TYPES, limits=Limits(pack_bytes=500))

    assert ids(pack) == ["P-0"]
    full = "not read: the pack is larger than 500 bytes"
    assert said(pack) == [f"d1.yaml: {full}", f"d2.yaml: {full}", "d3.yaml: a symbolic link is not followed"]


def test_problems_of_documents_are_listed_up_to_a_bound_and_what_is_not_read_is_always_named(tmp_path: Path) -> None:
    wrong = POLICY + "wrong: x\nworse: x\n"
    folder = folder_of(tmp_path, wrong, wrong, wrong, "type: polcy\n", "id: x\n", "[")
    pack = read_pack(folder, types=TYPES, limits=Limits(problems=3))

    assert ids(pack) == ["P-0", "P-1", "P-2"]
    messages = [(one.file, one.message) for one in pack.intake]
    assert [file for file, _ in messages] == ["d0.yaml", "d0.yaml", *(f"d{number}.yaml" for number in (1, 1, 3, 4, 5))]
    assert messages[3][1] == "more than 3 problems in the pack: this one and the rest are not listed"


MANIFEST = "type: manifest\nrelationships:\n{}"


def test_relationships_are_bounded_those_of_the_manifest_first(tmp_path: Path) -> None:
    manifest = MANIFEST.format("".join(f"- {{{{id: r{number}}}}}\n" for number in range(4)))
    speaking = "type: policy\nid: P-{number}\nrelationships: [%s]\n"
    folder = folder_of(tmp_path, speaking % "r1, r3", speaking % "r1, r2", manifest)
    pack = read_pack(folder, types=TYPES, limits=Limits(relationships=3))

    assert pack.manifest is not None
    assert [one.id for one in pack.manifest.relationships] == ["r0", "r1", "r2"]
    assert ids(pack) == ["P-1"]
    assert said(pack) == [
        "d0.yaml:3:16: not read: with it the pack has more than 3 relationships",
        "d2.yaml:6:3: more than 3 relationships: this one and the rest are not judged",
    ]
    assert not pack.sound


def test_very_many_relationships_that_are_nobodys_cost_little(tmp_path: Path) -> None:
    names = ", ".join(f"r{number}" for number in range(20_000))
    folder = folder_of(tmp_path, f"type: policy\nid: X\nrelationships: [{names}]\n", MANIFEST.format("- {{id: r}}\n"))
    unbounded = read_pack(folder, types=TYPES, limits=Limits(relationships=30_000))

    assert len(unbounded.intake) == 101
    assert said(unbounded)[0] == 'd0.yaml:3:17: relationship "r0" is not in the manifest (did you mean r?)'
    assert said(read_pack(folder, types=TYPES)) == [
        "d0.yaml:3:16: not read: with it the pack has more than 300 relationships"
    ]


@pytest.mark.parametrize(
    ("text", "place"),
    [
        ("type: policy\nid: P\ntitle: {x}\n", "3:8: not read: title"),
        ("type: policy\nid: {x}\n", "2:5: not read: id"),
        ("type: policy\nid: P\nrelationships: [a, {x}]\n", "3:20: not read: relationships"),
        ("type: policy\nid: P\nsource: {{pages: {x}}}\n", "3:17: not read: pages"),
        ("type: manifest\nrelationships: [{{id: r, title: {x}}}]\n", "2:32: not read: title"),
    ],
)
def test_a_name_that_would_fill_the_register_is_not_read(tmp_path: Path, text: str, place: str) -> None:
    (tmp_path / "a.yaml").write_text(text.format(x="x" * 1_001), encoding="utf-8")
    pack = read_pack(tmp_path, types=TYPES)
    assert said(pack) == [f"a.yaml:{place} has more than 1000 characters"]
    assert (pack.documents, pack.manifest, pack.sound) == ((), None, False)

    (tmp_path / "a.yaml").write_text(text.format(x="x" * 1_000), encoding="utf-8")
    assert "not read" not in "".join(said(read_pack(tmp_path, types=TYPES)))


def test_a_long_text_is_read(tmp_path: Path) -> None:
    pack = read_pack(folder_of(tmp_path, f"type: policy\nid: P\nstatement: {'x' * 100_000}\n"), types=TYPES)
    assert (ids(pack), said(pack)) == (["P"], [])
