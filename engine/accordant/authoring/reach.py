"""Conditions that contradict themselves, checks that change nothing, and rules that no evidence could satisfy."""

from collections.abc import Iterator

from accordant.authoring.relations import implies
from accordant.authoring.truth import Truth
from accordant.model.problem import Problem
from accordant.model.rules import Condition, Tree
from accordant.rulebook.conditions import CONDITIONS, checks_of
from accordant.rulebook.parsed import Parsed, Route


def reach_problems(rule: Parsed) -> tuple[Problem, ...]:
    """Find everything that the conditions of a rule can never come to, though they are written as if they could."""
    checks = checks_of(rule.data)
    if "require" not in rule.data or rule.broken or len({check.name for check in checks}) < len(checks):
        return ()
    truth = Truth(rule)
    if truth.is_plain or truth.is_too_long:
        return ()
    contradictions = tuple(_contradictions(rule, truth))
    return contradictions or (*_never_conforming(rule, truth), *_idle(rule, truth))


def _contradictions(rule: Parsed, truth: Truth) -> Iterator[Problem]:
    for key, condition in truth.conditions.items():
        if all(truth.value(condition, row) != "met" for row in truth.combinations):
            yield rule.problem_of_key((key,), f"no evidence could ever meet this condition: {_hint(truth, condition)}")


def _never_conforming(rule: Parsed, truth: Truth) -> Iterator[Problem]:
    """Say which part bars the way to conformity, where the parts can be met one by one but never together."""
    passing = [row for row in truth.combinations if truth.of("require", row) == "met"]
    judged = [row for row in passing if truth.of("occasion", row) == "met"]
    decided = [row for row in judged if truth.of("refer_when", row, "unmet") != "met"]
    if not judged:
        yield rule.problem_of_key(
            ("occasion",), "no evidence could satisfy this rule: where it is met there is no duty"
        )
    elif not decided:
        yield rule.problem_of_key(
            ("refer_when",), "no evidence could satisfy this rule: whenever it is met it is handed to a person"
        )
    elif all(truth.of("consider", row) == "unmet" for row in decided):
        yield rule.problem_of_key(("consider",), "no evidence could satisfy this rule: what it considers then fails")


def _idle(rule: Parsed, truth: Truth) -> Iterator[Problem]:
    """Find conditions that never matter, and checks without which their condition comes to the same."""
    rows = truth.combinations
    passing = [row for row in rows if truth.of("require", row) == "met"]
    weighed = [row for row in rows if truth.of("require", row) in ("met", "absent")]
    if "consider" in rule.data and all(truth.of("consider", row) != "unmet" for row in passing):
        message = "this can never become an opportunity: it cannot fail where the rule is met; leave it out"
        yield rule.problem_of_key(("consider",), message)
    if "refer_when" in rule.data and all(truth.of("refer_when", row) != "met" for row in weighed):
        message = "this never hands anything to a person: where it is met the rule has failed; leave it out"
        yield rule.problem_of_key(("refer_when",), message)
    routes = {check.name: check.route for check in checks_of(rule.data)}
    for key in CONDITIONS:
        if key in truth.conditions:
            yield from _superfluous(rule, truth, truth.conditions[key], routes)


def _superfluous(rule: Parsed, truth: Truth, condition: Condition, routes: dict[str, Route]) -> Iterator[Problem]:
    """Take out checks one after the other, the last first, as long as the condition comes to the same."""
    while (found := _spare(truth, condition)) is not None:
        name, condition = found
        message = f'"{name}" cannot change the verdict: {_reason(truth, name, condition)}; leave it out'
        yield rule.problem_of_key(routes[name], message)


def _spare(truth: Truth, condition: Condition) -> tuple[str, Condition] | None:
    for name in reversed(_names(condition)):
        less = _without(condition, name)
        if less is not None and all(
            truth.value(less, row) == truth.value(condition, row) for row in truth.combinations
        ):
            return name, less
    return None


def _without(condition: Condition, name: str) -> Condition | None:
    if isinstance(condition, str):
        return None if condition == name else condition
    parts = tuple(part for part in (_without(part, name) for part in condition.parts) if part is not None)
    return Tree(condition.operator, parts) if parts else None


def _names(condition: Condition) -> list[str]:
    return [condition] if isinstance(condition, str) else [name for part in condition.parts for name in _names(part)]


def _reason(truth: Truth, name: str, rest: Condition) -> str:
    for other in _names(rest):
        if truth.column[other] == truth.column[name]:
            return f'"{other}" asks the same'
        if implies(truth.bodies[other], truth.bodies[name]) or implies(truth.bodies[name], truth.bodies[other]):
            return f'"{other}" decides without it'
    return "the others decide without it"


def _hint(truth: Truth, condition: Condition) -> str:
    names = _names(condition)
    kinds = {truth.bodies[name]["check"] for name in names}
    if len(names) == 1 or kinds == {"in-effect"}:
        return "what is not in effect is absent, never unmet, so that none of it cannot be shown; ask for what is there"
    return f"its checks {', '.join(names)} exclude one another; leave one out, or join them by any"
