"""Sound data -> the nouns of the model."""

from collections.abc import Mapping
from typing import Any

from accordant.model.rules import (
    Check,
    ClauseReference,
    ConclusionRule,
    Condition,
    DecisionCase,
    DecisionList,
    Due,
    NotApplicable,
    Obligation,
    Pattern,
    Question,
    Rule,
    Tree,
)
from accordant.model.values import read_date
from accordant.rulebook.conditions import CONDITIONS, OPERATORS, checks_of
from accordant.rulebook.parsed import Parsed
from accordant.rulebook.rules import basis_of, parameters_of


def build_obligation(data: Mapping[str, Any]) -> Obligation:
    """One obligation."""
    return Obligation(
        key=data["key"],
        title=data["title"],
        requirement=data["requirement"],
        kind=data["kind"],
        level=data["level"],
        judged_by=data["judged_by"],
        documented=data["documented"],
        core=data["core"] == "yes",
        due=_due(data),
        in_force_from=read_date(data["in_force_from"]) if "in_force_from" in data else None,
        clauses=tuple(ClauseReference(**clause) for clause in data["clauses"]),
        confidence=data["confidence"],
        sources=tuple(data["sources"]),
        remaining=_questions(data),
        core_reason=data.get("core_reason", ""),
    )


def build_rule(parsed: Parsed) -> Rule:
    """One rule, with the place of its file."""
    data = parsed.data
    conditions = dict(conditions_of(data))
    return Rule(
        id=data["id"],
        obligation=data["obligation"],
        title=data["title"],
        reason=data["reason"],
        advice=data.get("advice", ""),
        extent=data.get("extent", "part"),
        checks={
            check.name: Check(check.name, check.body["check"], basis_of(check), parameters_of(check.body))
            for check in checks_of(data)
        },
        require=conditions.get("require"),
        consider=conditions.get("consider"),
        occasion=conditions.get("occasion"),
        refer_when=conditions.get("refer_when"),
        not_applicable=tuple(NotApplicable(**entry) for entry in data.get("not_applicable", ())),
        due=_due(data),
        depends_on=tuple(data.get("depends_on", ())),
        statements=data.get("statement", {}),
        remaining=_questions(data),
        file=parsed.file.name,
        line=parsed.line(("id",)),
    )


def build_decision(data: Mapping[str, Any]) -> DecisionList:
    """One decision list; its last case admits everything."""
    return DecisionList(
        id=data["decide"],
        columns={column: tuple(values) for column, values in data["columns"].items()},
        cases=tuple(_case(case) for case in data["first-that-holds"]),
    )


def build_conclusion(data: Mapping[str, Any]) -> ConclusionRule:
    """One conclusion."""
    quantifier = "some" if "when-some" in data else "none"
    return ConclusionRule(
        id=data["conclude"],
        title=data["title"],
        for_each=_pattern(data["for-each"]),
        quantifier=quantifier,
        other=_pattern(data[f"when-{quantifier}"]),
        severity=data.get("severity"),
        reason=data["reason"],
    )


def conditions_of(rule: Mapping[str, Any]) -> tuple[tuple[str, Condition], ...]:
    """Build every condition that a rule as written holds, with its key."""
    return tuple((key, _tree(rule[key])) for key in CONDITIONS if key in rule)


def _tree(data: Mapping[str, Any]) -> Condition:
    (key,) = data
    if key not in OPERATORS:
        return key
    parts = [data[key]] if key == "not" else data[key]
    return Tree(key, tuple(_tree(part) for part in parts))


def _due(data: Mapping[str, Any]) -> Due | None:
    return Due(**data["due"]) if "due" in data else None


def _questions(data: Mapping[str, Any]) -> tuple[Question, ...]:
    return tuple(Question(**question) for question in data.get("remaining", ()))


def _case(case: Mapping[str, Any]) -> DecisionCase:
    when = {
        column: (value,) if isinstance(value, str) else tuple(value) for column, value in case.get("when", {}).items()
    }
    return DecisionCase(when, case["otherwise"] if "otherwise" in case else case["then"], case["because"])


def _pattern(data: Mapping[str, Any]) -> Pattern:
    return Pattern(
        fact=data["fact"],
        equal=data.get("equal", {}),
        unequal=data.get("unequal", {}),
        same=data.get("same", {}),
        at_most=data.get("at-most", {}),
    )
