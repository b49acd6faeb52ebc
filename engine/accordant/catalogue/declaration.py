"""The reading of declaration files: YAML in `schemas/` -> document types, or every problem of every file at once."""

import re
from collections.abc import Mapping
from importlib.resources.abc import Traversable

import yaml

from accordant.catalogue.sheet import (
    Sheet,
    check_keys,
    complain,
    compose,
    locate,
    read_choice,
    read_entries,
    read_mapping,
    read_text,
    read_words,
)
from accordant.errors import RulebookError
from accordant.model.catalogue import DocumentType, Field, FieldKind
from accordant.model.problem import Problem

HEADER = "header.yaml"
MANIFEST = "manifest.yaml"
DOCUMENTS = "documents"
LEVELS = ("system", "relationship", "joint")
STAGES = tuple(str(stage) for stage in range(1, 9))
OTHER_TARGETS = ("document", "party", "relationship")
"""What a reference may name beside a document type: any document, a party, a relationship of the manifest."""

_NAME = re.compile(r"[a-z][a-z0-9_]*")
_NO_HEADER: Mapping[str, Field] = {}
_TYPE_KEYS = frozenset({"type", "label", "help", "levels", "ask", "states", "fields"})
_FIELD_KEYS = frozenset({"label", "help"})
_KEYS_OF_KIND: Mapping[FieldKind, frozenset[str]] = {
    FieldKind.CHOICE: frozenset({"choices"}),
    FieldKind.REFERENCE: frozenset({"target"}),
    FieldKind.GROUP: frozenset({"fields"}),
    FieldKind.LIST: frozenset({"item"}),
}
_MORE_KEYS_OF_KIND: Mapping[FieldKind, frozenset[str]] = {
    FieldKind.LIST: frozenset({"choices"}),
    FieldKind.DATE: frozenset({"ahead"}),
}
_YES_OR_NO = ("yes", "no")


def load_types(folder: Traversable) -> Mapping[str, DocumentType]:
    """Read header, manifest and every document type of `folder` (the schemas folder), in order of name.

    The header's fields stand before those of each type, which may describe one of them more closely; the manifest, a
    type of its own, has no header. The result is plain data and may be pickled.

    Raises:
        RulebookError: with every problem of every file.
    """
    problems: list[Problem] = []
    targets: list[tuple[str, Problem]] = []
    header = _read_header(folder, Sheet(HEADER, problems, targets))
    types = {}
    for entry in folder.joinpath(DOCUMENTS).iterdir():
        if entry.name.endswith(".yaml"):
            sheet = Sheet(f"{DOCUMENTS}/{entry.name}", problems, targets)
            types[entry.name.removesuffix(".yaml")] = _read_type(sheet, entry, header)
    types["manifest"] = _read_type(Sheet(MANIFEST, problems, targets), folder.joinpath(MANIFEST), {})
    problems += [problem for word, problem in targets if word not in types and word not in OTHER_TARGETS]
    _refuse(problems)
    return dict(sorted(types.items()))


def load_header(folder: Traversable) -> Mapping[str, Field]:
    """Read the fields that every document has beside those of its type.

    Raises:
        RulebookError: with every problem of the file.
    """
    problems: list[Problem] = []
    header = _read_header(folder, Sheet(HEADER, problems, []))
    _refuse(problems)
    return header


def _refuse(problems: list[Problem]) -> None:
    if problems:
        raise RulebookError(tuple(sorted(problems, key=lambda problem: (problem.file, problem.line or 0, problem))))


def _read_header(folder: Traversable, sheet: Sheet) -> Mapping[str, Field]:
    keys = read_mapping(sheet, compose(sheet, folder.joinpath(HEADER)), {"fields"})
    return _read_fields(sheet, keys["fields"]) if "fields" in keys else {}


def _read_type(sheet: Sheet, entry: Traversable, header: Mapping[str, Field]) -> DocumentType:
    keys = read_mapping(sheet, compose(sheet, entry), _TYPE_KEYS, {"stage"})
    name = entry.name.removesuffix(".yaml")
    if "type" in keys and read_text(sheet, keys["type"]) != name:
        complain(sheet, keys["type"], f"the type is called `{name}`, as its file")
    body = _read_fields(sheet, keys["fields"], header) if "fields" in keys else {}
    if "type" in body:
        complain(sheet, keys["fields"], "`type` cannot be a field: it says which type a document is of")
    states = header["status"].choices if "status" in header else ()
    stage = read_choice(sheet, keys.get("stage"), STAGES)
    return DocumentType(
        name=name,
        label=read_text(sheet, keys.get("label")),
        help=read_text(sheet, keys.get("help")),
        levels=read_words(sheet, keys.get("levels"), LEVELS),
        stage=int(stage) if stage else None,
        ask=read_text(sheet, keys.get("ask")),
        states=read_words(sheet, keys.get("states"), states, least=1 if header else 0),
        fields={**header, **body},
    )


def _read_fields(sheet: Sheet, node: yaml.Node, header: Mapping[str, Field] = _NO_HEADER) -> Mapping[str, Field]:
    fields = {}
    for name, (key, value) in read_entries(sheet, node).items():
        if not _NAME.fullmatch(name):
            complain(sheet, key, f"`{name}` cannot be a field's name: lower-case letters, digits and `_` only")
        if name == "item":
            complain(sheet, key, "`item` cannot be a field's name: in XML a list is made of it")
        fields[name] = _read_field(sheet, name, value)
        # A type may describe a field of the header more closely, never as another kind of thing.
        if name in header and header[name].kind is not fields[name].kind:
            complain(sheet, value, f"`{name}` is a field of every document, of kind {header[name].kind}")
    if not fields:
        complain(sheet, node, "no field is declared here")
    return fields


def _read_field(sheet: Sheet, name: str, node: yaml.Node) -> Field:
    keys = {key: value for key, (_, value) in read_entries(sheet, node).items()}
    word = read_choice(sheet, keys.get("kind"), tuple(FieldKind))
    kind = FieldKind(word) if word else FieldKind.TEXT
    required = _KEYS_OF_KIND.get(kind, frozenset())
    # What a kind nobody knows may have beside it, nobody knows either.
    optional = _FIELD_KEYS | _MORE_KEYS_OF_KIND.get(kind, frozenset()) if word else keys.keys()
    check_keys(sheet, node, keys.keys(), required=required | {"kind"}, optional=optional)
    return Field(
        name=name,
        kind=kind,
        label=read_text(sheet, keys.get("label")) or name.replace("_", " ").capitalize(),
        help=read_text(sheet, keys.get("help")),
        choices=read_words(sheet, keys.get("choices")),
        target=_read_targets(sheet, keys.get("target")),
        fields=_read_fields(sheet, keys["fields"]) if "fields" in keys else {},
        item=_read_field(sheet, "", keys["item"]) if "item" in keys else None,
        ahead=read_choice(sheet, keys.get("ahead"), _YES_OR_NO) == "yes" if "ahead" in keys else False,
    )


def _read_targets(sheet: Sheet, node: yaml.Node | None) -> tuple[str, ...]:
    words = read_words(sheet, node)
    if node is not None:
        sheet.targets.extend((word, locate(sheet, node, f"there is no document type `{word}`")) for word in words)
    return words
