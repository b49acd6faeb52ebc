"""Evidence of a case against its declared type: a field that no document of the type has proves nothing."""

from collections.abc import Iterator, Mapping
from typing import NamedTuple

from accordant.model.catalogue import Field, FieldKind
from accordant.model.change import Data

_TYPE = "type"


class Stray(NamedTuple):
    """A field that is not declared: the way to it, and the names that are declared there."""

    route: tuple[str | int, ...]
    known: tuple[str, ...]


def strays(data: Data, fields: Mapping[str, Field], route: tuple[str | int, ...] = ()) -> Iterator[Stray]:
    """Find every field that is not declared. Values of a wrong kind are left alone: a case may be about them."""
    for name, value in data.items() if isinstance(data, dict) else ():
        if name in fields:
            yield from _within(value, fields[name], (*route, name))
        elif route or name != _TYPE:
            yield Stray((*route, name), tuple(fields))


def _within(value: Data, declared: Field, route: tuple[str | int, ...]) -> Iterator[Stray]:
    if declared.kind is FieldKind.GROUP:
        yield from strays(value, declared.fields, route)
    elif declared.kind is FieldKind.LIST and declared.item is not None and isinstance(value, list):
        for index, item in enumerate(value):
            yield from _within(item, declared.item, (*route, index))
