"""The files of a pack: which there are, and their bytes, without following a link or reading more than allowed."""

import os
import stat
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

from accordant.errors import UsageError
from accordant.evidence.limits import Limits
from accordant.evidence.refusal import RefusedError
from accordant.model.tree import Format

FORMATS = {".yaml": Format.YAML, ".yml": Format.YAML, ".xml": Format.XML}
"""Which names are evidence; files of other names are attachments and are left alone."""


class Entry(NamedTuple):
    """One entry of a pack: its path in the pack with `/`, where it lies, its format, and why it is not to be read."""

    file: str
    path: Path
    format: Format | None
    refusal: str


def list_entries(pack: Path) -> tuple[Entry, ...]:
    """Return the evidence files of a folder (or the one file), by path, with what is refused unread among them.

    Hidden entries are skipped. A pack that is missing or cannot be listed raises `UsageError`.
    """
    try:
        if not pack.is_dir():
            mode = pack.stat().st_mode
            return (_entry(pack.name, pack, mode) or Entry(pack.name, pack, None, "neither YAML nor XML by its name"),)
        return tuple(sorted(_walk(pack)))
    except OSError as error:
        raise UsageError(f"{pack}: {error.strerror or error}") from None


def read_bytes(path: Path, limits: Limits) -> bytes:
    """Return the bytes of a regular file within the limit; raise `RefusedError` without reading anything else."""
    try:
        # The opened file is asked, not the path, which may have been exchanged meanwhile.
        with open(path, "rb", opener=_open_regular) as file:
            status = os.fstat(file.fileno())
            if not stat.S_ISREG(status.st_mode):
                raise RefusedError(None, "not a regular file")
            if status.st_size > limits.file_bytes:
                raise RefusedError(None, f"{status.st_size} bytes: more than {limits.file_bytes} are not read")
            # Room is made for what is asked; only a file that grows meanwhile has more than it said.
            data = file.read(status.st_size + 1)
            if len(data) > status.st_size:
                data += file.read(limits.file_bytes)
    except OSError as error:
        raise RefusedError(None, f"cannot be read: {error.strerror or error}") from None
    if len(data) > limits.file_bytes:
        raise RefusedError(None, f"more than {limits.file_bytes} bytes are not read")
    return data


def _walk(pack: Path) -> Iterator[Entry]:
    folders = [pack]
    while folders:
        folder = folders.pop()
        try:
            children = list(os.scandir(folder))
        except OSError as error:
            if folder == pack:
                raise
            yield Entry(_name(folder, pack), folder, None, f"cannot be listed: {error.strerror or error}")
            continue
        for child in children:
            path = Path(child.path)
            if child.name.startswith("."):
                continue
            if child.is_dir(follow_symlinks=False):
                folders.append(path)
            elif entry := _entry(_name(path, pack), path, child.stat(follow_symlinks=False).st_mode):
                yield entry


def _entry(file: str, path: Path, mode: int) -> Entry | None:
    if stat.S_ISLNK(mode):
        return Entry(file, path, None, "a symbolic link is not followed")
    if not stat.S_ISREG(mode):
        return Entry(file, path, None, "not a regular file")
    kind = FORMATS.get(path.suffix.lower())
    return Entry(file, path, kind, "") if kind else None


def _name(path: Path, pack: Path) -> str:
    """Return the path in the pack as text that can be printed: a name may hold any byte but `/`."""
    name = path.relative_to(pack).as_posix()
    return "".join(c if c.isprintable() else c.encode("unicode_escape").decode() for c in name)


def _open_regular(path: str, flags: int) -> int:
    # Opening a pipe would wait for its writer.
    return os.open(path, flags | getattr(os, "O_NOFOLLOW", 0) | getattr(os, "O_NONBLOCK", 0))
