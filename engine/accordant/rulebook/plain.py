"""A tree as plain values: every scalar is text unless the schema at its position wants a number, a flag or nothing."""

from collections.abc import Iterator, Mapping
from typing import Any, TypeAlias

from accordant.model.tree import Branch, Leaf, Node, Series
from accordant.model.values import read_flag, read_integer

Schema: TypeAlias = Mapping[str, Any]

_BRANCHES = ("allOf", "anyOf", "oneOf")
_CONDITIONAL = ("then", "else")


def plain(node: Node, schema: Schema) -> Any:
    """Turn the node into dicts, lists, text, integers, booleans and None, typed by `schema`."""
    return _plain(node, (schema,), schema)


def _plain(node: Node, schemas: tuple[Any, ...], root: Schema) -> Any:
    views = tuple(view for schema in schemas for view in _views(schema, root))
    match node:
        case Leaf(text=text):
            return _scalar(text, views)
        case Series(items=items):
            inner = tuple(view["items"] for view in views if "items" in view)
            return [_plain(item, inner, root) for item in items]
        case Branch(fields=fields):
            return {key: _plain(value, tuple(_of_key(key, views)), root) for key, value in fields.items()}


def _views(schema: Any, root: Schema) -> Iterator[Schema]:
    """Find the schema, and every schema that may speak about the same value."""
    if not isinstance(schema, Mapping):
        return
    yield schema
    if "$ref" in schema:
        yield from _views(_referred(schema["$ref"], root), root)
    for word in _BRANCHES:
        for branch in schema.get(word, ()):
            yield from _views(branch, root)
    for word in _CONDITIONAL:
        yield from _views(schema.get(word), root)


def _referred(reference: str, root: Schema) -> Any:
    target: Any = root
    for step in reference.removeprefix("#").strip("/").split("/"):
        target = target[step] if step else target
    return target


def _of_key(key: str, views: tuple[Schema, ...]) -> Iterator[Any]:
    for view in views:
        properties = view.get("properties", {})
        if key in properties:
            yield properties[key]
        elif "additionalProperties" in view:
            yield view["additionalProperties"]


def _scalar(text: str | None, views: tuple[Schema, ...]) -> Any:
    if text is None:
        return None
    wanted = {name for view in views for name in _types(view)}
    # Where text is welcome it stays as written: 8.10 is a clause, not a number.
    if "string" in wanted:
        return text
    if "integer" in wanted or "number" in wanted:
        number = read_integer(text)
        return text if number is None else number
    flag = read_flag(text) if "boolean" in wanted else None
    return text if flag is None else flag


def _types(view: Schema) -> tuple[str, ...]:
    types = view.get("type", ())
    return (types,) if isinstance(types, str) else tuple(types)
