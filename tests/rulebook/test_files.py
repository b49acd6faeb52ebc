"""Which files make a rulebook, and what its digest depends on."""

from pathlib import Path

import pytest

from accordant.rulebook.files import Part, digest_rules, digest_schemas, read_folder

FILES = (
    "base.yaml",
    "conclusions/outcome.yaml",
    "deep/er/rule.yaml",
    "exit/agreed.cases.yaml",
    "exit/agreed.yaml",
    "exit/base.yaml",
    "notes.txt",
    "obligations/exit.yaml",
    "rulebook.yaml",
)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    for name in reversed(FILES):
        file = tmp_path / "book" / name
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(name)
    return tmp_path / "book"


def test_files_in_order_of_name_with_what_they_hold(folder: Path) -> None:
    found = read_folder(folder)
    assert [(file.name, file.part) for file in found.files] == [
        ("conclusions/outcome.yaml", Part.CONCLUSION),
        ("deep/er/rule.yaml", Part.RULE),
        ("exit/agreed.yaml", Part.RULE),
        ("exit/base.yaml", Part.RULE),
        ("obligations/exit.yaml", Part.OBLIGATIONS),
        ("rulebook.yaml", Part.RULEBOOK),
    ]
    assert found.files[2].place == f"{folder}/exit/agreed.yaml"
    assert found.files[2].content == b"exit/agreed.yaml"
    assert found.name == "book"


def test_the_digest_is_the_same_elsewhere_and_in_any_order(folder: Path, tmp_path: Path) -> None:
    files = read_folder(folder).files
    moved = folder.rename(tmp_path / "elsewhere")
    assert digest_rules(read_folder(moved).files) == digest_rules(reversed(files)) == digest_rules(files)


def test_the_digest_tells_names_and_contents_apart(folder: Path) -> None:
    digests = {digest_rules(read_folder(folder).files)}
    (folder / "exit" / "agreed.yaml").rename(folder / "exit" / "greed.yaml")
    digests.add(digest_rules(read_folder(folder).files))
    (folder / "exit" / "greed.yaml").write_text("exit/agreed.yam_")
    digests.add(digest_rules(read_folder(folder).files))
    assert len(digests) == 3


def test_a_long_file_is_read_to_its_end(folder: Path) -> None:
    content = b"# 0123456789\n" * 20_000
    (folder / "rulebook.yaml").write_bytes(content)
    assert read_folder(folder).files[-1].content == content


def test_what_is_generated_is_no_part_of_the_schemas(tmp_path: Path) -> None:
    for name in ("rule.json", "documents/agreement.yaml"):
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_text("declared")
    before = digest_schemas(tmp_path)
    for name in ("json/agreement.json", "xsd/agreement.xsd", "__init__.py"):
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_text("generated")
    assert digest_schemas(tmp_path) == before
    (tmp_path / "documents" / "agreement.yaml").write_text("changed!")
    assert digest_schemas(tmp_path) != before
