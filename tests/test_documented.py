"""What the program offers is described: every kind of check and its parameters, every option, every exit status."""

import re
from pathlib import Path

import pytest

from accordant.checks import KINDS
from accordant.cli.check import check

ROOT = Path(__file__).parent.parent
COMMON = {"check", "basis", "in", "which", "states"}
RULES = (ROOT / "rules" / "README.md").read_text(encoding="utf-8")


@pytest.mark.parametrize("name", KINDS)
def test_every_kind_of_check_and_parameter_is_described(name: str) -> None:
    (row,) = [line for line in RULES.splitlines() if line.startswith(f"| {name} |")]
    parameters = row.split("|")[2]
    said = set(re.findall(r"[a-z]+(?:-[a-z]+)*", parameters))

    assert set(KINDS[name].schema["properties"]) - COMMON <= said


def test_every_option_says_what_it_is() -> None:
    silent = [option.name for option in check.params if option.name != "pack" and not getattr(option, "help", None)]

    assert not silent
