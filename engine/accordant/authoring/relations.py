"""How two checks bear upon each other: the same evidence asked twice, asked more of, or asked two things at once."""

import json
from collections.abc import Mapping
from math import inf, nan
from typing import Any, Final

from accordant.rulebook.rules import parameters_of

NEVER_UNMET: Final = frozenset({"in-effect"})
"""Kinds that find or do not find: a document that is not in effect was not received, which contradicts nothing."""

_BOUNDS: Final = ("at-least", "at-most", "exactly")
_FIELDS: Final = ("fields", "any-of")


def identity(body: Mapping[str, Any]) -> str:
    """Spell what a check asks, whatever its name and its basis: equal for checks that always agree."""
    return json.dumps([body["check"], parameters_of(body)], sort_keys=True)


def implies(one: Mapping[str, Any], other: Mapping[str, Any]) -> bool:
    """Say whether `one`, met, cannot but have `other` met too."""
    if one["check"] != other["check"]:
        return False
    match one["check"]:
        case "count":
            (low, high), (least, most) = _range(one), _range(other)
            return _alike(one, other, _BOUNDS) and least <= low and high <= most
        case "has-fields" | "items-have-fields":
            return _alike(one, other, _FIELDS) and _asks_more(one, other)
        case "contains-all":
            return _alike(one, other, ("values",)) and _words(other) <= _words(one)
        case "one-of":
            return "values" in one and _alike(one, other, ("values",)) and _words(one) <= _words(other)
        case _:
            return False


def excludes(one: Mapping[str, Any], other: Mapping[str, Any]) -> bool:
    """Say whether no evidence can have both met."""
    if one["check"] != other["check"]:
        return False
    match one["check"]:
        case "count":
            (low, high), (least, most) = _range(one), _range(other)
            return _alike(one, other, _BOUNDS) and (high < least or most < low)
        case "one-of":
            # Of a filtered list no item may be left, and then every value is one of those allowed.
            apart = "values" in one and not _words(one) & _words(other) and "where" not in one
            return _alike(one, other, ("values",)) and apart
        case _:
            return False


def _alike(one: Mapping[str, Any], other: Mapping[str, Any], besides: tuple[str, ...]) -> bool:
    """Say whether two checks ask the same but for these parameters."""
    rests = [{key: value for key, value in parameters_of(body).items() if key not in besides} for body in (one, other)]
    return rests[0] == rests[1]


def _range(body: Mapping[str, Any]) -> tuple[float, float]:
    """Give the least and the most that a count admits; a bound that is not known bears upon nothing."""
    bounds = {name: body[name] for name in _BOUNDS if name in body}
    if not all(isinstance(bound, int) for bound in bounds.values()):
        return nan, nan
    if "exactly" in bounds:
        return bounds["exactly"], bounds["exactly"]
    return bounds.get("at-least", 0), bounds.get("at-most", inf)


def _asks_more(one: Mapping[str, Any], other: Mapping[str, Any]) -> bool:
    every, each = set(one.get("fields", ())), set(other.get("fields", ()))
    some, any_of = set(one.get("any-of", ())), set(other.get("any-of", ()))
    if each:
        return each <= every
    return bool(any_of & every) or (bool(some) and some <= any_of)


def _words(body: Mapping[str, Any]) -> set[str]:
    return {str(value).casefold() for value in body.get("values", ())}
