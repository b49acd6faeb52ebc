"""The JSON Schema by which an editor completes and explains a rule file: kinds of check, document types, attributes.

It is written in draft 7, which every editor's YAML support knows. It allows what the loader allows, and no attribute
that a document type has not; only lint knows whether a list is entered rightly.
"""

import json
import sys
from collections.abc import Iterator, Mapping
from copy import deepcopy
from pathlib import Path
from typing import Any, Final

from accordant.checks import ALL_DOCUMENTS, KINDS, Kind
from accordant.model.catalogue import DocumentType, Field, FieldKind

PARAMETERS: Final[Mapping[str, str]] = {
    "check": "The kind of check.",
    "basis": "requirement (the default), own-arrangement (what the organisation set itself) or good-practice.",
    "in": "The document type, or several in order of preference.",
    "which": "Which documents of the type: the latest (the default), any, or every one in effect.",
    "documents": "Only documents with this: a field's value, one of several, present or absent.",
    "states": "The states in which a document counts here, instead of those of its type.",
    "where": "Only items with this: a field's value, one of several, present or absent.",
    "every": "The list whose every item is judged.",
    "of": "The list whose items are looked at.",
    "field": "The field, within the item where a list is entered.",
    "fields": "The fields that are to be filled.",
    "any-of": "The fields of which one is to be filled.",
    "unique": "The fields in which no two documents are alike.",
    "at-least": "So many at least.",
    "at-most": "So many at most.",
    "exactly": "Just so many.",
    "distinct": "Count the different values of this field, not the items.",
    "per": "Count for each of these values of a field.",
    "values": "The values.",
    "values-from": "Where the values stand.",
    "key": "The field by which an item is known.",
    "each": "The population of which each needs its counterpart.",
    "target": "The document types that the reference may lead to.",
    "items": "The list of the target whose items the reference names.",
    "with": "The other place.",
    "match": "equal, the same set, or a subset.",
    "before": "The date that is to be later.",
    "not-after": "The date that is not to be earlier.",
    "if-later-missing": "What it means when the later date is not there: met-so-far, or not-evidenced (the default).",
    "interval": "A fixed interval such as 6 months, or where the organisation's own stands.",
    "due": "The field with the date by which the item is to be done.",
    "nil": "The field with the date on which it was recorded that there is none.",
    "if": "Where this holds ...",
    "then": "... these fields are filled.",
    "by": "The field that names what is compared, or the party.",
    "at-least-each": "So many at least for each party.",
    "role": "The role that the post named is to hold.",
    "a": "The first of the two.",
    "b": "The second: a field, or a place in another document.",
    "seen-in": "The later records in which it is to be used.",
}
"""What each parameter of a check says."""

_ONE: Final = ("field", "of", "every", "key", "by", "due", "nil", "distinct", "a")
_SEVERAL: Final = ("fields", "any-of", "unique", "then")
_ELSEWHERE: Final = ("before", "not-after", "interval", "each", "with", "seen-in", "values-from", "b")
_KEYED: Final = ("where", "documents", "if")
_WRITTEN: Final = ("check", "basis")
"""What a rule itself says; any other value of a check may be a parameter of the rulebook, which a profile can set."""

_NAMED: Final = {"$ref": "#/definitions/by-name"}
_BY_NAME: Final = {
    "type": "object",
    "properties": {"parameter": {"description": "A parameter declared in rulebook.yaml.", "type": "string"}},
    "required": ["parameter"],
    "additionalProperties": False,
}


def editor_schema(schemas: Path, types: Mapping[str, DocumentType]) -> str:
    """Give the schema, made of the rules' own schema, the kinds of check and the document types."""
    shape = json.loads((schemas / "rule.json").read_bytes())
    definitions = _referring(shape.pop("$defs"))
    documents = {name: one for name, one in types.items() if name != "manifest"}
    definitions["by-name"] = _BY_NAME
    definitions["check"] = _check(definitions["check"])
    definitions |= {f"kind-{name}": _kind(kind) for name, kind in KINDS.items()}
    definitions["document"] = _enumerated({name: f"{one.label}. {one.help}" for name, one in documents.items()})
    header = _common(documents)
    definitions["header"] = _enumerated(header)
    definitions |= {f"in-{name}": _attributes(one, header) for name, one in documents.items()}
    definitions["attributes"] = {"allOf": [_of_type(name) for name in documents]}
    whole = {
        **_referring(shape),
        "$schema": "http://json-schema.org/draft-07/schema#",
        "$id": "https://accordant.invalid/schemas/editors/rule.json",
        "dependencies": shape["dependentRequired"],
        "definitions": definitions,
    }
    whole.pop("dependentRequired")
    return json.dumps(whole, indent=1, ensure_ascii=False) + "\n"


def _referring(schema: Any) -> Any:
    """Give the schema with its references turned to where draft 7 keeps definitions, beside no other word."""
    match schema:
        case {"$ref": str(reference), **rest}:
            turned = {"$ref": reference.replace("#/$defs/", "#/definitions/")}
            return {**_referring(rest), "allOf": [turned]} if rest else turned
        case dict():
            return {key: _referring(value) for key, value in schema.items()}
        case list():
            return [_referring(value) for value in schema]
        case _:
            return schema


