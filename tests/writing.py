"""Evidence documents written from plain data: text, None, lists and dictionaries -> YAML or XML.

`python tests/writing.py FOLDER_YAML FOLDER_XML` turns a pack of YAML documents into its twin in XML.
"""

import sys
from pathlib import Path

import yaml

from accordant.evidence.xml_writer import write_xml
from accordant.evidence.yaml_writer import write_yaml as write_fields
from accordant.model.change import Data

__all__ = ["Data", "read_yaml", "write_twin", "write_xml", "write_yaml"]

_NULLS = ("", "~", "null")


def write_yaml(document_type: str, data: dict[str, Data]) -> str:
    """Return a YAML document of the type: block style, quoted only where a text could be taken for something else."""
    return write_fields({"type": document_type, **data})


def read_yaml(text: str) -> tuple[str, dict[str, Data]]:
    """Return the type and the fields of a YAML document, every scalar as its text; null is a plain empty, ~ or null.

    Raises:
        ValueError: if it is no document of a type.
    """
    root = yaml.compose(text, Loader=yaml.CBaseLoader)
    data = _read_node(root) if root else None
    document_type = data.pop("type", None) if isinstance(data, dict) else None
    if isinstance(data, dict) and isinstance(document_type, str):
        return document_type, data
    raise ValueError("not a document with a `type`")


def write_twin(source: Path, target: Path) -> None:
    """Write every YAML document below `source` as XML below `target`, at the same place; copy every XML document."""
    for file in sorted(source.rglob("*")):
        twin = target / file.relative_to(source)
        if file.suffix in (".yaml", ".yml"):
            twin.parent.mkdir(parents=True, exist_ok=True)
            text = write_xml(*read_yaml(file.read_text(encoding="utf-8")))
            twin.with_suffix(".xml").write_text(text, encoding="utf-8", newline="\n")
        elif file.suffix == ".xml":
            twin.parent.mkdir(parents=True, exist_ok=True)
            twin.write_bytes(file.read_bytes())


def _read_node(node: yaml.Node) -> Data:
    if isinstance(node, yaml.MappingNode):
        return {key.value: _read_node(value) for key, value in node.value}
    if isinstance(node, yaml.SequenceNode):
        return [_read_node(item) for item in node.value]
    plain = isinstance(node, yaml.ScalarNode) and not node.style
    return None if plain and node.value in _NULLS else str(node.value)


if __name__ == "__main__":
    write_twin(Path(sys.argv[1]), Path(sys.argv[2]))
