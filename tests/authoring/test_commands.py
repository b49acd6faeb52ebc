"""The bench's commands: what they print, what they write, and how they end."""

import re
import shutil
from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from openpyxl import load_workbook

from accordant.cli import main
from accordant.cli.surroundings import put_all
from accordant.errors import UsageError

pytestmark = pytest.mark.whole

HERE = Path(__file__).parent


def run(*words: str) -> Result:
    return CliRunner().invoke(main, ["rules", *words])


def test_lint_of_faults_ends_with_1_and_names_their_places() -> None:
    ran = run("lint", str(HERE / "faulty"))

    assert ran.exit_code == 1
    assert f"{HERE}/faulty/survey/unread.yaml:7:34: " in ran.output


def test_lint_of_clean_rules_says_nothing() -> None:
    ran = run("lint", str(HERE / "bench"))

    assert (ran.exit_code, ran.output) == (0, "")


def test_lint_finds_what_is_copied(tmp_path: Path) -> None:
    (tmp_path / "mine.txt").write_text("He said: ask each side, now and then, how the other behaves. So we do.")

    ran = run("lint", str(HERE / "bench"), "--against", str(tmp_path / "mine.txt"))

    assert ran.exit_code == 1
    assert ran.output.startswith(
        f'{HERE}/bench/obligations/survey.yaml:6:19: "ask each side now and then how the" stands'
    )


@pytest.mark.parametrize("name", ["nowhere", "empty"])
def test_lint_of_no_rulebook_ends_with_2(name: str, tmp_path: Path) -> None:
    (tmp_path / "empty").mkdir()

    assert run("lint", str(tmp_path / name)).exit_code == 2


def test_fmt_lists_with_check_and_writes_without(tmp_path: Path) -> None:
    file = Path(shutil.copy(HERE / "layouts" / "rule.written.yaml", tmp_path))
    written = file.read_text()
    (tmp_path / "evidence.yaml").write_text("type:   agreement\n")

    listed = run("fmt", "--check", str(tmp_path))
    assert (listed.exit_code, listed.output, file.read_text()) == (1, f"{file}\n", written)

    done = run("fmt", str(tmp_path))
    assert (done.exit_code, done.output) == (0, f"{file}\n")
    assert file.read_text() == (HERE / "layouts" / "rule.laid-out.yaml").read_text()
    assert (tmp_path / "evidence.yaml").read_text() == "type:   agreement\n"

    again = run("fmt", "--check", str(tmp_path))
    assert (again.exit_code, again.output) == (0, "")


def test_fmt_of_what_cannot_be_read_ends_with_2(tmp_path: Path) -> None:
    (tmp_path / "broken.yaml").write_text("id: [\n")
    (tmp_path / "other.yaml").write_text("type: agreement\n")

    for name in ("broken.yaml", "other.yaml", "nothing.yaml"):
        assert run("fmt", str(tmp_path / name)).exit_code == 2


def test_a_workbook_goes_out_and_comes_back(tmp_path: Path) -> None:
    folder, book = shutil.copytree(HERE / "bench", tmp_path / "bench"), tmp_path / "rules.xlsx"

    assert run("export", str(folder), "--output", str(book)).exit_code == 0
    back = run("import", str(book), "--folder", str(folder))

    assert (back.exit_code, back.output) == (0, "")


def with_texts(book: Path, texts: dict[str, str]) -> None:
    """Change cells of the sheet of rules."""
    workbook = load_workbook(book)
    for cell, text in texts.items():
        workbook["Rules"][cell] = text
    workbook.save(book)


def contents(folder: Path) -> dict[str, bytes]:
    return {str(file): file.read_bytes() for file in folder.rglob("*.yaml")}


def columns(book: Path) -> dict[str, str]:
    return {str(cell.value): cell.coordinate for cell in load_workbook(book)["Rules"][1]}


def at_first_rule(column: str, book: Path) -> str:
    return columns(book)[column].replace("1", "2")


def test_a_workbook_that_would_break_the_rules_is_refused_and_nothing_is_written(tmp_path: Path) -> None:
    folder, book = Path(shutil.copytree(HERE / "bench", tmp_path / "bench")), tmp_path / "rules.xlsx"
    assert run("export", str(folder), "--output", str(book)).exit_code == 0
    statements = "[asked] {documnt} is silent.\n[answered] {document} says nothing of {missing}."
    with_texts(book, {at_first_rule("Title", book): "Anew", at_first_rule("Statements", book): statements})
    before = contents(folder)

    refused = run("import", str(book), "--folder", str(folder))

    assert refused.exit_code == 2
    assert re.search(rf"^{folder}/survey/held\.yaml:\d+:\d+: .*\"documnt\" is not a placeholder", refused.output)
    assert contents(folder) == before

    with_texts(book, {at_first_rule("Statements", book): statements.replace("documnt", "document")})
    done = run("import", str(book), "--folder", str(folder))

    assert (done.exit_code, done.output) == (0, f"{folder}/survey/held.yaml\n")
    assert re.search(r'^title: "?Anew"?$', (folder / "survey" / "held.yaml").read_text(), re.MULTILINE)


def test_files_are_written_all_or_none(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    one, two = tmp_path / "one.yaml", tmp_path / "two.yaml"
    one.write_bytes(b"1")
    two.write_bytes(b"2")
    write = Path.write_bytes

    def until_full(file: Path, data: bytes) -> int:
        if data == b"new 2":
            raise OSError(28, "full")
        return write(file, data)

    monkeypatch.setattr(Path, "write_bytes", until_full)

    with pytest.raises(UsageError, match=r"two\.yaml: full"):
        put_all({one: b"new 1", two: b"new 2"})

    assert {file.name: file.read_bytes() for file in tmp_path.iterdir()} == {"one.yaml": b"1", "two.yaml": b"2"}


def test_a_profile_is_laid_out_and_says_the_same(tmp_path: Path) -> None:
    file = Path(shutil.copy(HERE / "layouts" / "profile.written.yaml", tmp_path / "ours.yaml"))
    assert (run("fmt", "--check", str(file)).exit_code, run("fmt", str(file)).exit_code) == (1, 0)
    assert file.read_text() == (HERE / "layouts" / "profile.laid-out.yaml").read_text()
    shipped = HERE.parents[1] / "rules" / "profiles"
    assert (run("fmt", "--check", str(shipped)).exit_code, run("fmt", "--check", str(file)).exit_code) == (0, 0)


def test_the_schema_is_written_where_asked(tmp_path: Path) -> None:
    assert run("schema", "--output", str(tmp_path / "rule.json")).exit_code == 0
    assert (tmp_path / "rule.json").read_bytes() == (HERE.parents[1] / "schemas" / "editors" / "rule.json").read_bytes()
