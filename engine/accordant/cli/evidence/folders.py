"""A folder written with many files, none of which takes the place of another."""

from collections.abc import Mapping
from pathlib import Path

from accordant.cli.surroundings import put
from accordant.errors import UsageError


def put_folder(files: Mapping[str, bytes], folder: Path) -> None:
    """Write files by their path in a folder, which may be there already.

    Raises:
        UsageError: if one of them is there already, or cannot be written.
    """
    there = next((folder / name for name in files if (folder / name).exists()), None)
    if there is not None:
        raise UsageError(f"{there} is there already: name another folder")
    for name, content in files.items():
        target = folder / name
        try:
            target.parent.mkdir(parents=True, exist_ok=True)
        except OSError as error:
            raise UsageError(f"{target.parent}: {error.strerror}") from error
        put(content, target)
