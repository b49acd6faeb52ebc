"""Plain data to XML as people write it: an element a field, an item an element, the id of a group its attribute."""

import re
from collections.abc import Mapping
from xml.sax.saxutils import escape, quoteattr

from accordant.model.change import Data

_NOT_XML = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
_INDENT = "  "
_IN_TEXT = {"\r": "&#13;"}


def write_xml(document_type: str, data: Mapping[str, Data]) -> str:
    """Return an XML document of the type, its `id` as attribute, indented by two.

    Raises:
        ValueError: for what the mapping to XML cannot say: an empty group, a field called `item`, a control character.
    """
    lines = _xml_group(document_type, data, "")
    return "\n".join(['<?xml version="1.0" encoding="UTF-8"?>', *lines]) + "\n"


def write_element(name: str, value: Data, indent: str) -> list[str]:
    """Return the lines of one element; raise `ValueError` as `write_xml` does."""
    head = f"{indent}<{name}"
    if value is None or value == "":
        return [f"{head}/>"]
    if isinstance(value, str):
        return [f"{head}>{escape(_check(value), _IN_TEXT)}</{name}>"]
    if isinstance(value, list):
        lines = [line for item in value for line in write_element("item", item, indent + _INDENT)]
        return [f"{head}>", *lines, f"{indent}</{name}>"] if value else [f'{head} none="true"/>']
    if not value:
        raise ValueError(f"`{name}`: XML has no empty group")
    return _xml_group(name, value, indent)


def _xml_group(name: str, fields: Mapping[str, Data], indent: str) -> list[str]:
    if "item" in fields:
        raise ValueError(f"`{name}`: XML has no field called `item`")
    head = f"{indent}<{name}"
    if isinstance(fields.get("id"), str) and fields["id"]:
        head += f" id={quoteattr(_check(str(fields['id'])), _IN_TEXT)}"
        fields = {field: value for field, value in fields.items() if field != "id"}
    lines = [line for field, value in fields.items() for line in write_element(field, value, indent + _INDENT)]
    return [f"{head}>", *lines, f"{indent}</{name}>"] if lines else [f"{head}/>"]


def _check(text: str) -> str:
    if _NOT_XML.search(text):
        raise ValueError(f"XML cannot hold {text!r}")
    return text
