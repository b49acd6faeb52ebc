"""The catalogue that ships: its generated files are those of its declarations, and agree on every field of a type."""

from collections.abc import Iterable, Iterator, Mapping
from functools import cache
from pathlib import Path

import pytest

from accordant.catalogue.__main__ import main
from accordant.catalogue.declaration import load_header, load_types
from accordant.catalogue.generation import generate
from accordant.model.catalogue import DocumentType, Field, FieldKind
from validating import Schemas, judge, open_schemas
from writing import Data

SCHEMAS = Path(__file__).parents[2] / "schemas"
NAMES = sorted(file.stem for file in SCHEMAS.glob("documents/*.yaml"))
VALUES: dict[FieldKind, Data] = {
    FieldKind.TEXT: "Some text",
    FieldKind.INTEGER: "3",
    FieldKind.DECIMAL: "2.5",
    FieldKind.DATE: "2026-02-28",
    FieldKind.FLAG: "no",
    FieldKind.INTERVAL: "6 months",
    FieldKind.REFERENCE: "JES-1",
}


@cache
def types() -> Mapping[str, DocumentType]:
    return load_types(SCHEMAS)


@cache
def schemas() -> Schemas:
    return open_schemas(generate(SCHEMAS))


def test_what_is_committed_is_what_is_generated() -> None:
    committed = {
        file.relative_to(SCHEMAS).as_posix(): file.read_bytes()
        for file in (*SCHEMAS.glob("json/*"), *SCHEMAS.glob("xsd/*"))
    }
    assert committed == {name: text.encode() for name, text in generate(SCHEMAS).items()}


@pytest.mark.parametrize("name", NAMES)
def test_both_schemas_accept_every_field_of_a_type_filled(name: str) -> None:
    assert judge(schemas(), name, filled(name)) == (True, True)


@pytest.mark.parametrize("name", NAMES)
def test_both_schemas_refuse_every_field_of_a_type_spoilt(name: str) -> None:
    complete = filled(name)
    header = load_header(SCHEMAS) if name != "judgement" else {}
    for field in (field for field in types()[name].fields.values() if header.get(field.name) != field):
        for spoilt in spoil(field, complete[field.name]):
            assert judge(schemas(), name, {**complete, field.name: spoilt}) == (False, False), (field.name, spoilt)


@pytest.mark.parametrize("name", NAMES)
def test_every_field_has_a_label_and_help(name: str) -> None:
    assert [path for path, field in walk(types()[name].fields.values(), name) if not field.help] == []


def test_the_command_writes_the_files_and_removes_stale_ones(tmp_path: Path) -> None:
    for name in ("header.yaml", "manifest.yaml", "documents/judgement.yaml"):
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_bytes((SCHEMAS / name).read_bytes())
    (tmp_path / "json").mkdir()
    (tmp_path / "json/gone.json").touch()
    assert main([str(tmp_path)]) is None
    written = {file.relative_to(tmp_path).as_posix() for file in tmp_path.glob("[jx]*/*")}
    names = ("common", "evidence", "judgement", "manifest")
    assert written == {"xsd/evidence.xsd", *(f"json/{name}.json" for name in names)}


def test_the_command_tells_what_is_wrong(tmp_path: Path) -> None:
    (tmp_path / "documents").mkdir()
    assert main([str(tmp_path)]) == (
        "header.yaml: cannot be read: No such file or directory\n"
        "manifest.yaml: cannot be read: No such file or directory"
    )


def filled(name: str) -> dict[str, Data]:
    return {field.name: fill(field) for field in types()[name].fields.values()}


def fill(field: Field) -> Data:
    match field.kind:
        case FieldKind.LIST:
            return [fill(field.item)] if field.item else []
        case FieldKind.GROUP:
            return {name: fill(part) for name, part in field.fields.items()}
        case FieldKind.CHOICE:
            return field.choices[-1]
        case _:
            return VALUES[field.kind]


def spoil(field: Field, value: Data) -> Iterator[Data]:
    """Yield a field's value made wrong: another structure, a text that is not of the kind, the same in each part."""
    # XSD 1.0 lets any text stand where one word may stand in place of a list.
    word = isinstance(value, list) and field.choices
    yield {"structure": "x"} if word else [{"structure": "x"}] if isinstance(value, str) else "text"
    if isinstance(value, list) and field.item:
        yield from ([part] for part in spoil(field.item, value[0]))
    elif isinstance(value, dict):
        yield {**value, "unknown": "x"}
        yield from ({**value, name: part} for name in value for part in spoil(field.fields[name], value[name]))
    elif field.kind not in (FieldKind.TEXT, FieldKind.REFERENCE):
        yield "not one of these"


def walk(fields: Iterable[Field], path: str) -> Iterator[tuple[str, Field]]:
    for field in fields:
        yield f"{path}.{field.name}", field
        parts = field.item.fields if field.item else field.fields
        yield from walk(parts.values(), f"{path}.{field.name}")
