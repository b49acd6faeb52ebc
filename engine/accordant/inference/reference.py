"""The independent evaluator, written from the meanings alone; it shares nothing with what is given to durable-rules."""

from collections import defaultdict
from collections.abc import Mapping, Sequence

from accordant.model.inference import Conclusion, Fact, Form, FormRow, FormTree
from accordant.model.rules import ConclusionRule, DecisionList, Pattern


class Reference:
    """Answers the three questions by reading each rule as it is written."""

    def values(self, forms: Sequence[Form], rows: Sequence[FormRow]) -> tuple[str, ...]:
        """Give the value of each row's tree: met, unmet, absent or error."""
        named = {form.id: form for form in forms}
        return tuple(
            tree_value(named[row.form].tree, dict(zip(named[row.form].columns, row.values, strict=True)))
            for row in rows
        )

    def decisions(self, rule: DecisionList, rows: Sequence[Mapping[str, str]]) -> tuple[int, ...]:
        """Give the index of the first case that admits each row."""
        return tuple(first_case(rule, row) for row in rows)

    def conclusions(self, rules: Sequence[ConclusionRule], facts: Sequence[Fact]) -> tuple[Conclusion, ...]:
        """Give every conclusion, sorted by rule, fact and member."""
        drawn = [conclusion for rule in rules for conclusion in drawn_by(rule, facts)]
        return tuple(
            sorted(drawn, key=lambda each: (each.rule, each.about, -1 if each.member is None else each.member))
        )


def tree_value(tree: FormTree, row: Mapping[str, str]) -> str:
    """Value of a condition where its columns have the values of `row`."""
    if isinstance(tree, str):
        return row[tree]
    operator, parts = tree
    return combined(operator, [tree_value(part, row) for part in parts])


def combined(operator: str, values: Sequence[str]) -> str:
    """Value of an operator over the values of its parts."""
    match operator:
        case "all":
            return next(value for value in ("unmet", "error", "absent", "met") if value in values)
        case "any":
            return next(value for value in ("met", "error", "absent", "unmet") if value in values)
        case "none":
            return combined("all", [opposite(value) for value in values])
        case "not":
            return opposite(values[0])
        case _:
            raise ValueError(f"no operator {operator!r}")


def opposite(value: str) -> str:
    """Met for unmet and unmet for met; what is absent or in error stays so."""
    if value == "met":
        return "unmet"
    return "met" if value == "unmet" else value


def first_case(rule: DecisionList, row: Mapping[str, str]) -> int:
    """Index of the first case all of whose columns admit the row's value."""
    for index, case in enumerate(rule.cases):
        if all(row[column] in admitted for column, admitted in case.when.items()):
            return index
    raise ValueError(f"decision list {rule.id!r} has no case for {dict(row)}")


def drawn_by(rule: ConclusionRule, facts: Sequence[Fact]) -> list[Conclusion]:
    """Draw the conclusions of one rule; a fact that lacks a property the rule compares is not one it is about."""
    theirs = (*rule.other.same.values(), *rule.other.at_most.values())
    about = [
        index for index, fact in enumerate(facts) if suits(fact, rule.for_each) and all(name in fact for name in theirs)
    ]
    near = defaultdict(list)
    for index, fact in enumerate(facts):
        if suits(fact, rule.other) and all(name in fact for name in rule.other.same):
            near[tuple(fact[name] for name in rule.other.same)].append(index)
    drawn = []
    for index in about:
        fact = facts[index]
        if any(type(fact[name]) is not int for name in rule.other.at_most.values()):
            continue
        same = near.get(tuple(fact[name] for name in rule.other.same.values()), [])
        members = [each for each in same if each != index and within(facts[each], fact, rule.other.at_most)]
        if rule.quantifier == "some":
            drawn += [Conclusion(rule.id, index, member) for member in members]
        elif not members:
            drawn.append(Conclusion(rule.id, index, None))
    return drawn


def suits(fact: Fact, pattern: Pattern) -> bool:
    """Whether the fact is of the pattern's kind and has (and has not) the constants it names."""
    return (
        fact["fact"] == pattern.fact
        and all(fact.get(name) == value for name, value in pattern.equal.items())
        and all(name in fact and fact[name] != value for name, value in pattern.unequal.items())
    )


def within(mine: Fact, theirs: Fact, at_most: Mapping[str, str]) -> bool:
    """Whether each integer of mine is at most its counterpart."""
    for own, counterpart in at_most.items():
        size, bound = mine.get(own), theirs[counterpart]
        if not isinstance(size, int) or not isinstance(bound, int) or size > bound:
            return False
    return True
