"""The shipped schemas and conclusions, and a small sound rulebook about two document types."""

from collections.abc import Mapping
from pathlib import Path

import pytest

from accordant.model.catalogue import DocumentType, Field, FieldKind
from accordant.rulebook.files import Folder, read_folder

ROOT = Path(__file__).parents[2]
HERE = Path(__file__).parent


@pytest.fixture(scope="session")
def schemas() -> Path:
    return ROOT / "schemas"


@pytest.fixture(scope="session")
def types() -> Mapping[str, DocumentType]:
    """Stand for the catalogue with two document types."""
    header = (
        _field("status", FieldKind.CHOICE),
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
    """Give the small rulebook, with the conclusions that are shipped."""
    small = read_folder(HERE / "sound")
    conclusions = tuple(file for file in shipped.files if file.name.startswith("conclusions/"))
    return small._replace(files=tuple(sorted(small.files + conclusions)))
