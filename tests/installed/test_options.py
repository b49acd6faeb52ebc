"""Every option of the installed command does what its help says, and nothing else."""

import csv
import io
import json
import os
import re
from concurrent.futures import ThreadPoolExecutor
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from jsonschema import Draft202012Validator

from accordant.rulebook import Compiled
from casebook import write_pack
from installed.command import AS_OF, ROOT, Command, Run
from installed.samples import rich_pack

FORMATS = ("json", "csv", "table")
DEMO = ROOT / "fixtures" / "demo" / "yaml"
OWN_RULE = """\
id: docs.identified/owner-named
obligation: docs.identified
title: Documents name their owner
reason: A document that nobody owns is kept current by nobody.
extent: part
require:
  owned: {check: across-all, in: all-documents, fields: [owner]}
statement:
  owned: "These documents name no owner: {items}."
"""
OWN_HEADER = "rulebook: house\nversion: '1.0'\ntitle: Our own\nstandard: ISO 44001:2017\n"


def register_of(run: Run) -> dict[str, Any]:
    assert run.err == ""
    return dict(json.loads(run.out))


def by_id(register: dict[str, Any]) -> dict[str, Any]:
    return {finding["id"]: finding for finding in register["findings"]}


def rows_of(run: Run) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(run.out.decode("utf-8-sig"), newline="")))


@pytest.fixture(scope="module")
def plain(command: Command, sample: Path) -> dict[str, Any]:
    return register_of(command.check(sample, "--format", "json"))


@pytest.fixture(scope="module")
def table(command: Command, sample: Path) -> str:
    return command.check(sample).text


