"""The generated schemas of a catalogue, all of them, as texts."""

from collections.abc import Mapping
from importlib.resources.abc import Traversable

from accordant.catalogue import xsd
from accordant.catalogue.declaration import load_header, load_types
from accordant.catalogue.json_schema import build_json_schemas


def generate(folder: Traversable) -> Mapping[str, str]:
    """Return each generated file's text by its path in the schemas folder: `json/<type>.json`, `xsd/evidence.xsd`.

    Raises:
        RulebookError: with every problem of every declaration file.
    """
    types, header = load_types(folder), load_header(folder)
    files = {f"json/{name}": text for name, text in build_json_schemas(types, header).items()}
    return {**files, f"xsd/{xsd.EVIDENCE}": xsd.build_xsd(types, header)}
