"""The common header of a document, read by its declared kinds; what is missing or wrong reads as nothing."""

from datetime import date

from accordant.model.catalogue import DocumentType
from accordant.model.evidence import Document, OriginalState, Pack
from accordant.model.tree import Branch, Leaf, Node, Series, Source
from accordant.model.values import is_blank, normalise, read_date

SPEAKS_FOR_ALL = "all"
"""The word that may stand in place of the list of relationships."""

_COMPLETE = "complete"


def read_document(source: Source, declared: DocumentType) -> Document:
    """Return the document of a source: dates that are not dates are None, texts that are missing or blank are empty.

    A single text where a list belongs (`supersedes: JES-0`) is read as a list of one: the intake says so, and a
    superseded document does not come back to effect by it.
    """
    root = source.root
    names = texts_at(root, "relationships")
    for_all = SPEAKS_FOR_ALL in names
    return Document(
        type=declared,
        source=source,
        root=root,
        id=text_at(root, "id"),
        title=text_at(root, "title"),
        version=text_at(root, "version"),
        status=text_at(root, "status"),
        issued=date_at(root, "version_date"),
        approved_on=date_at(root, "approved_on"),
        valid_from=date_at(root, "valid_from"),
        valid_until=date_at(root, "valid_until"),
        supersedes=texts_at(root, "supersedes"),
        relationships=() if for_all else names,
        speaks_for_all=for_all,
        complete=text_at(root, "transcribed") == _COMPLETE,
    )


def gives_checksum(document: Document) -> bool:
    """Say whether a document gives the checksum of the original it was transcribed from."""
    source = document.root.fields.get("source")
    return isinstance(source, Branch) and "sha256" in source.fields


def original_of(document: Document, pack: Pack) -> OriginalState | None:
    """Return how the original that a document was transcribed from was found; None where it names none."""
    found = pack.originals.get(document.source.file)
    if found is not None:
        return found
    source = document.root.fields.get("source")
    return OriginalState.ELSEWHERE if isinstance(source, Branch) and text_at(source, "file") else None


def text_at(branch: Branch, name: str) -> str:
    """Return the normalised text of a field, empty where it is missing, blank or no text."""
    return text_of(branch.fields.get(name))


def text_of(node: Node | None) -> str:
    """Return the normalised text of a leaf, empty for all else."""
    if not isinstance(node, Leaf) or node.text is None or is_blank(node.text):
        return ""
    return normalise(node.text)


def date_at(branch: Branch, name: str) -> date | None:
    """Return the date of a field, None where it is missing, blank or no date."""
    return read_date(text_at(branch, name))


def texts_at(branch: Branch, name: str) -> tuple[str, ...]:
    """Return the texts of a list, in its order, without those that are blank; a single text is a list of one."""
    node = branch.fields.get(name)
    found = map(text_of, node.items if isinstance(node, Series) else (node,))
    return tuple(text for text in found if text)
