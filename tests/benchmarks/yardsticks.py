"""What the figures are compared with: processes that need nothing but the libraries everybody uses."""

import subprocess
from pathlib import Path

from benchmarks.processes import Command

OPTIONS = ("--as-of", "2026-06-30", "--format", "json")
_MARK = "loaded:"
_LOADED = f"""
import re, sys
from accordant.cli import main
try:
    main()
except SystemExit:
    names = [name for name in sys.modules if "__main__" not in name and not name.startswith("_")]
    print("{_MARK}", ", ".join(names), file=sys.stderr)
"""
IMPORTS = "import yaml, lxml.etree, click"
_FILES = (
    "import os, sys; files = [os.path.join(place, name) for place, _, names in os.walk(sys.argv[1]) for name in names]"
)
_READ = f"{_FILES}; [open(file, 'rb').read() for file in files]"
_YAML = f"{_FILES}; import yaml; packs = [yaml.load(open(file, 'rb'), Loader=yaml.CSafeLoader) for file in files]"
_XML = f"{_FILES}; import lxml.etree; packs = [lxml.etree.parse(file) for file in files]"


def nothing(python: str) -> Command:
    """Start and stop."""
    return (python, "-c", "pass")


def imports(python: str) -> Command:
    """Import what a usual tool of this kind imports."""
    return (python, "-c", IMPORTS)


def own_imports(python: str, pack: Path) -> Command:
    """Import what a check of the pack imports, and do nothing with it: what is left of a check that costs nothing."""
    words = (python, "-c", _LOADED, "check", str(pack), *OPTIONS)
    # The first compiles the rulebook and imports what only that needs; the second finds it in the cache.
    _, told = (subprocess.run(words, check=True, capture_output=True, text=True).stderr for _ in range(2))
    return (python, "-c", f"import {told.split(_MARK)[1].strip()}")


def read_files(python: str, pack: Path) -> Command:
    """Read the bytes of a pack."""
    return (python, "-c", _READ, str(pack))


def load_yaml(python: str, pack: Path) -> Command:
    """Load a YAML pack with PyYAML's loader in C."""
    return (python, "-c", _YAML, str(pack))


def parse_xml(python: str, pack: Path) -> Command:
    """Parse an XML pack with lxml."""
    return (python, "-c", _XML, str(pack))
