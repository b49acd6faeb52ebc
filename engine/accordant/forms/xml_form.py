"""A document type as a commented form in XML: every field with what belongs in it, and what is known already."""

from collections.abc import Iterator, Mapping
from textwrap import wrap

from accordant.evidence.xml_writer import write_element
from accordant.forms.words import NEEDED, field_words
from accordant.model.catalogue import DocumentType, Field, FieldKind
from accordant.model.change import Data

_WIDTH = 110
_STEP = "  "
_HOW = (
    "Comments explain; the program does not read them. Leave empty what you do not know. To fill in a list, write one "
    'element item for each entry within the element of the list; write the attribute none="true" for a list that is '
    "known to be empty."
)


def xml_form(declared: DocumentType, data: Mapping[str, Data]) -> str:
    """Return the form; what it holds is what `data` says, and nothing else."""
    lines = ['<?xml version="1.0" encoding="UTF-8"?>']
    lines += [line for words in (f"{declared.label}: {declared.help}", _HOW) for line in _comment(words, "")]
    lines.append(f"<{declared.name}>")
    for name, field in declared.fields.items():
        lines += _field(field, name, data.get(name), _STEP, needed=name in NEEDED)
    return "\n".join([*lines, f"</{declared.name}>"]) + "\n"


def _field(field: Field, name: str, value: Data, indent: str, *, needed: bool = False) -> Iterator[str]:
    yield from _comment(field_words(field, needed=needed), indent)
    if value is not None:
        yield from write_element(name, value, indent)
    elif field.kind is FieldKind.GROUP:
        yield f"{indent}<{name}>"
        for inner, part in field.fields.items():
            yield from _field(part, inner, None, indent + _STEP)
        yield f"{indent}</{name}>"
    else:
        yield f"{indent}<{name}/>"
        if field.kind is FieldKind.LIST and field.item is not None:
            yield from _comment_lines(_sample(field.item), indent)


def _sample(item: Field) -> Iterator[str]:
    if item.kind is not FieldKind.GROUP:
        yield "An item: <item></item>"
        return
    yield "An item:"
    yield "<item>"
    for name, field in item.fields.items():
        yield f"{_STEP}{f'<{name}/>':<28} {field_words(field)}".rstrip()
    yield "</item>"


def _comment(words: str, indent: str) -> Iterator[str]:
    lines = wrap(words, _WIDTH - len(indent), break_long_words=False, break_on_hyphens=False)
    yield from _comment_lines(lines, indent)


def _comment_lines(lines: Iterator[str] | list[str], indent: str) -> Iterator[str]:
    safe = [line.replace("--", "- -") for line in lines]
    for number, line in enumerate(safe):
        start = "     " if number else "<!-- "
        end = " -->" if number == len(safe) - 1 else ""
        yield f"{indent}{start}{line}{end}"
