"""`accordant rules list`: which rules there are, narrowed, as lines and as data."""

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from click.testing import Result

from accordant.rulebook import Compiled

Command = Callable[..., Result]


def listed(command: Command, *words: str | Path) -> list[dict[str, Any]]:
    done = command("rules", "list", "--format", "json", *words)
    assert done.exit_code == 0
    found: list[dict[str, Any]] = json.loads(done.stdout)["rules"]
    return found


def test_every_rule_is_a_line(command: Command, compiled: Compiled) -> None:
    done = command("rules", "list")
    head, *lines = done.stdout.split("\n\n")[0].splitlines()

    assert head.split()[0] == "rule"
    assert sorted(line.split()[0] for line in lines) == [rule.id for rule in compiled.rulebook.rules]
    (line,) = [line for line in lines if line.startswith("exit.joint.agreed/")]
    assert line.split() == [
        "exit.joint.agreed/by-all-parties", "8.6.9?", "joint", "requirement", "do", "stage", "5", "exit", "record",
    ]  # fmt: skip
    assert "? after a clause number" in done.stdout


def test_as_data_a_rule_is_whole(command: Command) -> None:
    (one,) = listed(command, "--obligation", "exit.joint.agreed")
    place = one.pop("place")

    assert place.endswith("/exit/joint-agreed.yaml:1")
    assert one == {
        "id": "exit.joint.agreed/by-all-parties",
        "obligation": "exit.joint.agreed",
        "title": "Joint exit strategy agreed by every party",
        "clauses": [{"edition": "ISO 44001:2017", "number": "8.6.9", "basis": "inferred"}],
        "level": "joint",
        "kind": "requirement",
        "due": {"stage": 5, "at": "exit"},
        "judged_by": "record",
        "confidence": "well-supported",
        "sources": ["SEED", "BS11000COM-EX"],
        "extent": "whole",
        "phase": "do",
        "terms": ["agreement", "exit", "joint-exit-strategy"],
    }


@pytest.mark.parametrize(
    ("option", "value", "key"),
    [
        ("--level", "joint", lambda one: one["level"] == "joint"),
        ("--kind", "expectation", lambda one: one["kind"] == "expectation"),
        ("--obligation", "exit.joint", lambda one: one["obligation"].startswith("exit.joint.")),
        ("--clause", "8.6", lambda one: any(c["number"].startswith("8.6.") for c in one["clauses"])),
        ("--clause", "8.6.9", lambda one: any(c["number"] == "8.6.9" for c in one["clauses"])),
    ],
)
def test_an_option_keeps_what_it_says_and_nothing_else(
    option: str, value: str, key: Callable[[dict[str, Any]], bool], command: Command
) -> None:
    every = listed(command)
    kept = listed(command, option, value)

    assert 0 < len(kept) < len(every)
    assert kept == [one for one in every if key(one)]


def test_a_clause_is_no_mere_beginning_of_a_number(command: Command) -> None:
    numbers = {c["number"] for one in listed(command, "--clause", "8.1") for c in one["clauses"]}

    assert numbers
    assert all(number == "8.1" or number.startswith("8.1.") for number in numbers)


def test_added_rules_are_listed_with_their_place(command: Command, house: Path) -> None:
    own = [one for one in listed(command, "--rules", house) if one["id"] == "docs.identified/owner-named"]

    assert [one["place"] for one in own] == [f"{house}/docs/owner-named.yaml:1"]
