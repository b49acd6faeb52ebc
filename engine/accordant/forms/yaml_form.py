"""A document type as a commented form in YAML: every field with what belongs in it, and what is known already."""

from collections.abc import Iterator, Mapping
from textwrap import wrap

from accordant.evidence.yaml_writer import write_yaml
from accordant.forms.words import NEEDED, field_words
from accordant.model.catalogue import DocumentType, Field, FieldKind
from accordant.model.change import Data

_WIDTH = 110
_HOW = (
    "Lines that begin with # explain; the program does not read them. Leave empty what you do not know. "
    "To fill in a list, take away the # before the lines below it, and repeat them for each item; "
    "write [] for a list that is known to be empty."
)


def yaml_form(declared: DocumentType, data: Mapping[str, Data]) -> str:
    """Return the form; what it holds is what `data` says, and nothing else."""
    head = [f"{declared.label}: {declared.help}", _HOW]
    lines = [line for words in head for line in _comment(words, "")]
    lines.append(f"type: {declared.name}")
    for name, field in declared.fields.items():
        lines += ["", *_field(field, name, data.get(name), "", needed=name in NEEDED)]
    return "\n".join(lines) + "\n"


def _field(field: Field, name: str, value: Data, indent: str, *, needed: bool = False) -> Iterator[str]:
    yield from _comment(field_words(field, needed=needed), indent)
    if value is not None:
        for line in write_yaml({name: value}).splitlines():
            yield f"{indent}{line}"
    elif field.kind is FieldKind.GROUP:
        yield f"{indent}{name}:"
        for inner, part in field.fields.items():
            yield from _field(part, inner, None, f"{indent}  ")
    else:
        yield f"{indent}{name}:"
        if field.kind is FieldKind.LIST and field.item is not None:
            for line in _sample(field.item):
                yield f"{indent}#  {line}"


def _sample(item: Field) -> Iterator[str]:
    """Give the lines of one item, to be taken out of the comment."""
    if item.kind is not FieldKind.GROUP:
        yield "-"
        return
    for number, (name, field) in enumerate(item.fields.items()):
        head = f"{'- ' if number == 0 else '  '}{name}:"
        yield f"{head:<28} # {field_words(field)}".rstrip()


def _comment(words: str, indent: str) -> Iterator[str]:
    for line in wrap(words, _WIDTH - len(indent), break_long_words=False, break_on_hyphens=False):
        yield f"{indent}# {line}"
