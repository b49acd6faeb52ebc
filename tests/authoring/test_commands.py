"""The bench's commands: what they print, what they write, and how they end."""

import shutil
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from accordant.cli import main

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


def test_the_schema_is_written_where_asked(tmp_path: Path) -> None:
    assert run("schema", "--output", str(tmp_path / "rule.json")).exit_code == 0
    assert (tmp_path / "rule.json").read_bytes() == (HERE.parents[1] / "schemas" / "editors" / "rule.json").read_bytes()
