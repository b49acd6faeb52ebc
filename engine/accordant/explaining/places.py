"""Where changes are made: the trees of a pack by file, and what stands at a pointer."""

from typing import NamedTuple

from accordant.model.evidence import Document, Pack
from accordant.model.tree import Branch, Node, Series, Source


class Origin(NamedTuple):
    """One file of a pack, and the document that it is (None: the manifest)."""

    source: Source
    document: Document | None


def origins(pack: Pack) -> dict[str, Origin]:
    """Give every file of a pack by its name."""
    found = {document.source.file: Origin(document.source, document) for document in pack.documents}
    if pack.manifest is not None:
        found[pack.manifest.source.file] = Origin(pack.manifest.source, None)
    return found


def reached(node: Node, pointer: str) -> tuple[Node, bool]:
    """Give the node at a pointer, else the innermost one on the way to it, and say whether it is the first."""
    for step in (step.replace("~1", "/").replace("~0", "~") for step in pointer.split("/")[1:]):
        if isinstance(node, Branch) and step in node.fields:
            node = node.fields[step]
        elif isinstance(node, Series) and step.isdecimal() and int(step) < len(node.items):
            node = node.items[int(step)]
        else:
            return node, False
    return node, True


def items_at(node: Node, pointer: str) -> int:
    """Count the items of the list at a pointer; none where no list is there."""
    there, whole = reached(node, pointer)
    return len(there.items) if whole and isinstance(there, Series) else 0
