"""Lint: each fault planted in a rulebook that loads is found at its place; the shipped rulebook is clean."""

import random
from pathlib import Path

import pytest

from accordant.authoring.copying import copied, runs_of
from accordant.authoring.lint import lint_rules
from accordant.authoring.reach import reach_problems
from accordant.authoring.truth import Truth
from accordant.rulebook.files import Part, RuleFile
from accordant.rulebook.parsed import Parsed
from accordant.rulebook.structure import parse

pytestmark = pytest.mark.whole

ROOT = Path(__file__).parents[2]
HERE = Path(__file__).parent
SHIPPED = ROOT / "rules" / "iso44001"
SCHEMAS = ROOT / "schemas"


def test_every_planted_fault_is_found_at_its_place() -> None:
    folder = HERE / "faulty"
    expected = [f"{folder}/{line}" for line in (folder / "expected.txt").read_text().splitlines()]

    assert [str(one) for one in lint_rules([folder], under=[SHIPPED], schemas=SCHEMAS)] == expected


def test_the_shipped_rulebook_is_clean() -> None:
    assert lint_rules([SHIPPED], under=[], schemas=SCHEMAS) == ()


def test_copied_words_are_found_whatever_their_case_marks_and_lines() -> None:
    runs = runs_of([(HERE / "standard.txt").read_text()])
    text = (
        "title: Records\n"
        "reason: |\n"
        "  Parties keep A RECORD of everything;\n"  # seven words alike
        "  the parties shall keep a record\n"
        "  of: everything, that they (have) agreed\n"
        "# before each meeting they shall look at it again before each meeting\n"
    )

    found = [str(one) for one in copied("rule.yaml", text, runs)]

    advice = "stands in the text compared with: say it in words of your own"
    assert found == [
        f'rule.yaml:4:3: "the parties shall keep a record of everything" {advice}',
        f'rule.yaml:6:23: "they shall look at it again before each" {advice}',
    ]


def rule_of(condition: str) -> Parsed:
    text = f"id: a/b\nobligation: a\ntitle: t\nreason: r\nrequire: {condition}\n"
    parsed = parse(RuleFile("b.yaml", "b.yaml", Part.RULE, text.encode()), {})
    assert isinstance(parsed, Parsed)
    return parsed


def some_condition(chance: random.Random, documents: list[str], depth: int) -> str:
    if depth == 0 or chance.random() < 0.3:
        documents.append(f"t{len(documents)}")
        return f"{{n{len(documents)}: {{check: agreed-by-all, in: {documents[-1]}}}}}"
    operator = chance.choice(["all", "any", "none", "not"])
    count = 1 if operator == "not" else chance.randint(1, 3)
    parts = [some_condition(chance, documents, depth - 1) for _ in range(count)]
    return f"{{not: {parts[0]}}}" if operator == "not" else f"{{{operator}: [{', '.join(parts)}]}}"


def test_a_condition_of_unrelated_checks_can_always_come_about(monkeypatch: pytest.MonkeyPatch) -> None:
    # They are passed over without being looked at: the look, taken all the same, finds nothing.
    monkeypatch.setattr(Truth, "is_plain", False)
    chance = random.Random(44001)
    drawn: list[Parsed] = []
    while len(drawn) < 100:
        documents: list[str] = []
        condition = some_condition(chance, documents, 3)
        if 2 <= len(documents) <= 5:
            drawn.append(rule_of(condition))

    assert [reach_problems(rule) for rule in drawn] == [()] * 100


def test_asking_twice_is_seen_wherever_the_second_stands() -> None:
    twice = rule_of(
        "{all: [{a: {check: agreed-by-all, in: x}}, {any: [{b: {check: agreed-by-all, in: y}}, "
        "{c: {check: agreed-by-all, in: x}}]}]}"
    )

    assert [one.message for one in reach_problems(twice)] == [
        '"b" cannot change the verdict: the others decide without it; leave it out',
        '"c" cannot change the verdict: "a" asks the same; leave it out',
    ]
