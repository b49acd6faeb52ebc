"""The files of a pack in a zip: which there are, and their bytes, unpacked in memory and never onto the disk."""

import os
import stat
import struct
import zlib
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path
from typing import BinaryIO, NamedTuple
from zipfile import ZIP_DEFLATED, ZIP_STORED, BadZipFile, ZipFile, ZipInfo

from accordant.evidence.folder import Entry, format_of, printable_name
from accordant.evidence.limits import Limits
from accordant.evidence.refusal import RefusedError

_CHUNK = 1 << 20
_SMALL = 1_000_000
_ENCRYPTED = 0x1
_UNIX = 16
_END, _END_SIZE, _LONGEST_COMMENT = b"PK\5\6", 22, 1 << 16
_FAR_LOCATOR, _FAR_LOCATOR_SIZE, _FAR_END_SIZE = b"PK\6\7", 20, 56
_BYTES_AN_ENTRY = 256
# All that zipfile and zlib are known to raise for bytes that are no zip.
_BROKEN = (
    BadZipFile,
    zlib.error,
    struct.error,
    OSError,
    EOFError,
    ValueError,
    NotImplementedError,
    RuntimeError,
    IndexError,
)


class Archive(NamedTuple):
    """A zip, opened: its entries by path, and the member that each of them is."""

    entries: tuple[Entry, ...]
    members: dict[str, ZipInfo]
    zip: ZipFile
    limits: Limits

    def read_bytes(self, entry: Entry, limits: Limits) -> bytes:
        """Return the bytes of a member within the limits; raise `RefusedError` where it is beyond them or broken."""
        return b"".join(self.read_chunks(entry, limits.file_bytes))

    def read_chunks(self, entry: Entry, most: int) -> Iterator[bytes]:
        """Yield the bytes of a member, at most so many, whatever the zip says of its size; raise `RefusedError`."""
        member = self.members[entry.file]
        if member.file_size > most:
            raise RefusedError(None, f"{member.file_size} bytes unpacked: more than {most} are not read")
        left = most
        try:
            with self.zip.open(member) as file:
                while data := file.read(min(left + 1, _CHUNK)):
                    left -= len(data)
                    self._weigh(most - left, member)
                    if left < 0:
                        raise RefusedError(None, f"more than {most} bytes are not read")
                    yield data
        except _BROKEN as error:
            raise RefusedError(None, f"cannot be unpacked: {printable_name(str(error))}") from None

    def _weigh(self, size: int, member: ZipInfo) -> None:
        if size > _SMALL and size > self.limits.ratio * max(member.compress_size, 1):
            raise RefusedError(None, f"unpacks to more than {self.limits.ratio} times its size: not read")


@contextmanager
def open_archive(path: Path, limits: Limits) -> Iterator[Archive]:
    """Open the zip and list it; raise `RefusedError` where it is none, or lists more than a pack may hold."""
    with ExitStack() as stack:
        try:
            file = stack.enter_context(path.open("rb"))
            _refuse_long_list(file, limits)
            opened = stack.enter_context(ZipFile(file))
            members = [member for member in opened.infolist() if not _is_skipped(member)]
            archive = Archive(*_listed(members, path), opened, limits)
        except _BROKEN as error:
            raise RefusedError(None, f"not a zip that can be read: {printable_name(str(error))}") from None
        yield archive


def _listed(members: list[ZipInfo], path: Path) -> tuple[tuple[Entry, ...], dict[str, ZipInfo]]:
    """Give an entry for each member, by path; of two with one name the first is read, the other refused."""
    entries, known = [], dict[str, ZipInfo]()
    for member in members:
        name = printable_name(member.filename or member.orig_filename) or _NAMELESS
        entries.append(_entry(name, member, path) if name not in known else _refused(name, path, _TWICE))
        known.setdefault(name, member)
    return tuple(sorted(entries, key=lambda entry: entry.file)), known


_NAMELESS = "(without a name)"
_TWICE = "stands in the zip twice: the first is read"


def _refused(name: str, path: Path, why: str) -> Entry:
    return Entry(name, path, None, why)


def _entry(name: str, member: ZipInfo, path: Path) -> Entry:
    mode = member.external_attr >> _UNIX
    if _leads_out(member):
        return _refused(name, path, "a path that leads out of the pack is not read")
    if stat.S_ISLNK(mode):
        return _refused(name, path, "a symbolic link is not followed")
    if stat.S_IFMT(mode) not in (0, stat.S_IFREG):
        return _refused(name, path, "not a regular file")
    if member.flag_bits & _ENCRYPTED:
        return _refused(name, path, "encrypted: not read")
    if member.compress_type not in (ZIP_STORED, ZIP_DEFLATED):
        return _refused(name, path, "packed in a way that is not read: neither stored nor deflated")
    return Entry(name, path, *format_of(name))


def _leads_out(member: ZipInfo) -> bool:
    """Say whether a name is absolute, goes up, or means one thing to one reader and another to the next."""
    name = member.orig_filename
    steps = name.split("/")
    return not name or name.startswith("/") or ".." in steps or "\\" in name or "\0" in name or ":" in steps[0]


def _is_skipped(member: ZipInfo) -> bool:
    """Say whether a member is a folder or hidden; what leads out of the pack is told, whatever it is."""
    steps = [step for step in member.filename.split("/") if step]
    hidden = any(step.startswith(".") for step in steps) or steps[:1] == ["__MACOSX"]
    return (member.filename.endswith("/") or hidden) and not _leads_out(member)


def _refuse_long_list(file: BinaryIO, limits: Limits) -> None:
    """Refuse a zip whose list of files is too long to be read; zipfile reads it whole, whatever it is."""
    size = file.seek(0, os.SEEK_END)
    file.seek(max(0, size - _LONGEST_COMMENT - _END_SIZE))
    tail = file.read()
    at = len(tail) - _END_SIZE
    if not (tail[at : at + len(_END)] == _END and tail.endswith(b"\0\0")):
        at = tail.rfind(_END)
    if at < 0 or len(tail) < at + _END_SIZE:
        raise RefusedError(None, "not a zip")
    (length,) = struct.unpack_from("<L", tail, at + 12)
    start = size - len(tail) + at - _FAR_LOCATOR_SIZE
    if tail[max(at - _FAR_LOCATOR_SIZE, 0) : at].startswith(_FAR_LOCATOR) and start >= _FAR_END_SIZE:
        file.seek(start - _FAR_END_SIZE)
        (length,) = struct.unpack_from("<Q", file.read(_FAR_END_SIZE), 40)
    if length > 2 * limits.files * _BYTES_AN_ENTRY:
        raise RefusedError(None, f"a zip of more than {2 * limits.files} files: not read")
