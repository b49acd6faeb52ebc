"""Rule files looked at without being compiled: what is sound of them, and every problem of the rest."""

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import NamedTuple

from accordant.catalogue.declaration import load_types
from accordant.checks import KINDS
from accordant.model.catalogue import DocumentType
from accordant.model.problem import Problem
from accordant.rulebook.files import Folder, read_folder
from accordant.rulebook.linting import lint
from accordant.rulebook.parsed import Parsed
from accordant.rulebook.reading import Read, read_files


class Examined(NamedTuple):
    """What was found: the folders, their files as read, the document types, and everything loading would refuse."""

    folders: tuple[Folder, ...]
    read: Read
    types: Mapping[str, DocumentType]
    problems: tuple[Problem, ...]

    @property
    def rules(self) -> tuple[Parsed, ...]:
        """Every rule, whatever is broken in it left out."""
        return self.read.rules


def examine(folders: Sequence[Path], *, schemas: Path) -> Examined:
    """Read the folders as one rulebook, the first being the rulebook, and keep what can be read of a broken one.

    Raises:
        RulebookError: if the document types of `schemas` are not sound.
    """
    held = tuple(read_folder(folder) for folder in folders)
    types = load_types(schemas)
    read, problems = read_files(held, schemas, KINDS)
    return Examined(held, read, types, (*problems, *lint(read, held, kinds=KINDS, types=types)))
