"""Every place the readers give is true: a scalar read from it by another hand is the value in the tree."""

from collections.abc import Iterator
from random import Random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from accordant.evidence import Lines, locate, read_source
from accordant.model.problem import Problem
from accordant.model.tree import Branch, Format, Leaf, Node, Source
from evidence.emitter import NULL_WORDS, Tree, Xml, Yaml
from evidence.scalar_reader import index_of, xml_scalar, yaml_scalar

LINE_ENDS = ["\n", "\r\n", "\r"]
ALPHABET = "abc XYZ 019 _-/.+()éß漢😀𐀀'\"[]{},!&*%@`|>:#?<=\\\n\n\t\x85\u2028\u00a0"
NAMES = st.sampled_from(["id", "title", "owner", "kind", "a", "über", "x-1", "n0", "yes", "no"])
TEXTS = st.text(st.sampled_from(ALPHABET), max_size=40) | st.sampled_from(
    ["", "~", "null", "2026-01-01", "no", "0x1F", "<<", "long " * 9]
)
TREES = st.recursive(
    st.none() | TEXTS,
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(NAMES, inner, min_size=1, max_size=4),
    max_leaves=12,
)
DOCUMENTS = st.dictionaries(NAMES, TREES, max_size=5).map(lambda fields: {"type": "policy", **fields})


def drawn(seed: int) -> Random:
    return Random(seed)


def read(text: str, form: Format, *, mark: bool = False) -> Source:
    source = read_source("d", form, ("\ufeff" * mark + text).encode())
    assert not isinstance(source, Problem), f"{source}\n{text}"
    assert source.text == text
    return source


def plain_tree(node: Node) -> Tree:
    match node:
        case Leaf():
            return node.text
        case Branch():
            return {name: plain_tree(field) for name, field in node.fields.items()}
        case _:
            return [plain_tree(item) for item in node.items]


def nodes(node: Node, text: str, *, flow: bool = False) -> Iterator[tuple[Node, bool]]:
    """Yield every node, and whether it stands in a flow collection."""
    yield node, flow
    if isinstance(node, Leaf):
        return
    flow = flow or text[node.at] in "{["
    for inner in node.fields.values() if isinstance(node, Branch) else node.items:
        yield from nodes(inner, text, flow=flow)


def check_yaml(source: Source) -> None:
    lines = Lines(source.text)
    # An alias shares its node: the first visit is where it stands.
    stands_in_flow: dict[int, bool] = {}
    for node, visited_in_flow in nodes(source.root, source.text):
        flow = stands_in_flow.setdefault(node.at, visited_in_flow)
        line, column = lines.locate(node.at)
        if isinstance(node, Leaf):
            seen = yaml_scalar(source.text, line, column, flow=flow)
            assert seen == node.text or (node.text is None and seen in NULL_WORDS), (line, column, source.text)
        elif isinstance(node, Branch) and source.text[node.at] != "{":
            assert yaml_scalar(source.text, line, column, flow=flow) == next(iter(node.fields))
        elif not isinstance(node, Branch):
            assert source.text[node.at] in "[-"


def check_xml(source: Source) -> None:
    lines = Lines(source.text)
    type_leaf = source.root.fields["type"]
    assert isinstance(type_leaf, Leaf)
    assert source.text.startswith(type_leaf.text or "?", type_leaf.at)
    for node, _ in nodes(source.root, source.text):
        if isinstance(node, Leaf) and node is not type_leaf:
            assert xml_scalar(source.text, *lines.locate(node.at)) == node.text, source.text
        elif node is not type_leaf:
            assert source.text[node.at] == "<"


def stripped(tree: Tree) -> Tree:
    """Return what XML can hold: text without blanks around it; an empty text is null; a group without fields is null."""  # noqa: E501
    match tree:
        case str():
            return tree.strip(" \t\r\n") or None
        case dict():
            return {name: stripped(field) for name, field in tree.items()} or None
        case list():
            return [stripped(item) for item in tree]
        case _:
            return None


