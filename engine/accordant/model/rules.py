"""Obligations, rules, conclusions: a rulebook, read."""

from collections.abc import Mapping
from datetime import date
from typing import Any, NamedTuple, TypeAlias

from accordant.model.tailoring import Parameter, Successor, Tailoring


class Due(NamedTuple):
    """When a duty is due in the life cycle: `at` is entry, exit, recurring or event."""

    stage: int
    at: str


class ClauseReference(NamedTuple):
    """Where one edition puts an obligation, and how sure the number is (confirmed, inferred)."""

    edition: str
    number: str
    basis: str


class Question(NamedTuple):
    """What remains for a person: method is examine, interview or observe."""

    method: str
    whom: str
    question: str


class Obligation(NamedTuple):
    """One thing ISO 44001 asks, in our own words.

    `kind`: requirement, expectation, good-practice or guidance. `level`: system, relationship or joint. `judged_by`:
    record, record+person or person. `documented`: maintain, retain, not-required or unknown. `confidence`:
    well-supported or inferred. `core`: its confirmed absence is a major nonconformity; `core_reason` says why.
    """

    key: str
    title: str
    requirement: str
    kind: str
    level: str
    judged_by: str
    documented: str
    core: bool
    due: Due | None
    in_force_from: date | None
    clauses: tuple[ClauseReference, ...]
    confidence: str
    sources: tuple[str, ...]
    remaining: tuple[Question, ...]
    core_reason: str = ""


class Check(NamedTuple):
    """One check of a rule: its name in the rule, its kind, its parameters as the kind's SCHEMA allows them."""

    name: str
    kind: str
    basis: str
    parameters: Mapping[str, Any]


class Tree(NamedTuple):
    """A condition: `operator` is all, any, none or not; parts are checks' names or trees."""

    operator: str
    parts: "tuple[str | Tree, ...]"


Condition: TypeAlias = str | Tree


class NotApplicable(NamedTuple):
    """One reason for which the rule may be not applicable: `when` is a declared word."""

    when: str
    reason: str


class Rule(NamedTuple):
    """How (part of) an obligation is judged.

    `require` decides; `consider` (good practice) can only yield an opportunity; `occasion` says whether the duty has
    arisen; `refer_when` hands the finding to a person. Each is a condition over `checks`, or None.
    `statements` maps a check's name to its words; `extent` is whole or part.
    """

    id: str
    obligation: str
    title: str
    reason: str
    advice: str
    extent: str
    checks: Mapping[str, Check]
    require: Condition | None
    consider: Condition | None
    occasion: Condition | None
    refer_when: Condition | None
    not_applicable: tuple[NotApplicable, ...]
    due: Due | None
    depends_on: tuple[str, ...]
    statements: Mapping[str, str]
    remaining: tuple[Question, ...]
    file: str
    line: int


class DecisionCase(NamedTuple):
    """One line of a decision list: column -> values admitted (a column not named admits all), result, reason."""

    when: Mapping[str, tuple[str, ...]]
    then: str
    because: str


class DecisionList(NamedTuple):
    """An ordered list of cases over columns with finite domains: the first that holds decides, the last always does."""

    id: str
    columns: Mapping[str, tuple[str, ...]]
    cases: tuple[DecisionCase, ...]


class Pattern(NamedTuple):
    """Facts of one kind: `equal` and `unequal` test a property against a constant.

    In the second pattern of a conclusion, `same` says which property of this fact equals which of the first fact
    (mine -> theirs), `at_most` which property of this fact is no greater than which of the first (integers).
    """

    fact: str
    equal: Mapping[str, str]
    unequal: Mapping[str, str]
    same: Mapping[str, str] = {}
    at_most: Mapping[str, str] = {}


class ConclusionRule(NamedTuple):
    """A conclusion drawn for each fact matching `for_each` when some (or when no) fact matches `other`."""

    id: str
    title: str
    for_each: Pattern
    quantifier: str  # "some" | "none"
    other: Pattern
    severity: str | None
    reason: str


class RulebookPart(NamedTuple):
    """One folder of rules that went into a rulebook."""

    id: str
    version: str
    digest: str


class Rulebook(NamedTuple):
    """A versioned set of obligations, rules, decision lists and conclusions, ready to use.

    `tailoring` is what profiles changed, None without one: `rules` then holds those still judged, `parameters` the
    values in force. `successors` says, by id, what became of rules that are no more.
    """

    id: str
    version: str
    digest: str
    standard: str
    amendments: tuple[str, ...]
    parameters: Mapping[str, Parameter]
    obligations: Mapping[str, Obligation]
    rules: tuple[Rule, ...]
    decisions: Mapping[str, DecisionList]
    conclusions: tuple[ConclusionRule, ...]
    parts: tuple[RulebookPart, ...] = ()
    tailoring: Tailoring | None = None
    successors: Mapping[str, Successor] = {}


def threshold(rulebook: Rulebook, name: str) -> int:
    """Give the whole number that a parameter of the engine is set to; what lints a rulebook sees that it is one."""
    value = rulebook.parameters[name].value
    if not isinstance(value, int):
        raise TypeError(name)
    return value
