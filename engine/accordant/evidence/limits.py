"""How much evidence is read before it is refused, so that a hostile pack costs seconds and megabytes, not hours."""

from typing import NamedTuple

_MEGABYTE = 1_000_000


class Limits(NamedTuple):
    """Bounds of one pack. `nodes` counts leaves, branches and series of one file, aliases expanded.

    One file within them costs less than 300 MB at its worst, which is text with a character beyond U+FFFF: four bytes
    a character, however many of the others need one.

    `file_bytes` bounds each document and `pack_bytes` all of them together, unpacked, as `pack_nodes` bounds their
    values; `files` how many documents are read and, apart from them, how many attachments are listed;
    `relationships` how many are judged, of the manifest and of documents, and `problems` how many are listed of
    documents that are read. `attachment_bytes` bounds each attachment whose checksum is taken and `attachments_bytes`
    all of them together. `ratio` is how many times its packed size a file of a zip may have, once it is larger than a
    megabyte.
    """

    file_bytes: int = 16 * _MEGABYTE
    depth: int = 64
    nodes: int = 500_000
    files: int = 20_000
    pack_bytes: int = 100 * _MEGABYTE
    pack_nodes: int = 5_000_000
    relationships: int = 300
    problems: int = 10_000
    attachment_bytes: int = 256 * _MEGABYTE
    attachments_bytes: int = 1_000 * _MEGABYTE
    ratio: int = 100


DEFAULT_LIMITS = Limits()

DEEPEST = 200
"""The depth beyond which nothing can be set: what comes after the readers walks trees by calling itself."""


def too_deep(limits: Limits) -> str:
    """Return the words for nesting beyond the limit."""
    return f"nested deeper than {limits.depth} levels"


def too_many(limits: Limits) -> str:
    """Return the words for more nodes than the limit."""
    return f"holds more than {limits.nodes} values, aliases expanded"
