"""The exit status of the installed command, the first that holds: 2, 1, 3, 0."""

import re
from pathlib import Path

import pytest

from accordant.inference.engine import durable_available
from accordant.rulebook import Compiled
from casebook import Case, all_cases, write_pack
from installed.command import AS_OF, Command, Run

needs_durable = pytest.mark.skipif(not durable_available(), reason="durable-rules is not installed here")
SETTLED = "policy.commitment.requirements/stated"
ASKING = "policy.appropriate/set-by-top-management"
# The shipped rulebook always leaves something to be asked for: a part of it need not.
NARROWED = """
import accordant.rulebook as room
load = room.load_rulebook
def narrowed(*given, **more):
    compiled = load(*given, **more)
    rules = tuple(rule for rule in compiled.rulebook.rules if rule.id == {rule!r})
    return compiled._replace(rulebook=compiled.rulebook._replace(rules=rules))
room.load_rulebook = narrowed
from accordant.cli import main
main()
"""
PATCHED = """
import os
from accordant.inference import durable
{patch}
from accordant.cli import main
main()
"""


@pytest.fixture(scope="module")
def cases(compiled: Compiled) -> dict[tuple[str, str], Case]:
    return {(case.rule, case.name): case for case in all_cases(compiled.types)}


def judged(command: Command, case: Case, folder: Path, *options: str) -> Run:
    """Judge a case by its rule alone."""
    pack = write_pack(folder / "pack", case.manifest, case.documents)
    return command.python("-c", NARROWED.format(rule=case.rule), "check", pack, "--as-of", str(case.as_of), *options)


def no_register(run: Run) -> str:
    assert (run.status, run.out) == (2, b"")
    assert "Traceback" not in run.err
    return run.err


def test_0_when_nothing_is_left(command: Command, cases: dict[tuple[str, str], Case], tmp_path: Path) -> None:
    run = judged(command, cases[SETTLED, "committed"], tmp_path, "--strict")
    assert (run.status, run.err) == (0, "")


def test_0_with_questions_and_opportunities_and_3_for_them_when_strict(
    command: Command, cases: dict[tuple[str, str], Case], tmp_path: Path
) -> None:
    case = cases[ASKING, "not signed"]
    assert case.expect["outcome"] == "opportunity"
    assert judged(command, case, tmp_path / "loose").status == 0
    assert judged(command, case, tmp_path / "strict", "--strict").status == 3


@pytest.mark.parametrize(
    ("rule", "name", "status"),
    [(SETTLED, "committed to something else only", 1), (SETTLED, "policy expired", 3),
     (ASKING, "approved by a post that is not known as top management", 3)],
)  # fmt: skip
def test_1_or_3_as_the_case_is(
    rule: str, name: str, status: int, command: Command, cases: dict[tuple[str, str], Case], tmp_path: Path
) -> None:
    assert judged(command, cases[rule, name], tmp_path).status == status


def test_3_for_an_unreadable_file_and_1_for_a_nonconformity_beside_it(
    command: Command, cases: dict[tuple[str, str], Case], tmp_path: Path
) -> None:
    for name, status in (("committed", 3), ("committed to something else only", 1)):
        folder = tmp_path / name
        (folder / "pack").mkdir(parents=True)
        (folder / "pack" / "bad.yaml").write_bytes(b"\xff")
        assert judged(command, cases[SETTLED, name], folder).status == status


def test_3_without_a_manifest_though_all_that_can_be_judged_conforms(
    command: Command, cases: dict[tuple[str, str], Case], tmp_path: Path
) -> None:
    run = judged(command, cases[SETTLED, "committed"]._replace(manifest=None), tmp_path, "--all")
    assert run.status == 3
    assert "No manifest was received" in run.text


def test_3_for_a_folder_without_evidence(command: Command, tmp_path: Path) -> None:
    (tmp_path / "notes.txt").write_text("x", encoding="utf-8")
    run = command.check(tmp_path)
    assert (run.status, run.err) == (3, "")


def test_2_for_words_that_do_not_fit(command: Command, sample: Path) -> None:
    for words in (["--no-such-option"], ["--format", "xls"], ["--engine", "drools"], ["--role", "judge"], ["second"]):
        assert "Error: " in no_register(command("check", sample, *words))
    assert "Usage: " in command("check").err
    assert command("check").status == 2
    assert command("chekc").status == 2


