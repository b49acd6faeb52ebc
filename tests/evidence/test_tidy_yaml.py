"""What the reader of tidy YAML takes it reads as libyaml does, places and all; the rest it leaves."""

from pathlib import Path
from random import Random

import pytest
from hypothesis import given, settings

from accordant.evidence.limits import DEFAULT_LIMITS, Limits
from accordant.evidence.tidy_yaml import read_tidy_yaml
from accordant.evidence.yaml_reader import read_yaml
from evidence.tidy_texts import changed, soups

ROOT = Path(__file__).parents[2]
FILES = {
    str(file.relative_to(ROOT)): file.read_text("utf-8") for file in sorted((ROOT / "fixtures").rglob("yaml/**/*.yaml"))
}


def read_alike(text: str) -> bool:
    """Say whether the text is tidy, having seen that both readings are then the same."""
    tidy = read_tidy_yaml(text, DEFAULT_LIMITS)
    if tidy is not None:
        assert tidy == read_yaml(text), text
    return tidy is not None


@pytest.mark.parametrize("file", FILES)
def test_evidence_as_people_write_it_is_tidy(file: str) -> None:
    assert read_alike(FILES[file])


@pytest.mark.whole
def test_twenty_thousand_changed_texts_are_read_alike_or_left() -> None:
    random = Random(44001)
    files = [text.split("\n") for text in FILES.values()]
    tidy = sum(read_alike(changed(random, files)) for _ in range(20_000))
    assert 3000 < tidy < 17_000, "nearly all or nearly none: the changes prove nothing"


@given(text=soups())
@settings(max_examples=300, deadline=None)
def test_lines_in_any_order_are_read_alike_or_left(text: str) -> None:
    read_alike(text)


@pytest.mark.parametrize(
    "text",
    [
        "a: x\n",
        "a: x",
        "---\na: x\n",
        "\n# c\n\na: x # c\n",
        "a:\nb:\n",
        "a: # later\n  b: x\n",
        "a:\n- x\n- y\nb: z\n",
        "a:\n  - b: x\n    c: y\n  - - x\n    - y\n  - d:\n    - e\n",
        "a: ~\nb: null\nc: 'null'\nd: \"\"\n",
        "a: [b, 'c, d', \"e\"] # f\nb: {c: d, e: [f, {g: h}], i: []}\n",
        "a: |\n  b: c\n  # d\ne: >-\n  f\n  g\n",
        "a: >\n  b\n  c\n\nd: x\n",
        "- a: x\n"[2:],
        "a: O'Brien & Söhne, 10:30 (nearly) £5 \U0001f600\n",
    ],
)
def test_tidy(text: str) -> None:
    assert read_alike(text)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "# c\n",
        "x\n",
        "- x\n",
        "a: &b x\n",
        "a: *b\n",
        "a: !t x\n",
        "a: x\n  y\n",
        "a: [x,\n  y]\n",
        "a: x\na: y\n",
        "a: |\n  x",
        "a: x\r\n",
        "a:\tx\n",
        "a: \u2028\n",
        "a: x\n---\n",
        "? a\n",
        "a: |+\n  x\n",
        "a: >\n  x\n\n  y\n",
        "a: |\n  x\n   y\n",
    ],
)
def test_left_to_libyaml(text: str) -> None:
    assert read_tidy_yaml(text, DEFAULT_LIMITS) is None


@pytest.mark.parametrize("text", ["a:\n  b:\n    - c\n", "a:\n- {b: c}\n", "a: [[b]]\n"])
def test_bounds_are_libyaml_s(text: str) -> None:
    for depth in range(5):
        limits = Limits(depth=depth)
        tidy = read_tidy_yaml(text, limits)
        assert tidy is None if depth < 3 else tidy == read_yaml(text, limits)
    nodes = next(nodes for nodes in range(20) if read_tidy_yaml(text, Limits(nodes=nodes)))
    assert read_yaml(text, Limits(nodes=nodes)) == read_tidy_yaml(text, Limits(nodes=nodes))
