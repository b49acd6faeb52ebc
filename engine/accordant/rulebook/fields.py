"""Document types and field paths as checks name them: whether they exist, and whether a list is crossed unasked."""

from collections.abc import Iterator, Mapping
from typing import Any

from accordant.model.catalogue import DocumentType, Field, FieldKind
from accordant.rulebook.words import unknown

_ENTERING = frozenset({"every", "of", "items"})
"""The parameters that enter a list."""


def type_fault(name: str, types: Mapping[str, DocumentType]) -> str | None:
    """Say what is wrong with the name of a document type, or None."""
    return None if name in types else unknown("a document type", name, types)


def path_fault(document: DocumentType, path: str, entered: frozenset[str]) -> str | None:
    """Say what is wrong with a dotted path from the root of a document, or None.

    `entered` holds the lists that the check enters by a quantifier; no other list may be crossed.
    """
    fields, walked = document.fields, ""
    for step in path.split("."):
        if step not in fields:
            where = f'"{document.name}"' + (f' under "{walked}"' if walked else "")
            return unknown(f"a field of {where}", step, fields)
        field = fields[step]
        walked = f"{walked}.{step}" if walked else step
        if field.kind is FieldKind.LIST and walked != path and walked not in entered:
            return f'"{path}" crosses the list "{walked}": enter it with every, or with of and a quantifier'
        fields = _inside(field)
    return None


def entered_lists(parameters: Mapping[str, Any]) -> frozenset[str]:
    """Collect the lists that a check's parameters enter, at any depth."""
    return frozenset(_entered(parameters))


def _entered(value: Any) -> Iterator[str]:
    if isinstance(value, Mapping):
        for key, inner in value.items():
            if key in _ENTERING and isinstance(inner, str):
                yield inner
            else:
                yield from _entered(inner)


def _inside(field: Field) -> Mapping[str, Field]:
    inner = field.item if field.kind is FieldKind.LIST else field
    return inner.fields if inner is not None else {}
