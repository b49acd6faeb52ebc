"""What accompanies a rulebook and judges nothing: read when asked for, checked against the rulebook, never kept."""

from collections.abc import Collection, Sequence
from pathlib import Path

from accordant.errors import RulebookError
from accordant.model.companions import Companions
from accordant.model.problem import Problem
from accordant.rulebook.companions.building import build_companions
from accordant.rulebook.companions.naming import naming_problems
from accordant.rulebook.companions.reading import read_all
from accordant.rulebook.compiled import Compiled

__all__ = ["companion_problems", "load_companions"]


def load_companions(folders: Sequence[Path], *, schemas: Path, compiled: Compiled) -> Companions:
    """Load the crosswalks, phases, glossary and sources beside the rules of these folders.

    Raises:
        RulebookError: with every problem of every file, names that the rulebook does not know among them.
    """
    read, problems = read_all(folders, schemas)
    problems += naming_problems(read, compiled.rulebook.obligations, compiled.types)
    if problems:
        raise RulebookError(tuple(sorted(problems, key=lambda one: (one.file, one.line or 0, one.column or 0))))
    return build_companions(read)


def companion_problems(
    folders: Sequence[Path], *, schemas: Path, obligations: Collection[str], types: Collection[str]
) -> tuple[Problem, ...]:
    """Find everything wrong with what accompanies these folders, given the keys and document types there are."""
    read, problems = read_all(folders, schemas)
    return (*problems, *naming_problems(read, obligations, types))
