"""Faults planted one at a time into what is given to durable-rules: each is found out, none becomes an answer."""

import re
from collections.abc import Callable, Iterator
from typing import Any, Final

import pytest

from accordant.errors import InferenceError
from accordant.inference import compiler, decisions, durable, forms, joins, paths, program, values
from accordant.inference.durable import Durable
from accordant.inference.engine import infer
from accordant.inference.paths import Path
from accordant.inference.shapes import form_of
from accordant.inference.transcript import Answers
from accordant.model.inference import Fact, FormRow
from accordant.model.rules import ConclusionRule, DecisionCase, DecisionList, Pattern, Tree
from inference.worlds import needs_durable

pytestmark = needs_durable

FORM, _ = form_of(Tree("all", ("a", Tree("any", ("b", Tree("not", ("c",)))), "d")))
VALUES = ("met", "unmet", "absent", "error")
ROWS = tuple(
    FormRow(FORM.id, (one, two, three, four)) for one in VALUES for two in VALUES for three in VALUES for four in VALUES
)
LADDER = DecisionList(
    "outcome",
    {"applies": ("met", "unmet", "absent"), "due": ("yes", "no"), "value": VALUES},
    tuple(
        DecisionCase(when, "", "")
        for when in ({"applies": ("unmet", "absent")}, {"due": ("no",)}, {"value": ("met", "error")}, {})
    ),
)
CELLS = tuple(
    {"applies": a, "due": d, "value": v} for a in ("met", "unmet", "absent") for d in ("yes", "no") for v in VALUES
)
GOAL = Pattern("goal", {}, {})
FINDING = Pattern("finding", {}, {"value": "met"}, {"subject": "subject"}, {"stage": "stage"})
RULES = (
    ConclusionRule("hindered", "", GOAL, "some", FINDING, None, ""),
    ConclusionRule("ready", "", GOAL, "none", FINDING, None, ""),
)
FACTS: tuple[Fact, ...] = (
    {"fact": "goal", "subject": "r0", "stage": 4},
    {"fact": "goal", "subject": "r1", "stage": 4},
    {"fact": "goal", "subject": "r2", "stage": 4},
    {"fact": "goal", "subject": "r3", "stage": 4},
    {"fact": "finding", "subject": "r0", "stage": 2, "value": "unmet"},
    {"fact": "finding", "subject": "r1", "stage": 7, "value": "unmet"},
    {"fact": "finding", "subject": "r2", "stage": 2, "value": "met"},
    {"fact": "goal", "subject": "1", "stage": 4},
    {"fact": "finding", "subject": 1, "stage": 2, "value": "unmet"},
)


@pytest.fixture(autouse=True)
def nothing_kept() -> Iterator[None]:
    """Let no path made before hide a fault, and none made with a fault outlive it."""
    forms.form_paths.cache_clear()
    yield
    forms.form_paths.cache_clear()


def chain(answers: Answers) -> tuple[Any, ...]:
    return answers.values((FORM,), ROWS), answers.decisions(LADDER, CELLS), answers.conclusions(RULES, FACTS)


def ask() -> Any:
    return infer(chain, compiler.compile_program([FORM], [LADDER], RULES), engine="durable")


def test_without_a_fault_the_engines_agree() -> None:
    values, cases, conclusions = ask().result
    assert len(values) == 256
    assert set(cases) == {0, 1, 2, 3}
    assert {each.rule for each in conclusions} == {"hindered", "ready"}


Plant = Callable[[pytest.MonkeyPatch], None]


def dropped_path(patch: pytest.MonkeyPatch) -> None:
    patch.setattr(compiler, "form_paths", lambda form: forms.form_paths(form)[1:])


def doubled_path(patch: pytest.MonkeyPatch) -> None:
    patch.setattr(compiler, "form_paths", lambda form: (*forms.form_paths(form), forms.form_paths(form)[0]))


def wrong_answer(patch: pytest.MonkeyPatch) -> None:
    def paths_of(form: Any) -> tuple[Path, ...]:
        first, *rest = forms.form_paths(form)
        return (first._replace(answer="met" if first.answer != "met" else "unmet"), *rest)

    patch.setattr(compiler, "form_paths", paths_of)


def swapped_order(patch: pytest.MonkeyPatch) -> None:
    patch.setitem(values.DOMINANCE, "all", ("error", "unmet", "absent", "met"))


def not_swaps_absent(patch: pytest.MonkeyPatch) -> None:
    patch.setattr(forms, "SWAP", {"met": "unmet", "unmet": "met", "absent": "error", "error": "absent"})


def omitted_unequal(patch: pytest.MonkeyPatch) -> None:
    whole = paths._tests
    patch.setattr(paths, "_tests", lambda *of: tuple(test for test in whole(*of) if test.equal))


