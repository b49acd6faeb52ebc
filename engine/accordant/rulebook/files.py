"""Which files of a folder make a rulebook, in a stable order, and their digest."""

import os
from collections.abc import Iterable, Iterator
from enum import StrEnum
from hashlib import sha256
from pathlib import Path
from typing import NamedTuple

from accordant.errors import UsageError


class Part(StrEnum):
    """What a file of a rulebook holds; the word names its schema too."""

    RULEBOOK = "rulebook"
    OBLIGATIONS = "obligations"
    CONCLUSION = "conclusion"
    RULE = "rule"
    SUCCESSORS = "successors"
    PROFILE = "profile"
    CASES = "cases"
    BASE = "base"
    CROSSWALK = "crosswalk"
    PHASES = "phases"
    GLOSSARY = "glossary"
    SOURCES = "sources"
    CLAUSE_TEXT = "clause-text"


COMPILED = (Part.RULEBOOK, Part.OBLIGATIONS, Part.CONCLUSION, Part.RULE, Part.SUCCESSORS, Part.PROFILE)
"""The parts that a rulebook is compiled from; cases prove it and companions accompany it, and are no part of it."""


class RuleFile(NamedTuple):
    """One file of a rulebook: its name within the folder, where the user can open it, what it holds."""

    name: str
    place: str
    part: Part
    content: bytes


class Folder(NamedTuple):
    """One folder of rules, read: its name, where it lies, its files in order of name."""

    name: str
    place: str
    files: tuple[RuleFile, ...]


HEADER = "rulebook.yaml"
"""The file at the root of a rulebook's folder that says what it is."""

SUCCESSORS = "successors.yaml"
"""The file at the root of a rulebook's folder that says what became of rules that are no more."""

_FOLDERS = {"obligations": Part.OBLIGATIONS, "conclusions": Part.CONCLUSION}
_CASES = ".cases.yaml"
_BASE = "base.yaml"
_PROOF = "proof.yaml"
_CROSSWALKS = "crosswalks/"
_COMPANIONS = {"phases.yaml": Part.PHASES, "glossary.yaml": Part.GLOSSARY, "sources.yaml": Part.SOURCES}
_APART = frozenset((_BASE, _PROOF, *_COMPANIONS))
_NOT_DECLARED = ("json/", "xsd/", "editors/", "companions/")
_READING = os.O_RDONLY | getattr(os, "O_BINARY", 0)
_PART = 65_536


def read_folder(folder: Path) -> Folder:
    """Read every file of the rulebook in `folder`; cases, companions and what explains mutants are no part of it.

    Raises:
        UsageError: if it is no folder, or something in it cannot be read.
    """
    files = (
        RuleFile(name, f"{folder}/{name}", _part(name), _content(path))
        for name, path in _walk(str(folder), "")
        if name.endswith(".yaml")
        and not name.endswith(_CASES)
        and name not in _APART
        and not name.startswith(_CROSSWALKS)
    )
    try:
        return Folder(folder.name, str(folder), tuple(sorted(files)))
    except OSError as error:
        raise UsageError(f"{error.filename}: {error.strerror}") from None


def read_profile(file: Path) -> RuleFile:
    """Read a profile; it is no part of a rulebook's folder.

    Raises:
        UsageError: if it cannot be read.
    """
    try:
        return RuleFile(file.name, str(file), Part.PROFILE, _content(str(file)))
    except OSError as error:
        raise UsageError(f"{error.filename or file}: {error.strerror}") from None


def read_cases(folder: Path) -> tuple[RuleFile, ...]:
    """Read the cases beside the rules of `folder`, and the base they start from, in order of name."""
    files = (
        RuleFile(name, f"{folder}/{name}", Part.BASE if name == _BASE else Part.CASES, _content(path))
        for name, path in _walk(str(folder), "")
        if name.endswith(_CASES) or name == _BASE
    )
    return tuple(sorted(files))


def read_companions(folder: Path) -> tuple[RuleFile, ...]:
    """Read what accompanies the rules of `folder`: crosswalks, phases, glossary and sources, in order of name."""
    files = (
        RuleFile(name, f"{folder}/{name}", _COMPANIONS.get(name, Part.CROSSWALK), _content(path))
        for name, path in _walk(str(folder), "")
        if name in _COMPANIONS or (name.startswith(_CROSSWALKS) and name.endswith(".yaml"))
    )
    return tuple(sorted(files))


def digest_rules(files: Iterable[RuleFile]) -> str:
    """Return the SHA-256, in hexadecimal, of the names and contents of rule files."""
    return _digest((file.name, file.content) for file in files)


def digest_schemas(schemas: Path) -> str:
    """Return the SHA-256, in hexadecimal, of all that the schemas folder declares.

    What is generated, and what judges nothing, is left out.
    """
    return _digest(
        (name, _content(path))
        for name, path in _walk(str(schemas), "")
        if name.endswith((".yaml", ".json")) and not name.startswith(_NOT_DECLARED)
    )


def _digest(contents: Iterable[tuple[str, bytes]]) -> str:
    total = sha256()
    for name, content in sorted(contents):
        total.update(f"{name}\0{len(content)}\0".encode())
        total.update(content)
    return total.hexdigest()


def _walk(folder: str, prefix: str) -> Iterator[tuple[str, str]]:
    """Give the name below the first folder, and the path, of every file."""
    with os.scandir(folder) as entries:
        for entry in entries:
            if entry.is_dir():
                yield from _walk(entry.path, f"{prefix}{entry.name}/")
            else:
                yield prefix + entry.name, entry.path


def _content(path: str) -> bytes:
    # Every start reads some two hundred small files; by way of streams they cost twice the time.
    descriptor = os.open(path, _READING)
    try:
        parts = []
        while part := os.read(descriptor, _PART):
            parts.append(part)
        return b"".join(parts)
    finally:
        os.close(descriptor)


def _part(name: str) -> Part:
    if name == HEADER:
        return Part.RULEBOOK
    if name == SUCCESSORS:
        return Part.SUCCESSORS
    first, slash, _ = name.partition("/")
    return _FOLDERS.get(first, Part.RULE) if slash else Part.RULE
