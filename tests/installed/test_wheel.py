"""The wheel holds what the checkout holds, and the installed command stands on the wheel alone."""

import tomllib
import zipfile
from pathlib import Path

from installed.command import ROOT, Command

DATA = ("rules", "schemas")
TRACED = """
import sys
sys.addaudithook(lambda event, given: event == "open" and print(given[0], file=sys.stderr))
from accordant.cli import main
main()
"""


def folders_with_code() -> set[str]:
    engine = ROOT / "engine"
    inits = [file.parent.relative_to(engine).as_posix() for file in engine.rglob("*.py")]
    return {folder.replace("/", ".") for folder in inits} | {f"accordant.{name}" for name in DATA}


def test_every_package_folder_is_declared() -> None:
    declared = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["tool"]["setuptools"]["packages"]
    assert set(declared) == folders_with_code()
    assert declared == sorted(declared)


def is_left_out(file: Path) -> bool:
    """Say whether a file is for readers of the checkout, or made by running in it."""
    return file.suffix == ".md" or "__pycache__" in file.parts


def test_every_file_is_in_the_wheel(wheel: Path) -> None:
    held = {name: zipfile.ZipFile(wheel).read(name) for name in zipfile.ZipFile(wheel).namelist()}
    expected = {file: file.relative_to(ROOT / "engine").as_posix() for file in (ROOT / "engine/accordant").rglob("*")}
    for folder in DATA:
        expected |= {file: f"accordant/{file.relative_to(ROOT).as_posix()}" for file in (ROOT / folder).rglob("*")}
    files = {file: name for file, name in expected.items() if file.is_file() and not is_left_out(file)}
    assert len(files) > 300
    for file, name in files.items():
        assert held.get(name) == file.read_bytes(), f"{name} is not in the wheel as it is in the checkout"
    extra = {name for name in held if ".dist-info/" not in name} - set(files.values())
    assert not extra


def test_nothing_of_the_checkout_is_reached(command: Command, sample: Path) -> None:
    traced = command.python("-c", TRACED, "check", sample, "--format", "json")
    opened = [Path(line) for line in traced.err.splitlines()]
    assert traced.status == 1
    assert sum(file.is_relative_to(command.path.parent.parent) for file in opened) > 200
    for name in ("engine", *DATA):
        assert not [file for file in opened if file.is_relative_to(ROOT / name)]


def test_the_version_is_the_wheels(command: Command, wheel: Path) -> None:
    assert command("--version").text.split()[-1] == wheel.name.split("-")[1]
