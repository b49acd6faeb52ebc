"""XML text to the same tree as YAML's, every node with its place, through expat with everything beyond elements shut.

The root element's name is the field `type`; a child element is a field; an element whose children are `item` is a
list. Places: the first non-blank character of a text, the first character inside an attribute's quotes, the `<` of
the start tag for groups, lists and null.
"""

from xml.parsers import expat

from accordant.evidence.limits import DEFAULT_LIMITS, Limits, too_deep, too_many
from accordant.evidence.refusal import RefusedError, refuse_controls, shown
from accordant.model.tree import Branch, Leaf, Node, Series

ATTRIBUTES = ("id", "ref", "none")
"""The attributes there are: `id` is a field, `ref` the text of an empty element, `none="true"` an empty list."""

_NAMING_A_SCHEMA = {"xmlns:xsi": "http://www.w3.org/2001/XMLSchema-instance", "xsi:noNamespaceSchemaLocation": None}
"""What editors write into the root to name a schema, with the value that it must have; it is never followed."""

_BLANKS = " \t\r\n"
_UTF_8 = ("utf-8", "utf8", "us-ascii")
_ITEM = "item"
# A third of the time of Leaf(...), which unpacks and packs its arguments; leaves are most of what is made.
_new = tuple.__new__


class _Element:
    """An element that is not closed yet."""

    __slots__ = ("at", "fields", "given", "items", "name", "text", "text_at")

    def __init__(self, name: str, at: int) -> None:
        self.name = name
        self.at = at
        self.fields: dict[str, Node] | None = None
        self.items: list[Node] | None = None
        self.given: Node | None = None
        self.text: list[str] = []
        self.text_at = -1


def read_xml(text: str, limits: Limits = DEFAULT_LIMITS) -> Branch:
    """Read one XML document; `text` comes without byte order mark.

    A DOCTYPE (hence every entity of one's own), an encoding other than UTF-8, namespaces, attributes beyond
    `ATTRIBUTES`, text beside elements, duplicate fields, and anything beyond `limits` raise `RefusedError` with the
    place, as do errors of syntax. Comments, processing instructions, and the schema that a root names, say nothing.
    """
    builder = _Builder(text, limits)
    try:
        builder.parser.Parse(builder.data, True)  # noqa: FBT003 - expat takes no keyword
    except expat.ExpatError as error:
        at = builder.code_point(max(builder.parser.ErrorByteIndex, 0))
        raise RefusedError(at, f"not XML: {expat.ErrorString(error.code)}") from None
    finally:
        # The parser holds the builder's methods: without the collector the ring, and the text in it, would stay.
        del builder.parser
    return builder.root


