"""Document types and field paths as checks name them: whether they exist, and whether a list is crossed unasked."""

from collections.abc import Iterator, Mapping
from typing import NamedTuple

from accordant.checks import ALL_DOCUMENTS, Reading
from accordant.model.catalogue import DocumentType, Field, FieldKind
from accordant.rulebook.words import unknown

_EACH = "[]"
"""Ends a step of a path that enters a list; what else crosses one does so without a quantifier."""


class Misread(NamedTuple):
    """What is wrong with a reading: the ways in which a rule may have written the words at fault, and the message."""

    words: tuple[str, ...]
    message: str


def misread(reading: Reading, types: Mapping[str, DocumentType]) -> Iterator[Misread]:
    """Say what is wrong with what a check reads; nothing where every type has the field."""
    for name in reading.types:
        if name == ALL_DOCUMENTS:
            continue
        if name not in types:
            yield Misread((name,), unknown("a document type", name, types))
        elif reading.path:
            yield from _path_misread(types[name], reading.path.split("."))


def _path_misread(document: DocumentType, steps: list[str]) -> Iterator[Misread]:
    names = [step.removesuffix(_EACH) for step in steps]
    fields: Mapping[str, Field] = document.fields
    for index, (step, name) in enumerate(zip(steps, names, strict=True)):
        message = _step_fault(document, fields, names[: index + 1], step, last=index == len(steps) - 1)
        if message is not None:
            yield Misread(tuple(_spans(names, index)), message)
            return
        fields = _inside(fields[name])


def _step_fault(
    document: DocumentType, fields: Mapping[str, Field], walked: list[str], step: str, *, last: bool
) -> str | None:
    name, path = walked[-1], ".".join(walked)
    if name not in fields:
        outer = ".".join(walked[:-1])
        return unknown(f'a field of "{document.name}"' + (f' within "{outer}"' if outer else ""), name, fields)
    is_list = fields[name].kind is FieldKind.LIST
    if step.endswith(_EACH) and not is_list:
        return f'"{path}" of "{document.name}" is not a list: every and of enter lists'
    if is_list and not step.endswith(_EACH) and not last:
        return f'this crosses the list "{path}": enter it with every, or with of and a quantifier'
    return None


def _spans(names: list[str], index: int) -> Iterator[str]:
    """Give every dotted part of a path that holds the step at fault, the longest first: a rule may write it in two."""
    spans = [(start, end) for start in range(index + 1) for end in range(index + 1, len(names) + 1)]
    for start, end in sorted(spans, key=lambda span: span[0] - span[1]):
        yield ".".join(names[start:end])


def _inside(field: Field) -> Mapping[str, Field]:
    inner = field.item if field.kind is FieldKind.LIST else field
    return inner.fields if inner is not None else {}
