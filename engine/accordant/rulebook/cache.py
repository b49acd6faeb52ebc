"""The compiled rulebook kept between starts, in a folder that only its user may write to and may delete any time."""

import gc
import os
import pickle
import stat
import sys
from collections.abc import Iterable, Iterator
from hashlib import sha256
from pathlib import Path

from accordant import __path__, __version__
from accordant.rulebook.compiled import Compiled

_PRIVATE_FOLDER = 0o700
_PRIVATE_FILE = 0o600
_WRITABLE_BY_OTHERS = stat.S_IWGRP | stat.S_IWOTH
_MAKERS = ("catalogue", "checks", "inference", "model", "rulebook")
_KEPT = 8
"""Compiled rulebooks kept beside one another: versions and own rulebooks; the oldest go."""


def cache_key(digests: Iterable[str]) -> str:
    """Return the key of what these digests, this version of the tool and this Python make together."""
    parts = (__version__, *_code(), sys.version, str(sys.implementation.cache_tag), *digests)
    return sha256("\0".join(parts).encode()).hexdigest()


def _code() -> Iterator[str]:
    """Describe the code that makes and that is made: a working copy changes under one version."""
    for room in _MAKERS:
        with os.scandir(f"{__path__[0]}/{room}") as entries:
            files = sorted((entry.name, entry.stat()) for entry in entries if entry.name.endswith(".py"))
        yield from (f"{name} {status.st_size} {status.st_mtime_ns}" for name, status in files)


def recall(folder: Path, key: str) -> Compiled | None:
    """Return what was kept under `key`; None where there is nothing sound that only this user can have written."""
    try:
        if not _is_ours(folder.lstat()):
            return None
        found = _content(_file(folder, key))
        return None if found is None else _unpickled(found)
    except OSError:
        return None


def keep(folder: Path, key: str, compiled: Compiled) -> None:
    """Keep `compiled` under `key` where the folder allows it; a folder that does not is no failure."""
    try:
        folder.mkdir(mode=_PRIVATE_FOLDER, parents=True, exist_ok=True)
        if _is_ours(folder.lstat()):
            _write(folder, _file(folder, key), pickle.dumps(compiled, protocol=pickle.HIGHEST_PROTOCOL))
            _forget(folder)
    except OSError:
        return


def _file(folder: Path, key: str) -> Path:
    return folder / f"rulebook-{key}.pickle"


def _is_ours(status: os.stat_result) -> bool:
    """Unpickling runs what the file says: only what no other user can have written may be unpickled."""
    if stat.S_ISLNK(status.st_mode):
        return False
    if not hasattr(os, "getuid"):
        # Windows keeps a profile's folders private itself and has no such bits.
        return True
    return status.st_uid == os.getuid() and not status.st_mode & _WRITABLE_BY_OTHERS


def _content(file: Path) -> bytes | None:
    descriptor = os.open(file, os.O_RDONLY | getattr(os, "O_NOFOLLOW", 0) | getattr(os, "O_BINARY", 0))
    with os.fdopen(descriptor, "rb") as stream:
        # The open file is asked, not its name: a name may come to mean another file in between.
        return stream.read() if _is_ours(os.fstat(stream.fileno())) else None


def _unpickled(content: bytes) -> Compiled | None:
    # Nothing of a rulebook is ever garbage; looking for it meanwhile costs a quarter of the time.
    collecting = gc.isenabled()
    gc.disable()
    try:
        found = pickle.loads(content)  # noqa: S301 - written by this user, checked above
    except Exception:  # noqa: BLE001 - a damaged pickle may raise anything
        return None
    finally:
        if collecting:
            gc.enable()
    return found if isinstance(found, Compiled) else None


def _write(folder: Path, file: Path, content: bytes) -> None:
    # Written aside and put in place at once: a start beside this one reads the old file, the new one, or none.
    aside = folder / f".{os.urandom(8).hex()}.tmp"
    descriptor = os.open(aside, os.O_WRONLY | os.O_CREAT | os.O_EXCL | getattr(os, "O_BINARY", 0), _PRIVATE_FILE)
    try:
        with os.fdopen(descriptor, "wb") as stream:
            stream.write(content)
        aside.replace(file)
    except OSError:
        aside.unlink(missing_ok=True)
        raise


def _forget(folder: Path) -> None:
    kept = sorted(folder.glob("rulebook-*.pickle"), key=lambda file: file.stat().st_mtime, reverse=True)
    for file in kept[_KEPT:]:
        file.unlink(missing_ok=True)