def _check(shape: Mapping[str, Any]) -> dict[str, Any]:
    check = deepcopy(dict(shape))
    check["properties"] = {"check": _enumerated({name: _said(kind) for name, kind in KINDS.items()})}
    check["allOf"] = [
        {
            "if": {"properties": {"check": {"const": name}}, "required": ["check"]},
            "then": {"$ref": f"#/definitions/kind-{name}"},
        }
        for name in KINDS
    ]
    return check


def _kind(kind: Kind) -> dict[str, Any]:
    """Give the schema of one kind's parameters, explained, with document types and attributes known."""
    schema: dict[str, Any] = json.loads(json.dumps(kind.schema))
    properties = schema["properties"]
    for name, rule in properties.items():
        if name in ("in", "target"):
            properties[name] = _types(everything=name == "in" and "all-documents" in json.dumps(rule))
        elif name in _ELSEWHERE:
            properties[name] = _places(rule)
        tailored = properties[name] if name in _WRITTEN else _tailored(properties[name])
        properties[name] = {"description": PARAMETERS[name], **tailored}
    schema["dependencies"] = schema.pop("dependentRequired", {})
    schema["allOf"] = [{"$ref": "#/definitions/attributes"}]
    return schema


def _tailored(rule: Any) -> Any:
    """Let a value, and every value within it, be a parameter of the rulebook: a number, a word or a list, no group."""
    match rule:
        case {"type": "object"}:
            inner = {name: _tailored(value) for name, value in rule.get("properties", {}).items()}
            others = rule.get("additionalProperties", True)
            given = {"properties": inner} if inner else {}
            return {**rule, **given, "additionalProperties": others if others in (True, False) else _tailored(others)}
        case {"type": "array", "items": dict(items)}:
            return {"anyOf": [{**rule, "items": _tailored(items)}, _NAMED]}
        case {"anyOf": list(parts)}:
            return {**rule, "anyOf": [*map(_tailored, parts), _NAMED]}
        case _:
            return {"anyOf": [rule, _NAMED]}


def _places(rule: dict[str, Any]) -> dict[str, Any]:
    """Give the schema of a place elsewhere; where a document type may be named, its attributes are known too."""
    for place in (rule, *rule.get("anyOf", ())):
        if "in" in place.get("properties", {}):
            place["properties"]["in"] = {"description": PARAMETERS["in"], **_types(everything=False)}
            place["allOf"] = [{"$ref": "#/definitions/attributes"}]
    return rule


def _types(*, everything: bool) -> dict[str, Any]:
    one = {"$ref": "#/definitions/document"}
    several = {"type": "array", "items": one, "minItems": 1}
    return {"anyOf": [one, several, *([{"const": ALL_DOCUMENTS}] if everything else [])]}


def _of_type(name: str) -> dict[str, Any]:
    """Say that where this type is named, alone or among others, its attributes are the ones there are."""
    named = {"anyOf": [{"const": name}, {"type": "array", "contains": {"const": name}}]}
    return {"if": {"properties": {"in": named}, "required": ["in"]}, "then": {"$ref": f"#/definitions/in-{name}"}}


def _attributes(document: DocumentType, header: Mapping[str, str]) -> dict[str, Any]:
    inside, lists = dict(_fields(document.fields)), dict(_lists(document.fields, ""))
    own = {name: said for name, said in inside.items() if name not in header}
    field = {"$ref": f"#/definitions/in-{document.name}/definitions/field"}
    series = _enumerated(lists)
    return {
        "definitions": {"field": {"anyOf": [_enumerated(own), {"$ref": "#/definitions/header"}, _NAMED]}},
        "properties": {
            **{name: field for name in _ONE if name not in ("every", "of")},
            **{name: {"items": field} for name in _SEVERAL},
            **{name: {"propertyNames": field} for name in _KEYED},
            **{name: {"anyOf": [series, _NAMED]} for name in ("every", "of")},
        },
    }


def _common(documents: Mapping[str, DocumentType]) -> dict[str, str]:
    """Give the paths that every document type has: those of the header."""
    first, *rest = (dict(_fields(document.fields)) for document in documents.values())
    return {name: said for name, said in first.items() if all(name in other for other in rest)}


def _fields(fields: Mapping[str, Field], prefix: str = "") -> Iterator[tuple[str, str]]:
    """Give every path of a field, from the document or from an item of one of its lists, with what it means."""
    for name, field in fields.items():
        yield f"{prefix}{name}", f"{field.label}. {field.help}"
        yield from _fields(field.fields, f"{prefix}{name}.")
        if field.kind is FieldKind.LIST and field.item is not None:
            yield from _fields(field.item.fields)


def _lists(fields: Mapping[str, Field], prefix: str) -> Iterator[tuple[str, str]]:
    for name, field in fields.items():
        if field.kind is FieldKind.LIST:
            yield f"{prefix}{name}", field.label
        yield from _lists(field.fields, f"{prefix}{name}.")


def _enumerated(named: Mapping[str, str]) -> dict[str, Any]:
    return {"enum": list(named), "enumDescriptions": list(named.values())}


def _said(kind: Kind) -> str:
    """Give the sentence by which the module of a kind opens, without its name."""
    words = (sys.modules[kind.see.__module__].__doc__ or "").partition(": ")[2].strip()
    return words[:1].upper() + words[1:]
