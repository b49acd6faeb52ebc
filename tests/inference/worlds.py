"""Random rules with rows and facts for them, from a seed, and what the tests of inference share."""

import random
from typing import Any, NamedTuple

import pytest

from accordant.inference.compiler import compile_program
from accordant.inference.engine import durable_available
from accordant.inference.problems import decision_problems, form_problems
from accordant.inference.program import Program
from accordant.inference.shapes import form_of
from accordant.inference.transcript import Answers
from accordant.model.inference import Fact, Form, FormRow
from accordant.model.rules import ConclusionRule, Condition, DecisionCase, DecisionList, Pattern, Tree

VALUES = ("met", "unmet", "absent", "error")

TEXTS: tuple[str | int, ...] = ("x", "y", "z", 'O\'Neil "x" \\ \n', "1", 1, "#3", "ünïcode", "x" * 70000)
SIZES: tuple[str | int, ...] = (-1, 0, 1, 2, 2**60, "2")

needs_durable = pytest.mark.skipif(not durable_available(), reason="durable-rules is not installed here")


class World(NamedTuple):
    """Some of every kind of rule, with what they are asked about."""

    forms: tuple[Form, ...]
    rows: tuple[FormRow, ...]
    decision: DecisionList
    cells: tuple[dict[str, str], ...]
    conclusions: tuple[ConclusionRule, ...]
    facts: tuple[Fact, ...]

    def program(self) -> Program:
        return compile_program(self.forms, [self.decision], self.conclusions)

    def chain(self, answers: Answers) -> tuple[Any, ...]:
        return (
            answers.values(self.forms, self.rows),
            answers.decisions(self.decision, self.cells),
            answers.conclusions(self.conclusions, self.facts),
        )


def world(seed: int, rows: int = 12, facts: int = 18) -> World:
    chance = random.Random(seed)
    forms = tuple({form.id: form for form in (some_form(chance) for _ in range(3))}.values())
    decision = some_decision(chance)
    asked = tuple(
        FormRow(form.id, tuple(chance.choice(VALUES) for _ in form.columns)) for form in chance.choices(forms, k=rows)
    )
    cells = tuple({column: chance.choice(values) for column, values in decision.columns.items()} for _ in range(rows))
    conclusions = tuple(some_conclusion(chance, index) for index in range(4))
    return World(forms, asked, decision, cells, conclusions, tuple(some_fact(chance) for _ in range(facts)))


def some_form(chance: random.Random) -> Form:
    while True:
        form, _ = form_of(some_condition(chance, [f"check {index}" for index in range(chance.randint(1, 7))]))
        if not form_problems(form):
            return form


def some_condition(chance: random.Random, names: list[str], depth: int = 0) -> Condition:
    if depth > 2 or (depth and chance.random() < 0.5):
        return chance.choice(names)
    operator = chance.choice(["all", "all", "any", "none", "not"])
    count = 1 if operator == "not" else chance.randint(1, 4)
    return Tree(operator, tuple(some_condition(chance, names, depth + 1) for _ in range(count)))


def some_decision(chance: random.Random) -> DecisionList:
    while True:
        columns = {
            f"column_{index}": tuple(f"word-{value}" for value in range(chance.randint(1, 5)))
            for index in range(chance.randint(1, 6))
        }
        cases = [
            {
                column: tuple(chance.sample(columns[column], chance.randint(1, len(columns[column]))))
                for column in chance.sample(sorted(columns), chance.randint(1, min(3, len(columns))))
            }
            for _ in range(chance.randint(0, 8))
        ]
        decided = DecisionList("outcome", columns, tuple(DecisionCase(when, "", "") for when in [*cases, {}]))
        if all("never reached" in problem for problem in decision_problems(decided)):
            return decided


def some_conclusion(chance: random.Random, index: int) -> ConclusionRule:
    other = some_pattern(chance)
    same = {chance.choice("ab"): chance.choice("ab") for _ in range(chance.randint(0, 2))}
    at_most = {chance.choice("mn"): chance.choice("mn") for _ in range(chance.choice([0, 0, 1, 2]))}
    quantifier = chance.choice(["some", "none"])
    joined = other._replace(same=same, at_most=at_most)
    return ConclusionRule(f"conclusion.{index}", "", some_pattern(chance), quantifier, joined, None, "")


def some_pattern(chance: random.Random) -> Pattern:
    equal = {chance.choice("abc"): chance.choice("xyz") for _ in range(chance.choice([0, 0, 1]))}
    unequal = {chance.choice("abc"): chance.choice("xyz") for _ in range(chance.choice([0, 0, 0, 1]))}
    return Pattern(chance.choice(["finding", "goal", "failure"]), equal, unequal)


def some_fact(chance: random.Random) -> Fact:
    """Text that C should never see, numbers that look like text, and gaps are all in it."""
    fact: dict[str, str | int] = {"fact": chance.choice(["finding", "finding", "goal", "failure", "unheard of"])}
    for name in "abc":
        if chance.random() < 0.85:
            fact[name] = chance.choice(TEXTS)
    for name in "mn":
        if chance.random() < 0.85:
            fact[name] = chance.choice(SIZES)
    return fact
