"""Runs a compiled program on durable-rules: one session a batch, opened and closed by facts that prove it was read."""

import json
from collections import defaultdict
from collections.abc import Callable, Mapping, Sequence
from importlib import import_module
from types import ModuleType, TracebackType
from typing import Any, Final, Self

from accordant.errors import InferenceError
from accordant.inference import program as compiled
from accordant.inference.program import JoinShard, Program, Shard
from accordant.model.inference import Conclusion, Fact, Form, FormRow
from accordant.model.rules import ConclusionRule, DecisionList

_SESSION: Final = "0"
_PRIME_FACT: Final = '{"id":"p","prime":1}'
GATE_FACT: Final[Mapping[str, str | int]] = {"id": "g", "gate": 1, "one": 1}


class Durable:
    """Answers the three questions with durable-rules; a context, so that its rule sets are freed."""

    def __init__(self, program: Program) -> None:
        """Take the program; rule sets are created when first asked."""
        self._program = program
        self._machine: ModuleType = import_module("durable_rules_engine")
        self._handles: dict[str, int] = {}

    def __enter__(self) -> Self:
        """Nothing is created yet."""
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        """Free every rule set."""
        while self._handles:
            self._machine.delete_ruleset(self._handles.popitem()[1])

    def values(self, forms: Sequence[Form], rows: Sequence[FormRow]) -> tuple[str, ...]:
        """Give the value of each row's tree; raises InferenceError when a row gets none, or two."""
        for form in forms:
            self._same(compiled.form_table(form.id), compiled.form_meaning(form))
        return self._answers([(compiled.form_table(row.form), row.values) for row in rows])

    def decisions(self, rule: DecisionList, rows: Sequence[Mapping[str, str]]) -> tuple[int, ...]:
        """Give the index of the case that decides each row; raises InferenceError when a row gets none, or two."""
        table = compiled.decision_table(rule.id)
        self._same(table, compiled.decision_meaning(rule))
        return tuple(map(int, self._answers([(table, tuple(row[column] for column in rule.columns)) for row in rows])))

    def conclusions(self, rules: Sequence[ConclusionRule], facts: Sequence[Fact]) -> tuple[Conclusion, ...]:
        """Give every conclusion of `rules`, sorted; raises InferenceError when a batch was not read to its end."""
        for rule in rules:
            self._same(rule.id, compiled.conclusion_meaning(rule))
        asked = {rule.id for rule in rules}
        shards = [shard for shard in self._program.joins if not asked.isdisjoint(shard.rules.values())]
        drawn = [conclusion for shard in shards for conclusion in self._drawn(shard, facts)]
        return tuple(
            sorted(
                (each for each in drawn if each.rule in asked),
                key=lambda each: (each.rule, each.about, -1 if each.member is None else each.member),
            )
        )

    def _same(self, name: str, meaning: str) -> None:
        if self._program.meanings.get(name) != meaning:
            raise InferenceError(f"{name!r} is not what was compiled")

    def _answers(self, rows: Sequence[tuple[str, tuple[str, ...]]]) -> tuple[str, ...]:
        """Have each distinct row decided once, by exactly one rule of all the shards it may concern."""
        distinct = list(dict.fromkeys(rows))
        given: defaultdict[int, list[str]] = defaultdict(list)
        for shard in self._program.shards:
            batch = {index: self._row(*row) for index, row in enumerate(distinct) if self._concerns(shard, *row)}
            for name, message in self._fired(shard.text, batch):
                given[int(message["row"]["id"])].append(shard.answers[name])
        for index, (table, values) in enumerate(distinct):
            if len(given[index]) != 1:
                raise InferenceError(
                    f"durable-rules gave {len(given[index])} answers to {table!r} {values}: {given[index]}"
                )
        answers = {row: given[index][0] for index, row in enumerate(distinct)}
        return tuple(answers[row] for row in rows)

    def _row(self, table: str, values: tuple[str, ...]) -> dict[str, str]:
        return {"table": table, **dict(zip(self._program.columns[table], values, strict=True))}

    def _concerns(self, shard: Shard, table: str, values: tuple[str, ...]) -> bool:
        admits = shard.admits.get(table)
        if not admits:
            return admits is not None
        row = zip(self._program.columns[table], values, strict=True)
        return all(value in admits[column] for column, value in row if column in admits)

    def _drawn(self, shard: JoinShard, facts: Sequence[Fact]) -> list[Conclusion]:
        identity = _identities(shard.constants)
        batch = {index: _sent(fact, shard, identity) for index, fact in enumerate(facts) if fact["fact"] in shard.reads}
        return [
            Conclusion(
                shard.rules[name],
                int(message["each"]["id"]),
                int(message["other"]["id"]) if "other" in message else None,
            )
            for name, message in self._fired(shard.text, batch)
        ]

    def _fired(self, text: str, batch: Mapping[int, Mapping[str, str | int]]) -> list[tuple[str, dict[str, Any]]]:
        """Run one batch in one session and give (rule, facts by alias) for all that fired, sentinels taken off."""
        if not batch:
            return []
        handle = self._handle(text)
        facts = [{**fact, "id": str(index), "one": 1} for index, fact in batch.items()]
        # A session in which no action ever ran frees garbage when deleted, hence the prime fact, alone and first.
        primed = self._told(self._machine.assert_fact, handle, _PRIME_FACT)
        if [name for name, _ in primed] != [compiled.PRIME]:
            raise InferenceError("durable-rules did not open a session")
        try:
            fired = self._told(self._machine.assert_facts, handle, json.dumps(_batch(facts)))
        finally:
            self._machine.delete_state(handle, _SESSION)
        if [name for name, _ in fired].count(compiled.SENTINEL) != 1:
            raise InferenceError(f"durable-rules did not read its {len(facts)} facts to the end")
        return [each for each in fired if each[0] != compiled.SENTINEL]

    def _handle(self, text: str) -> int:
        if text not in self._handles:
            self._handles[text] = self._machine.create_ruleset(f"s{len(self._handles)}", text)
        return self._handles[text]

    def _told(
        self, assertion: Callable[[int, str], tuple[int, int]], handle: int, text: str
    ) -> list[tuple[str, dict[str, Any]]]:
        """Assert, then take everything that fired."""
        try:
            _, state = assertion(handle, text)
            started = self._machine.start_action_for_state(handle, state)
            message = started and started[1]
            messages: list[str] = []
            while message:
                messages.append(message)
                message = self._machine.complete_and_start_action(handle, state)
        except self._machine.error as error:
            raise InferenceError(f"durable-rules refused its facts: {error}") from error
        return [fired for each in json.loads(f"[{','.join(messages)}]") for fired in each.items()]


def _batch(facts: Sequence[Mapping[str, str | int]]) -> list[Mapping[str, str | int]]:
    """End the batch with the gate: only then is absence absence, and only then was everything read."""
    return [*facts, GATE_FACT]


def _identities(constants: Sequence[str]) -> Callable[[str | int], str]:
    """Text and integers of facts -> names for their identity: text of evidence never reaches C, and 1 is not "1"."""
    known: dict[tuple[bool, str | int], str] = {(True, constant): constant for constant in constants}

    def identity(value: str | int) -> str:
        return known.setdefault((isinstance(value, str), value), f"#{len(known)}")

    return identity


def _sent(fact: Fact, shard: JoinShard, identity: Callable[[str | int], str]) -> dict[str, str | int]:
    """Only what the rules of this shard read of the fact: identities for equality, integers for order."""
    sent: dict[str, str | int] = {"fact": str(fact["fact"])}
    for name in shard.reads[str(fact["fact"])]:
        value = fact.get(name.removesuffix("__size"))
        if value is not None and not name.endswith("__size"):
            sent[name] = identity(value)
        elif isinstance(value, int):
            sent[name] = value
    return sent
