"""What the program offers is described: every kind of check and its parameters, every option, every exit status."""

import json
import re
from collections.abc import Iterator
from pathlib import Path

import click
import pytest

from accordant.checks import KINDS
from accordant.cli import main
from accordant.rulebook import Compiled

ROOT = Path(__file__).parent.parent
COMMON = {"check", "basis", "in", "which", "states", "documents"}
README = (ROOT / "README.md").read_text(encoding="utf-8")
RULES = (ROOT / "rules" / "README.md").read_text(encoding="utf-8")


@pytest.mark.parametrize("name", KINDS)
def test_every_kind_of_check_and_parameter_is_described(name: str) -> None:
    (row,) = [line for line in RULES.splitlines() if line.startswith(f"| {name} |")]
    parameters = row.split("|")[2]
    said = set(re.findall(r"[a-z]+(?:-[a-z]+)*", parameters))

    assert set(KINDS[name].schema["properties"]) - COMMON <= said


def commands(group: click.Group, name: str) -> Iterator[tuple[str, click.Command]]:
    context = click.Context(group)
    for word in group.list_commands(context):
        command = group.get_command(context, word)
        assert command is not None
        yield f"{name} {word}", command
        if isinstance(command, click.Group):
            yield from commands(command, f"{name} {word}")


COMMANDS = dict(commands(main, "accordant"))


@pytest.mark.parametrize("name", COMMANDS)
def test_every_command_and_every_option_says_what_it_is(name: str) -> None:
    command = COMMANDS[name]
    options = [one for one in command.params if isinstance(one, click.Option)]

    assert command.get_short_help_str()
    assert not [option.name for option in options if not option.help]


STATUSES = {
    "accordant check": "0123",
    "accordant evidence validate": "012",
    "accordant rules lint": "012",
    "accordant rules fmt": "012",
    "accordant rules test": "012",
    "accordant rules prove": "012",
}
"""What a command may end with, where that is not only 0 and 2."""


@pytest.mark.parametrize("name", [name for name, one in COMMANDS.items() if not isinstance(one, click.Group)])
def test_every_command_says_every_exit_status(name: str) -> None:
    said = (COMMANDS[name].help or "").partition("Exit status")[2]

    assert "".join(sorted(re.findall(r"^\s+(\d+)  \S", said, flags=re.MULTILINE))) == STATUSES.get(name, "02")


def test_what_stands_line_by_line_in_a_help_is_shown_so() -> None:
    help_text = COMMANDS["accordant check"].get_help(click.Context(COMMANDS["accordant check"]))

    assert "\n    2  no register could be produced\n    1  a nonconformity\n" in help_text
    assert not [name for name, command in COMMANDS.items() if "\\b" in (command.help or "")]


@pytest.mark.parametrize("name", COMMANDS)
def test_every_command_is_told_of_in_a_readme(name: str) -> None:
    assert name in f"{README} {RULES}".replace("try/bin/", "")


def test_every_status_of_a_judgement_and_of_what_is_broken_off_is_in_the_readme() -> None:
    rows = {line.split("|")[1].strip() for line in README.splitlines() if line.startswith("| ")}

    assert {"0", "1", "2", "3", "130"} <= rows
    assert "  130  broken off" in (main.help or "")


@pytest.mark.parametrize("name", COMMANDS)
def test_every_argument_is_told_of(name: str) -> None:
    command = COMMANDS[name]
    for argument in (one for one in command.params if isinstance(one, click.Argument)):
        word = (argument.metavar or argument.name or "").strip("[].").removesuffix("]").upper()
        assert word.strip("[]") in (command.help or "")


def test_every_parameter_of_the_rulebook_is_described(compiled: Compiled) -> None:
    rows = {line.split("|")[1].strip(): line.split("|")[2].strip() for line in RULES.splitlines() if "|" in line[:1]}
    parameters = compiled.rulebook.parameters

    assert {name: rows.get(name) for name in parameters} == {
        name: str(parameter.value) for name, parameter in parameters.items()
    }


def test_every_shipped_profile_and_everything_a_profile_can_say_is_described() -> None:
    schema = json.loads((ROOT / "schemas" / "profile.json").read_text(encoding="utf-8"))
    said = RULES.partition("## Profiles")[2].partition("## Versions")[0]

    assert [file.stem for file in (ROOT / "rules" / "profiles").glob("*.yaml") if f"| {file.stem} |" not in said] == []
    assert [name for name in schema["properties"] if f"{name}:" not in said] == []
    assert [name for name in schema["$defs"]["selector"]["properties"] if f"`{name}`" not in said] == []
