"""A pack, read: every evidence file a document, the manifest, or a line of the intake that says why not."""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from hashlib import sha256
from itertools import islice
from pathlib import Path
from typing import NamedTuple, TypeAlias

from accordant.evidence.allowance import Allowance, refuse_overlong
from accordant.evidence.collector import collector_paused
from accordant.evidence.folder import ARCHIVE, Entry, is_attachment, list_entries, read_bytes, read_chunks
from accordant.evidence.header import gives_checksum, read_document, text_of
from accordant.evidence.intake import Note, bounded, notes
from accordant.evidence.limits import DEFAULT_LIMITS, Limits
from accordant.evidence.manifest import read_manifest
from accordant.evidence.places import lines_of
from accordant.evidence.refusal import RefusedError, shown
from accordant.evidence.source import read_source
from accordant.evidence.suggestion import did_you_mean
from accordant.model.catalogue import DocumentType
from accordant.model.evidence import Attachment, Document, Manifest, OriginalState, Pack, Seal
from accordant.model.problem import Problem
from accordant.model.tree import Format, Node, Series, Source

MANIFEST = "manifest"
"""The type of the manifest, whatever its file is called."""

_COMPARED = 100
"""With how many relationships a name that is none of them is compared, to say which was meant."""

Beside: TypeAlias = tuple[tuple[Attachment, ...], Mapping[str, OriginalState], Seal | None]
"""What stands beside the documents of a pack: attachments, how originals were found, the seal."""

NOTHING: Beside = ((), {}, None)


class Access(NamedTuple):
    """How the bytes of an entry are read: those of a document at once, those of an attachment piece by piece."""

    read_bytes: Callable[[Entry, Limits], bytes]
    read_chunks: Callable[[Entry, int], Iterator[bytes]]


def read_pack(path: Path, *, types: Mapping[str, DocumentType], limits: Limits = DEFAULT_LIMITS) -> Pack:
    """Read the pack in a folder, in a zip, or of a single file, which may hold several documents.

    `types` are the declared document types by name; a type `manifest` among them is what the manifest is checked
    against. Nothing in a pack raises: whatever cannot be read, is of no known type or is not as declared is a line of
    the intake. A `path` that is not there or cannot be listed raises `UsageError`.
    """
    # The pack itself may be given through a link; none inside it is followed.
    whole = path.resolve()
    if whole.suffix.lower() == ARCHIVE and whole.is_file():
        return _read_archive(whole, types, limits)
    reading = _Reading(types, limits)
    return _read(whole, list_entries(whole), reading, Access(read_bytes, read_chunks), alone=not whole.is_dir())


def _read_archive(path: Path, types: Mapping[str, DocumentType], limits: Limits) -> Pack:
    from accordant.evidence.archive import open_archive  # noqa: PLC0415 - a folder need not pay for zips

    reading = _Reading(types, limits)
    try:
        with open_archive(path, limits) as archive:
            return _read(path, archive.entries, reading, Access(archive.read_bytes, archive.read_chunks))
    except RefusedError as refusal:
        reading.refuse(path.name, refusal.message)
        return reading.pack(path.name)


def _read(path: Path, entries: Sequence[Entry], reading: "_Reading", access: Access, *, alone: bool = False) -> Pack:
    """Read the entries of a pack; a file that is all of it may hold several documents."""
    documents = [entry for entry in entries if entry.format is not None or entry.refusal]
    others = [entry for entry in entries if is_attachment(entry)]
    most = reading.limits.files
    with collector_paused():
        for entry in documents[:most]:
            reading.take(entry, access, alone=alone)
        for entry in documents[most : most + 1]:
            reading.refuse(entry.file, f"a pack of more than {most} files: this one and the rest are not read")
        reading.compare()
        if others or any(map(gives_checksum, reading.documents)):
            reading.look_beside(others, access.read_chunks)
        return reading.pack(path.name)


