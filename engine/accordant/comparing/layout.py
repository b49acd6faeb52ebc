"""Files that differ in their bytes and in nothing they say: comments moved, lines broken elsewhere."""

from accordant.evidence.refusal import RefusedError
from accordant.evidence.yaml_reader import read_yaml
from accordant.model.tree import Branch, Leaf, Node, Series
from accordant.rulebook.files import Folder


def relaid(old: Folder, new: Folder) -> tuple[str, ...]:
    """Give the names of the files in which only comments or layout changed."""
    before = {file.name: file.content for file in old.files}
    after = {file.name: file.content for file in new.files}
    return tuple(
        name
        for name in sorted(before.keys() & after.keys())
        if before[name] != after[name] and _said(before[name]) == _said(after[name])
    )


def reworded(old: Folder, new: Folder) -> tuple[str, ...]:
    """Give the names of the files that say other things, or stand on one side only."""
    before = {file.name: file.content for file in old.files}
    after = {file.name: file.content for file in new.files}
    return tuple(
        name
        for name in sorted(before.keys() | after.keys())
        if name not in before or name not in after or _said(before[name]) != _said(after[name])
    )


def _said(content: bytes) -> object:
    try:
        return _plain(read_yaml(content.decode("utf-8-sig")))
    except (UnicodeDecodeError, RefusedError):
        return content


def _plain(node: Node) -> object:
    """Give what a node says, without its places; the order of keys says nothing."""
    match node:
        case Leaf(text=text):
            return text
        case Series(items=items):
            return [_plain(item) for item in items]
        case Branch(fields=fields):
            return {key: _plain(value) for key, value in fields.items()}
