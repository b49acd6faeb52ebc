"""A command is imported when it is called: the others cost a start nothing."""

import subprocess
import sys

import pytest

LOADED = "import sys; from accordant.cli import main; main({words!r}, standalone_mode=False); print(*sys.modules)"
HEAVY = ("accordant.cards", "accordant.casebook", "accordant.cli.rules", "jinja2", "docx", "jsonschema")


@pytest.mark.parametrize("words", [["check", "--help"], ["--version"]])
def test_what_check_does_not_need_is_not_imported(words: list[str]) -> None:
    done = subprocess.run(
        [sys.executable, "-c", LOADED.format(words=words)], check=True, capture_output=True, text=True, timeout=60
    )

    assert not set(HEAVY) & set(done.stdout.split())
