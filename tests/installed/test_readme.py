"""The README is true: its commands run as they stand, in a fresh copy with a fresh home; its register is the demo's."""

import os
import re
import shutil
import subprocess
import sys
from functools import cache
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent.parent
README = (ROOT / "README.md").read_text(encoding="utf-8")
BLOCKS = re.findall(r"^```(\w+)(?: file=(\S+))?\n(.*?)^```$", README, flags=re.MULTILINE | re.DOTALL)
JUDGED = (0, 1, 3)


@pytest.fixture(scope="module")
def copy(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Give a copy of what is tracked, and nothing that a developer's machine holds besides."""
    target = tmp_path_factory.mktemp("newcomer") / "accordant"
    listed = subprocess.run(["git", "ls-files", "-z"], cwd=ROOT, check=True, capture_output=True, text=True)
    for name in filter(None, listed.stdout.split("\0")):
        if (ROOT / name).is_file():
            (target / name).parent.mkdir(parents=True, exist_ok=True)
            shutil.copy2(ROOT / name, target / name)
    return target


@cache
def pip_cache() -> str:
    """Ask pip where it keeps what it fetched."""
    words = [sys.executable, "-m", "pip", "cache", "dir"]
    return subprocess.run(words, check=True, capture_output=True, text=True).stdout.strip()


def run(command: str, copy: Path) -> subprocess.CompletedProcess[str]:
    kept = {name: value for name, value in os.environ.items() if name in ("PATH", "LANG") or name.startswith("PIP_")}
    # A fresh home, but what pip fetched and built for these tests need not be fetched and built again.
    environment = {"PIP_CACHE_DIR": pip_cache(), **kept, "HOME": str(copy.parent / "home")}
    return subprocess.run(
        ["bash", "-c", command], cwd=copy, env=environment, check=False, capture_output=True, text=True, timeout=600
    )


def test_every_command_runs_as_it_stands(copy: Path) -> None:
    shown = ""
    for language, file, content in BLOCKS:
        if file:
            (copy / file).parent.mkdir(parents=True, exist_ok=True)
            (copy / file).write_text(content, encoding="utf-8")
        if language != "sh":
            continue
        for command in content.replace("\\\n", " ").splitlines():
            if command == "make test":
                continue  # this very run; that it is the door of CI is shown below
            done = run(command, copy)
            wanted = JUDGED if "accordant check" in command else (0,)
            assert done.returncode in wanted, f"{command}\n{done.stdout[-2000:]}\n{done.stderr[-2000:]}"
            assert "Traceback" not in done.stderr
            shown += done.stdout

    excerpt = README.split("<!-- register -->")[1].split("```")[1].removeprefix("text\n")
    lines = iter(shown.splitlines())
    assert all(line in lines for line in excerpt.splitlines()), "the register in the README is not the demo's"
    assert (copy / "register.csv").read_bytes().startswith(b"\xef\xbb\xbf")
    assert "docs.identified/owner-named" in shown


def test_ci_goes_through_the_same_door() -> None:
    assert "```sh\nmake test\n```" in README
    assert "\nmake test\n" in (ROOT / ".ci" / "run").read_text(encoding="utf-8")