@pytest.mark.parametrize("day", ["2026-02-30", "2026-6-3", "20260630", "2026-W27-2", "today", ""])
def test_2_for_what_is_not_a_date(day: str, command: Command, sample: Path) -> None:
    assert "is not a date (YYYY-MM-DD)" in no_register(command("check", sample, "--as-of", day))


def test_2_for_a_pack_that_is_not_there(command: Command, tmp_path: Path) -> None:
    missing = tmp_path / "missing"
    assert no_register(command.check(missing)) == f"accordant: {missing}: No such file or directory\n"


def test_2_for_rules_that_are_not_there(command: Command, sample: Path, tmp_path: Path) -> None:
    (tmp_path / "file.yaml").write_text("x", encoding="utf-8")
    for folder, said in (("missing", "No such file or directory"), ("file.yaml", "Not a directory")):
        assert no_register(command.check(sample, "--rules", tmp_path / folder)).endswith(f"{folder}: {said}\n")


def test_2_for_rules_that_are_none_with_every_problem_and_its_place(
    command: Command, sample: Path, tmp_path: Path
) -> None:
    own = tmp_path / "own"
    (own / "policy").mkdir(parents=True)
    header = "rulebook: own\nversion: '1.0'\ntitle: Ours\nstandard: ISO 44001:2017\n"
    (own / "rulebook.yaml").write_text(header, encoding="utf-8")
    (own / "policy" / "one.yaml").write_text(
        "id: policy.appropriate/own\nobligation: policy.apropriate\ntitle: Ours\nreason: Ours.\nextent: prat\n"
        "require:\n  there: {check: in-efect, in: collaborative_policy}\n",
        encoding="utf-8",
    )
    (own / "policy" / "two.yaml").write_text("id: [\n", encoding="utf-8")
    said = no_register(command.check(sample, "--rules", own)).splitlines()
    places = [re.match(r"(?:accordant: )?(.+?):(\d+):(\d+): .", line) for line in said]
    seen = {(Path(place[1]).name, int(place[2]), int(place[3])) for place in places if place}
    assert all(places)
    assert {("one.yaml", 5, 9), ("one.yaml", 7, 18)} < seen
    assert {name for name, _, _ in seen} == {"one.yaml", "two.yaml"}
    assert any('did you mean "in-effect"?' in line for line in said)


DEATHS = {
    "killed": ("durable.Durable.values = lambda *_: os.kill(os.getpid(), 9)", r"killed by signal 9 \(SIGKILL\)"),
    "crashed": ("durable.Durable.decisions = lambda *_: os.abort()", r"killed by signal 6 \(SIGABRT\)"),
    "failed": ("durable.Durable.values = lambda *_: 1 // 0", "ZeroDivisionError"),
    "left": ("durable.Durable.values = lambda *_: os._exit(0)", "sent garbage"),
    "of another opinion": (
        "of = durable.Durable.values\ndurable.Durable.values = lambda self, *given: ('error', *of(self, *given)[1:])",
        "the engines disagree: .*error",
    ),
}


@needs_durable
@pytest.mark.parametrize("death", DEATHS)
def test_2_when_no_answer_can_be_trusted(death: str, command: Command, sample: Path) -> None:
    patch, said = DEATHS[death]
    run = command.python("-c", PATCHED.format(patch=patch), "check", sample, "--as-of", AS_OF)
    assert re.search(said, no_register(run))
    assert run.err.startswith("accordant: ")


@needs_durable
def test_2_when_the_engine_hangs(command: Command, sample: Path) -> None:
    patch = (
        "import time\ndurable.Durable.values = lambda *_: time.sleep(60)\n"
        "from accordant.inference import engine\nengine.Limits.__new__.__defaults__ = (0.5, 2 << 30)"
    )
    run = command.python("-c", PATCHED.format(patch=patch), "check", sample, "--as-of", AS_OF)
    assert no_register(run) == "accordant: durable-rules child ran over 0.5 s\n"


def test_2_for_a_bug_with_its_traceback(command: Command, sample: Path) -> None:
    """A script must not take a crash for a nonconformity."""
    run = command.python(
        "-c", PATCHED.format(patch="import accordant.assessment as a\na.assess = None"), "check", sample
    )
    assert (run.status, run.out) == (2, b"")
    assert "Traceback" in run.err


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="needs a device that is always full")
def test_2_when_the_register_cannot_be_written(command: Command, sample: Path) -> None:
    words = f"exec {command.path} check {sample} --as-of {AS_OF} > /dev/full"
    run = command._replace(path=Path("/bin/sh"))("-c", words)
    assert no_register(run) == "accordant: standard output: No space left on device\n"
