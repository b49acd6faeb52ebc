"""Scalars are text unless the schema at their position wants something else."""

from typing import Any

import pytest

from accordant.model.tree import Branch, Leaf, Node, Series
from accordant.rulebook.plain import plain

COUNT = {"type": "integer"}


def leaf(text: str | None) -> Node:
    return Leaf(text, 0)


@pytest.mark.parametrize(
    ("text", "schema", "expected"),
    [
        ("8.10", {}, "8.10"),
        ("12", {}, "12"),
        ("12", COUNT, 12),
        ("twelve", COUNT, "twelve"),
        ("1.5", COUNT, "1.5"),
        ("12", {"type": ["string", "number"]}, "12"),
        ("no", {}, "no"),
        ("no", {"enum": ["yes", "no"]}, "no"),
        ("no", {"type": "boolean"}, False),
        ("perhaps", {"type": "boolean"}, "perhaps"),
        (None, {"type": "string"}, None),
        ("12", {"$ref": "#/$defs/count", "$defs": {"count": COUNT}}, 12),
        ("12", {"anyOf": [{"type": "array"}, COUNT]}, 12),
        ("12", {"if": {}, "then": COUNT}, 12),
    ],
    ids=str,
)
def test_scalars(text: str | None, schema: dict[str, Any], expected: object) -> None:
    found = plain(leaf(text), schema)
    assert (found, type(found)) == (expected, type(expected))


def test_positions_within() -> None:
    schema = {
        "properties": {"list": {"items": {"additionalProperties": COUNT}}, "text": {"type": "string"}},
        "additionalProperties": False,
    }
    inner = Branch({"any": leaf("1"), "other": leaf("2")}, 0)
    tree = Branch({"list": Series([inner], 0), "text": leaf("3"), "unknown": leaf("4")}, 0)
    assert plain(tree, schema) == {"list": [{"any": 1, "other": 2}], "text": "3", "unknown": "4"}
