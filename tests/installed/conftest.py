"""A wheel built from a copy of the checkout and installed into an environment that knows nothing of the checkout."""

import shutil
import subprocess
import sys
import sysconfig
from pathlib import Path

import pytest

from accordant.rulebook import Compiled
from installed.command import ROOT, Command
from installed.samples import write_sample

HERE = Path(__file__).parent
_SOURCES = ("engine", "rules", "schemas")
_NOT_SOURCES = shutil.ignore_patterns("__pycache__", "*.egg-info")


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Keep all of them out of coverage, which sees nothing of other processes."""
    for item in items:
        if item.path.parent == HERE:
            item.add_marker(pytest.mark.whole)


@pytest.fixture(scope="session")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Build the wheel; from a copy, so that a stale `build` folder can neither help nor be left behind."""
    copy = tmp_path_factory.mktemp("copy")
    for name in _SOURCES:
        shutil.copytree(ROOT / name, copy / name, ignore=_NOT_SOURCES)
    for file in ROOT.iterdir():
        if file.is_file() and (file.name == "pyproject.toml" or file.name.startswith(("README", "LICENSE"))):
            shutil.copy(file, copy)
    words = [sys.executable, "-m", "build", "--wheel", "--no-isolation", "--outdir", copy / "dist", copy]
    built = subprocess.run(words, capture_output=True, text=True, check=False)
    assert built.returncode == 0, built.stdout + built.stderr
    (made,) = (copy / "dist").glob("*.whl")
    return made


@pytest.fixture(scope="session")
def command(wheel: Path, tmp_path_factory: pytest.TempPathFactory) -> Command:
    """Install the wheel alone; the locked dependencies are reached where they were installed for the tests.

    A folder that a .pth file names is searched, but .pth files *in* it are not obeyed: the finder of an editable
    install, by which that environment knows the checkout, is not set up here. Rules and schemas are the wheel's.
    """
    place = tmp_path_factory.mktemp("installed")
    subprocess.run([sys.executable, "-m", "venv", "--without-pip", place / "venv"], check=True)
    (folder,) = (place / "venv").glob("lib/python*/site-packages")
    quiet = ["--quiet", "--disable-pip-version-check", "--no-index", "--no-deps"]
    install = [sys.executable, "-m", "pip", "--python", place / "venv/bin/python", "install", *quiet, wheel]
    subprocess.run(install, check=True, capture_output=True)
    own = dict.fromkeys(sysconfig.get_path(name) for name in ("purelib", "platlib"))
    (folder / "dependencies.pth").write_text("\n".join(own) + "\n", encoding="utf-8")
    (place / "home").mkdir()
    return Command(place / "venv/bin/accordant", wheel, place / "home")


@pytest.fixture(scope="session")
def sample(compiled: Compiled, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Give a pack of many types in both formats with findings of every kind; not to be changed."""
    return write_sample(tmp_path_factory.mktemp("sample") / "pack", compiled)
