"""All files of all folders, read: what is sound of each, and what is wrong with its shape."""

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import NamedTuple

from accordant.checks import Kind
from accordant.model.problem import Problem
from accordant.model.tailoring import Parameter
from accordant.rulebook.files import COMPILED, Folder, Part, RuleFile
from accordant.rulebook.parameters import declare
from accordant.rulebook.parsed import Parsed
from accordant.rulebook.rules import type_parameters
from accordant.rulebook.structure import load_schema, read_shaped


class Read(NamedTuple):
    """What came of reading.

    `written` holds every file that is YAML, as it stands; `rules` the rules, whatever is broken in them left out;
    `sound` the files of the other parts that have the right shape; `whole` says that every file could be read;
    `parameters` holds the values in force, which stand in the rules already.
    """

    written: tuple[Parsed, ...]
    rules: tuple[Parsed, ...]
    sound: Mapping[Part, tuple[Parsed, ...]]
    whole: bool
    parameters: Mapping[str, Parameter]


def read_files(
    folders: Sequence[Folder], schemas: Path, kinds: Mapping[str, Kind], profiles: Sequence[RuleFile] = ()
) -> tuple[Read, tuple[Problem, ...]]:
    """Read every file of the folders, and the profiles, with every problem of shape."""
    shapes = {part: load_schema(schemas, part) for part in COMPILED}
    files = (*(file for folder in folders for file in folder.files), *profiles)
    results = [(file.part, read_shaped(file, shapes[file.part])) for file in files]
    written = tuple(one.written for _, one in results if one.written is not None)
    rules = [one.remaining for part, one in results if part is Part.RULE and one.remaining is not None]
    sound: dict[Part, list[Parsed]] = {part: [] for part in COMPILED}
    for part, one in results:
        if part is not Part.RULE and one.sound is not None:
            sound[part].append(one.sound)
    whole = len(written) == len(results)
    problems = tuple(problem for _, one in results for problem in one.problems)
    parameters = declare(sound[Part.RULEBOOK], sound[Part.PROFILE])
    typed = tuple(type_parameters(rule, kinds, parameters) for rule in rules)
    return Read(written, typed, {part: tuple(some) for part, some in sound.items()}, whole, parameters), problems
