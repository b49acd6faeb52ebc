"""One document put to both generated schemas: as YAML to JSON Schema, as its XML twin to the XSD."""

import json
from collections.abc import Mapping
from typing import Any, NamedTuple

from jsonschema import Draft202012Validator
from lxml import etree
from referencing import Registry
from referencing.jsonschema import DRAFT202012

from writing import Data, read_yaml, write_xml, write_yaml


class Schemas(NamedTuple):
    """The two generated schemas, ready to validate with."""

    json: Draft202012Validator
    xsd: etree.XMLSchema


def open_schemas(files: Mapping[str, str]) -> Schemas:
    """Return validators over generated files; references between JSON Schemas go by file name."""
    contents = {
        name.removeprefix("json/"): json.loads(text) for name, text in files.items() if name.startswith("json/")
    }
    for content in contents.values():
        Draft202012Validator.check_schema(content)
    registry: Registry[Any] = Registry().with_resources(
        (name, DRAFT202012.create_resource(content)) for name, content in contents.items()
    )
    validator = Draft202012Validator({"$ref": "evidence.json"}, registry=registry)
    return Schemas(validator, etree.XMLSchema(etree.fromstring(files["xsd/evidence.xsd"].encode())))


def judge(schemas: Schemas, document_type: str, data: dict[str, Data]) -> tuple[bool, bool]:
    """Say whether JSON Schema accepts the document written in YAML, and whether the XSD accepts it written in XML."""
    name, fields = read_yaml(write_yaml(document_type, data))
    by_json = schemas.json.is_valid({"type": name, **fields})
    by_xsd = schemas.xsd.validate(etree.fromstring(write_xml(document_type, data).encode()))
    return by_json, by_xsd
