"""What stands beside the documents of a pack: attachments with their checksums, cited originals, the seal.

Nothing of it is parsed but the seal. A document that names its original is compared with it where it can be: the pack
is looked through once a document gives a checksum, or once one original is in the pack; else originals are elsewhere.
"""

from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping, Sequence
from hashlib import sha256
from posixpath import basename, dirname, join, normpath
from string import hexdigits
from typing import NamedTuple

from accordant.evidence.folder import Entry
from accordant.evidence.header import text_at
from accordant.evidence.limits import Limits
from accordant.evidence.places import lines_of
from accordant.evidence.refusal import RefusedError, shown
from accordant.evidence.seal import SEAL, verify_seal
from accordant.model.evidence import Attachment, Document, OriginalState, Seal
from accordant.model.problem import Problem
from accordant.model.tree import Branch

Chunks = Callable[[Entry, int], Iterator[bytes]]
_HEXADECIMAL = 64


class _Cited(NamedTuple):
    """An original as a document names it, and the file of the pack that it is (None: there is none)."""

    document: Document
    source: Branch
    file: str
    digest: str
    found: str | None


def look_beside(
    entries: Sequence[Entry],
    read_chunks: Chunks,
    documents: Sequence[Document],
    digests: Mapping[str, str],
    limits: Limits,
) -> tuple[tuple[tuple[Attachment, ...], Mapping[str, OriginalState], Seal | None], tuple[Problem, ...]]:
    """Return the attachments, how each document's original was found, the seal, and what is wrong with any of it.

    `digests` are the checksums of the files that were read as documents, empty for those that could not be.
    """
    problems: list[Problem] = []
    seal, others = _seal_among(entries, digests)
    taken = _attachments(others, read_chunks, limits, problems)
    known = {**digests, **{one.file: one.digest or "" for one in taken}}
    named: dict[str, list[str]] = defaultdict(list)
    for file in known:
        named[basename(file)].append(file)
    cited = [one for document in documents if (one := _cited(document, known, named)) is not None]
    states = _states(cited, known, problems)
    by: dict[str | None, list[str]] = defaultdict(list)
    for one in cited:
        by[one.found].append(one.document.source.home)
    verified = None
    if seal is not None:
        verified, broken = verify_seal(seal, read_chunks, known, limits)
        problems += broken
    return (tuple(one._replace(cited_by=tuple(by[one.file])) for one in taken), states, verified), tuple(problems)


def _seal_among(entries: Sequence[Entry], digests: Mapping[str, str]) -> tuple[Entry | None, list[Entry]]:
    """Take out the seal: it lies in the pack's folder, or in the one folder that holds everything."""
    seals = [entry for entry in entries if basename(entry.file) == SEAL]
    seal = min(seals, key=lambda entry: entry.file.count("/"), default=None)
    if seal is None:
        return None, list(entries)
    folder = seal.file.removesuffix(SEAL)
    if not all(file.startswith(folder) for file in (*digests, *(entry.file for entry in entries))):
        return None, list(entries)
    return seal, [entry for entry in entries if entry is not seal]


def _attachments(
    entries: Sequence[Entry], read_chunks: Chunks, limits: Limits, problems: list[Problem]
) -> list[Attachment]:
    """List attachments with their checksums, as far as the limits go."""
    left = limits.attachments_bytes
    found = []
    for entry in entries[: limits.files]:
        digest, size = sha256(), 0
        try:
            for chunk in read_chunks(entry, min(limits.attachment_bytes, left)):
                digest.update(chunk)
                size += len(chunk)
        except RefusedError as refusal:
            problems.append(Problem(entry.file, None, None, f"attachment without checksum: {refusal.message}"))
            found.append(Attachment(entry.file, None, None, ()))
        else:
            found.append(Attachment(entry.file, size, digest.hexdigest(), ()))
        left -= size
    for entry in entries[limits.files : limits.files + 1]:
        said = f"a pack of more than {limits.files} attachments: this one and the rest are not listed"
        problems.append(Problem(entry.file, None, None, said))
    return found


def _cited(document: Document, known: Mapping[str, str], named: Mapping[str, list[str]]) -> _Cited | None:
    """Return the original that a document names; None where it names none."""
    source = document.root.fields.get("source")
    file = text_at(source, "file") if isinstance(source, Branch) else ""
    if not file or not isinstance(source, Branch):
        return None
    digest = text_at(source, "sha256").lower()
    return _Cited(document, source, file, digest, _found(document.source.home, file, digest, known, named))


def _found(
    document: str, file: str, digest: str, known: Mapping[str, str], named: Mapping[str, list[str]]
) -> str | None:
    """Return the file of the pack that a name means: beside the document, from the pack's folder, or anywhere."""
    for folder in (dirname(document), ""):
        path = normpath(join(folder, file))
        if path in known:
            return path
    if "/" in file:
        return None
    so_called = named.get(file, [])
    alike = [path for path in so_called if digest and known[path] == digest]
    return next(iter(alike or (so_called if len(so_called) == 1 else ())), None)


def _states(cited: Sequence[_Cited], known: Mapping[str, str], problems: list[Problem]) -> Mapping[str, OriginalState]:
    brings = any(one.found is not None for one in cited)
    states = {}
    for one in cited:
        state = _state(one, known, brings=brings)
        states[one.document.source.file] = state
        if said := _said(one, state, known):
            field, message = said
            at = one.source.fields[field].at
            line, column, sheet, cell = lines_of(one.document.source).place(at)
            said_of = f"source/{field}: {message}"
            problems.append(Problem(one.document.source.home, line, column, said_of, sheet, cell))
    return states


def _state(one: _Cited, known: Mapping[str, str], *, brings: bool) -> OriginalState:
    if one.found is None:
        return OriginalState.MISSING if brings or one.digest else OriginalState.ELSEWHERE
    if not known[one.found]:
        return OriginalState.UNREAD
    if not one.digest:
        return OriginalState.PRESENT
    return OriginalState.VERIFIED if known[one.found] == one.digest else OriginalState.DIFFERS


def _said(one: _Cited, state: OriginalState, known: Mapping[str, str]) -> tuple[str, str] | None:
    """Return what is to be said of an original, and at which field; None where nothing is."""
    if state is OriginalState.MISSING:
        return "file", f"{shown(one.file)} is not in the pack"
    if state is OriginalState.UNREAD:
        return "file", f"{shown(one.file)} is in the pack and was not read: nothing was compared"
    if state is not OriginalState.DIFFERS or one.found is None:
        return None
    if len(one.digest) != _HEXADECIMAL or not set(one.digest) <= set(hexdigits):
        return "sha256", f"{shown(one.digest)} is not a SHA-256 of {_HEXADECIMAL} hexadecimal digits"
    return "sha256", f"{shown(one.file)} is another file: its SHA-256 is {known[one.found]}"
