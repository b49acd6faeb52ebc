"""A rulebook is told what cannot be compiled, in words, before it is."""

import pytest

from accordant.inference.compiler import compile_program
from accordant.inference.problems import conclusion_problems, decision_problems, form_problems
from accordant.inference.shapes import form_of
from accordant.model.inference import Form
from accordant.model.rules import ConclusionRule, DecisionCase, DecisionList, Pattern, Tree


def test_a_shape_is_shared_by_conditions_that_look_alike() -> None:
    one, names = form_of(Tree("all", ("agreed", Tree("any", ("before", "annexed")))))
    two, others = form_of(Tree("all", ("a", Tree("any", ("b", "c")))))
    assert one == two == Form("all(c0,any(c1,c2))", ("all", ("c0", ("any", ("c1", "c2")))), ("c0", "c1", "c2"))
    assert names == ("agreed", "before", "annexed")
    assert others == ("a", "b", "c")


def test_a_check_used_twice_is_one_column() -> None:
    form, names = form_of(Tree("any", ("same", Tree("not", ("same",)), "other")))
    assert form.tree == ("any", ("c0", ("not", ("c0",)), "c1"))
    assert names == ("same", "other")


def test_a_single_check_is_a_form() -> None:
    assert form_of("agreed") == (Form("c0", "c0", ("c0",)), ("agreed",))


def many(operator: str, first: int, last: int) -> Tree:
    return Tree(operator, tuple(f"k{number}" for number in range(first, last)))


def test_twelve_checks_are_few_enough() -> None:
    for condition in (
        many("all", 0, 12),
        many("any", 0, 12),
        Tree("none", (many("all", 0, 8), *many("any", 8, 12).parts)),
    ):
        assert form_problems(form_of(condition)[0]) == ()


@pytest.mark.parametrize(
    ("form", "problem"),
    [
        (form_of(many("all", 0, 13))[0], "13 checks in one condition; at most 12"),
        (
            form_of(Tree("all", (many("any", 0, 4), many("any", 4, 8), many("any", 8, 12))))[0],
            "more than 200 paths: split the rule",
        ),
        (form_of(Tree("xor", ("a", "b")))[0], "there is no operator 'xor'"),
        (form_of(Tree("not", ("a", "b")))[0], "`not` of 2 parts"),
        (form_of(Tree("all", ("a", Tree("any", ()))))[0], "`any` of 0 parts"),
        (Form("f", ("all", ("c0", "c1")), ("c0",)), "the columns are c0, c1, not c0"),
        (Form("f", "id", ("id",)), "'id' is not a name"),
        (Form("f\n", "c0", ("c0",)), "cannot be compared with"),
    ],
)
def test_forms_that_cannot_be_compiled(form: Form, problem: str) -> None:
    assert [each for each in form_problems(form) if problem in each] != []


COLUMNS = {"due": ("yes", "no"), "value": ("met", "unmet")}


def listed(*whens: dict[str, tuple[str, ...]]) -> DecisionList:
    return DecisionList("outcome", COLUMNS, tuple(DecisionCase(when, "", "") for when in whens))


def test_a_sound_decision_list() -> None:
    assert decision_problems(listed({"due": ("no",)}, {"value": ("met",)}, {})) == ()


@pytest.mark.parametrize(
    ("decided", "problem"),
    [
        (listed(), "the last case must admit everything"),
        (listed({"due": ("no",)}), "the last case must admit everything"),
        (listed({"due": ("no",)}, {"due": ("yes",)}, {}), "case 3 is never reached"),
        (listed({"due": ("no",)}, {"due": ("no",), "value": ("met",)}, {}), "case 2 is never reached"),
        (listed({"who": ("no",)}, {}), "case 1: there is no column 'who'"),
        (listed({"due": ("never", "no")}, {}), "case 1: due is never never"),
        (listed({"due": ()}, {}), "case 1: due is never nothing"),
        (DecisionList("x", {"table": ("a",)}, (DecisionCase({}, "", ""),)), "'table' is not a name"),
        (DecisionList("x", {"due": ("#1",)}, (DecisionCase({}, "", ""),)), "'#1' cannot be compared with"),
        (
            DecisionList("x", {"due": ("a", "a")}, (DecisionCase({}, "", ""),)),
            "column 'due' has no values, or one twice",
        ),
        (
            DecisionList("x", {f"c{n}": ("a",) for n in range(13)}, (DecisionCase({}, "", ""),)),
            "13 columns; at most 12",
        ),
    ],
)
def test_decision_lists_that_cannot_be_compiled(decided: DecisionList, problem: str) -> None:
    assert any(problem in each for each in decision_problems(decided))


def test_a_decision_list_that_is_too_large() -> None:
    columns = {f"c{number}": ("a", "b", "c", "d", "e") for number in range(8)}
    cases = [
        DecisionCase({f"c{number}": (value,), f"c{(number + step) % 8}": (value,)}, "", "")
        for value in "abcde"
        for number in range(8)
        for step in (1, 2, 3)
    ]
    decided = DecisionList("large", columns, (*cases, DecisionCase({}, "", "")))
    assert decision_problems(decided) == (
        "more than 4000 paths: order the cases by what they share, or cut the list in two",
    )


GOAL = Pattern("goal", {}, {})


def drawn(other: Pattern, each: Pattern = GOAL, quantifier: str = "some") -> ConclusionRule:
    return ConclusionRule("r", "", each, quantifier, other, None, "")


KNOWN = {"goal": ("subject", "stage"), "finding": ("subject", "stage", "outcome")}


def test_a_sound_conclusion() -> None:
    other = Pattern("finding", {}, {"outcome": "conforming"}, {"subject": "subject"}, {"stage": "stage"})
    assert conclusion_problems(drawn(other)) == ()
    assert conclusion_problems(drawn(other), KNOWN) == ()


@pytest.mark.parametrize(
    ("rule", "problem"),
    [
        (drawn(GOAL, quantifier="all"), "there is no quantifier 'all'"),
        (drawn(GOAL, each=Pattern("goal", {}, {}, {"a": "a"})), "nothing to compare with"),
        (drawn(Pattern("finding", {"id": "x"}, {})), "'id' is not a name"),
        (drawn(Pattern("finding", {"outcome": "a\tb"}, {})), "cannot be compared with"),
        (drawn(Pattern("goal", {}, {}, {"a__size": "stage"})), "'a__size' is not a name"),
        (drawn(Pattern("deed", {}, {})), "there are no 'deed' facts"),
        (drawn(Pattern("finding", {}, {}, {"subject": "subjct"})), "'goal' facts have no 'subjct'"),
        (drawn(Pattern("finding", {}, {}, {}, {"stages": "stage"})), "'finding' facts have no 'stages'"),
        (drawn(Pattern("finding", {f"p{n}": "x" for n in range(13)}, {})), "more than 12 properties tested"),
    ],
)
def test_conclusions_that_cannot_be_compiled(rule: ConclusionRule, problem: str) -> None:
    assert any(problem in each for each in conclusion_problems(rule, KNOWN))


def test_two_of_one_name_are_not_compiled() -> None:
    form, _ = form_of("k")
    with pytest.raises(ValueError, match="have one id"):
        compile_program([form, form], [], [])
