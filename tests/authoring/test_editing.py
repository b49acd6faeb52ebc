"""Editing in place: whatever text of whatever shipped file is changed to whatever, all else stays to the byte."""

import random
from pathlib import Path

import pytest

from accordant.authoring.editing import Edits, edit_text, review_of
from accordant.authoring.formatting import files_of
from accordant.authoring.written import Group, Scalar, read_written
from accordant.evidence.yaml_reader import read_yaml
from accordant.model.change import fields_of
from accordant.rulebook.parsed import Route

pytestmark = pytest.mark.whole

SHIPPED = files_of(Path(__file__).parents[2] / "rules" / "iso44001")
TEXTS = (
    "a",
    "yes",
    "1",
    "a: b",
    "a #b",
    "{a}, [b]",
    "it's",
    'say "so"',
    "back\\slash",
    "two\nlines",
    "two\nlines\n",
    " a ",
    "-",
)


def routes_of(group: Group, way: Route = ()) -> list[tuple[Route, Scalar]]:
    found: list[tuple[Route, Scalar]] = []
    for index, entry in enumerate(group.entries):
        route = (*way, entry.key.text if entry.key else index)
        found += [(route, entry.value)] if isinstance(entry.value, Scalar) else routes_of(entry.value, route)
    return found


def set_at(data: object, route: Route, text: str) -> None:
    *way, last = route
    for step in way:
        data = data[step]  # type: ignore[index]
    data[last] = text  # type: ignore[index]


@pytest.mark.parametrize("line_end", ["\n", "\r\n"])
@pytest.mark.parametrize("mark", ["", "\ufeff"])
def test_one_text_changed_leaves_all_else(line_end: str, mark: str) -> None:
    chance = random.Random(7)
    for file in SHIPPED:
        text = file.read_text(encoding="utf-8").replace("\n", line_end)
        routes = routes_of(read_written(text))
        if not routes:
            continue
        route, old = chance.choice(routes)
        said = chance.choice(TEXTS)

        edited = edit_text(mark + text, Edits({route: said}, {}))

        wanted = fields_of(read_yaml(text))
        set_at(wanted, route, said)
        assert fields_of(read_yaml(edited.removeprefix("\ufeff"))) == wanted, (file, route, said)
        assert edited.startswith(mark + text[: old.start]), file
        assert edited.endswith(text[old.end :]), file


@pytest.mark.parametrize("line_end", ["\n", "\r\n"])
def test_a_comment_put_and_taken_away_leaves_the_file_as_it_was(line_end: str) -> None:
    for file in SHIPPED:
        text = file.read_text(encoding="utf-8").replace("\n", line_end)
        first = read_written(text).entries[0]
        assert first.key is not None
        route = (first.key.text,)

        put = edit_text(text, Edits({}, {route: "why?\n\n# so"}))

        assert fields_of(read_yaml(put)) == fields_of(read_yaml(text))
        assert review_of(put, read_written(put), route) == "why?\n\n# so"
        assert edit_text(put, Edits({}, {route: ""})) == text
