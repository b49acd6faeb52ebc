"""Files that accompany rules -> plain data of the right shape, and every problem of their shape."""

from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any, TypeAlias

from accordant.model.problem import Problem
from accordant.rulebook.files import Part, read_companions
from accordant.rulebook.parsed import Parsed, Route
from accordant.rulebook.structure import load_schema, read_shaped

PARTS = (Part.CROSSWALK, Part.PHASES, Part.GLOSSARY, Part.SOURCES)
ENTRIES = {
    Part.CROSSWALK: "correspondences",
    Part.PHASES: "phases",
    Part.GLOSSARY: "terms",
    Part.SOURCES: "sources",
}
"""The list that a file of each part holds."""

SoundFiles: TypeAlias = Mapping[Part, tuple[Parsed, ...]]
"""The files of each part that have the right shape."""


def read_all(folders: Sequence[Path], schemas: Path) -> tuple[SoundFiles, tuple[Problem, ...]]:
    """Read the companions of the folders, with every problem of shape."""
    shapes = {part: load_schema(schemas / "companions", part) for part in PARTS}
    sound: dict[Part, tuple[Parsed, ...]] = dict.fromkeys(PARTS, ())
    problems: list[Problem] = []
    for file in (file for folder in folders for file in read_companions(folder)):
        shaped = read_shaped(file, shapes[file.part])
        problems += shaped.problems
        if shaped.sound is not None:
            sound[file.part] += (shaped.sound,)
    return sound, tuple(problems)


def entries(files: SoundFiles, part: Part) -> Iterator[tuple[Parsed, Route, dict[str, Any]]]:
    """Give every entry of a part: its file, the way to it, its data."""
    for parsed in files[part]:
        for index, data in enumerate(parsed.data[ENTRIES[part]]):
            yield parsed, (ENTRIES[part], index), data
