"""Items that leave the filter of a check: what is done is not late, and what is not there is not counted."""

import re
from collections.abc import Iterator, Mapping
from typing import Any

from accordant.checks.drafting import declared, invented
from accordant.model.catalogue import Field
from accordant.model.change import REMOVED, Change, Data, Removed
from accordant.model.observation import Observation
from accordant.model.view import View


def leaving(parameters: Mapping[str, Any], view: View, seen: Observation) -> Iterator[tuple[Change, ...]]:
    """Give, for each field that the filter looks at, the changes after which it admits none of the items seen."""
    path = str(parameters.get("every") or parameters.get("of") or "")
    for name, demand in parameters.get("where", {}).items():
        changes = []
        for file, pointer, listed in _items(path, seen):
            inner = declared(listed.item.fields, name) if listed.item else None
            value = _other(view, inner, name, demand)
            if value is not None:
                changes.append(Change(file, f"{pointer}/{name.replace('.', '/')}", value))
        if changes:
            yield tuple(changes)


def _items(path: str, seen: Observation) -> list[tuple[str, str, Field]]:
    """Give the items of the list that were cited: file, pointer, and the declaration of the list."""
    found: dict[tuple[str, str], Field] = {}
    for citation in seen.citations:
        match = re.match(rf"/{re.escape(path.replace('.', '/'))}/\d+", citation.pointer)
        listed = declared(citation.document.type.fields, path) if citation.document and path else None
        if match and listed:
            found[citation.file, match[0]] = listed
    return [(file, pointer, listed) for (file, pointer), listed in found.items()]


def _other(view: View, field: Field | None, name: str, demand: Any) -> Data | Removed:
    """Give a value that the demand does not admit: of the choices the last one."""
    if demand == "present":
        return REMOVED
    if demand == "absent":
        return invented(view, field, name)
    admitted = demand if isinstance(demand, list | tuple) else (demand,)
    return next((choice for choice in reversed(field.choices if field else ()) if choice not in admitted), None)
