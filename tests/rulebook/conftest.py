"""The shipped schemas and conclusions, a small sound rulebook, and a few kinds of check to compile it with."""

from collections.abc import Mapping
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest

from accordant.model.catalogue import DocumentType, Field, FieldKind
from accordant.rulebook.files import Folder, read_folder
from accordant.rulebook.kinds import Kind, Read

ROOT = Path(__file__).parents[2]
HERE = Path(__file__).parent
_TEXT = {"type": "string"}
_TEXTS = {"type": "array", "minItems": 1, "items": _TEXT}
_ELSEWHERE = {
    "type": "object",
    "additionalProperties": False,
    "required": ["in", "field"],
    "properties": {"in": _TEXT, "field": _TEXT},
}


@pytest.fixture(scope="session")
def schemas() -> Path:
    return ROOT / "schemas"


@pytest.fixture(scope="session")
def types() -> Mapping[str, DocumentType]:
    """Stand for the catalogue with two document types."""
    header = (
        _field("owner", FieldKind.TEXT),
        _field("version_date", FieldKind.DATE),
        _field("source", FieldKind.GROUP, fields=(_field("file", FieldKind.TEXT),)),
        _field("signatures", FieldKind.LIST, fields=(_field("party", FieldKind.TEXT), _field("date", FieldKind.DATE))),
    )
    strategy = (*header, _field("triggers", FieldKind.LIST), _field("review_interval", FieldKind.INTERVAL))
    agreement = (*header, _field("exit_strategy", FieldKind.REFERENCE))
    return {
        name: DocumentType(name, name, name, ("joint",), 5, "them", ("approved",), {one.name: one for one in fields})
        for name, fields in {"joint_exit_strategy": strategy, "agreement": agreement}.items()
    }


def _field(name: str, kind: FieldKind, fields: tuple[Field, ...] = ()) -> Field:
    inner = {one.name: one for one in fields}
    if kind is FieldKind.LIST:
        return Field(name, kind, name, name, item=Field("", FieldKind.GROUP, name, name, fields=inner))
    return Field(name, kind, name, name, fields=inner)


@pytest.fixture(scope="session")
def shipped() -> Folder:
    return read_folder(ROOT / "rules" / "iso44001")


@pytest.fixture(scope="session")
def sound(shipped: Folder) -> Folder:
    """The small rulebook, with the conclusions that are shipped."""
    small = read_folder(HERE / "sound")
    conclusions = tuple(file for file in shipped.files if file.name.startswith("conclusions/"))
    return small._replace(files=tuple(sorted(small.files + conclusions)))


@pytest.fixture(scope="session")
def kinds() -> Mapping[str, Kind]:
    """Stand for the kinds of check: the rulebook knows no more of them than their parameters and what they read."""
    return {
        "in-effect": _kind(["in"], {}),
        "has-fields": _kind(["in", "fields"], {"fields": _TEXTS}),
        "items-have-fields": _kind(
            ["in", "every", "fields"],
            {"every": _TEXT, "fields": _TEXTS, "at-least": {"type": "integer", "minimum": 1}},
        ),
        "count": _kind(["in", "of"], {"of": _TEXT, "at-least": {"type": "integer"}, "exactly": {"type": "integer"}}),
        "cadence": _kind(["in", "interval"], {"interval": _ELSEWHERE}),
        "occasion": _kind(["in", "of", "nil"], {"of": _TEXT, "nil": _TEXT}),
    }


def _kind(required: list[str], properties: dict[str, Any]) -> Kind:
    schema = {
        "type": "object",
        "additionalProperties": False,
        "required": required,
        "properties": {"in": _TEXT, "which": {"enum": ["latest", "any", "every"]}, **properties},
    }
    return SimpleNamespace(SCHEMA=schema, reads=_reads)


def _reads(parameters: Mapping[str, Any]) -> tuple[Read, ...]:
    types = (parameters["in"],)
    within = f"{parameters['every']}." if "every" in parameters else ""
    named = [within + field for field in parameters.get("fields", ())]
    named += [parameters[key] for key in ("every", "of", "nil") if key in parameters]
    other = parameters.get("interval")
    elsewhere: tuple[Read, ...] = (((other["in"],), other["field"], "interval"),) if other else ()
    return (*((types, path, "field") for path in named or [""]), *elsewhere)