@settings(max_examples=150, deadline=None)
@given(DOCUMENTS, st.integers(0, 2**32), st.sampled_from(LINE_ENDS), st.booleans())
def test_every_yaml_place_is_true(tree: dict[str, Tree], seed: int, line_end: str, mark: bool) -> None:  # noqa: FBT001
    text = Yaml(drawn(seed)).document(tree).replace("\n", line_end)
    source = read(text, Format.YAML, mark=mark)
    assert plain_tree(source.root) == tree, text
    check_yaml(source)


@settings(max_examples=150, deadline=None)
@given(DOCUMENTS, st.integers(0, 2**32), st.sampled_from(LINE_ENDS), st.booleans())
def test_every_xml_place_is_true(tree: dict[str, Tree], seed: int, line_end: str, mark: bool) -> None:  # noqa: FBT001
    expected = stripped(tree)
    assert isinstance(expected, dict)
    text = Xml(drawn(seed)).document(expected).replace("\n", line_end)
    source = read(text, Format.XML, mark=mark)
    assert plain_tree(source.root) == expected, text
    check_xml(source)


@settings(max_examples=80, deadline=None)
@given(DOCUMENTS, st.integers(0, 2**32))
def test_both_formats_give_the_same_tree(tree: dict[str, Tree], seed: int) -> None:
    expected = stripped(tree)
    assert isinstance(expected, dict)
    from_yaml = read(Yaml(drawn(seed)).document(expected), Format.YAML)
    from_xml = read(Xml(drawn(seed)).document(expected), Format.XML)
    assert plain_tree(from_yaml.root) == plain_tree(from_xml.root)


HANDWRITTEN_YAML = [
    "type: policy\na: &x\n  # aside\n  b: 2\n",
    "type: policy\na: &x # aside\n\n  text of\n   three\n  lines # end\nb: *x\n",
    "type: policy\na: |2-\n    two deeper\n  than\n\nb: >+\n  folded\n  on\n\n    kept deeper\n    twice\n  end\n\n\nc: x\n",  # noqa: E501
    "type: policy\na: >\n\n  leading\n\n\n  trailing\n\n\n# aside\nb: |+\n\n\nc:\n  - - |\n      in a list\n    - ' x  y '\n",  # noqa: E501
    "type: policy\na: [one, 'two ''2''', \"thr\\u00e9\\\n    e\", {k: v, l: [], m: {}}, # aside\n b c\n  d]\nb: [x: 1]\n",  # noqa: E501
    'type: policy\na: "one\n\n   three \\\n   joined\\  \\\n   \\ end"\nb: "\\U0001F600\\x41\\t\\_\\N"\n',
    "type: policy\n? a\n: b\n? c\nd: -no list\ne: http://x/#y\n",
    "type: policy\n\"quoted key\": 𐀀 😀 x # 😀\nplain key : 'é'\n'single': y\n",
    "type: policy\na: &a1 [&b1 x, *b1, &c1 {k: *b1}]\nb:\n- &d1\n- &e1 'q'\n- *d1\n- *e1\nc: *a1\n",
    "type: policy\n&k key: &v\n  &l inner: x\nd: *v\ne: *k\n",
    "--- # start\n\ntype: policy\na:\n  - b: 1\n    c: |\n     deep\n  -   d: >-\n        x\n        y\n      e: z\n...\n",  # noqa: E501
    "type: policy\na:\n  |\n  own line\nb:\n  'own\n\n  line'\nc:\n\n  # aside\n\n  plain\n  # no more\nd: &z\n  >-\n  f\n",  # noqa: E501
    "{type: policy, a: , b: \"\", 'c':'d', e: ~, f: null, g: &n , h: *n}",
    "type: policy\na:\nb: ''\nc: ~\nd: Null\ne: nUll\nf: 'null'\ng: yes\nh: 2026-01-01\ni: 0o7\n",
    'type: policy\na: >1\n  one deeper\n still\n \t tab deeper\n end\nb: |1+\n\n\n  x\n\nc: "\n  x\n\n\n  y "\n',
]


