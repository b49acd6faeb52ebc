"""`accordant judge`: a judgement becomes a document that check uses, and never takes the place of another."""

import shutil
from pathlib import Path

import pytest
from click.testing import CliRunner

from accordant.cli import main
from accordant.evidence import read_pack
from accordant.model.register import Finding, Outcome
from accordant.rulebook import Compiled
from judging import judge
from packs import samples

pytestmark = pytest.mark.whole

DEMO = next(sample for sample in samples() if sample.name == "demo")
WORDS = {
    "--obligation": "ser.champion",
    "--subject": "relationship:smart-metering",
    "--outcome": "conforming",
    "--method": "interview",
    "--who": "Lead internal auditor",
    "--seen": "The executive told of three meetings: in each he had\nspoken for the partner.",
    "--on": "2026-05-20",
    "--valid-until": "2026-12-31",
}


@pytest.fixture
def pack(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))
    return Path(shutil.copytree(DEMO.yaml, tmp_path / "pack"))


def say(pack: Path, **changed: str | None) -> tuple[int, str]:
    words = {**WORDS, **{f"--{name.replace('_', '-')}": text for name, text in changed.items()}}
    given = [part for option, text in words.items() if text is not None for part in (option, text)]
    run = CliRunner().invoke(main, ["judge", str(pack), *given])
    return run.exit_code, run.output


def judged(pack: Path, compiled: Compiled, as_of: str = DEMO.as_of) -> Finding:
    register = judge(read_pack(pack, types=compiled.types), compiled, as_of=as_of)
    assert register.intake == ()
    return next(one for one in register.findings if one.id == "ser.champion/judged@relationship:smart-metering")


def test_a_judgement_is_used_while_it_is_valid(pack: Path, compiled: Compiled) -> None:
    assert judged(pack, compiled).outcome is Outcome.NEEDS_JUDGEMENT
    status, said = say(pack)
    file = "judgements/ser-champion-smart-metering-2026-05-20.yaml"
    assert (status, said) == (0, f"{pack / file}\n")
    finding = judged(pack, compiled)
    assert finding.outcome is Outcome.CONFORMING
    assert finding.judgement is not None
    assert (finding.judgement.file, finding.judgement.value) == (file, "conforming")
    assert judged(pack, compiled, "2027-01-01").outcome is not Outcome.CONFORMING
    assert judged(pack, compiled, "2026-05-19").outcome is not Outcome.CONFORMING


def test_nothing_is_written_over(pack: Path) -> None:
    for _ in range(3):
        assert say(pack)[0] == 0
    files = sorted(path.name for path in (pack / "judgements").iterdir())
    assert files == [f"ser-champion-smart-metering-2026-05-20{more}.yaml" for more in ("-2", "-3", "")]
    assert len({(pack / "judgements" / name).read_text() for name in files}) == 3


def test_what_was_seen_is_kept_word_for_word(pack: Path, compiled: Compiled) -> None:
    say(pack, seen="- 'so': \"#\" [é] {水}: null", valid_until=None)
    documents = {one.id: one for one in read_pack(pack, types=compiled.types).documents}
    fields = documents["JUDGEMENT-ser-champion-smart-metering-2026-05-20"].root.fields
    assert fields["seen"][0] == "- 'so': \"#\" [é] {水}: null"
    assert "valid_until" not in fields


@pytest.mark.parametrize(
    ("changed", "said"),
    [
        ({"obligation": "ser.champoin"}, "no obligation is called ser.champoin (did you mean ser.champion?)"),
        (
            {"subject": "relationship:south"},
            "relationship:south is not a subject of this pack; there are: organisation",
        ),
        ({"subject": "organisation"}, "ser.champion is judged at a relationship, not at organisation"),
        ({"valid_until": "2026-05-19"}, "a judgement of 2026-05-20 cannot be valid until 2026-05-19 only"),
        ({"outcome": "fine"}, "'fine' is not one of"),
        ({"on": "20.5.2026"}, "is not a date"),
        ({"seen": " \n"}, "a text that can be read is wanted"),
        ({"who": "\x1b[2J"}, "a text that can be read is wanted"),
        ({"method": None}, "Missing option '--method'"),
    ],
)
def test_what_is_no_judgement_is_refused(pack: Path, changed: dict[str, str | None], said: str) -> None:
    status, text = say(pack, **changed)
    assert (status, said in text) == (2, True)
    assert not (pack / "judgements").exists()


def test_a_judgement_goes_into_a_folder(pack: Path) -> None:
    assert "written into a folder" in say(pack / "manifest.yaml")[1]
    (pack / "judgements").write_text("in the way")
    assert say(pack)[0] == 2
