"""A command is imported when it is called: the others cost a start nothing."""

import subprocess
import sys
from pathlib import Path

import pytest

DEMO = Path(__file__).parents[2] / "fixtures" / "demo" / "yaml"

LOADED = "import sys; from accordant.cli import main; main({words!r}, standalone_mode=False); print(*sys.modules)"
HEAVY = ("accordant.cards", "accordant.casebook", "accordant.cli.rules", "jinja2", "docx", "jsonschema")


@pytest.mark.parametrize("words", [["check", "--help"], ["--version"]])
def test_what_check_does_not_need_is_not_imported(words: list[str]) -> None:
    done = subprocess.run(
        [sys.executable, "-c", LOADED.format(words=words)], check=True, capture_output=True, text=True, timeout=60
    )

    assert not set(HEAVY) & set(done.stdout.split())


TOUCHED = """
import sys
touched = []
sys.addaudithook(lambda event, given: event == "open" and touched.append(str(given[0])))
from accordant.cli import main
main({words!r}, standalone_mode=False)
"""
ACCOMPANYING = ("crosswalks", "glossary.yaml", "phases.yaml", "/sources.yaml", "companions")


@pytest.mark.parametrize("more", [(), ("--crosswalk", "bs-11000")])
def test_a_plain_check_reads_and_imports_nothing_of_what_only_accompanies_rules(
    tmp_path: Path, more: tuple[str, ...]
) -> None:
    said = tmp_path / "said"
    code = TOUCHED.format(words=["check", str(DEMO), "--as-of", "2026-06-30", "-o", str(tmp_path / "out"), *more])
    # The command ends by itself, and what it touched is told when it does.
    end = (
        f"import atexit; atexit.register(lambda: open({str(said)!r}, 'w').write('\\n'.join([*touched, *sys.modules])))"
    )
    code = code.replace("touched = []\n", f"touched = []\n{end}\n")
    subprocess.run([sys.executable, "-c", code], check=False, capture_output=True, timeout=60)
    touched = said.read_text(encoding="utf-8").splitlines()

    assert "accordant.reports.table" in touched
    found = [one for one in touched if any(word in one for word in (*ACCOMPANYING, "accordant.reports.aside"))]
    assert bool(found) is bool(more)
