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

FORMATS = {
    ".yaml": Format.YAML,
    ".yml": Format.YAML,
    ".xml": Format.XML,
    ".xlsx": Format.EXCEL,
    ".xlsm": Format.EXCEL,
}
"""Which names are evidence; files of other names are attachments: listed, never parsed."""

ARCHIVE = ".zip"
"""How the name of a packed pack ends; inside a pack such a file is not opened."""

PACKED = "a zip inside a pack is not opened: unpack it, or check it by itself"
"""Why such a file is not read; its checksum is taken all the same."""

_CHUNK = 1 << 20


class Entry(NamedTuple):
    """One entry of a pack: its path in the pack with `/`, where it lies, its format, and why it is not to be read.

    An entry without a format that may be read is an attachment.
    """

    file: str
    path: Path
    format: Format | None
    refusal: str


def list_entries(pack: Path) -> tuple[Entry, ...]:
    """Return the files of a folder (or the one file), by path, with what is refused unread among them.

    Hidden entries are skipped. A pack that is missing or cannot be listed raises `UsageError`.
    """
    try:
        if not pack.is_dir():
            return (_only(_entry(pack.name, pack, pack.stat().st_mode)),)
        return tuple(sorted(_walk(pack)))
    except OSError as error:
        raise UsageError(f"{pack}: {error.strerror or error}") from None


def read_bytes(entry: Entry, limits: Limits) -> bytes:
    """Return the bytes of a regular file within the limit; raise `RefusedError` without reading anything else."""
    return b"".join(read_chunks(entry, limits.file_bytes))


def read_chunks(entry: Entry, most: int) -> Iterator[bytes]:
    """Yield the bytes of a regular file, at most so many; raise `RefusedError` without reading anything else."""
    try:
        # The opened file is asked, not the path, which may have been exchanged meanwhile.
        with open(entry.path, "rb", opener=_open_regular) as file:
            status = os.fstat(file.fileno())
            if not stat.S_ISREG(status.st_mode):
                raise RefusedError(None, "not a regular file")
            if status.st_size > most:
                raise RefusedError(None, f"{status.st_size} bytes: more than {most} are not read")
            # Room is made for what is asked; only a file that grows meanwhile has more than it said.
            room, left = min(status.st_size + 1, _CHUNK), most
            while data := file.read(room):
                left -= len(data)
                if left < 0:
                    raise RefusedError(None, f"more than {most} bytes are not read")
                yield data
                if len(data) < room:
                    break
    except OSError as error:
        raise RefusedError(None, f"cannot be read: {error.strerror or error}") from None


def printable_name(name: str) -> str:
    """Return a path in a pack as text that can be printed: a name may hold any byte but `/`."""
    return "".join(c if c.isprintable() else c.encode("unicode_escape").decode() for c in name)


def format_of(name: str) -> tuple[Format | None, str]:
    """Return which format a file's name announces, and why such a file is not read; an attachment has neither."""
    suffix = os.path.splitext(name)[1].lower()  # noqa: PTH122 - a path costs ten times as much, for every file there is
    if suffix == ARCHIVE:
        return None, PACKED
    return FORMATS.get(suffix), ""


def is_attachment(entry: Entry) -> bool:
    """Say whether an entry is a file that is no document; one that is packed itself is listed though not opened."""
    return entry.format is None and (not entry.refusal or entry.refusal == PACKED)


def _only(entry: Entry) -> Entry:
    if entry.format is not None or entry.refusal:
        return entry
    return entry._replace(refusal="neither YAML, XML nor Excel by its name")


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
            else:
                yield _entry(_name(path, pack), path, child.stat(follow_symlinks=False).st_mode)


def _entry(file: str, path: Path, mode: int) -> Entry:
    if stat.S_ISLNK(mode):
        return Entry(file, path, None, "a symbolic link is not followed")
    if not stat.S_ISREG(mode):
        return Entry(file, path, None, "not a regular file")
    return Entry(file, path, *format_of(path.name))


def _name(path: Path, pack: Path) -> str:
    return printable_name(path.relative_to(pack).as_posix())


def _open_regular(path: str, flags: int) -> int:
    # Opening a pipe would wait for its writer.
    return os.open(path, flags | getattr(os, "O_NOFOLLOW", 0) | getattr(os, "O_NONBLOCK", 0))