def assemble(name: str, sources: Iterable[Source], *, types: Mapping[str, DocumentType]) -> Pack:
    """Return the pack that these sources would be if they were read from files; its digest is that of none."""
    reading = _Reading(types, DEFAULT_LIMITS)
    for source in sources:
        reading.keep(source)
    reading.compare()
    return reading.pack(name)._replace(digest="")


class _Reading:
    """What has been read of a pack so far."""

    def __init__(self, types: Mapping[str, DocumentType], limits: Limits) -> None:
        self.types = types
        self.limits = limits
        self.manifest: Manifest | None = None
        self.documents: list[Document] = []
        self._intake: list[Problem] = []
        self.digests: dict[str, str] = {}
        self._left = Allowance(limits)
        self._beside: Beside = NOTHING
        self.sound = True

    def take(self, entry: Entry, access: Access, *, alone: bool) -> None:
        if entry.format is None:
            self.refuse(entry.file, entry.refusal)
            return
        try:
            # What is not read costs nothing either.
            self._left.refuse_when_full()
            data = access.read_bytes(entry, self.limits)
            self._left.take_bytes(len(data))
        except RefusedError as refusal:
            self.refuse(entry.file, refusal.message)
            return
        self.digests[entry.file] = sha256(data).hexdigest()
        if entry.format is Format.EXCEL:
            self._take_workbook(entry.file, data)
        elif not (alone and self._take_several(entry.file, entry.format, data)):
            self._take_one(read_source(entry.file, entry.format, data, self.limits))

    def _take_several(self, file: str, form: Format, data: bytes) -> bool:
        """Read the documents of a file that holds several; say whether it does."""
        from accordant.evidence.several import cut, name_of  # noqa: PLC0415 - a folder need not pay for it

        found = cut(file, form, data, self.limits)
        if found is None:
            return False
        pieces, problems = found
        self._intake += problems
        self.sound = self.sound and not problems
        for number, (piece, part) in enumerate(pieces, 1):
            self._take_one(read_source(name_of(file, number), form, piece, self.limits, part=part))
        return True

    def _take_workbook(self, file: str, data: bytes) -> None:
        from accordant.evidence.excel_reader import read_excel  # noqa: PLC0415 - few packs bring a workbook

        workbook = read_excel(file, data, self.types, self.limits)
        self._intake += workbook.problems
        self.sound = self.sound and workbook.whole
        for source in workbook.sources:
            self.keep(source)

    def look_beside(self, others: Sequence[Entry], read_chunks: Callable[[Entry, int], Iterator[bytes]]) -> None:
        """List what is no document, compare what documents cite, and verify the seal."""
        from accordant.evidence.beside import look_beside  # noqa: PLC0415 - most packs bring nothing beside documents

        found, problems = look_beside(others, read_chunks, tuple(self.documents), self.digests, self.limits)
        self._beside = found
        self._intake += problems
        self.sound = self.sound and not problems

    def _take_one(self, source: Source | Problem) -> None:
        if isinstance(source, Problem):
            self.sound = False
            self._intake.append(source)
        else:
            self.keep(source)

    def refuse(self, file: str, message: str) -> None:
        self._intake.append(Problem(file, None, None, message))
        self.sound = False
        self.digests.setdefault(file, "")

    def _refuse_at(self, source: Source, at: int, message: str) -> None:
        line, column, sheet, cell = lines_of(source).place(at)
        self._intake.append(Problem(source.home, line, column, message, sheet, cell))
        self.sound = False

    def pack(self, name: str) -> Pack:
        """Give what was read as a pack; its digest is that of the names and bytes of evidence."""
        digest = sha256("".join(f"{file}\0{one}\n" for file, one in self.digests.items()).encode()).hexdigest()
        intake = tuple(sorted(self._intake, key=lambda line: (line.file, line.line or 0, line.column or 0)))
        return Pack(name, digest, self.manifest, tuple(self.documents), intake, self.sound, *self._beside)

    def compare(self) -> None:
        """Say what only shows over all documents: a version that stands twice, a relationship nobody claims."""
        claimed = dict.fromkeys(one.id for one in self.manifest.relationships) if self.manifest else None
        self._bound_relationships()
        seen: dict[tuple[str, str], Source] = {}
        for document in self.documents:
            self._say(document.source, bounded(_compared(document, claimed, seen)))

    def keep(self, source: Source) -> None:
        """Take what was read as what its type says it is."""
        try:
            self._left.take_values(source.root)
        except RefusedError as refusal:
            self._refuse_at(source, source.root.at, refusal.message)
            return
        node = source.root.fields.get("type")
        name = text_of(node)
        if name in (*self.types, MANIFEST) and self._has_overlong(source):
            return
        if name == MANIFEST:
            self._keep_manifest(source)
        elif name in self.types:
            declared = self.types[name]
            self.documents.append(read_document(source, declared))
            if self._left.lists_problems:
                self._say(source, notes(source.root, declared.fields))
        elif not name:
            self._refuse_at(source, (node or source.root).at, "the document does not say its type")
        else:
            hint = did_you_mean(name, (*self.types, MANIFEST))
            said = f"{shown(name)} is not a type of evidence document{hint}"
            self._refuse_at(source, (node or source.root).at, said)

    def _has_overlong(self, source: Source) -> bool:
        try:
            refuse_overlong(source.root, within=text_of(source.root.fields.get("type")) == MANIFEST)
        except RefusedError as refusal:
            self._refuse_at(source, refusal.at or source.root.at, refusal.message)
            return True
        return False

    def _keep_manifest(self, source: Source) -> None:
        if self.manifest is not None:
            said = f"a second manifest: {self.manifest.source.home} is the one that counts"
            self._refuse_at(source, source.root.fields["type"].at, said)
            return
        self.manifest, found = read_manifest(source)
        if MANIFEST in self.types:
            found = (*notes(source.root, self.types[MANIFEST].fields), *found)
        self._say(source, bounded(found))

    def _say(self, source: Source, found: Iterable[Note]) -> None:
        lines = lines_of(source)
        for note in self._left.take_notes(found):
            line, column, sheet, cell = lines.place(note.at)
            self._intake.append(Problem(source.home, line, column, note.message, sheet, cell))

    def _bound_relationships(self) -> None:
        """Keep as many relationships as are judged: the first of the manifest, then those that documents speak for."""
        most = self.limits.relationships
        known: set[str] = set()
        if self.manifest is not None:
            claimed = self.manifest.relationships
            self.manifest = self.manifest._replace(relationships=claimed[:most])
            known.update(one.id for one in claimed[:most])
            for one in claimed[most : most + 1]:
                said = f"more than {most} relationships: this one and the rest are not judged"
                self._refuse_at(self.manifest.source, one.node.at, said)
        kept = []
        for document in self.documents:
            new = set(document.relationships) - known
            if len(known) + len(new) <= most:
                known |= new
                kept.append(document)
            else:
                at = document.root.fields["relationships"].at
                self._refuse_at(document.source, at, f"not read: with it the pack has more than {most} relationships")
        self.documents = kept


def _compared(
    document: Document, claimed: Mapping[str, None] | None, seen: dict[tuple[str, str], Source]
) -> Iterator[Note]:
    root = document.root
    if not document.id:
        yield Note(root.fields.get("id", root).at, "the document has no id")
    else:
        other = seen.setdefault((document.id, document.version), document.source)
        if other.file != document.source.file:
            version = f" version {shown(document.version)}" if document.version else ""
            yield Note(root.fields["id"].at, f"{shown(document.id)}{version} is also in {other.home}")
    if claimed is not None and document.relationships:
        yield from _unclaimed(root.fields["relationships"], claimed)


def _unclaimed(node: Node, claimed: Mapping[str, None]) -> Iterator[Note]:
    for item in node.items if isinstance(node, Series) else (node,):
        name = text_of(item)
        if name and name not in claimed:
            hint = did_you_mean(name, islice(claimed, _COMPARED))
            yield Note(item.at, f"relationship {shown(name)} is not in the manifest{hint}")
