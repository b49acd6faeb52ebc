"""Kinds of check asked in ways that no shipped rule asks: spoiled and mended all the same."""

from collections.abc import Iterator, Mapping
from typing import Any

import pytest
from jsonschema import Draft202012Validator

from accordant.checks import KINDS
from accordant.rulebook import Compiled
from accordant.rulebook.fields import misread
from casebook import all_cases
from checks.seeing import Sight, failures_of_repair, failures_of_spoilings, pack_of, sights

SWAPS = (("before", "not-after"), ("at-least", "exactly"), ("at-least", "at-most"), ("any-of", "fields"))
ADDED = (
    {"which": "any"},
    {"which": "every"},
    {"at-least": 2},
    {"at-least-each": 2},
    {"match": "subset"},
    {"match": "set"},
    {"match": "equal"},
    {"interval": "2 months"},
    {"interval": "half-yearly"},
    {"interval": "3 years"},
)
DROPPED = (("if-later-missing",), ("where",), ("at-least",), ("of", "key", "where"))
SORTS, ABOVE = {"per", "distinct"}, {"at-most", "exactly"}
"""Bounds above of several sorts at once: what goes beyond them is not mended."""


def variants(sight: Sight) -> Iterator[Sight]:
    """Ask otherwise than the rule does, as far as the kind allows it."""
    given, schema = sight.parameters, Draft202012Validator(KINDS[sight.kind].schema)
    asked = [{**given, **added} for added in ADDED]
    asked += [{"in": given["in"], "field": "owner"}] if sight.kind == "series" else []
    asked += [{name: value for name, value in given.items() if name not in dropped} for dropped in DROPPED]
    for old, new in SWAPS:
        asked += [
            {(b if name == a else name): value for name, value in given.items()} for a, b in ((old, new), (new, old))
        ]
    seen: list[Mapping[str, Any]] = [given]
    for parameters in asked:
        valid = schema.is_valid({"check": sight.kind, **parameters}) and not stranger(sight, parameters)
        if parameters not in seen and valid and not spared(parameters):
            seen.append(parameters)
            yield sight.asked(parameters)


def stranger(sight: Sight, parameters: Mapping[str, Any]) -> bool:
    """Say whether a field is asked for that no document of the type has: no rulebook that does is read."""
    readings = KINDS[sight.kind].reads(parameters)
    return any(True for reading in readings for _ in misread(reading, sight.compiled.types))


def spared(parameters: Mapping[str, Any]) -> bool:
    """Say whether nothing is asked, or what no evidence can show: too few of several sorts, none of a list."""
    names = set(parameters)
    nothing = parameters.get("exactly") == 0 and "where" not in names
    # A document that is used is one, however often.
    beyond = "seen-in" in names and "of" not in names and parameters.get("at-least", 0) > 1
    return parameters.get("at-least") == 0 or nothing or beyond or bool(SORTS & names and ABOVE & names)


def told(failure: str, sight: Sight) -> str:
    return f"{failure} asked {dict(sight.parameters)}"


pytestmark = pytest.mark.whole


@pytest.fixture(scope="module")
def asked(compiled: Compiled) -> list[Sight]:
    cases = all_cases(compiled.types)
    found = (sight for case in cases for sight in sights(pack_of(case, compiled), case, compiled))
    asked = [variant for sight in found for variant in variants(sight)]
    assert len(asked) > 3000
    return asked


def test_what_is_met_is_spoiled(asked: list[Sight]) -> None:
    met = [sight for sight in asked if sight.is_met()]
    failures = [told(failure, sight) for sight in met for failure in failures_of_spoilings(sight)]

    assert not failures, f"{len(failures)}:\n" + "\n".join(failures)


def test_what_is_missed_is_mended(asked: list[Sight]) -> None:
    missed = [sight for sight in asked if not sight.is_met()]
    failures = [told(failure, sight) for sight in missed for failure in failures_of_repair(sight)]

    assert not failures, f"{len(failures)}:\n" + "\n".join(failures)
