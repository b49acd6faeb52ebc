"""What durable-rules is given: forms, decision lists and conclusions as rule sets of text, which a cache may keep."""

import json
from collections.abc import Mapping
from typing import Final, NamedTuple

from accordant.model.inference import Form
from accordant.model.rules import ConclusionRule, DecisionList

SENTINEL: Final = "sentinel_"
"""The rule that the last fact of a batch fires."""

PRIME: Final = "prime_"
"""The rule that the first fact of a session fires."""


class Shard(NamedTuple):
    """One rule set of tables.

    `text`: JSON for durable-rules; `answers`: rule name -> answer; `admits`: table -> column -> values some rule of
    this shard admits (a column not named: all).
    """

    text: str
    answers: Mapping[str, str]
    admits: Mapping[str, Mapping[str, tuple[str, ...]]]


class JoinShard(NamedTuple):
    """One rule set of conclusions.

    `text`: JSON for durable-rules; `rules`: rule name -> conclusion; `reads`: kind of fact -> properties; `constants`:
    texts compared with.
    """

    text: str
    rules: Mapping[str, str]
    reads: Mapping[str, tuple[str, ...]]
    constants: tuple[str, ...]


class Program(NamedTuple):
    """The compiled rules. `meanings`: id of a form, decision list or conclusion -> the source it was compiled from."""

    shards: tuple[Shard, ...]
    joins: tuple[JoinShard, ...]
    columns: Mapping[str, tuple[str, ...]]
    meanings: Mapping[str, str]


def form_table(identity: str) -> str:
    """Name of the table of a form."""
    return f"form {identity}"


def decision_table(identity: str) -> str:
    """Name of the table of a decision list."""
    return f"decide {identity}"


def form_meaning(form: Form) -> str:
    """Source of a form as text: equal texts mean the same."""
    return repr((form.tree, form.columns))


def decision_meaning(decision: DecisionList) -> str:
    """Source of a decision list as text, without its words."""
    columns = [(column, tuple(values)) for column, values in decision.columns.items()]
    return repr(
        (columns, [[(column, tuple(values)) for column, values in case.when.items()] for case in decision.cases])
    )


def conclusion_meaning(rule: ConclusionRule) -> str:
    """Source of a conclusion as text, without its words."""
    patterns = [
        (each.fact, *(sorted(part.items()) for part in (each.equal, each.unequal, each.same, each.at_most)))
        for each in (rule.for_each, rule.other)
    ]
    return repr((rule.quantifier, patterns))


def program_text(program: Program) -> str:
    """Write a program as JSON, for a cache."""
    return json.dumps(program)


def program_read(text: str) -> Program:
    """Read what `program_text` wrote; raises ValueError, TypeError or KeyError for anything else."""
    shards, join_shards, columns, meanings = json.loads(text)
    return Program(
        tuple(
            Shard(rules, answers, {table: _tuples(each) for table, each in admits.items()})
            for rules, answers, admits in shards
        ),
        tuple(JoinShard(rules, names, _tuples(reads), tuple(texts)) for rules, names, reads, texts in join_shards),
        _tuples(columns),
        meanings,
    )


def _tuples(lists: Mapping[str, list[str]]) -> dict[str, tuple[str, ...]]:
    return {name: tuple(values) for name, values in lists.items()}
