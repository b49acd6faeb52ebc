"""Cases as tests use them: read by the product, and written out where files are what a test is about."""

from collections.abc import Mapping
from pathlib import Path
from typing import Any

import yaml

from accordant.casebook import Case, put, read_casebook
from accordant.casebook.expanding import expanded
from accordant.model.catalogue import DocumentType
from writing import write_xml, write_yaml

__all__ = ["RULES", "SCHEMAS", "Case", "all_cases", "load", "made", "put", "write_pack"]

RULES = Path(__file__).parent.parent / "rules" / "iso44001"
SCHEMAS = Path(__file__).parent.parent / "schemas"


def load(file: Path) -> Any:
    """Read a file with every scalar as its text and a plain null as None, by other means than the product's."""
    return _plain(yaml.compose(file.read_text(encoding="utf-8"), Loader=yaml.CBaseLoader))


def _plain(node: Any) -> Any:
    if isinstance(node, yaml.MappingNode):
        return {key.value: _plain(value) for key, value in node.value}
    if isinstance(node, yaml.SequenceNode):
        return [_plain(item) for item in node.value]
    return None if not node.style and node.value in ("", "~", "null") else node.value


_read: dict[tuple[int, Path], tuple[Mapping[str, DocumentType], tuple[Case, ...]]] = {}


def all_cases(types: Mapping[str, DocumentType], folder: Path = RULES) -> tuple[Case, ...]:
    """Give every case of every rule, read once a run: the files of the rulebook do not change in it."""
    known = _read.get((id(types), folder)) if folder == RULES else None
    if known is None:
        known = _read[id(types), folder] = (types, read_casebook((folder,), schemas=SCHEMAS, types=types))
    return known[1]


def made(rule: str, raw: Mapping[str, Any], base: Mapping[str, Any], types: Mapping[str, DocumentType]) -> Case:
    """Give a case that stands in no file."""
    return expanded(rule, "", raw, {}, base, types)


def write_pack(folder: Path, manifest: Mapping[str, Any] | None, documents: Any, *, xml: bool = False) -> Path:
    """Write a pack of plain data into a folder, one file a document."""
    folder.mkdir(parents=True, exist_ok=True)
    write, suffix = (write_xml, "xml") if xml else (write_yaml, "yaml")
    for index, document in enumerate([*([manifest] if manifest else []), *documents]):
        rest = {key: value for key, value in document.items() if key != "type"}
        (folder / f"{index:02}-{document['type']}.{suffix}").write_text(write(document["type"], rest), encoding="utf-8")
    return folder
