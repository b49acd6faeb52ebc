"""The parts that the parameters' schemas of the kinds of check are built from (JSON Schema 2020-12)."""

from collections.abc import Mapping
from typing import Any

PATH: Mapping[str, Any] = {"type": "string", "pattern": r"^[a-z][a-z0-9_]*(\.[a-z][a-z0-9_]*)*$"}
PATHS: Mapping[str, Any] = {"type": "array", "items": PATH, "minItems": 1}
WORD: Mapping[str, Any] = {"type": "string", "minLength": 1}
WORDS: Mapping[str, Any] = {"type": "array", "items": WORD, "minItems": 1}
COUNT: Mapping[str, Any] = {"type": "integer", "minimum": 0}
INTERVAL: Mapping[str, Any] = {
    "description": "an interval such as 6 months",
    "type": "string",
    "pattern": "^([1-9][0-9]{0,2} (day|week|month|year)s?"
    "|weekly|fortnightly|monthly|quarterly|half-yearly|yearly|annually)$",
}
TYPE: Mapping[str, Any] = {"type": "string", "pattern": r"^[a-z][a-z0-9_]*$"}
TYPES: Mapping[str, Any] = {"anyOf": [TYPE, {"type": "array", "items": TYPE, "minItems": 1}]}
SOURCE: Mapping[str, Any] = {"anyOf": [*TYPES["anyOf"], {"const": "all-documents"}]}
WHERE: Mapping[str, Any] = {
    "type": "object",
    "propertyNames": PATH,
    "additionalProperties": {"anyOf": [WORD, WORDS]},
    "minProperties": 1,
}


def there(*required: str, **properties: Any) -> Mapping[str, Any]:
    """Give the schema of a place elsewhere: an object with these properties and no other."""
    return {
        "type": "object",
        "properties": properties,
        "required": list(required),
        "additionalProperties": False,
    }


ELSEWHERE = there("in", "field", **{"in": TYPES, "field": PATH})


def parameters(*required: str, **properties: Any) -> Mapping[str, Any]:
    """Give the schema of a check's parameters: those every kind has, and these; a `_` in a name stands for `-`."""
    named = {name.rstrip("_").replace("_", "-"): schema for name, schema in properties.items()}
    common = {
        "check": WORD,
        "basis": {"enum": ["requirement", "own-arrangement", "good-practice"]},
        "in": SOURCE,
        "which": {"enum": ["latest", "any", "every"]},
        "documents": WHERE,
        "states": WORDS,
    }
    return there("check", "in", *required, **common, **named)