def cases_turned_round(patch: pytest.MonkeyPatch) -> None:
    def turned(decision: DecisionList) -> tuple[Path, ...]:
        *ordered, last = decision.cases
        return decisions.decision_paths(decision._replace(cases=(*reversed(ordered), last)))

    patch.setattr(compiler, "decision_paths", turned)


def wrong_shard(patch: pytest.MonkeyPatch) -> None:
    patch.setattr(compiler, "_admits", lambda part: {column: values[1:] for column, values in part.domains.items()})


def no_gate_in_the_rule(patch: pytest.MonkeyPatch) -> None:
    whole = joins.join_rule
    patch.setattr(joins, "join_rule", lambda rule: {"all": whole(rule)["all"][1:]})


def gate_asserted_first(patch: pytest.MonkeyPatch) -> None:
    patch.setattr(durable, "_batch", lambda facts: [durable.GATE_FACT, *facts])


def no_gate_asserted(patch: pytest.MonkeyPatch) -> None:
    patch.setattr(durable, "_batch", list)


def lost_row(patch: pytest.MonkeyPatch) -> None:
    whole = durable._batch
    patch.setattr(durable, "_batch", lambda facts: whole(facts[1:]))


def lost_fact(patch: pytest.MonkeyPatch) -> None:
    whole = durable._batch
    patch.setattr(
        durable, "_batch", lambda facts: whole([each for each in facts if each["id"] != "4" or "table" in each])
    )


SPOILED: Final[dict[str, Any]] = {"id": "9", "one": 1, "spoiled": 1e-07}


def cut_batch(patch: pytest.MonkeyPatch) -> None:
    whole = durable._batch
    patch.setattr(
        durable,
        "_batch",
        lambda facts: whole([*facts[:9], SPOILED, *facts[10:]] if len(facts) > 9 else facts),
    )


def fired_twice(patch: pytest.MonkeyPatch) -> None:
    whole = Durable._fired
    patch.setattr(Durable, "_fired", lambda *of: [each for fired in whole(*of) for each in (fired, fired)])


def conclusion_twice(patch: pytest.MonkeyPatch) -> None:
    whole = Durable._drawn
    patch.setattr(Durable, "_drawn", lambda *of: [each for drawn in whole(*of) for each in (drawn, drawn)])


def sizes_turned_round(patch: pytest.MonkeyPatch) -> None:
    whole = compiler._text
    patch.setattr(compiler, "_text", lambda *of: whole(*of).replace("$lte", "$gte"))


def join_left_out(patch: pytest.MonkeyPatch) -> None:
    whole = compiler._text
    patch.setattr(compiler, "_text", lambda *of: whole(*of).replace('{"subject": {"each": "subject"}}, ', ""))


def text_for_number(patch: pytest.MonkeyPatch) -> None:
    patch.setattr(durable, "_identities", lambda _: str)


def stale_program(patch: pytest.MonkeyPatch) -> None:
    whole = program.form_meaning
    patch.setattr(compiler, "form_meaning", lambda form: whole(form).replace("all", "any"))


FAULTS: Final[tuple[tuple[Plant, str], ...]] = (
    (dropped_path, "gave 0 answers to"),
    (doubled_path, "gave 2 answers to"),
    (wrong_answer, r"values, row \d+ .*durable-rules says '.*', the reference '"),
    (swapped_order, r"values, row \d+ .*durable-rules says 'error', the reference 'unmet'"),
    (not_swaps_absent, r"values, row \d+ .*durable-rules says"),
    (omitted_unequal, r"gave \d+ answers to"),
    (cases_turned_round, r"decisions of outcome, row \d+ .*durable-rules says 0, the reference 2"),
    (wrong_shard, "gave 0 answers to"),
    (no_gate_in_the_rule, "conclusion 'ready' about fact 0"),
    (gate_asserted_first, "conclusion 'ready' about fact 0"),
    (no_gate_asserted, "did not read its 256 facts to the end"),
    (lost_row, "gave 0 answers to"),
    (lost_fact, "conclusion 'hindered' about fact 0 .* durable-rules says 0 times, the reference 1 times"),
    (cut_batch, "did not read its 256 facts to the end"),
    (fired_twice, "gave 2 answers to"),
    (conclusion_twice, "conclusion 'hindered' about fact 0 .* durable-rules says 2 times, the reference 1 times"),
    (sizes_turned_round, "conclusion 'hindered' about fact 0"),
    (join_left_out, "conclusion 'hindered' about fact 0"),
    (text_for_number, "conclusion 'hindered' about fact 7 .* and fact 8"),
    (stale_program, re.escape(f"'form {FORM.id}' is not what was compiled")),
)


@pytest.mark.parametrize(("plant", "found"), FAULTS, ids=lambda each: getattr(each, "__name__", ""))
def test_a_planted_fault_is_found_out(monkeypatch: pytest.MonkeyPatch, plant: Plant, found: str) -> None:
    plant(monkeypatch)
    with pytest.raises(InferenceError, match=found):
        ask()
