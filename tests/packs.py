"""The sample packs among the fixtures: the same pack in YAML and in XML, and the date to judge it as of."""

import re
from pathlib import Path
from typing import NamedTuple

FIXTURES = Path(__file__).parent.parent / "fixtures"
_DATE = re.compile(r"as of (\d{4}-\d{2}-\d{2})")


class Sample(NamedTuple):
    """One pack in both formats, the date its README names, and whether it speaks of a real organisation."""

    name: str
    yaml: Path
    xml: Path
    as_of: str
    real: bool


def samples() -> list[Sample]:
    """Give every sample pack there is; a new one is covered by being there."""
    folders = sorted(folder.parent for folder in FIXTURES.glob("**/yaml") if folder.is_dir())
    return [_sample(folder) for folder in folders]


def _sample(folder: Path) -> Sample:
    found = _DATE.search((folder / "README.md").read_text(encoding="utf-8"))
    assert found, f"{folder}: the README names no date to judge the pack as of"
    real = folder.parent == FIXTURES / "real"
    return Sample(folder.name, folder / "yaml", folder / "xml", found[1], real)
