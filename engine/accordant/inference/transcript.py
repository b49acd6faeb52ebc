"""Every question of a chain and its answers, in order, so that two engines' answers can be laid side by side."""

from collections.abc import Hashable, Mapping, Sequence
from itertools import zip_longest
from typing import Any, Final, NamedTuple, Protocol, TypeVar

from accordant.errors import InferenceError
from accordant.inference import lint
from accordant.model.inference import Conclusion, Fact, Form, FormRow
from accordant.model.rules import ConclusionRule, DecisionList

_Row = TypeVar("_Row")
_Answer = TypeVar("_Answer")
_PLAIN: Final = frozenset({str, int, bool, float, type(None)})


class Answers(Protocol):
    """The three questions an engine answers."""

    def values(self, forms: Sequence[Form], rows: Sequence[FormRow]) -> tuple[str, ...]:
        """Give the value of each row's tree: met, unmet, absent or error."""
        ...

    def decisions(self, rule: DecisionList, rows: Sequence[Mapping[str, str]]) -> tuple[int, ...]:
        """Give the index of the case that decides each row: the first whose columns all admit the row's values."""
        ...

    def conclusions(self, rules: Sequence[ConclusionRule], facts: Sequence[Fact]) -> tuple[Conclusion, ...]:
        """Give every conclusion, sorted by rule, fact and member.

        For each fact that matches `for_each`: one for every other fact that matches (some), or one without a member
        when none does (none). A fact that lacks a property the rule compares matches nothing.
        """
        ...


class Entry(NamedTuple):
    """One question, and its answers: one a row, or the conclusions."""

    question: str
    answers: tuple[Any, ...]


class Recorded:
    """Answers of another engine, checked for plainness on the way in and written down on the way out.

    Rows that are alike are asked once: an answer is a function of its row, and most rows of an assessment are alike.
    """

    def __init__(self, inner: Answers) -> None:
        """Take the engine that answers."""
        self._inner = inner
        self.transcript: list[Entry] = []
        self.asked: list[Sequence[object]] = []

    def values(self, forms: Sequence[Form], rows: Sequence[FormRow]) -> tuple[str, ...]:
        """Give the value of each row's tree; raises InferenceError for a row no form can read."""
        different, which = _once(rows, rows)
        lint.refuse_rows(forms, different)
        answers = _spread("values", self._inner.values(forms, different), different, which)
        self._write("values", rows, answers)
        return answers

    def decisions(self, rule: DecisionList, rows: Sequence[Mapping[str, str]]) -> tuple[int, ...]:
        """Give the index of the case for each row; raises InferenceError for a value the list does not know."""
        question = f"decisions of {rule.id}"
        different, which = _once(rows, [tuple(row.items()) for row in rows])
        lint.refuse_cells(rule, different)
        answers = _spread(question, self._inner.decisions(rule, different), different, which)
        self._write(question, rows, answers)
        return answers

    def conclusions(self, rules: Sequence[ConclusionRule], facts: Sequence[Fact]) -> tuple[Conclusion, ...]:
        """Give every conclusion, sorted; raises InferenceError for a fact that is not flat."""
        lint.refuse_facts(facts)
        answers = self._inner.conclusions(rules, facts)
        self._write("conclusions", facts, answers)
        return answers

    def _write(self, question: str, asked: Sequence[object], answers: Sequence[object]) -> None:
        self.transcript.append(Entry(question, plain(tuple(answers))))
        self.asked.append(asked)


def _once(rows: Sequence[_Row], keys: Sequence[Hashable]) -> tuple[list[_Row], list[int]]:
    """Give the rows without those that are like an earlier one, and for every row the index of its like."""
    places: dict[Hashable, int] = {}
    which = [places.setdefault(key, len(places)) for key in keys]
    firsts = dict(zip(reversed(which), reversed(rows), strict=True))
    return [firsts[index] for index in range(len(places))], which


def _spread(
    question: str, answers: Sequence[_Answer], asked: Sequence[object], which: Sequence[int]
) -> tuple[_Answer, ...]:
    if len(answers) != len(asked):
        raise InferenceError(f"{question}: {len(answers)} answers to {len(asked)} rows")
    return tuple(answers[index] for index in which)


def difference(durable: Sequence[Entry], reference: Recorded) -> str | None:
    """Name the first answer in which the two engines differ; None when there is none."""
    for index, (decided, verified) in enumerate(zip_longest(durable, reference.transcript)):
        if decided is None or verified is None or decided.question != verified.question:
            one, other = (entry and entry.question for entry in (decided, verified))
            return f"question {index} is {one} to durable-rules, {other} to the reference"
        if decided.answers != verified.answers:
            return _named(decided, verified, reference.asked[index])
    return None


def _named(decided: Entry, verified: Entry, asked: Sequence[object]) -> str:
    if decided.question == "conclusions":
        one_sided = set(decided.answers).symmetric_difference(verified.answers)
        rule, about, member = min(
            one_sided or decided.answers, key=lambda each: (*each[:2], -1 if each[2] is None else each[2])
        )
        times = [entry.answers.count((rule, about, member)) for entry in (decided, verified)]
        whom = "nothing" if member is None else f"fact {member} {asked[member]}"
        said = f"durable-rules says {times[0]} times, the reference {times[1]} times"
        return f"conclusion {rule!r} about fact {about} {asked[about]} and {whom}: {said}"
    pairs = zip(decided.answers, verified.answers, strict=True)
    row, (one, other) = next((row, pair) for row, pair in enumerate(pairs) if pair[0] != pair[1])
    return f"{decided.question}, row {row} {asked[row]}: durable-rules says {one!r}, the reference {other!r}"


def plain(value: Any) -> Any:
    """Give the value made of built-in types only, which alone travel out of a child.

    Raises InferenceError for what has no plain form.
    """
    if type(value) in _PLAIN:
        return value
    if isinstance(value, tuple):
        return tuple(map(plain, value))
    if isinstance(value, list):
        return list(map(plain, value))
    if isinstance(value, Mapping):
        return {plain(key): plain(each) for key, each in value.items()}
    if isinstance(value, frozenset | set):
        return frozenset(map(plain, value))
    if isinstance(value, str):
        return str(value)
    raise InferenceError(f"a chain of questions cannot give a {type(value).__name__}")
