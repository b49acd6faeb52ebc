"""What a rulebook is told about its forms, decision lists and conclusions before anything is compiled."""

from collections.abc import Iterable, Mapping

from accordant.inference.decisions import decision_paths
from accordant.inference.forms import form_paths
from accordant.inference.lint import CHECKS, constant_problems, name_problems
from accordant.inference.paths import TooManyPathsError
from accordant.inference.shapes import columns_of
from accordant.model.inference import Form, FormTree
from accordant.model.rules import ConclusionRule, DecisionList, Pattern

JOINED = 12
"""The most properties one conclusion may compare, or test against constants in one pattern."""


def form_problems(form: Form) -> tuple[str, ...]:
    """Say what keeps a form from being compiled; empty when nothing does."""
    problems = [*_tree_problems(form.tree), *constant_problems((form.id,))]
    if set(columns_of(form.tree)) != set(form.columns) or len(set(form.columns)) != len(form.columns):
        problems.append(f"the columns are {', '.join(columns_of(form.tree))}, not {', '.join(form.columns)}")
    if len(form.columns) > CHECKS:
        problems.append(f"{len(form.columns)} checks in one condition; at most {CHECKS}")
    problems += name_problems(form.columns)
    if not problems:
        try:
            form_paths(form)
        except TooManyPathsError as error:
            problems.append(f"{error}: split the rule")
    return tuple(problems)


def _tree_problems(tree: FormTree) -> list[str]:
    if isinstance(tree, str):
        return []
    operator, parts = tree
    if operator not in {"all", "any", "none", "not"}:
        return [f"there is no operator {operator!r}"]
    if not parts or (operator == "not" and len(parts) != 1):
        return [f"`{operator}` of {len(parts)} parts"]
    return [problem for part in parts for problem in _tree_problems(part)]


def decision_problems(decision: DecisionList) -> tuple[str, ...]:
    """Say what keeps a decision list from being compiled: incomplete, unreachable, unknown words, too large."""
    problems = [*constant_problems((decision.id,)), *name_problems(decision.columns)]
    if len(decision.columns) > CHECKS:
        problems.append(f"{len(decision.columns)} columns; at most {CHECKS}")
    for column, values in decision.columns.items():
        problems += constant_problems(values)
        if not values or len(set(values)) != len(values):
            problems.append(f"column {column!r} has no values, or one twice")
    problems += _case_problems(decision)
    if not decision.cases or decision.cases[-1].when:
        problems.append("the last case must admit everything")
    if problems:
        return tuple(problems)
    try:
        reached = {path.answer for path in decision_paths(decision)}
    except TooManyPathsError as error:
        return (f"{error}: order the cases by what they share, or cut the list in two",)
    return tuple(
        f"case {index + 1} is never reached" for index in range(len(decision.cases)) if str(index) not in reached
    )


def _case_problems(decision: DecisionList) -> list[str]:
    problems = []
    for index, case in enumerate(decision.cases, start=1):
        for column, admitted in case.when.items():
            unknown = [value for value in admitted if value not in decision.columns.get(column, ())]
            if column not in decision.columns:
                problems.append(f"case {index}: there is no column {column!r}")
            elif unknown or not admitted:
                problems.append(f"case {index}: {column} is never {', '.join(unknown) or 'nothing'}")
    return problems


def conclusion_problems(rule: ConclusionRule, properties: Mapping[str, Iterable[str]] | None = None) -> tuple[str, ...]:
    """Say what keeps a conclusion from being compiled.

    `properties`: kind of fact -> properties its facts carry; when given, a kind or property nobody asserts is a problem
    (it would never fire, and nobody would know).
    """
    problems = [] if rule.quantifier in {"some", "none"} else [f"there is no quantifier {rule.quantifier!r}"]
    if rule.for_each.same or rule.for_each.at_most:
        problems.append("the first pattern has nothing to compare with")
    theirs = {*rule.other.same.values(), *rule.other.at_most.values()}
    mine = {*rule.other.same, *rule.other.at_most}
    for pattern, joined in ((rule.for_each, theirs), (rule.other, mine)):
        names = {*pattern.equal, *pattern.unequal, *joined}
        problems += name_problems(sorted(names))
        problems += constant_problems((pattern.fact, *pattern.equal.values(), *pattern.unequal.values()))
        if len(pattern.equal) + len(pattern.unequal) > JOINED or len(joined) > JOINED:
            problems.append(f"more than {JOINED} properties tested")
        problems += _unknown(pattern, names, properties)
    return tuple(problems)


def _unknown(pattern: Pattern, names: Iterable[str], properties: Mapping[str, Iterable[str]] | None) -> list[str]:
    if properties is None:
        return []
    if pattern.fact not in properties:
        return [f"there are no {pattern.fact!r} facts"]
    return [f"{pattern.fact!r} facts have no {name!r}" for name in sorted(set(names) - set(properties[pattern.fact]))]
