"""What is broken off by Ctrl-C ends with 130, a status that no finding has, and leaves nothing half behind."""

from pathlib import Path

import pytest

from accordant.inference.engine import durable_available
from installed.command import AS_OF, Command

INTERRUPTED = "\naccordant: broken off\n"
PATCHED = """
import os, signal, time
from pathlib import Path
{patch}
from accordant.cli import main
main()
"""
JUDGING = "import accordant.assessment as a\na.assess = lambda *_, **__: os.kill(os.getpid(), signal.SIGINT)"
WRITING = """
write = Path.write_bytes
def half(self, data):
    write(self, data[:10])
    os.kill(os.getpid(), signal.SIGINT)
    time.sleep(60)
Path.write_bytes = half
"""
CHILD = """
from accordant.inference import durable
def asked(*_):
    os.kill(os.getppid(), signal.SIGINT)
    time.sleep(60)
durable.Durable.values = asked
"""


def test_while_it_judges(command: Command, sample: Path) -> None:
    run = command.python("-c", PATCHED.format(patch=JUDGING), "check", sample)

    assert (run.status, run.out, run.err) == (130, b"", INTERRUPTED)


@pytest.mark.skipif(not durable_available(), reason="durable-rules is not installed here")
def test_while_its_child_is_at_work(command: Command, sample: Path) -> None:
    run = command.python("-c", PATCHED.format(patch=CHILD), "check", sample, "--as-of", AS_OF)

    assert (run.status, run.out, run.err) == (130, b"", INTERRUPTED)


def test_while_it_writes_the_file_that_was_there_stays(command: Command, sample: Path, tmp_path: Path) -> None:
    register = tmp_path / "register.json"
    register.write_text("of last year", encoding="utf-8")
    words = ("check", sample, "--as-of", AS_OF, "--engine", "reference", "--output", register)
    run = command.python("-c", PATCHED.format(patch=WRITING), *words)

    assert (run.status, run.err) == (130, INTERRUPTED)
    assert [file.name for file in tmp_path.iterdir()] == ["register.json"]
    assert register.read_text(encoding="utf-8") == "of last year"


def test_answers_that_end_before_all_is_asked_are_no_interrupt(command: Command, tmp_path: Path) -> None:
    run = command("rules", "new", "--folder", tmp_path / "mine")

    assert run.status == 2
    assert run.err == "\naccordant: the answers ended before all was asked\n"
    assert not (tmp_path / "mine").exists()


def test_a_word_that_is_no_date_is_said_as_such_by_every_command(command: Command, sample: Path) -> None:
    run = command("explain", sample, "entry", "--as-of", "tomorrow")

    assert run.status == 2
    assert "'tomorrow' is not a date (YYYY-MM-DD)" in run.err
    assert "Traceback" not in run.err
