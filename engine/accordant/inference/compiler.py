"""Compiles a rulebook's forms, decision lists and conclusions into rule sets that durable-rules can be trusted with."""

import json
from collections.abc import Iterable, Mapping, Sequence
from itertools import chain
from typing import Any, Final, NamedTuple

from accordant.inference import joins
from accordant.inference.decisions import decision_paths
from accordant.inference.forms import form_paths
from accordant.inference.lint import collisions
from accordant.inference.paths import Path
from accordant.inference.program import (
    PRIME,
    SENTINEL,
    JoinShard,
    Program,
    Shard,
    conclusion_meaning,
    decision_meaning,
    decision_table,
    form_meaning,
    form_table,
)
from accordant.inference.values import VALUES
from accordant.model.inference import Form
from accordant.model.rules import ConclusionRule, DecisionList

RULES: Final = 240
"""Rules in a rule set of tables: well under the 255 that may share a condition."""

JOINS: Final = 100
"""Conclusions in a rule set; each is one of the 255 neighbours of the gate."""

FAN_OUT: Final = 40
"""Patterns in a rule set on one kind of fact: durable-rules refuses a fact that passes more than 64 side by side."""


class Part(NamedTuple):
    """Some of the paths of one table."""

    table: str
    domains: Mapping[str, tuple[str, ...]]
    paths: tuple[Path, ...]


def compile_program(
    forms: Iterable[Form], decisions: Iterable[DecisionList], conclusions: Sequence[ConclusionRule]
) -> Program:
    """Compile everything one rulebook asks; all must have passed lint's `*_problems`.

    Raises TooManyPathsError for a form or decision list beyond its bound, ValueError for names durable-rules confuses.
    """
    forms, decisions = tuple(forms), tuple(decisions)
    parts = [
        Part(form_table(form.id), dict.fromkeys(form.columns, tuple(sorted(VALUES))), form_paths(form))
        for form in forms
    ]
    parts += [Part(decision_table(each.id), dict(each.columns), decision_paths(each)) for each in decisions]
    meanings = {form_table(form.id): form_meaning(form) for form in forms}
    meanings |= {decision_table(each.id): decision_meaning(each) for each in decisions}
    meanings |= {rule.id: conclusion_meaning(rule) for rule in conclusions}
    if len(meanings) < len(parts) + len(conclusions):
        raise ValueError("two forms, decision lists or conclusions have one id")
    columns = {part.table: tuple(part.domains) for part in parts}
    return Program(tuple(map(_shard, _packed(parts))), tuple(map(_join_shard, _sets(conclusions))), columns, meanings)


def _packed(parts: Sequence[Part]) -> list[list[Part]]:
    """Fill shards of at most RULES rules, cutting a table only where it is longer than a whole shard."""
    shards: list[list[Part]] = []
    room = 0
    for part in parts:
        for start in range(0, len(part.paths), RULES):
            piece = part._replace(paths=part.paths[start : start + RULES])
            if len(piece.paths) > room:
                shards.append([])
                room = RULES
            shards[-1].append(piece)
            room -= len(piece.paths)
    return shards


def _shard(parts: Sequence[Part]) -> Shard:
    rules: dict[str, Any] = {}
    answers: dict[str, str] = {}
    for part in parts:
        for path in part.paths:
            name = f"r{len(answers)}"
            tests = [
                {test.column: test.value} if test.equal else {"$neq": {test.column: test.value}} for test in path.tests
            ]
            rules[name] = {"all": [{"row": {"$and": [{"table": part.table}, *tests]}}]}
            answers[name] = path.answer
    admits = {part.table: _admits(part) for part in parts}
    names = {"table", *(column for part in parts for column in part.domains)}
    return Shard(_text(rules, names), answers, admits)


def _admits(part: Part) -> dict[str, tuple[str, ...]]:
    """Say which rows a piece must be shown, of a table cut in pieces."""
    admitted: dict[str, set[str]] = {column: set() for column in part.domains}
    for path in part.paths:
        for column, values in part.domains.items():
            tests = [test for test in path.tests if test.column == column]
            admitted[column].update(
                value for value in values if all((value == test.value) is test.equal for test in tests)
            )
    return {
        column: tuple(sorted(values))
        for column, values in admitted.items()
        if not values.issuperset(part.domains[column])
    }


def _sets(conclusions: Sequence[ConclusionRule]) -> list[list[ConclusionRule]]:
    """Group conclusions so that no kind of fact stands in more than FAN_OUT patterns of one rule set."""
    groups: list[list[ConclusionRule]] = []
    use: dict[str, int] = {}
    for rule in conclusions:
        kinds = (rule.for_each.fact, rule.other.fact)
        if (
            not groups
            or len(groups[-1]) == JOINS
            or any(use.get(kind, 0) + kinds.count(kind) > FAN_OUT for kind in kinds)
        ):
            groups.append([])
            use = {}
        groups[-1].append(rule)
        for kind in kinds:
            use[kind] = use.get(kind, 0) + 1
    return groups


def _join_shard(conclusions: Sequence[ConclusionRule]) -> JoinShard:
    names = {f"r{index}": rule.id for index, rule in enumerate(conclusions)}
    reads: dict[str, frozenset[str]] = {}
    for rule in conclusions:
        for kind, read in joins.properties(rule).items():
            reads[kind] = reads.get(kind, frozenset()) | read
    rules = {f"r{index}": joins.join_rule(rule) for index, rule in enumerate(conclusions)}
    text = _text(rules, {"fact", "one", *chain.from_iterable(reads.values())})
    constants = frozenset(chain.from_iterable(map(joins.constants, conclusions)))
    return JoinShard(text, names, {kind: tuple(sorted(read)) for kind, read in reads.items()}, tuple(sorted(constants)))


def _text(rules: Mapping[str, Any], names: Iterable[str]) -> str:
    """Add the rules that prove that a batch was read to its end; refuse names durable-rules cannot tell apart."""
    clash = collisions({*names, "id", "sid", "gate", "prime"})
    if clash:
        raise ValueError(f"names of properties with one 32-bit hash: {clash}")
    guards = {SENTINEL: {"all": [joins.GATE]}, PRIME: {"all": [{"prime_": {"$and": [{"prime": 1}]}}]}}
    return json.dumps({**rules, **guards})