class _Builder:
    """The tree under construction: elements not closed yet on a stack."""

    __slots__ = ("_byte", "_point", "ascii", "count", "data", "limits", "parser", "root", "stack", "text")

    def __init__(self, text: str, limits: Limits) -> None:
        self.text = text
        self.data = text.encode()
        self.ascii = text.isascii()
        self.limits = limits
        self.count = 0
        self.stack: list[_Element] = []
        self.root = Branch({}, 0)
        self._byte = self._point = 0
        parser = expat.ParserCreate("utf-8")
        parser.buffer_text = False  # a buffered text would come with the place of what follows it
        parser.ordered_attributes = True
        parser.XmlDeclHandler = self._declaration
        parser.StartDoctypeDeclHandler = self._doctype
        parser.StartElementHandler = self._open
        parser.EndElementHandler = self._close
        parser.CharacterDataHandler = self._characters
        self.parser = parser

    def code_point(self, byte: int) -> int:
        """Return the code-point index of a byte index: each byte is counted once, since places only grow."""
        if self.ascii:
            return byte
        if byte < self._byte:
            return len(self.data[:byte].decode(errors="ignore"))
        self._point += len(self.data[self._byte : byte].decode(errors="ignore"))
        self._byte = byte
        return self._point

    def _declaration(self, _version: str, encoding: str | None, _standalone: int) -> None:
        if encoding is not None and encoding.lower() not in _UTF_8:
            raise RefusedError(self.text.find(encoding), f"encoding {shown(encoding)}: evidence is written in UTF-8")

    def _doctype(self, *_: object) -> None:
        before = self.code_point(self.parser.CurrentByteIndex)
        at = max(self.text.rfind("<!DOCTYPE", 0, before + 1), 0)
        raise RefusedError(at, "a DOCTYPE is not read: no entities, no external files")

    def _open(self, name: str, attributes: list[str]) -> None:
        byte = self.parser.CurrentByteIndex
        at = byte if self.ascii else self.code_point(byte)
        element = _Element(name, at)
        stack = self.stack
        if stack:
            self._enter(stack[-1], element)
        if ":" in name:
            raise RefusedError(at + 1, f"namespaces are not read (<{name}>)")
        if len(stack) > self.limits.depth:
            raise RefusedError(at, too_deep(self.limits))
        stack.append(element)
        if len(stack) == 1:
            element.fields = {"type": Leaf(name, at + 1)}
            self.count = 2
        if attributes:
            self._attributes(element, attributes)

    def _enter(self, outer: _Element, element: _Element) -> None:
        if outer.text_at >= 0:
            raise RefusedError(outer.text_at, f"text beside elements in <{outer.name}>")
        if outer.given is not None:
            raise RefusedError(element.at, f"<{outer.name}> has elements and an attribute that stands for its value")
        if outer.items is None and outer.fields is None:
            if element.name == _ITEM:
                outer.items = []
            else:
                outer.fields = {}
        if (element.name == _ITEM) is (outer.items is None):
            raise RefusedError(element.at, f"<{element.name}> in <{outer.name}>: either all are <item> or none is")
        if outer.fields is not None and element.name in outer.fields:
            raise RefusedError(element.at, f"field {shown(element.name)} stands here twice")

    def _characters(self, piece: str) -> None:
        element = self.stack[-1]
        if element.text_at < 0:
            visible = piece.lstrip(_BLANKS)
            if not visible:
                return
            byte = self.parser.CurrentByteIndex
            at = byte if self.ascii else self.code_point(byte)
            element.text_at = at + len(piece) - len(visible)
            piece = visible
        else:
            # Expat hands every line over alone: a text of a million lines weighs like a million values.
            self._count(element.text_at)
        element.text.append(piece)

    def _close(self, _name: str) -> None:
        element = self.stack.pop()
        node = self._node(element)
        if not self.stack:
            self.root = node if isinstance(node, Branch) else self.root
            return
        self._count(element.at)
        outer = self.stack[-1]
        if outer.items is not None:
            outer.items.append(node)
        elif outer.fields is not None:
            outer.fields[element.name] = node

    def _count(self, at: int) -> None:
        self.count += 1
        if self.count > self.limits.nodes:
            raise RefusedError(at, too_many(self.limits))

    def _node(self, element: _Element) -> Node:
        text_at = element.text_at
        if element.fields is None and element.items is None and element.given is None:
            if text_at < 0:
                return _new(Leaf, (None, element.at))
            return _leaf("".join(element.text).rstrip(_BLANKS), text_at)
        if text_at >= 0:
            raise RefusedError(text_at, f"text beside elements or attributes in <{element.name}>")
        if element.fields is not None:
            return Branch(element.fields, element.at)
        return element.given or Series(tuple(element.items or ()), element.at)

    def _attributes(self, element: _Element, attributes: list[str]) -> None:
        """Read the attributes, given as name, value, name, value; find their places in the start tag."""
        position = element.at + 1 + len(element.name)
        for name, value in zip(attributes[::2], attributes[1::2], strict=True):
            name_at = self.text.index(name, position)
            quote_at = self.text.index("=", name_at) + 1
            while self.text[quote_at] in _BLANKS:
                quote_at += 1
            position = self.text.index(self.text[quote_at], quote_at + 1) + 1
            if len(self.stack) == 1 and name in _NAMING_A_SCHEMA and _NAMING_A_SCHEMA[name] in (value, None):
                continue
            if name not in ATTRIBUTES:
                raise RefusedError(name_at, _why_no_attribute(name))
            self._attribute(element, name, _leaf(value.strip(_BLANKS), quote_at + 1))

    def _attribute(self, element: _Element, name: str, leaf: Leaf) -> None:
        if name == "none" and leaf.text != "true":
            raise RefusedError(leaf.at, 'the attribute none can only be "true": the list is empty')
        if element.given is not None or (element.fields is not None and name != "id"):
            raise RefusedError(leaf.at, f"the attribute {name} cannot stand here beside another")
        if name == "id":
            element.fields = {**(element.fields or {}), "id": leaf}
            self._count(leaf.at)
        else:
            element.given = leaf if name == "ref" else Series((), element.at)


def _leaf(text: str, at: int) -> Leaf:
    if not text.isprintable():
        refuse_controls(text, at)
    return _new(Leaf, (text, at))


def _why_no_attribute(name: str) -> str:
    if name == "xmlns" or ":" in name:
        return f"namespaces are not read ({name})"
    return f"attribute {shown(name)} is not read: write an element <{name}>"
