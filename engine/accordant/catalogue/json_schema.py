"""Document types -> JSON Schema (2020-12): what an editor needs to help whoever writes an evidence document in YAML."""

import json
from collections.abc import Mapping
from typing import Any, TypeAlias

import yaml

from accordant.catalogue.patterns import EXPECTED, PATTERNS
from accordant.model.catalogue import DocumentType, Field, FieldKind

Schema: TypeAlias = dict[str, Any]

COMMON = "common.json"
EVIDENCE = "evidence.json"
_DIALECT = "https://json-schema.org/draft/2020-12/schema"
# An editor may take a plain scalar for a number or a truth value; the engine reads the text as written.
_EDITORS_READING: Mapping[FieldKind, list[str]] = {
    FieldKind.DATE: ["string", "null"],
    FieldKind.DECIMAL: ["number", "string", "null"],
    FieldKind.FLAG: ["boolean", "string", "null"],
    FieldKind.INTEGER: ["integer", "string", "null"],
    FieldKind.INTERVAL: ["string", "null"],
    FieldKind.REFERENCE: ["string", "number", "boolean", "null"],
    FieldKind.TEXT: ["string", "number", "boolean", "null"],
}


def build_json_schemas(types: Mapping[str, DocumentType], header: Mapping[str, Field]) -> Mapping[str, str]:
    """Return the text of each schema file by file name.

    `common.json` holds what the others refer to, `evidence.json` chooses by the document's `type`; the rest are one
    file a type. Every field may be null, as in a form not yet filled; only `type`, and `id` where there is one, are
    required.
    """
    schemas = {COMMON: _common(header), EVIDENCE: _evidence(types)}
    schemas |= {f"{name}.json": _document(document, header) for name, document in types.items()}
    return {
        name: json.dumps({"$schema": _DIALECT, **schema}, indent=2, sort_keys=True, ensure_ascii=False) + "\n"
        for name, schema in schemas.items()
    }


def _common(header: Mapping[str, Field]) -> Schema:
    kinds = {kind.value: _kind(kind) for kind in _EDITORS_READING}
    properties = {name: _field(field, "") for name, field in header.items()}
    if "id" in properties:
        properties["id"] |= {"type": ["string", "number"], "pattern": r"\S"}
        del properties["id"]["$ref"]
    return {"title": "What every evidence document may have", "$defs": kinds, "properties": properties}


def _evidence(types: Mapping[str, DocumentType]) -> Schema:
    return {
        "title": "Evidence document",
        "type": "object",
        "required": ["type"],
        "properties": {"type": {"enum": sorted(types)}},
        "allOf": [
            {
                "if": {"required": ["type"], "properties": {"type": {"const": name}}},
                "then": {"$ref": f"{name}.json"},
            }
            for name in sorted(types)
        ],
    }


def _document(document: DocumentType, header: Mapping[str, Field]) -> Schema:
    properties: Schema = {"type": {"const": document.name, "description": "The type of this document."}}
    for name, field in document.fields.items():
        common = header.get(name) == field
        properties[name] = {"$ref": f"{COMMON}#/properties/{name}"} if common else _field(field, COMMON)
    return {
        "title": document.label,
        "description": document.help,
        "type": "object",
        "required": ["id", "type"] if "id" in document.fields else ["type"],
        "properties": properties,
        "additionalProperties": False,
    }


def _kind(kind: FieldKind) -> Schema:
    if kind not in PATTERNS:
        return {"type": _EDITORS_READING[kind]}
    # No keyword of the standard: editors that know it show it in place of the pattern.
    expected = {"patternErrorMessage": f"Expected {EXPECTED[kind]}."}
    return {"type": _EDITORS_READING[kind], "pattern": f"^({PATTERNS[kind]})$", **expected}


def _field(field: Field, common: str) -> Schema:
    words = {"title": field.label, "description": field.help}
    return {key: word for key, word in words.items() if word} | _shape(field, common)


def _shape(field: Field, common: str) -> Schema:
    match field.kind:
        case FieldKind.LIST:
            return _list(field, common)
        case FieldKind.GROUP:
            properties = {name: _field(part, common) for name, part in field.fields.items()}
            return {"type": ["object", "null"], "properties": properties, "additionalProperties": False}
        case FieldKind.CHOICE:
            return {"enum": [*_spellings(field.choices), None]}
        case FieldKind.REFERENCE:
            return {"$ref": f"{common}#/$defs/{field.kind}", "x-accordant-target": list(field.target)}
        case _:
            return {"$ref": f"{common}#/$defs/{field.kind}"}


def _list(field: Field, common: str) -> Schema:
    items = {"items": _field(field.item, common)} if field.item else {}
    if not field.choices:
        return {"type": ["array", "null"], **items}
    return {"type": ["array", "string", "null"], "pattern": f"^({'|'.join(field.choices)})$", **items}


def _spellings(choices: tuple[str, ...]) -> list[str | int | float | bool]:
    """Return the choices, and what an editor makes of those that are not text to YAML: `no` is also false."""
    read = [yaml.safe_load(choice) for choice in choices]
    return [*choices, *(value for value in read if isinstance(value, (bool, int, float)))]
