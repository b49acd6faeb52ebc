"""Every part of a rule is loosened once, and nothing that the author did not write."""

from accordant.model.rules import Check, Rule, Tree
from accordant.proving.weakening import weakenings

EMPTY = Rule("a.b/c", "a.b", "", "", "", "part", {}, None, None, None, None, (), None, (), {}, (), "", 1)


def rule_of(require: Tree, **parameters: object) -> Rule:
    checks = {name: Check(name, "count", "requirement", {"in": "rmp", **parameters}) for name in ("x", "y")}
    return EMPTY._replace(checks=checks, require=require)


def done_to(rule: Rule) -> set[str]:
    return {one.id.removeprefix("a.b/c:") for one in weakenings(rule)}


def test_each_part_of_all_is_dropped_and_all_made_any() -> None:
    assert done_to(rule_of(Tree("all", ("x", "y")))) == {"require/x:dropped", "require/y:dropped", "require:any"}


def test_each_part_of_any_and_of_none_is_dropped() -> None:
    assert done_to(rule_of(Tree("any", ("x", "y")))) == {"require/x:dropped", "require/y:dropped"}
    assert done_to(rule_of(Tree("none", ("x", "y")))) == {"require/x:dropped", "require/y:dropped"}


def test_a_check_that_no_condition_names_any_more_is_gone() -> None:
    dropped = next(one for one in weakenings(rule_of(Tree("all", ("x", "y")))) if one.id.endswith("require/x:dropped"))

    assert (dropped.rule.require, set(dropped.rule.checks)) == ("y", {"y"})


def test_a_condition_that_may_be_left_out_is_left_out() -> None:
    rule = rule_of(Tree("not", ("x",)))._replace(consider="y")

    assert done_to(rule) == {"require/not:dropped", "consider:dropped"}


def test_bounds_move_by_one_either_way_that_is_another_rule() -> None:
    require = Tree("not", ("x",))
    bounds = {
        "at-least": {"at-least-2", "at-least-4"},
        "at-most": {"at-most-4"},
        "exactly": {"exactly-2", "exactly-4"},
    }
    for name, steps in bounds.items():
        found = done_to(rule_of(require, **{name: 3}))
        assert {one.removeprefix("x:") for one in found if one.startswith("x:")} == steps


def test_none_instead_of_one_is_another_rule_only_where_a_filter_chooses() -> None:
    require = Tree("not", ("x",))

    assert "x:at-least-0" not in done_to(rule_of(require, **{"at-least": 1}))
    assert "x:at-least-0" in done_to(rule_of(require, **{"at-least": 1}, where={"kind": "risk"}))


def test_what_a_check_says_is_loosened_word_by_word() -> None:
    told = {
        "which": "latest",
        "match": "equal",
        "states": ["draft"],
        "fields": ["a", "b"],
        "where": {"kind": "risk"},
        "if": {"p": "present", "q": "present"},
        "before": {"field": "a"},
        "distinct": "id",
    }
    found = {one.removeprefix("x:") for one in done_to(rule_of(Tree("not", ("x",)), **told)) if one.startswith("x:")}

    assert found == {
        "which-any", "match-set", "states-with-approved", "states-with-current", "states-with-superseded",
        "states-with-withdrawn", "fields-without-a", "fields-without-b", "where-without-kind", "if-without-p",
        "if-without-q", "not-after", "without-distinct",
    }  # fmt: skip


def test_a_fixed_interval_is_lengthened_by_one_and_one_of_the_organisation_is_not() -> None:
    def lengthened(interval: object) -> set[str]:
        found = done_to(rule_of(Tree("not", ("x",)), interval=interval))
        return {one.removeprefix("x:interval-") for one in found if one.startswith("x:")}

    assert lengthened("6 months") == {"7-months"}
    assert lengthened("quarterly") == {"4-months"}
    assert lengthened("2 weeks") == {"15-days"}
    assert lengthened({"in": "rmp", "field": "review_interval"}) == set()
