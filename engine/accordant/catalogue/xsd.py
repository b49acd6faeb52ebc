"""Document types -> XML Schema (1.0): the same information model for whoever writes evidence documents in XML.

One child element a field, in any order; a list is a wrapper of `item` elements; the attributes are `id` (a group's
field of that name), `ref` (a reference's text) and `none` (an empty list). An empty element is null.
"""

from collections.abc import Mapping

from lxml import etree

from accordant.catalogue.patterns import PATTERNS
from accordant.model.catalogue import DocumentType, Field, FieldKind

EVIDENCE = "evidence.xsd"
_SPACE = "http://www.w3.org/2001/XMLSchema"
_IDENTIFIER = "identifier"


def build_xsd(types: Mapping[str, DocumentType], header: Mapping[str, Field]) -> str:
    """Return the text of the schema of every document type; only `id`, where a type has one, is required."""
    schema = etree.Element(f"{{{_SPACE}}}schema", nsmap={"xs": _SPACE}, elementFormDefault="qualified")
    _add_kinds(schema)
    for name, field in sorted(header.items()):
        _add_type(schema, field, f"header.{name}")
    for _, document in sorted(types.items()):
        _add_document(schema, document, header)
    etree.indent(schema)
    text = etree.tostring(schema, encoding="unicode")
    return f'<?xml version="1.0" encoding="UTF-8"?>\n{text}\n'


def _add_kinds(schema: etree._Element) -> None:
    text = _add(schema, "simpleType", name=FieldKind.TEXT.value)
    _add(text, "restriction", base="xs:string")
    identifier = _add(_add(schema, "simpleType", name=_IDENTIFIER), "restriction", base="xs:token")
    _add(identifier, "minLength", value="1")
    for kind, pattern in PATTERNS.items():
        restriction = _add(_add(schema, "simpleType", name=kind.value), "restriction", base="xs:token")
        _add(restriction, "pattern", value=f"({pattern})?")
    reference = _add(_add(schema, "complexType", name=FieldKind.REFERENCE.value), "simpleContent")
    _add(_add(reference, "extension", base="xs:token"), "attribute", name="ref", type="xs:token")


def _add_document(schema: etree._Element, document: DocumentType, header: Mapping[str, Field]) -> None:
    element = _add(schema, "element", name=document.name)
    _annotate(element, document.label, document.help)
    content = _add(element, "complexType")
    fields = _add(content, "all")
    for name, field in document.fields.items():
        if header.get(name) == field:
            _add(fields, "element", name=name, type=f"header.{name}", minOccurs="0")
        else:
            _add_element(fields, field, name)
    if "id" in document.fields:
        _add(content, "attribute", name="id", type=_IDENTIFIER)
        # A key may be found in either of two places, which no other construct of XSD 1.0 can ask for.
        key = _add(element, "key", name=f"{document.name}.id")
        _add(key, "selector", xpath=".")
        _add(key, "field", xpath="@id|id")


def _add_element(parent: etree._Element, field: Field, name: str, **occurs: str) -> None:
    element = _add(parent, "element", name=name, minOccurs="0", **occurs)
    _annotate(element, field.label, field.help)
    if field.kind in (FieldKind.CHOICE, FieldKind.GROUP, FieldKind.LIST):
        _add_type(element, field)
    else:
        element.set("type", field.kind.value)


def _add_type(parent: etree._Element, field: Field, name: str = "") -> None:
    """Add the type of a field: within its element, or named, and then with the field's words."""
    simple = field.kind not in (FieldKind.GROUP, FieldKind.LIST, FieldKind.REFERENCE)
    declared = _add(parent, "simpleType" if simple else "complexType", **({"name": name} if name else {}))
    if name:
        _annotate(declared, field.label, field.help)
    match field.kind:
        case FieldKind.CHOICE:
            restriction = _add(declared, "restriction", base="xs:token")
            for choice in ("", *field.choices):
                _add(restriction, "enumeration", value=choice)
        case FieldKind.GROUP:
            _fill_group(declared, field.fields)
        case FieldKind.LIST:
            _fill_list(declared, field)
        case FieldKind.REFERENCE:
            _add(_add(declared, "simpleContent"), "extension", base=field.kind.value)
        case _:
            _add(declared, "restriction", base=_IDENTIFIER if name == "header.id" else field.kind.value)


def _fill_group(declared: etree._Element, fields: Mapping[str, Field]) -> None:
    content = _add(declared, "all")
    for name, field in fields.items():
        _add_element(content, field, name)
    if "id" in fields:
        _add(declared, "attribute", name="id", type="xs:token")


def _fill_list(declared: etree._Element, field: Field) -> None:
    content = _add(declared, "sequence")
    if field.choices:
        # XSD 1.0 cannot say "one of these words, or items": any text passes here, and the engine looks again.
        declared.set("mixed", "true")
    if field.item:
        _add_element(content, field.item, "item", maxOccurs="unbounded")
    none = _add(_add(_add(declared, "attribute", name="none"), "simpleType"), "restriction", base="xs:token")
    _add(none, "enumeration", value="true")


def _annotate(element: etree._Element, label: str, words: str) -> None:
    text = ": ".join(part for part in (label, words) if part)
    if text:
        _add(_add(element, "annotation"), "documentation").text = text


def _add(parent: etree._Element, tag: str, **attributes: str) -> etree._Element:
    return etree.SubElement(parent, f"{{{_SPACE}}}{tag}", attributes)
