"""An evidence pack, read: documents, manifest, relationships and what could not be read."""

from collections.abc import Mapping
from datetime import date
from enum import StrEnum
from typing import NamedTuple

from accordant.model.catalogue import DocumentType
from accordant.model.problem import Problem
from accordant.model.tree import Branch, Node, Source

ORGANISATION = "organisation"
LAST_STAGE = 8


class Document(NamedTuple):
    """One evidence document of a declared type; header values are already read by their declared types.

    `relationships` names those it speaks for; `speaks_for_all` is the word `all`.
    `complete` is False for an extract: silence in it proves nothing.
    """

    type: DocumentType
    source: Source
    root: Branch
    id: str
    title: str
    version: str
    status: str
    issued: date | None
    approved_on: date | None
    valid_from: date | None
    valid_until: date | None
    supersedes: tuple[str, ...]
    relationships: tuple[str, ...]
    speaks_for_all: bool
    complete: bool


class Membership(NamedTuple):
    """A party's membership of a relationship; None is an open end."""

    party: str
    since: date | None
    until: date | None


class StageSpan(NamedTuple):
    """One stage of the life cycle as the manifest claims it; `stage` is None where it is not a stage from 1 to 8."""

    stage: int | None
    entered: date | None
    left: date | None
    at: int
    pointer: str


class Relationship(NamedTuple):
    """One relationship as the manifest claims it."""

    id: str
    title: str
    kind: str
    origin: str
    adopted: date | None
    members: tuple[Membership, ...]
    life_cycle: tuple[StageSpan, ...]
    node: Node
    pointer: str


class Manifest(NamedTuple):
    """The pack's manifest: who the organisation is, who its parties are, which relationships it claims.

    `own_party` is the organisation's own id among `parties` (id -> name); `notice` is printed with every register.
    `adopted` is when the management system was adopted. `aliases` gives, for a party's name that no other party has,
    the party's id (both folded).
    """

    source: Source
    root: Branch
    organisation: str
    own_party: str
    adopted: date | None
    scope: str
    notice: str
    top_management: tuple[str, ...]
    parties: Mapping[str, str]
    relationships: tuple[Relationship, ...]
    aliases: Mapping[str, str] = {}


class Attachment(NamedTuple):
    """A file of a pack that is no evidence document: never parsed, known by its size and its SHA-256.

    Both are None where they were not taken. `cited_by` are the documents that were transcribed from it.
    """

    file: str
    size: int | None
    digest: str | None
    cited_by: tuple[str, ...]


class OriginalState(StrEnum):
    """How the original that a document was transcribed from stands to the pack.

    `elsewhere` is not looked for: the pack brings no originals and the document gives no checksum.
    """

    ELSEWHERE = "elsewhere"
    MISSING = "missing"
    DIFFERS = "differs"
    UNREAD = "unread"
    PRESENT = "present"
    VERIFIED = "verified"


class Seal(NamedTuple):
    """The seal of a pack: its file, the day it says, its own SHA-256, and whether everything is as it was sealed."""

    file: str
    sealed_on: str
    digest: str
    holds: bool


class Pack(NamedTuple):
    """One evidence pack: what was read, in order of file, and one intake line for everything that was not.

    `originals` says, by the file of a document, how the original that it names was found. `sound` says that nothing
    was left unread, that originals are those that are cited, and that the seal holds where there is one.
    """

    name: str
    digest: str
    manifest: Manifest | None
    documents: tuple[Document, ...]
    intake: tuple[Problem, ...]
    sound: bool = True
    attachments: tuple[Attachment, ...] = ()
    originals: Mapping[str, OriginalState] = {}
    seal: Seal | None = None
