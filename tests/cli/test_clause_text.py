"""A licensed user's own clause text: seen where it is asked for, and nowhere else."""

import csv
import io
import json
from collections.abc import Callable
from pathlib import Path
from zipfile import ZipFile

import pytest
from click.testing import Result
from jsonschema import Draft202012Validator

pytestmark = pytest.mark.whole

Command = Callable[..., Result]
ROOT = Path(__file__).parents[2]
DEMO = ROOT / "fixtures" / "demo" / "yaml"
CHECK = ("check", DEMO, "--as-of", "2026-06-30", "--engine", "reference")
HERONS = "Herons agree beforehand which pond they leave last."
FENCE = "No fence is painted that nobody looked at."
TEXTS = f"""\
edition: ISO 44001:2017
licence: Copy 7 of the Example Institute
clauses:
  "8.6.9": {HERONS}
obligations:
  nc.act: {FENCE}
"""


@pytest.fixture
def texts(tmp_path: Path) -> Path:
    file = tmp_path / "ours" / "clauses.yaml"
    file.parent.mkdir()
    file.write_text(TEXTS, encoding="utf-8")
    return file


def test_a_table_on_the_screen_shows_it_with_its_licence_and_its_doubt(command: Command, texts: Path) -> None:
    done = command(*CHECK, "--clause-text", texts)
    said = " ".join("".join(line.split("|")[3:4]) for line in done.stdout.splitlines())
    said = " ".join(said.split())

    assert done.exit_code == 1
    assert f"Clause text (clause 8.6.9, a recollected number: is it the right clause?): {HERONS}" in said
    assert f"Clause text (nc.act): {FENCE}" in said
    assert "Copy 7 of the Example Institute" in done.stdout


@pytest.mark.parametrize("words", [("--format", "json"), ("--format", "csv"), ("--output", "FILE")])
def test_no_register_for_others_holds_it_unasked(
    command: Command, texts: Path, tmp_path: Path, words: tuple[str, str]
) -> None:
    given = [tmp_path / "register.txt" if word == "FILE" else word for word in words]

    done = command(*CHECK, "--clause-text", texts, *given)

    assert (done.exit_code, done.stdout) == (2, "")
    assert "--keep-clause-text" in done.stderr
    assert not (tmp_path / "register.txt").exists()


def test_asked_for_it_stands_in_json_and_csv(command: Command, texts: Path) -> None:
    kept = (*CHECK, "--clause-text", texts, "--keep-clause-text")
    register = json.loads(command(*kept, "--format", "json").stdout)
    schema = json.loads((ROOT / "schemas" / "register.json").read_text(encoding="utf-8"))
    Draft202012Validator(schema).validate(register)
    text = command(*kept, "--format", "csv").stdout
    rows = list(csv.reader(io.StringIO(text.removeprefix("\ufeff"), newline="")))

    assert register["clause_text"] == {"edition": "ISO 44001:2017", "licence": "Copy 7 of the Example Institute"}
    assert {one["obligation"]: one["clause_text"] for one in register["findings"] if one["clause_text"]} == {
        "exit.joint.agreed": HERONS,
        "exit.joint.established": HERONS,
        "nc.act": FENCE,
    }
    assert rows[0][-1].startswith("Clause text")
    assert any(HERONS in row[-1] for row in rows[1:])


def test_without_the_file_a_register_says_nothing_of_it(command: Command) -> None:
    register = json.loads(command(*CHECK, "--format", "json", "--keep-clause-text").stdout)

    assert "clause_text" not in register
    assert all("clause_text" not in one for one in register["findings"])


def test_cards_and_handbooks_show_it_and_say_whose_it_is(command: Command, texts: Path, tmp_path: Path) -> None:
    page, document = tmp_path / "handbook.html", tmp_path / "handbook.docx"
    card = command("rules", "show", "exit.joint.agreed", "--clause-text", texts).stdout
    for file in (page, document):
        assert command("rules", "handbook", "--clause-text", texts, "--output", file).exit_code == 0
    body = ZipFile(document).read("word/document.xml").decode()

    assert f"  | {HERONS}" in card.splitlines()
    assert "  The number 8.6.9 is recollected: is this the right clause?" in card.splitlines()
    for written in (page.read_text(encoding="utf-8"), body):
        assert HERONS in written
        assert FENCE in written
        assert "Copy 7 of the Example Institute. Not to be passed on beyond that licence." in written


def test_nothing_of_it_is_kept_anywhere(command: Command, texts: Path, cache: Path, tmp_path: Path) -> None:
    command(*CHECK, "--clause-text", texts)
    command("rules", "show", "nc.act", "--clause-text", texts)
    command("rules", "handbook", "--output", tmp_path / "plain.html")
    command("rules", "export", "--output", tmp_path / "rules.xlsx")

    kept = [*cache.rglob("*"), *(ROOT / "rules").rglob("*"), *(ROOT / "schemas").rglob("*"), *tmp_path.glob("*")]
    held = [file for file in kept if file.is_file() and holds(file)]

    assert any(file.is_relative_to(cache) for file in kept)
    assert held == []


def holds(file: Path) -> bool:
    contents = [file.read_bytes()]
    if file.suffix == ".xlsx":
        with ZipFile(file) as book:
            contents = [book.read(name) for name in book.namelist()]
    return any(word.encode() in content for content in contents for word in (HERONS, FENCE, "Example Institute"))


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ("edition: ISO 44001:2017\n", "", ':1:1: "edition" is missing'),
        ('"8.6.9"', "eight", ':4:3: "eight" cannot be a name'),
        (f"nc.act: {FENCE}", "nc.effective: []", ":6:17: "),
        ("clauses:\n", "clause:\n", ':3:1: "clause" is not a key here; did you mean "clauses"?'),
    ],
)
def test_what_is_wrong_with_the_file_is_said_at_its_place(
    command: Command, texts: Path, old: str, new: str, said: str
) -> None:
    assert TEXTS.count(old) == 1
    texts.write_text(TEXTS.replace(old, new), encoding="utf-8")

    done = command("rules", "show", "nc.act", "--clause-text", texts)

    assert (done.exit_code, done.stdout) == (2, "")
    assert f"{texts}{said}" in done.stderr


def test_a_file_that_is_not_there_is_refused(command: Command, tmp_path: Path) -> None:
    done = command("rules", "show", "nc.act", "--clause-text", tmp_path / "none.yaml")

    assert done.exit_code == 2
    assert "No such file" in done.stderr
