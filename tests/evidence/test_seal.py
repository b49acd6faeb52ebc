"""A sealed pack: what was changed, added or lost since is told, and what is no seal is told too."""

import shutil
import subprocess
from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import CliRunner

from accordant.cli import main
from accordant.evidence import read_pack
from accordant.model.evidence import Pack
from evidence.declared import TYPES

POLICY = "type: policy\nid: P-1\n"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    pack = tmp_path / "pack"
    for name, text in {"p.yaml": POLICY, "m/ä b.xml": "<policy id='P-2'/>", "m/scan.pdf": "%PDF", ".x": "-"}.items():
        (pack / name).parent.mkdir(parents=True, exist_ok=True)
        (pack / name).write_text(text, encoding="utf-8")
    seal(pack)
    return pack


def seal(pack: Path, *words: str) -> str:
    run = CliRunner().invoke(main, ["evidence", "seal", str(pack), "--on", "2026-06-30", *words])
    return f"{run.exit_code} {run.output}"


def read(pack: Path) -> Pack:
    return read_pack(pack, types=TYPES)


def test_a_seal_holds_and_other_tools_read_it(folder: Path) -> None:
    pack = read(folder)
    assert pack.seal is not None
    assert (pack.seal.file, pack.seal.sealed_on, pack.seal.holds) == ("seal.sha256", "2026-06-30", True)
    assert (pack.intake, pack.sound) == ((), True)
    assert [one.file for one in pack.attachments] == ["m/scan.pdf"]
    done = subprocess.run(
        ["sha256sum", "--check", "--strict", "seal.sha256"], cwd=folder, check=True, capture_output=True, text=True
    )
    assert done.stdout.count(": OK") == 3


def change(path: Path) -> None:
    path.write_bytes(path.read_bytes() + b"\n")


@pytest.mark.parametrize(
    ("spoil", "file", "said"),
    [
        (lambda pack: change(pack / "p.yaml"), "p.yaml", "changed since it was sealed on 2026-06-30"),
        (lambda pack: change(pack / "m/scan.pdf"), "m/scan.pdf", "changed since it was sealed on 2026-06-30"),
        (lambda pack: (pack / "m/scan.pdf").unlink(), "m/scan.pdf", "sealed on 2026-06-30 and not in the pack"),
        (lambda pack: (pack / "n.pdf").touch(), "n.pdf", "not among what was sealed on 2026-06-30"),
        (
            lambda pack: (pack / "q.yaml").write_text("type: policy\nid: Q\n"), "q.yaml",
            "not among what was sealed on 2026-06-30",
        ),
    ],
    ids=["document changed", "attachment changed", "lost", "attachment added", "document added"],
)  # fmt: skip
def test_what_is_not_as_it_was_sealed_is_told(
    folder: Path, spoil: Callable[[Path], object], file: str, said: str
) -> None:
    spoil(folder)
    pack = read(folder)
    assert [(line.file, line.message) for line in pack.intake] == [(file, said)]
    assert pack.seal is not None
    assert (pack.seal.holds, pack.sound) == (False, False)


def test_a_zip_of_a_sealed_folder_is_sealed(folder: Path) -> None:
    inside = shutil.make_archive(str(folder.parent / "inside"), "zip", folder)
    around = shutil.make_archive(str(folder.parent / "around"), "zip", folder.parent, "pack")
    for path, name in ((inside, "seal.sha256"), (around, "pack/seal.sha256")):
        pack = read(Path(path))
        assert pack.seal is not None
        assert (pack.seal.file, pack.seal.holds, pack.intake) == (name, True, ())


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("", "seal.sha256: the file is empty"),
        ("# sealed on 2026-06-30\nabc  p.yaml\n", 'seal.sha256:2:1: not a line of a seal: "abc  p.yaml"'),
        ("# sealed on soon\n", "seal.sha256:1:1: the seal does not say its day"),
        ("\0", "seal.sha256"),
    ],
)
def test_what_is_no_seal_is_told(folder: Path, text: str, said: str) -> None:
    (folder / "seal.sha256").write_text(text)
    pack = read(folder)
    assert str(pack.intake[0]).startswith(said)
    assert len(pack.documents) == 2
    assert (pack.seal and pack.seal.holds, pack.sound) == (False, False)


def test_a_seal_that_lists_a_million_files_is_told_in_a_hundred_lines(folder: Path) -> None:
    with (folder / "seal.sha256").open("a") as file:
        file.writelines(f"{'0' * 64}  gone/{number}\n" for number in range(100_000))
    pack = read(folder)
    assert len(pack.intake) == 101
    assert "99900 more files are not as they were sealed" in [line.message for line in pack.intake]


def test_a_seal_of_a_part_is_an_attachment(folder: Path) -> None:
    (folder / "seal.sha256").rename(folder / "m" / "seal.sha256")
    pack = read(folder)
    assert pack.seal is None
    assert [one.file for one in pack.attachments] == ["m/scan.pdf", "m/seal.sha256"]


def test_sealing_again_is_asked_for(folder: Path) -> None:
    change(folder / "p.yaml")
    assert seal(folder).startswith("2 ")
    assert not read(folder).sound
    assert seal(folder, "--replace").startswith("0 ")
    assert read(folder).sound


def test_what_cannot_be_sealed_is_refused(folder: Path, tmp_path: Path) -> None:
    assert "only a folder is sealed" in seal(folder / "p.yaml")
    (folder / "link.pdf").symlink_to(tmp_path)
    assert "link.pdf: cannot be sealed: a symbolic link is not followed" in seal(folder, "--replace")
