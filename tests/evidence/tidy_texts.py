"""Texts for the reader of tidy YAML: lines of every shape in any order, and good texts changed in places."""

import textwrap
from collections.abc import Sequence
from random import Random

from hypothesis import strategies as st
from hypothesis.strategies import SearchStrategy

_NAMES = ("a", "b", "type", "item_id", "two-words", "null", "x" * 99, "x" * 100, "x" * 101, "1st", "a b", "é", "-a", "")
_COLONS = (": ", ":", ":  ", " : ", ": \t", "::", " ")
_PLAIN = (
    *("x", "two words", "10:30", "http://x.y/z#f", "a: b", "a :b", "x #c", "x  # c", "x# c", "end:", "~"),
    *("null", "Null", "NULL ", "x ", "-", "-5", "- x", "?x", "? x", ":x", ",x", "[x", "x]", "{x", "x}"),
    *("#x", "# x", "&a x", "*a", "!t x", "|", ">", "|-", ">-", "|+", ">2", "> x", "%x", "@x", "`x", "="),
    *("<<", "é", "\xa0x", "x\xa0", "---", "...", "x" * 1100, "'x'", "'x' ", "'it''s'", "'x' y", "'x' # c"),
    *("'x'#c", '"x"', '"x\\n"', '"x" # c', '"x"y', "''", '""', "'", '"', "'a: b'", "[]", "{}", "[ ]"),
    *("[a]", "[a, b]", "[a,b]", "[a, b,]", "[,a]", "[a b, c]", "[a: b]", "[[a], [b]]", "[{a: b}]", "[a]x"),
    *("{a: b}", "{a: b, c: d}", "{a: b, a: c}", "{a: }", "{a}", "{a: b,}", "{a:b}", "{a: [b, {c: d}]}"),
    *("{'a': b}", "{a: ~}", "[a # c]", "[a] # c", "[a]#c", "[a?b]", "[a ?b]", "['x', \"y\"]", "[it's]"),
    *("[x'y, z\"w]", "[-, a]", "[- a]", "[a", "a]", "[null, ~]", "[x: y: z]", "{x: y: z}", "{a: - b}"),
    *("[é]", "[a\xa0]", "{a:  b }", "{ a: b }", "[ 'x' ]", "[a, , b]", ""),
)
_INDENTS = ("", " ", "  ", "   ", "    ", "      ")
_DASHES = ("", "- ", "- - ", "-  ", "-", "--", "- \t")

_values = st.sampled_from(_PLAIN)
_field = st.tuples(
    st.sampled_from(_INDENTS), st.sampled_from(_DASHES[:3]), st.sampled_from(_NAMES[:4]), st.just(": "), _values
)
_odd = st.tuples(
    st.sampled_from(_INDENTS), st.sampled_from(_DASHES), st.sampled_from(_NAMES), st.sampled_from(_COLONS), _values
)
_item = st.tuples(st.sampled_from(_INDENTS), st.sampled_from(_DASHES), _values)
_alone = st.tuples(
    st.sampled_from(_INDENTS), st.sampled_from(("", "# c", "#: x", "text", "a:", "b:", "- a:", "---", "..."))
)
_line = st.one_of(_field, _field, _item, _alone, _odd).map("".join)
_ends = st.sampled_from(("\n", "\n", "\n", "\n\n", "\n \n", "\r\n"))


def soups() -> SearchStrategy[str]:
    """Return lines in any order: few are good YAML, and the readers must never differ where both take them."""
    return st.lists(st.tuples(_line, _ends), min_size=1, max_size=8).map(
        lambda lines: "".join(line + end for line, end in lines)
    )


_CHANGES = (*" \n:#-'\"[]{},?&*!|>%@`~=<x0.é\xa0\u2028\t\\", "  ", "\n  ", "\n- ", ": ", " #", "- ", "---\n", *_PLAIN)


def changed(random: Random, files: Sequence[Sequence[str]]) -> str:
    """Return some lines of one of the files, at times in another order, with up to three places changed."""
    lines = random.choice(files)
    first = random.randrange(len(lines))
    taken = list(lines[first : first + random.randrange(1, 12)])
    if random.random() < 0.3:
        random.shuffle(taken)
    text = textwrap.dedent("\n".join(taken)) if random.random() < 0.8 else "\n".join(taken)
    for _ in range(random.randrange(4)):
        at = random.randrange(len(text) + 1)
        cut = random.choice((0, 0, 1, 3))
        text = text[:at] + ("" if cut else random.choice(_CHANGES)) + text[at + cut :]
    return text
