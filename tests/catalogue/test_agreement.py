"""JSON Schema and XSD, generated from one declaration, accept and refuse the same documents."""

from pathlib import Path

import pytest

from accordant.catalogue.generation import generate
from validating import Schemas, judge, open_schemas
from writing import read_yaml

FIXTURES = Path(__file__).parents[2] / "fixtures/catalogue"
ACCEPTED = sorted(FIXTURES.glob("accepted/*.yaml"))
REFUSED = sorted(FIXTURES.glob("refused/*.yaml"))


@pytest.fixture(scope="module")
def schemas() -> Schemas:
    return open_schemas(generate(FIXTURES))


@pytest.mark.parametrize("file", ACCEPTED, ids=lambda file: file.stem)
def test_both_accept(schemas: Schemas, file: Path) -> None:
    assert judge(schemas, *read_yaml(file.read_text(encoding="utf-8"))) == (True, True)


@pytest.mark.parametrize("file", REFUSED, ids=lambda file: file.stem)
def test_both_refuse(schemas: Schemas, file: Path) -> None:
    assert judge(schemas, *read_yaml(file.read_text(encoding="utf-8"))) == (False, False)


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("id", 12),
        ("note", 2026),
        ("note", True),
        ("party", 1.5),
        ("words", [1]),
        ("count", 12),
        ("share", 0.25),
        ("share", 3),
        ("done", True),
        ("answer", False),
        ("answer", 3),
    ],
)
def test_typed_scalars_of_editors_are_accepted(schemas: Schemas, field: str, value: object) -> None:
    assert schemas.json.is_valid({"type": "sample", "id": "S-1"} | {field: value})


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("id", True),
        ("relationships", "north"),
        ("count", 1.5),
        ("count", True),
        ("done", 1),
        ("held_on", 2026),
        ("every", 6),
        ("answer", 4),
    ],
)
def test_scalars_of_another_kind_are_refused(schemas: Schemas, field: str, value: object) -> None:
    assert not schemas.json.is_valid({"type": "sample", "id": "S-1"} | {field: value})
