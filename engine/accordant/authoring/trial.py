"""A folder of rules copied aside, so that what is to be written into it can be tried first."""

import shutil
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory

from accordant.casebook import read_casebook
from accordant.errors import RulebookError
from accordant.rulebook import load_rulebook


@contextmanager
def copied_aside(folder: Path) -> Iterator[Path]:
    """Give a copy of a folder, which need not be there; what is wrong with the copy is said of the folder.

    Raises:
        RulebookError: what is raised within, each problem with its place in the folder.
    """
    with TemporaryDirectory() as trial:
        copy = Path(trial) / (folder.resolve().name or "rules")
        if folder.is_dir():
            shutil.copytree(folder, copy)
        try:
            yield copy
        except RulebookError as error:
            moved = (one._replace(file=one.file.replace(str(copy), str(folder))) for one in error.problems)
            raise RulebookError(tuple(moved)) from None


def try_out(files: Mapping[str, bytes], folder: Path, *, under: Sequence[Path], schemas: Path) -> None:
    """Load the rulebook and its cases as they would be with these files, by their places in `folder`.

    Raises:
        RulebookError: with every problem there would be.
    """
    with copied_aside(folder) as copy:
        for place, content in files.items():
            (copy / Path(place).relative_to(folder)).write_bytes(content)
        compiled = load_rulebook((*under, copy), schemas=schemas, cache=None)
        ids = {rule.id for rule in compiled.rulebook.rules}
        read_casebook((*under, copy), schemas=schemas, types=compiled.types, rules=ids)
