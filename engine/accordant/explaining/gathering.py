"""The changes of several rounds of mending put together, as if they were made at once."""

import re
from collections import defaultdict

from accordant.checks.drafting import put
from accordant.explaining.lessening import Parts
from accordant.explaining.places import items_at, origins
from accordant.model.change import REMOVED, Change, Data, NewDocument, fields_of
from accordant.model.evidence import Pack
from accordant.model.tree import Branch

_APPENDING = "/-"


def gathered(before: Pack, after: Pack, parts: Parts) -> Parts:
    """Give the parts that led from one pack to the other without what they say twice.

    Of two changes at one place the later is kept; what was changed of an item that was added is said with the item,
    and a new document is given as it became.
    """
    roots = {file: origin.source.root for file, origin in origins(before).items()}
    changes = [part for part in parts if isinstance(part, Change) and part.file in roots]
    last = {(one.file, one.pointer): number for number, one in enumerate(changes)}
    kept = [
        one
        for number, one in enumerate(changes)
        if one.pointer.endswith(_APPENDING) or last[one.file, one.pointer] == number
    ]
    new = [document for document in after.documents if document.source.file not in roots]
    added = [
        NewDocument(one.type.name, {name: value for name, value in fields_of(one.root).items() if name != "type"})
        for one in new
    ]
    return (*_folded(kept, roots), *added)


def _folded(changes: list[Change], roots: dict[str, Branch]) -> list[Change]:
    """Put what is changed of an added item into the item itself."""
    found: list[Change] = []
    added: dict[tuple[str, str], list[int]] = defaultdict(list)
    for change in changes:
        place = _added_item(change, roots, added)
        if place is not None:
            index, steps = place
            data = _copy(found[index].value)
            if isinstance(data, dict):
                put(data, steps, None if change.value is REMOVED else change.value)
                found[index] = found[index]._replace(value=data)
                continue
        if change.pointer.endswith(_APPENDING):
            added[change.file, change.pointer.removesuffix(_APPENDING)].append(len(found))
        found.append(change)
    return found


def _added_item(
    change: Change, roots: dict[str, Branch], added: dict[tuple[str, str], list[int]]
) -> tuple[int, list[str]] | None:
    """Say which earlier change added the item that this one changes, and where within the item it does."""
    for match in re.finditer(r"/(\d+)/", change.pointer):
        path = change.pointer[: match.start()]
        number = int(match[1]) - items_at(roots[change.file], path)
        there = added.get((change.file, path), [])
        if 0 <= number < len(there):
            return there[number], change.pointer[match.end() :].split("/")
    return None


def _copy(data: object) -> Data:
    if isinstance(data, dict):
        return {name: _copy(value) for name, value in data.items()}
    if isinstance(data, list):
        return [_copy(item) for item in data]
    return data if isinstance(data, str) else None
