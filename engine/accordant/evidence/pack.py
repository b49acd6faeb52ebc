"""A pack, read: every evidence file a document, the manifest, or a line of the intake that says why not."""

from collections.abc import Iterable, Mapping
from hashlib import sha256
from pathlib import Path

from accordant.evidence.collector import collector_paused
from accordant.evidence.folder import Entry, list_entries, read_bytes
from accordant.evidence.header import read_document, text_of
from accordant.evidence.intake import Note, notes
from accordant.evidence.limits import DEFAULT_LIMITS, Limits
from accordant.evidence.manifest import read_manifest
from accordant.evidence.places import Lines
from accordant.evidence.refusal import RefusedError, shown
from accordant.evidence.source import read_source
from accordant.evidence.suggestion import did_you_mean
from accordant.model.catalogue import DocumentType
from accordant.model.evidence import Document, Manifest, Pack
from accordant.model.problem import Problem
from accordant.model.tree import Node, Series, Source

MANIFEST = "manifest"
"""The type of the manifest, whatever its file is called."""


def read_pack(path: Path, *, types: Mapping[str, DocumentType], limits: Limits = DEFAULT_LIMITS) -> Pack:
    """Read the pack in a folder, or of a single file.

    `types` are the declared document types by name; a type `manifest` among them is what the manifest is checked
    against. Nothing in a pack raises: whatever cannot be read, is of no known type or is not as declared is a line of
    the intake. A `path` that is not there or cannot be listed raises `UsageError`.
    """
    # The pack itself may be given through a link; none inside it is followed.
    entries = list_entries(path.resolve())
    with collector_paused():
        reading = _Reading(types, limits)
        for entry in entries[: limits.files]:
            reading.take(entry)
        for entry in entries[limits.files : limits.files + 1]:
            reading.refuse(entry.file, f"a pack of more than {limits.files} files: this one and the rest are not read")
        reading.compare()
        return Pack(path.resolve().name, reading.digest(), reading.manifest, tuple(reading.documents), reading.lines())


def assemble(name: str, sources: Iterable[Source], *, types: Mapping[str, DocumentType]) -> Pack:
    """Return the pack that these sources would be if they were read from files; its digest is that of none."""
    reading = _Reading(types, DEFAULT_LIMITS)
    for source in sources:
        reading.keep(source)
    reading.compare()
    return Pack(name, "", reading.manifest, tuple(reading.documents), reading.lines())


class _Reading:
    """What has been read of a pack so far."""

    def __init__(self, types: Mapping[str, DocumentType], limits: Limits) -> None:
        self.types = types
        self.limits = limits
        self.manifest: Manifest | None = None
        self.documents: list[Document] = []
        self._intake: list[Problem] = []
        self._digests: list[str] = []
        self._bytes = 0

    def take(self, entry: Entry) -> None:
        if entry.format is None:
            self.refuse(entry.file, entry.refusal)
            return
        try:
            data = read_bytes(entry.path, self.limits)
        except RefusedError as refusal:
            self.refuse(entry.file, refusal.message)
            return
        self._bytes += len(data)
        if self._bytes > self.limits.pack_bytes:
            self.refuse(entry.file, f"not read: the pack is larger than {self.limits.pack_bytes} bytes")
            return
        self._digests.append(f"{entry.file}\0{sha256(data).hexdigest()}\n")
        source = read_source(entry.file, entry.format, data, self.limits)
        if isinstance(source, Problem):
            self._intake.append(source)
        else:
            self.keep(source)

    def refuse(self, file: str, message: str) -> None:
        self._intake.append(Problem(file, None, None, message))
        self._digests.append(f"{file}\0\n")

    def digest(self) -> str:
        return sha256("".join(self._digests).encode()).hexdigest()

    def lines(self) -> tuple[Problem, ...]:
        return tuple(sorted(self._intake, key=lambda line: (line.file, line.line or 0, line.column or 0)))

    def compare(self) -> None:
        """Say what only shows over all documents: a version that stands twice, a relationship nobody claims."""
        seen: dict[tuple[str, str], str] = {}
        for document in self.documents:
            self._say(document.source, _compared(document, self.manifest, seen))

    def keep(self, source: Source) -> None:
        node = source.root.fields.get("type")
        name = text_of(node)
        if name == MANIFEST:
            self._keep_manifest(source)
        elif name in self.types:
            declared = self.types[name]
            self.documents.append(read_document(source, declared))
            self._say(source, notes(source.root, declared.fields))
        elif not name:
            self._say(source, [Note((node or source.root).at, "the document does not say its type")])
        else:
            hint = did_you_mean(name, (*self.types, MANIFEST))
            self._say(
                source, [Note((node or source.root).at, f"{shown(name)} is not a type of evidence document{hint}")]
            )

    def _keep_manifest(self, source: Source) -> None:
        if self.manifest is not None:
            at = source.root.fields["type"].at
            self._say(source, [Note(at, f"a second manifest: {self.manifest.source.file} is the one that counts")])
            return
        self.manifest, found = read_manifest(source)
        if MANIFEST in self.types:
            found = (*notes(source.root, self.types[MANIFEST].fields), *found)
        self._say(source, found)

    def _say(self, source: Source, found: Iterable[Note]) -> None:
        lines = Lines(source.text)
        self._intake.extend(Problem(source.file, *lines.locate(note.at), note.message) for note in found)


def _compared(document: Document, manifest: Manifest | None, seen: dict[tuple[str, str], str]) -> Iterable[Note]:
    root = document.root
    if not document.id:
        yield Note(root.fields.get("id", root).at, "the document has no id")
    else:
        other = seen.setdefault((document.id, document.version), document.source.file)
        if other != document.source.file:
            version = f" version {shown(document.version)}" if document.version else ""
            yield Note(root.fields["id"].at, f"{shown(document.id)}{version} is also in {other}")
    claimed = {relationship.id for relationship in manifest.relationships} if manifest else set(document.relationships)
    for name in document.relationships:
        if name not in claimed:
            at = _place_of(root.fields["relationships"], name)
            yield Note(at, f"relationship {shown(name)} is not in the manifest{did_you_mean(name, claimed)}")


def _place_of(node: Node, text: str) -> int:
    items = node.items if isinstance(node, Series) else (node,)
    return next((item.at for item in items if text_of(item) == text), node.at)
