"""An installation as users have it: the package copied into a fresh environment, what it needs borrowed from this one.

The working copy's own environment finds the package by a hook that every process in it pays for, yardsticks too.
"""

import compileall
import shutil
import sysconfig
import venv
from collections.abc import Callable
from pathlib import Path

ROOT = Path(__file__).parent.parent.parent
PARTS = {"engine/accordant": "accordant", "rules": "accordant/rules", "schemas": "accordant/schemas"}
START = "import re, sys; from accordant.cli import main; sys.exit(main())"
"""What the script that pip writes for a command does."""


def install(folder: Path, *, rules: Callable[[Path], None] | None = None) -> str:
    """Make the environment in a folder and return its Python; `rules` may make another rulebook of the shipped one."""
    venv.create(folder, symlinks=True)
    packages = next(folder.glob("lib/python*/site-packages"))
    for source, target in PARTS.items():
        shutil.copytree(ROOT / source, packages / target, ignore=shutil.ignore_patterns("__pycache__"))
    if rules is not None:
        rules(packages / "accordant" / "rules" / "iso44001")
    (packages / "borrowed.pth").write_text(sysconfig.get_path("purelib") + "\n", encoding="utf-8")
    compileall.compile_dir(str(packages / "accordant"), quiet=1)
    return str(folder / "bin" / "python")
