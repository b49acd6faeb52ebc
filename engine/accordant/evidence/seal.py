"""The seal of a pack: the SHA-256 of every file in it, in the form that `sha256sum --check` reads, and the day."""

import re
from collections.abc import Callable, Iterator, Mapping
from datetime import date
from hashlib import sha256
from typing import NamedTuple

from accordant.evidence.decoding import decode, readable_part
from accordant.evidence.folder import Entry
from accordant.evidence.limits import Limits
from accordant.evidence.places import locate
from accordant.evidence.refusal import RefusedError, printable, shown
from accordant.model.evidence import Seal
from accordant.model.problem import Problem
from accordant.model.values import read_date

SEAL = "seal.sha256"
"""The name of a seal; it lies in the pack's own folder."""

MOST_LINES = 100
"""Further files that are not as they were sealed are only counted."""

_HEAD = "# Accordant seal: SHA-256 of every file of this pack, which sha256sum --check verifies too."
_DAY = "# sealed on "
_LINE = re.compile(r"([0-9a-f]{64}) [ *](.+)")


class Sealed(NamedTuple):
    """What a seal says: the day, and the checksum of each file by its path from the seal's folder."""

    on: str
    files: Mapping[str, str]


def write_seal(files: Mapping[str, str], on: date) -> str:
    """Return the text of a seal over files with these checksums, by path."""
    lines = [f"{files[file]}  {file}" for file in sorted(files)]
    return "\n".join([_HEAD, f"{_DAY}{on.isoformat()}", *lines]) + "\n"


def read_seal(text: str) -> Sealed:
    """Return what a seal says; raise `RefusedError` at the first line that is none."""
    on, files, at = "", dict[str, str](), 0
    for line in text.split("\n"):
        written = line.rstrip("\r")
        match = _LINE.fullmatch(written)
        if match:
            files[match[2].removeprefix("./")] = match[1]
        elif written.startswith(_DAY) and read_date(written[len(_DAY) :]):
            on = written[len(_DAY) :]
        elif written and not written.startswith("#"):
            raise RefusedError(at, f"not a line of a seal: {shown(written)}")
        at += len(line) + 1
    if not on:
        raise RefusedError(0, f"the seal does not say its day: {shown(_DAY + 'YYYY-MM-DD')}")
    return Sealed(on, files)


def verify_seal(
    entry: Entry, read_chunks: Callable[[Entry, int], Iterator[bytes]], known: Mapping[str, str], limits: Limits
) -> tuple[Seal, tuple[Problem, ...]]:
    """Return the seal, and a line for everything that was changed, added or lost since.

    `known` are the checksums of all files of the pack but the seal, empty where none was taken.
    """
    data, text = b"", ""
    try:
        data = b"".join(read_chunks(entry, limits.file_bytes))
        text = decode(data)
        sealed = read_seal(text)
    except RefusedError as refusal:
        line, column = (None, None) if refusal.at is None else locate(text or readable_part(data), refusal.at)
        problem = Problem(entry.file, line, column, refusal.message)
        return Seal(entry.file, "", sha256(data).hexdigest(), holds=False), (problem,)
    folder = entry.file.removesuffix(SEAL)
    lines = tuple(_broken(sealed, {file.removeprefix(folder): digest for file, digest in known.items()}))
    shown_lines = [Problem(folder + file, None, None, said) for file, said in lines[:MOST_LINES]]
    if len(lines) > MOST_LINES:
        said = f"{len(lines) - MOST_LINES} more files are not as they were sealed"
        shown_lines.append(Problem(entry.file, None, None, said))
    return Seal(entry.file, sealed.on, sha256(data).hexdigest(), holds=not lines), tuple(shown_lines)


def _broken(sealed: Sealed, known: Mapping[str, str]) -> Iterator[tuple[str, str]]:
    """Yield each file that is not as it was sealed, and in what."""
    for file in sorted({*sealed.files, *known}):
        if file not in known:
            yield printable(file), f"sealed on {sealed.on} and not in the pack"
        elif file not in sealed.files:
            yield file, f"not among what was sealed on {sealed.on}"
        elif not known[file]:
            yield file, f"sealed on {sealed.on}, but its checksum was not taken: not compared"
        elif known[file] != sealed.files[file]:
            yield file, f"changed since it was sealed on {sealed.on}"
