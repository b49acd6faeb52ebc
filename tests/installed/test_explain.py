"""`accordant explain` as it is typed: of a pack and of a register, every option, every way to be refused."""

import json
import shutil
from datetime import date
from pathlib import Path
from typing import Any
from zipfile import ZipFile

import pytest
from openpyxl import load_workbook

from accordant.cli.explain import explain
from installed.command import AS_OF, ROOT, Command

DEMO = ROOT / "fixtures" / "demo"
ENTRY = "exit.joint.agreed"
UNSIGNED = "exit.joint.agreed/by-all-parties@relationship:north-basin"


@pytest.fixture(scope="module")
def register(command: Command, tmp_path_factory: pytest.TempPathFactory) -> Path:
    file = tmp_path_factory.mktemp("registers") / "register.json"
    assert command.check(DEMO / "yaml", "--format", "json", "--output", file).status == 1
    return file


def test_help_names_every_option(command: Command) -> None:
    run = command("explain", "--help")
    assert run.status == 0
    options = [name for option in explain.params for name in option.opts if name.startswith("--")]
    assert len(options) == 11
    assert not [name for name in options if name not in run.text]


def test_a_pack_and_its_register_are_explained_alike(command: Command, register: Path) -> None:
    of_pack = command("explain", DEMO / "yaml", ENTRY, "--as-of", AS_OF)
    of_register = command("explain", register, ENTRY, "--pack", DEMO / "yaml")
    assert (of_pack.status, of_pack.err) == (of_register.status, of_register.err) == (0, "")
    assert "Applied and assessed again: conforming." in of_pack.text
    assert of_register.out == of_pack.out


def test_every_form_and_option(command: Command, tmp_path: Path) -> None:
    words = ("explain", DEMO / "yaml", ENTRY, "--as-of", AS_OF)
    plain = command(*words).text
    traced = command(*words, "--trace", "--output", tmp_path / "why.txt")
    assert (traced.status, traced.out) == (0, b"")
    assert "require (what is required): unmet" in (tmp_path / "why.txt").read_text(encoding="utf-8")
    assert "require (what is required)" not in plain
    data = json.loads(command(*words, "--format", "json").out)
    assert data["proposal"]["outcome"] == "conforming"
    body = command(*words, "--role", "certification-body", "--audit", "initial-1").text
    assert "area of concern" in body
    assert "smallest change" not in body
    missing = ("explain", DEMO / "yaml", "rmp.established/in-effect@relationship:smart", "--as-of", AS_OF)
    outcomes = [
        json.loads(command(*missing, "--format", "json", "--absence", word).out)["outcome"]
        for word in ("evidence", "nonconformity")
    ]
    assert outcomes == ["not-evidenced", "nonconforming"]


@pytest.mark.parametrize(
    ("words", "said"),
    [
        ((ENTRY,), "give the evidence it was made from (yaml) with --pack"),
        ((ENTRY, "--pack", DEMO / "xml"), "it is another pack, or was changed since"),
        ((ENTRY, "--pack", DEMO / "yaml", "--as-of", "2026-01-01"), "made with --as-of 2026-06-30, not 2026-01-01"),
        ((ENTRY, "--pack", DEMO / "yaml", "--role", "certification-body"), "made with --role consultant"),
        (("exit.joint.agred/by-all", "--pack", DEMO / "yaml"), "no finding is called exit.joint.agred/by-all"),
        (("rmp", "--pack", DEMO / "yaml"), "rmp may be any of"),
    ],
)
def test_what_does_not_fit_the_register_is_said(
    words: tuple[object, ...], said: str, command: Command, register: Path
) -> None:
    run = command("explain", register, *words)
    assert (run.status, run.out) == (2, b"")
    assert said in run.err
    assert "Traceback" not in run.err


@pytest.mark.parametrize(
    "content", ["", "[", "[]", "{}", '{"schema": "register.json"}', '{"schema": "register.json", "evidence": []}']
)
def test_what_is_no_register_is_said(content: str, command: Command, tmp_path: Path) -> None:
    file = tmp_path / "some.json"
    file.write_text(content, encoding="utf-8")
    run = command("explain", file, ENTRY, "--pack", DEMO / "yaml")
    assert (run.status, run.out) == (2, b"")
    assert "some.json" in run.err
    assert "Traceback" not in run.err


