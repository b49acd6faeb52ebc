"""`accordant rules coverage`: everything declared is accounted for, and a rule taken away is missed."""

import json
import random
import shutil
from collections import Counter
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from click.testing import Result

from accordant.cli.rules import coverage as module
from accordant.model.rules import Obligation
from accordant.rulebook import Compiled

Command = Callable[..., Result]
SHIPPED = Path(__file__).parents[2] / "rules" / "iso44001"
COLUMNS = {"record", "record_and_person", "person", "guidance"}


@pytest.fixture
def book(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Give a copy of the shipped rules that the command takes for them."""
    copy = Path(shutil.copytree(SHIPPED, tmp_path / "iso44001"))
    monkeypatch.setattr(module, "rule_folders", lambda added: (copy, *added))
    return copy


def stated(command: Command, *words: str | Path) -> dict[str, Any]:
    done = command("rules", "coverage", "--format", "json", *words)
    assert done.exit_code == 0, done.stderr
    found: dict[str, Any] = json.loads(done.stdout)
    return found


def column(obligation: Obligation) -> str:
    if obligation.kind in ("good-practice", "guidance"):
        return "guidance"
    return {"record": "record", "record+person": "record_and_person", "person": "person"}[obligation.judged_by]


def test_every_obligation_is_accounted_for_and_the_sums_hold(command: Command, compiled: Compiled) -> None:
    found = stated(command)
    obligations = compiled.rulebook.obligations.values()
    judged = {rule.obligation for rule in compiled.rulebook.rules}
    expected = Counter((one.clauses[0].number, column(one)) for one in obligations if one.key in judged)

    assert {name for counts in found["by_clause"].values() for name in counts} == COLUMNS
    assert {
        (clause, name): number
        for clause, counts in found["by_clause"].items()
        for name, number in counts.items()
        if number
    } == expected
    assert found["by_clause"].keys() == {one.clauses[0].number for one in obligations}
    assert found["total"] == sum(sum(counts.values()) for counts in found["by_clause"].values())
    assert found["total"] == sum(found["by_judge"].values())
    assert found["total"] + len(found["without_rule"]) == len(obligations)
    known = compiled.rulebook.parameters["known_obligations"].value
    assert found["known_obligations"] == known
    assert found["total"] + len(found["without_rule"]) + found["unwritten"] == known


@pytest.mark.whole
def test_a_rule_file_taken_away_lowers_it_by_exactly_its_obligations(
    command: Command, compiled: Compiled, book: Path
) -> None:
    before = stated(command)
    rules = Counter(rule.obligation for rule in compiled.rulebook.rules)
    alone = [rule for rule in compiled.rulebook.rules if rules[rule.obligation] == 1]
    kinds = {column(compiled.rulebook.obligations[rule.obligation]): rule for rule in alone}
    for rule in (*kinds.values(), *random.Random(4).sample(alone, 4)):
        (book / rule.file).rename(book / "away.txt")
        obligation = compiled.rulebook.obligations[rule.obligation]
        clause = obligation.clauses[0].number
        lower = {**before["by_clause"][clause]}
        lower[column(obligation)] -= 1

        after = stated(command)

        assert after["by_clause"] == before["by_clause"] | {clause: lower}
        assert after["total"] == before["total"] - 1
        assert after["without_rule"] == before["without_rule"] | {rule.obligation: clause}
        assert after["unwritten"] == before["unwritten"]
        (book / "away.txt").rename(book / rule.file)
    assert kinds.keys() == COLUMNS


def test_one_of_two_rules_taken_away_leaves_the_obligation_covered(
    command: Command, compiled: Compiled, book: Path
) -> None:
    before = stated(command)
    rules = Counter(rule.obligation for rule in compiled.rulebook.rules)
    one = next(rule for rule in compiled.rulebook.rules if rules[rule.obligation] > 1)
    (book / one.file).unlink()

    assert stated(command) == before


def test_a_broken_rule_is_refused_with_its_place(command: Command, book: Path) -> None:
    (book / "exit" / "joint-agreed.yaml").write_text("id: no rule\n", encoding="utf-8")

    done = command("rules", "coverage")

    assert (done.exit_code, done.stdout) == (2, "")
    assert done.stderr.startswith(f"{book}/exit/joint-agreed.yaml:1:")


def test_the_table_says_the_same(command: Command, book: Path) -> None:
    (book / "exit" / "joint-agreed.yaml").unlink()
    found = stated(command)
    lines = command("rules", "coverage").stdout.splitlines()
    row = {line.split("  ")[0] or line.split()[0]: line.split() for line in lines if "  " in line}

    assert row["All"][1:] == [
        *(str(found["by_judge"][name] or "-") for name in ("record", "record_and_person", "person", "guidance")),
        str(found["total"]),
        str(len(found["without_rule"])),
    ]
    counts = found["by_clause"]["8.6.9"]
    assert row["8.6.9?"][1:] == [*(str(n or "-") for n in counts.values()), str(sum(counts.values()) or "-"), "1"]
    assert max(map(len, lines)) <= 100
    assert any("Written down, and without a rule: exit.joint.agreed" in line for line in lines)


def test_rules_of_ones_own_count(command: Command, house: Path) -> None:
    (house / "obligations").mkdir()
    (house / "obligations" / "own.yaml").write_text(
        "obligations:\n"
        "  - key: house.tidy\n    title: Tidy\n    requirement: We keep it tidy.\n    kind: requirement\n"
        "    level: system\n    judged_by: person\n    documented: not-required\n    core: no\n"
        '    clauses: [{edition: Our house, number: "99.1", basis: confirmed}]\n'
        "    confidence: inferred\n    sources: [Ourselves]\n",
        encoding="utf-8",
    )
    found = stated(command, "--rules", house)

    assert found["by_clause"]["99.1"] == dict.fromkeys(COLUMNS, 0)
    assert found["without_rule"]["house.tidy"] == "99.1"