@pytest.mark.parametrize("line_end", LINE_ENDS)
@pytest.mark.parametrize("text", HANDWRITTEN_YAML)
def test_places_in_handwritten_yaml(text: str, line_end: str) -> None:
    check_yaml(read(text.replace("\n", line_end), Format.YAML))


HANDWRITTEN_XML = [
    "<a>&#32;x</a>",
    '<a>&amp;&#233;</a><b>\n  x &lt; y\n\n z </b><c/><d></d><e> </e><f>&#x1F600; <!-- x -->y</f><g id=">" ><h>1</h></g>',  # noqa: E501
    "<a><![CDATA[\n  <é> ]]>&#65;<![CDATA[]]></a><b><![CDATA[]]></b><c><![CDATA[ ]]>x</c><d>😀𐀀</d><e ref='\"&#x2F;'/>",
    "<a>\t<?aside é?> <!-- é --> after</a><b><item/><item>é</item><item none='true'/><item id='x'/></b>",
    "<a ref='two\nlines'/><b>é]]&gt;é</b><c>a\n</c>",
]


@pytest.mark.parametrize("line_end", LINE_ENDS)
@pytest.mark.parametrize("text", HANDWRITTEN_XML)
def test_places_in_handwritten_xml(text: str, line_end: str) -> None:
    check_xml(read(f"<policy>{text}</policy>".replace("\n", line_end), Format.XML))


@pytest.mark.parametrize(
    ("text", "field", "place"),
    [
        ("type: policy\nowner: &o\n  # who\n  Board\n", "owner", (4, 3)),
        ("type: policy\nx: &o Board\nowner: *o\n", "owner", (2, 7)),
        ("type: policy\nowner: |\n  Board\n", "owner", (2, 8)),
        ("type: policy\r\r\nowner: 'Board'\n", "owner", (3, 8)),
        ("type: policy\nowner:\n", "owner", (2, 7)),
        ("type: policy\nowner: &o\n", "owner", (2, 10)),
        ("type: policy # 😀𐀀\n😀: {owner: Board}\n", "😀", (2, 4)),
        ("type: policy\nowner: &o\n  &k name: Board\n", "owner", (3, 6)),
    ],
)
def test_yaml_places_as_decided(text: str, field: str, place: tuple[int, int]) -> None:
    source = read(text, Format.YAML, mark=True)
    assert Lines(source.text).locate(source.root.fields[field].at) == place


@pytest.mark.parametrize(
    ("text", "field", "place"),
    [
        ("<policy>\n <owner>\n  Board</owner></policy>", "owner", (3, 3)),
        ("<policy>\n <owner>é &amp; co</owner></policy>", "owner", (2, 9)),
        ("<policy>\n <owner> &amp; co</owner></policy>", "owner", (2, 10)),
        ("<policy><owner><![CDATA[ x]]></owner></policy>", "owner", (1, 26)),
        ("<policy  id = 'A'/>", "id", (1, 16)),
        ("<?xml version='1.0'?>\n <policy/>", "type", (2, 3)),
        ("<policy><owner> </owner></policy>", "owner", (1, 9)),
        ("<policy><owner ref='B'/></policy>", "owner", (1, 21)),
        ("<policy><owner none='true'/></policy>", "owner", (1, 9)),
        ("<policy><!--é😀--><owner><item/></owner></policy>", "owner", (1, 18)),
    ],
)
def test_xml_places_as_decided(text: str, field: str, place: tuple[int, int]) -> None:
    source = read(text, Format.XML, mark=True)
    assert Lines(source.text).locate(source.root.fields[field].at) == place


@given(st.text(st.sampled_from("a\n\r\x85\u2028é"), max_size=30))
def test_lines_end_at_lf_crlf_cr_only(text: str) -> None:
    lines = Lines(text)
    for at in range(len(text) + 1):
        line, column = lines.locate(at)
        assert locate(text, at) == (line, column)
        assert index_of(text, line, column) == at