@pytest.fixture(scope="module")
def empty(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("empty")


def test_help_names_every_option(command: Command) -> None:
    run = command("check", "--help")
    assert run.status == 0
    for name in (
        "format",
        "output",
        "as-of",
        "rules",
        "role",
        "audit",
        "absence",
        "severity",
        "engine",
        "strict",
        "all",
    ):
        assert f"--{name}" in run.text


def test_json_is_as_its_schema_says(plain: dict[str, Any]) -> None:
    schema = json.loads((ROOT / "schemas" / "register.json").read_text(encoding="utf-8"))
    Draft202012Validator(schema).validate(plain)


def test_every_format_holds_the_same_findings(
    command: Command, sample: Path, plain: dict[str, Any], table: str
) -> None:
    rows = rows_of(command.check(sample, "--format", "csv"))
    assert [row["Finding"] for row in rows] == [finding["id"] for finding in plain["findings"]]
    assert max(map(len, table.splitlines())) <= 100


def test_all_shows_every_finding_in_the_table_only(
    command: Command, sample: Path, plain: dict[str, Any], table: str
) -> None:
    assert register_of(command.check(sample, "--format", "json", "--all")) == plain
    everything = command.check(sample, "--all").text
    passed = [finding for finding in plain["findings"] if finding["outcome"] == "conforming"]
    assert passed
    assert "no gap found" in everything
    assert everything.count("Rule: ") == len(plain["findings"]) > table.count("Rule: ") > 0


def test_output_is_what_would_be_printed(command: Command, sample: Path, table: str, tmp_path: Path) -> None:
    file = tmp_path / "register.txt"
    file.write_text("of old", encoding="utf-8")
    run = command.check(sample, "--output", file)
    assert (run.status, run.out, run.err) == (1, b"", "")
    assert file.read_bytes().decode() == table
    assert command.check(sample, "--format", "csv", "--output", tmp_path / "new.csv").status == 1
    assert (tmp_path / "new.csv").read_bytes() == command.check(sample, "--format", "csv").out
    assert len(list(tmp_path.iterdir())) == 2


def test_output_may_be_relative_or_a_link(command: Command, sample: Path, tmp_path: Path) -> None:
    (tmp_path / "real.txt").write_text("of old", encoding="utf-8")
    (tmp_path / "link.txt").symlink_to(tmp_path / "real.txt")
    assert command.check(sample, "-o", "link.txt", cwd=tmp_path).status == 1
    assert (tmp_path / "link.txt").is_symlink()
    assert "register" in (tmp_path / "real.txt").read_text(encoding="utf-8")


def test_without_a_register_the_output_stays(command: Command, sample: Path, tmp_path: Path) -> None:
    file = tmp_path / "register.txt"
    file.write_text("of old", encoding="utf-8")
    for words in ((tmp_path / "missing",), (sample, "--rules", tmp_path), (sample, "--as-of", "never")):
        assert command("check", *words, "--output", file).status == 2
    assert file.read_text(encoding="utf-8") == "of old"
    assert list(tmp_path.iterdir()) == [file]


def test_half_an_output_is_never_left(command: Command, sample: Path, tmp_path: Path) -> None:
    file = tmp_path / "register.txt"
    file.write_text("of old", encoding="utf-8")
    words = f"ulimit -f 1; exec {command.path} check {sample} --as-of {AS_OF} --output {file}"
    run = command._replace(path=Path("/bin/sh"))("-c", words)
    assert (run.status, run.err) == (2, f"accordant: {file}: File too large\n")
    assert file.read_text(encoding="utf-8") == "of old"
    assert list(tmp_path.iterdir()) == [file]


def test_an_output_that_cannot_be_is_said(command: Command, empty: Path, tmp_path: Path) -> None:
    (tmp_path / "file").write_text("x", encoding="utf-8")
    for name, said in (
        ("missing/register.txt", "No such file or directory"),
        ("file/register.txt", "Not a directory"),
        ("x" * 300, "File name too long"),
    ):
        run = command.check(empty, "--output", tmp_path / name)
        assert (run.status, run.out, run.err) == (2, b"", f"accordant: {tmp_path / name}: {said}\n")
    assert command.check(empty, "--output", tmp_path).status == 2
    assert [file.name for file in tmp_path.iterdir()] == ["file"]


@pytest.mark.skipif(os.geteuid() == 0, reason="nothing is forbidden to root")
def test_an_output_that_is_forbidden_is_said(command: Command, sample: Path, tmp_path: Path) -> None:
    tmp_path.chmod(0o500)
    run = command.check(sample, "--output", tmp_path / "register.txt")
    assert (run.status, run.err) == (2, f"accordant: {tmp_path / 'register.txt'}: Permission denied\n")


def test_a_device_is_written_to_and_not_replaced(command: Command, sample: Path, table: str, tmp_path: Path) -> None:
    assert command.check(sample, "--output", "/dev/stdout").text == table
    pipe = tmp_path / "pipe"
    os.mkfifo(pipe)
    with ThreadPoolExecutor() as other:
        read = other.submit(pipe.read_bytes)
        assert command.check(sample, "--output", pipe).status == 1
        assert read.result(timeout=10).decode() == table
    assert pipe.is_fifo()


def test_as_of_is_the_day_that_counts(command: Command, sample: Path, plain: dict[str, Any]) -> None:
    early = register_of(command("check", sample, "--format", "json", "--as-of", "2024-12-31"))
    assert (early["as_of"], plain["as_of"]) == ("2024-12-31", AS_OF)
    assert early["summary"]["by_outcome"]["conforming"] == 0 < plain["summary"]["by_outcome"]["conforming"]


def test_as_of_is_today_unless_said(command: Command, empty: Path) -> None:
    days = [date.today().isoformat()]  # noqa: DTZ011 - the user's own day is meant
    seen = register_of(command("check", empty, "--format", "json"))["as_of"]
    days.append(date.today().isoformat())  # noqa: DTZ011
    assert seen in days


def test_own_rules_are_added(command: Command, sample: Path, plain: dict[str, Any], tmp_path: Path) -> None:
    own = tmp_path / "own"
    (own / "docs").mkdir(parents=True)
    (own / "rulebook.yaml").write_text(OWN_HEADER, encoding="utf-8")
    (own / "docs" / "owner.yaml").write_text(OWN_RULE, encoding="utf-8")
    more = register_of(command.check(sample, "--format", "json", "--rules", own))
    (added,) = by_id(more).keys() - by_id(plain).keys()
    assert added == "docs.identified/owner-named@organisation"
    assert by_id(more)[added]["outcome"] == "nonconforming"
    assert "name no owner" in by_id(more)[added]["statement"]
    assert [one["id"] for one in more["rulebooks"]] == ["iso44001", "house"]
    assert more["rulebooks"][0] == plain["rulebooks"][0]
    assert {name: one for name, one in by_id(more).items() if name != added} == by_id(plain)


@pytest.mark.parametrize("shape", FORMATS)
def test_a_certification_body_gets_no_advice(shape: str, command: Command, sample: Path, compiled: Compiled) -> None:
    advice = {" ".join(rule.advice.split()) for rule in compiled.rulebook.rules if rule.advice}
    given = 0
    for pack in (sample, DEMO):
        words = ["--format", shape, "--all"] if shape == "table" else ["--format", shape]
        to_body = flowing(command.check(pack, *words, "--role", "certification-body").text)
        to_consultant = flowing(command.check(pack, *words).text)
        given += sum(flowing(text) in to_consultant for text in advice)
        assert not [text for text in advice if flowing(text) in to_body]
        assert not re.search(r"should|suggest|recommend|advi[cs]e", to_body, flags=re.IGNORECASE)
    assert given > 20


def flowing(text: str) -> str:
    """Return a text without its line breaks and the bars of its grids, which wrapping puts inside sentences."""
    return "".join(re.sub(r"[|+=-]", " ", text).split())


def test_a_quoted_value_may_say_should(command: Command, compiled: Compiled, tmp_path: Path) -> None:
    manifest, documents = rich_pack(compiled)
    policy = next(document for document in documents if document["type"] == "collaborative_policy")
    policy = {**policy, "approved_by": "Whoever should"}
    pack = write_pack(tmp_path / "pack", manifest, [policy])
    register = register_of(command.check(pack, "--format", "json", "--role", "certification-body"))
    quoted = [evidence.pop("value") for finding in register["findings"] for evidence in finding["evidence"]]
    assert "Whoever should" in quoted
    standings = [one["standing"] for one in register["evidence"]["documents"] if one["standing"]]
    assert [standing.pop("approved_by") for standing in standings] == ["Whoever should"]
    assert "should" not in json.dumps(register)


def test_at_a_first_stage_audit_there_are_areas_of_concern(
    command: Command, sample: Path, plain: dict[str, Any]
) -> None:
    first = register_of(command.check(sample, "--format", "json", "--audit", "initial-1"))
    assert first["audit"] == "initial-1"
    assert {name: one["outcome"] for name, one in by_id(first).items()} == {
        name: one["outcome"] for name, one in by_id(plain).items()
    }
    parts = ("severity", "severity_reason", "severity_if_confirmed")
    assert {one[part] for one in first["findings"] for part in parts} == {None}
    assert {one["severity"] for one in first["conclusions"]} <= {None}
    assert first["summary"]["by_severity"] == {}
    rows = rows_of(command.check(sample, "--format", "csv", "--audit", "initial-1"))
    assert {row["Outcome"] for row in rows if by_id(plain)[row["Finding"]]["outcome"] == "nonconforming"} == {
        "area of concern"
    }
    assert {row["Severity"] + row["Severity if confirmed"] for row in rows} == {""}
    shown = command.check(sample, "--audit", "initial-1", "--all").text
    assert "area of concern" in shown
    assert not re.search(r"\b(major|minor|nonconforming)\b", shown)


@pytest.mark.parametrize("audit", ["gap", "initial-2", "surveillance"])
def test_other_audits_grade(audit: str, command: Command, sample: Path, plain: dict[str, Any]) -> None:
    register = register_of(command.check(sample, "--format", "json", "--audit", audit))
    assert {**register, "audit": "gap"} == plain
    assert register["audit"] == audit


def test_absence_counts_only_for_what_the_standard_wants_documented(
    command: Command, sample: Path, compiled: Compiled, tmp_path: Path
) -> None:
    few = tmp_path / sample.name
    manifest, documents = rich_pack(compiled)
    write_pack(few, manifest, documents[:3])
    before = by_id(register_of(command.check(few, "--format", "json")))
    after = by_id(register_of(command.check(few, "--format", "json", "--absence", "nonconformity")))
    turned = {name for name in before if before[name]["outcome"] != after[name]["outcome"]}
    assert turned
    for name, finding in before.items():
        wanted = compiled.rulebook.obligations[finding["obligation"]].documented in ("maintain", "retain")
        counts = finding["outcome"] == "not-evidenced" and finding["kind"] == "requirement" and wanted
        assert after[name]["outcome"] == ("nonconforming" if name in turned else finding["outcome"])
        assert name not in turned or counts


def test_severity_narrows_the_table_and_says_so(command: Command, sample: Path, plain: dict[str, Any]) -> None:
    graded = [one for one in plain["findings"] if (one["severity"] or one["severity_if_confirmed"])]
    major = {one["rule"] for one in graded if (one["severity"] or one["severity_if_confirmed"]) == "major"}
    run = command.check(sample, "--severity", "major", "--all")
    assert run.status == 1
    assert "Only findings graded major are shown" in run.text
    shown = set(re.findall(r"Rule: (\S+)", run.text))
    assert len(shown) == len(major) < len(graded)
    assert register_of(command.check(sample, "--severity", "major", "--format", "json")) == plain
