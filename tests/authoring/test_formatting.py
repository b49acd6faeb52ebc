"""fmt: one layout however a file was written; comments and meaning stay, and what is laid out stays as it is."""

import random
import re
from pathlib import Path

import pytest

from accordant.authoring.formatting import files_of, format_file, format_text
from accordant.evidence.refusal import RefusedError
from accordant.evidence.yaml_reader import read_yaml
from accordant.model.change import fields_of
from accordant.model.problem import Problem

pytestmark = pytest.mark.whole

ROOT = Path(__file__).parents[2]
HERE = Path(__file__).parent
ACCOMPANYING = ("crosswalks/*.yaml", "glossary.yaml", "phases.yaml", "sources.yaml")
"""What judges nothing keeps the layout it was written in."""

LEFT = {file for pattern in ACCOMPANYING for file in (ROOT / "rules" / "iso44001").glob(pattern)}
SHIPPED = (
    *(file for file in files_of(ROOT / "rules" / "iso44001") if file not in LEFT),
    *files_of(ROOT / "rules" / "profiles"),
)
TRICKY = (
    "yes",
    "1",
    "2025-01-01",
    "~",
    "",
    "null",
    " a",
    "a ",
    "a: b",
    "a #b",
    "#a",
    "- a",
    "-",
    "?",
    "a?",
    "{a}",
    "[a",
)
TRICKY += (
    "'",
    '"',
    "it's",
    'a "b" c',
    "a\\b",
    "a,b",
    "a, b",
    "é",
    "a\nb",
    "a\nb\n",
    "a\n\n",
    "\ta",
    "a:",
    "@a",
    "%a",
    "---",
)
TRICKY += (
    "=",
    "<<",
    "!a",
    "&a",
    "*a",
    "|",
    ">",
    "`a",
    "\u2028",
    "a\tb",
    "0x1",
    "1e3",
    "No",
    "off",
    "12:30",
    ".5",
)


def laid_out(text: str) -> str:
    result = format_text(text)
    assert result is not None
    return result


@pytest.mark.parametrize("kind", ["rule", "profile"])
def test_a_file_however_written_gets_its_layout(kind: str) -> None:
    written, wanted = (HERE / "layouts" / f"{kind}.{name}.yaml" for name in ("written", "laid-out"))

    assert laid_out(written.read_text()) == wanted.read_text()


@pytest.mark.parametrize("file", SHIPPED, ids=lambda file: file.name)
def test_shipped_files_are_in_their_layout(file: Path) -> None:
    assert format_file(str(file), file.read_bytes()) == file.read_bytes()


def broken_up(text: str, chance: random.Random, comments: float = 0.2) -> str:
    """Lay a file out otherwise: groups broken over lines, comments and blank lines strewn in."""
    lines = []
    for line in text.splitlines():
        indent = " " * (len(line) - len(line.lstrip()))
        if chance.random() < comments:
            lines += ["\n" * chance.randint(0, 3) + f"{indent}# {chance.randint(0, 9999)}"]
        # Only what stands in a group on one line may go on to the next; a text between quotation marks never does.
        outside = '"' not in line and "'" not in line and "#" not in line and re.match(r" *(- )?([\w-]+: )?[{\[]", line)
        lines.append(line.replace(", ", f",\n{indent}      ") if outside and chance.random() < 0.5 else line)
        if outside and chance.random() < comments:
            lines[-1] += f"  # {chance.randint(0, 9999)}"
    return "\n".join(lines) + ("\n\n# end" if comments else "")


@pytest.mark.parametrize("seed", range(3))
def test_comments_and_meaning_stay_and_a_layout_is_stable(seed: int) -> None:
    chance = random.Random(seed)
    for file in SHIPPED:
        written = broken_up(file.read_text(encoding="utf-8"), chance)
        once = laid_out(written)

        assert laid_out(once) == once, file
        assert fields_of(read_yaml(once)) == fields_of(read_yaml(written)), file
        assert sorted(re.findall(r"# .*", once)) == sorted(re.findall(r"# .*", written)), file


def test_line_breaks_within_groups_make_no_difference() -> None:
    chance = random.Random(1)
    for file in SHIPPED:
        text = file.read_text(encoding="utf-8")

        assert laid_out(broken_up(text, chance, comments=0)) == text, file


@pytest.mark.parametrize("flow", [False, True])
def test_texts_that_look_like_something_else_stay_texts(flow: bool) -> None:  # noqa: FBT001
    def quoted(text: str) -> str:
        return '"' + "".join(f"\\U{ord(char):08x}" for char in text) + '"'

    items = ", ".join(map(quoted, TRICKY)) if flow else ""
    block = "".join(f"\n  - {quoted(text)}" for text in TRICKY)
    once = laid_out(f"rulebook: a\nextra: [{items}]\n" if flow else f"rulebook: a\nextra:{block}\n")

    assert fields_of(read_yaml(once)) == {"rulebook": "a", "extra": list(TRICKY)}
    assert laid_out(once) == once


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("rulebook: &a x\nother: *a\n", "x:1:11: an anchor: a file with anchors keeps the layout it has"),
        ("rulebook: [\n", "x:2:1: not YAML: did not find expected node content"),
    ],
)
def test_what_cannot_be_laid_out_is_said_with_its_place(text: str, message: str) -> None:
    result = format_file("x", text.encode())

    assert isinstance(result, Problem)
    assert str(result) == message


def test_a_file_of_another_kind_is_left_alone() -> None:
    assert format_text("type: agreement\nid: AG-1\n") is None
    with pytest.raises(RefusedError):
        format_text("- a\n")
