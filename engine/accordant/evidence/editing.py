"""A pack as it would be if its evidence were changed: nothing is written, and what was read stays as it is."""

from collections.abc import Iterable, Mapping

from accordant.evidence.header import read_document, text_at
from accordant.evidence.manifest import read_manifest
from accordant.model.catalogue import DocumentType
from accordant.model.change import REMOVED, Change, NewDocument, Removed, branch_of, node_of
from accordant.model.evidence import Document, Pack
from accordant.model.tree import Branch, Format, Node, Series, Source

_APPEND = "-"


def edit(pack: Pack, changes: Iterable[Change | NewDocument], types: Mapping[str, DocumentType]) -> Pack:
    """Return the pack with the changes made in order; headers and the manifest are read anew from what is changed.

    A changed node keeps the place of what stood there, else of what it stands in; on the way to it, what is no group
    gives way to one. Digests, names of files and the
    intake stay those of what was read. A document whose type is not declared any more is none; a new one comes last.

    Raises:
        ValueError: for a file that is not in the pack, or a pointer to an item that is not there.
    """
    some = tuple(changes)
    roots = {document.source.file: document.root for document in pack.documents}
    if pack.manifest is not None:
        roots[pack.manifest.source.file] = pack.manifest.root
    before = dict(roots)
    for change in some:
        if isinstance(change, Change):
            if change.file not in roots:
                raise ValueError(f"{change.file} is not in the pack")
            roots[change.file] = _changed(roots[change.file], change)
    documents = [_reread(document, roots[document.source.file], types) for document in pack.documents]
    documents += [_added(one, roots, types) for one in some if isinstance(one, NewDocument)]
    manifest = pack.manifest
    if manifest is not None and roots[manifest.source.file] is not before[manifest.source.file]:
        manifest = read_manifest(manifest.source._replace(root=roots[manifest.source.file]))[0]
    return pack._replace(manifest=manifest, documents=tuple(filter(None, documents)))


def _reread(document: Document, root: Branch, types: Mapping[str, DocumentType]) -> Document | None:
    return document if root is document.root else _read(document.source._replace(root=root), types)


def _read(source: Source, types: Mapping[str, DocumentType]) -> Document | None:
    declared = types.get(text_at(source.root, "type"))
    return read_document(source, declared) if declared else None


def _added(new: NewDocument, taken: dict[str, Branch], types: Mapping[str, DocumentType]) -> Document | None:
    """Read a new document as if from a file of its own, which has no text."""
    number = 1
    while (file := f"new-{number}-{new.type}.yaml") in taken:
        number += 1
    taken[file] = branch_of({"type": new.type, **new.data})
    return _read(Source(file, Format.YAML, "", "", taken[file]), types)


def _changed(root: Branch, change: Change) -> Branch:
    """Return the root with one change made; raise `ValueError` where the pointer leads nowhere."""
    steps = [step.replace("~1", "/").replace("~0", "~") for step in change.pointer.split("/")[1:]]
    node = _set(root, steps, change)
    if isinstance(node, Branch):
        return node
    raise ValueError(f"{change.file}: a document is a group of fields")


def _set(node: Node | None, steps: list[str], change: Change, at: int = 0) -> Node | None:
    """Return what stands at `node` once the change further down is made; None says that nothing does."""
    at = at if node is None else node.at
    if not steps:
        return None if isinstance(change.value, Removed) else node_of(change.value, node, at)
    step, *rest = steps
    if isinstance(node, Series) and step.isdecimal():
        return Series(_replaced(node, step, rest, change), at)
    if step == _APPEND:
        items = node.items if isinstance(node, Series) else ()
        added = _set(None, rest, change, at)
        return Series((*items, *_there(added)), at)
    fields = dict(node.fields) if isinstance(node, Branch) else {}
    if change.value is REMOVED and step not in fields:
        return node
    inner = _set(fields.get(step), rest, change, at)
    if inner is None:
        fields.pop(step, None)
    else:
        fields[step] = inner
    return Branch(fields, at)


def _replaced(series: Series, step: str, rest: list[str], change: Change) -> tuple[Node, ...]:
    if int(step) >= len(series.items):
        raise ValueError(f"{change.file}: {change.pointer}: there is no item {step}")
    index = int(step)
    return (*series.items[:index], *_there(_set(series.items[index], rest, change)), *series.items[index + 1 :])


def _there(node: Node | None) -> tuple[Node, ...]:
    return () if node is None else (node,)