def test_a_register_made_with_other_rules_or_options_is_said(command: Command, register: Path, tmp_path: Path) -> None:
    data = json.loads(register.read_bytes())
    finding = next(one for one in data["findings"] if one["id"].startswith(ENTRY))
    finding["outcome"] = "conforming"
    other = tmp_path / "other.json"
    other.write_text(json.dumps(data), encoding="utf-8")
    run = command("explain", other, ENTRY, "--pack", DEMO / "yaml")
    assert run.status == 2
    assert "as conforming, here it is nonconforming" in run.err
    data["rulebooks"][0]["digest"] = "0" * 64
    other.write_text(json.dumps(data), encoding="utf-8")
    run = command("explain", other, ENTRY, "--pack", DEMO / "yaml")
    assert run.status == 2
    assert "was made with other rules" in run.err


def test_a_register_made_with_a_profile_needs_it(command: Command, tmp_path: Path) -> None:
    file, profile = tmp_path / "register.json", ("--profile", "stage-1-screening")
    words = ("--format", "json", "--output", file)
    assert command.check(DEMO / "yaml", *words, *profile).status in (0, 1, 3)
    entry = next(one["id"] for one in json.loads(file.read_bytes())["findings"] if one["outcome"] != "conforming")
    without = command("explain", file, entry, "--pack", DEMO / "yaml")
    assert without.status == 2
    assert "give --profile" in without.err
    assert command("explain", file, entry, "--pack", DEMO / "yaml", *profile).status == 0


def test_pack_goes_with_a_register_only(command: Command) -> None:
    run = command("explain", DEMO / "yaml", ENTRY, "--pack", DEMO / "yaml")
    assert run.status == 2
    assert "--pack goes with a register" in run.err


@pytest.fixture(scope="module")
def small(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Give of the demo what says who agreed the joint exit strategy."""
    folder = tmp_path_factory.mktemp("small") / "pack"
    joint = Path("relationships", "north-basin", "joint")
    (folder / joint).mkdir(parents=True)
    for name in (Path("manifest.yaml"), joint / "exit-strategy.yaml", joint / "agreement.yaml"):
        shutil.copy(DEMO / "yaml" / name, folder / name)
    return folder


def asked(command: Command, pack: Path) -> dict[str, Any]:
    run = command("explain", pack, UNSIGNED, "--as-of", AS_OF, "--format", "json")
    assert (run.status, run.err) == (0, "")
    explained: dict[str, Any] = json.loads(run.out)
    return explained


def test_a_change_of_a_workbook_can_be_made_as_it_is_proposed(command: Command, small: Path, tmp_path: Path) -> None:
    book = tmp_path / "pack.xlsx"
    assert command("evidence", "convert", small, book, "--to", "xlsx").status == 0
    (change,) = asked(command, book)["proposal"]["changes"]
    assert (change["file"], change["document"], change["pointer"]) == ("pack.xlsx", "EXIT-NB", "/signatures/-")
    assert (change["line"], change["column"]) == (None, None)

    whole = load_workbook(book)
    sheet = whole[change["sheet"]]
    # The cell named is in the rows of the list, whose first column says of which document each is.
    row = sheet[change["cell"]].row
    assert sheet.cell(row, 1).value == change["document"]
    values = {**change["value"], "date": date.fromisoformat(change["value"]["date"])}
    heads = {str(cell.value).strip(" *").casefold(): cell.column for cell in sheet[2]}
    sheet.insert_rows(row + 1)
    for name, value in {"document": change["document"], **values}.items():
        sheet.cell(row + 1, heads[name], value)
    whole.save(book)
    after = asked(command, book)
    assert (after["outcome"], after["proposal"]) == ("conforming", None)


def test_a_change_of_a_zip_is_that_of_the_folder_and_can_be_made(command: Command, small: Path, tmp_path: Path) -> None:
    proposal = asked(command, small)["proposal"]
    packed = Path(shutil.make_archive(str(tmp_path / "pack"), "zip", small))
    assert asked(command, packed)["proposal"] == proposal

    (change,) = proposal["changes"]
    assert (change["document"], change["pointer"]) == ("EXIT-NB", "/signatures/-")
    shutil.unpack_archive(packed, tmp_path / "pack")
    file = tmp_path / "pack" / change["file"]
    lines = file.read_text(encoding="utf-8").splitlines()
    # What is cited of the list is its first item: the new one is written above it, in the same column.
    here = change["line"] - 1
    assert lines[here].startswith(" " * (change["column"] - 1) + "- ")
    lines.insert(here, " " * (change["column"] - 1) + f"- {json.dumps(change['value'])}")
    file.write_text("\n".join(lines), encoding="utf-8")
    with ZipFile(packed, "w") as archive:
        for one in sorted((tmp_path / "pack").rglob("*.yaml")):
            archive.write(one, one.relative_to(tmp_path / "pack"))
    assert asked(command, packed)["outcome"] == "conforming"
