"""A chain of questions is decided by the engine asked for, verified, and says who did what."""

import os
import re
import sys
from enum import StrEnum
from importlib.metadata import version
from pathlib import Path
from typing import Any

import pytest

from accordant.errors import InferenceError, UsageError
from accordant.inference import engine
from accordant.inference.compiler import compile_program
from accordant.inference.engine import Limits, durable_available, infer
from accordant.inference.program import program_read, program_text
from accordant.inference.shapes import form_of
from accordant.inference.transcript import Answers, plain
from accordant.model.inference import Conclusion, Fact, FormRow
from accordant.model.rules import ConclusionRule, DecisionCase, DecisionList, Pattern
from inference.worlds import needs_durable, world

MADE = world(3)
LOCK = Path(__file__).parent.parent.parent / "requirements.lock"


def test_reference_alone() -> None:
    inferred = infer(MADE.chain, MADE.program(), engine="reference")
    assert inferred.decided_by == "reference"
    assert inferred.verified_by is None


@needs_durable
@pytest.mark.parametrize("chosen", [None, "durable"])
def test_durable_decides_and_the_reference_verifies(chosen: str | None) -> None:
    inferred = infer(MADE.chain, MADE.program(), engine=chosen)
    assert inferred.decided_by == f"durable-rules {engine.DURABLE}"
    assert inferred.verified_by == "reference"
    assert inferred.result == infer(MADE.chain, MADE.program(), engine="reference").result
    assert isinstance(inferred.result[2][0], Conclusion)


@needs_durable
def test_a_program_from_the_cache_is_the_program() -> None:
    program = program_read(program_text(MADE.program()))
    assert program == MADE.program()
    assert infer(MADE.chain, program).result == infer(MADE.chain, MADE.program()).result


def test_the_version_named_is_the_one_that_is_pinned() -> None:
    pinned = re.findall(r"^durable-rules==(\S+)", LOCK.read_text(encoding="utf-8"), re.MULTILINE)
    assert pinned == [engine.DURABLE]


@needs_durable
def test_the_version_named_is_the_one_installed() -> None:
    assert version("durable-rules") == engine.DURABLE


def test_an_unknown_engine() -> None:
    with pytest.raises(UsageError, match="no engine 'drools'; there are durable and reference"):
        infer(MADE.chain, MADE.program(), engine="drools")


def test_where_durable_is_not_installed(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(engine, "find_spec", lambda _: None)
    assert not durable_available()
    assert infer(MADE.chain, MADE.program()).decided_by == "reference"
    with pytest.raises(UsageError, match="not installed"):
        infer(MADE.chain, MADE.program(), engine="durable")


@pytest.mark.parametrize(("platform", "version"), [("win32", (3, 11)), ("linux", (3, 13))])
def test_where_durable_cannot_run(monkeypatch: pytest.MonkeyPatch, platform: str, version: tuple[int, int]) -> None:
    monkeypatch.setattr(engine, "find_spec", lambda _: object())
    monkeypatch.setattr(sys, "platform", platform)
    monkeypatch.setattr(sys, "version_info", version)
    assert not durable_available()


@needs_durable
def test_the_c_module_stays_out_of_the_asking_process() -> None:
    infer(MADE.chain, MADE.program(), engine="durable")
    assert durable_available()
    assert not [name for name in sys.modules if name == "durable" or name.startswith("durable.")]


class Word(StrEnum):
    ONE = "one"


@needs_durable
def test_results_keep_their_types() -> None:
    def chain(answers: Answers) -> dict[str, Any]:
        return {"word": Word.ONE, "drawn": answers.conclusions(MADE.conclusions, MADE.facts), "set": {1, 2}}

    result = infer(chain, MADE.program(), engine="durable").result
    assert type(result["word"]) is Word
    assert {type(each) for each in result["drawn"]} == {Conclusion}


@pytest.mark.parametrize("chosen", ["reference", pytest.param("durable", marks=needs_durable)])
def test_words_may_be_of_an_enumeration(chosen: str) -> None:
    decided = DecisionList(
        "value", {"value": ("one", "two")}, (DecisionCase({"value": ("two",)}, "", ""), DecisionCase({}, "", ""))
    )
    other = Pattern("finding", {"kind": "one"}, {}, {"word": "word"})
    rule = ConclusionRule("same", "", Pattern("goal", {}, {}), "some", other, None, "")
    facts: tuple[Fact, ...] = ({"fact": "goal", "word": Word.ONE}, {"fact": "finding", "kind": Word.ONE, "word": "one"})

    def chain(answers: Answers) -> Any:
        return answers.decisions(decided, [{"value": Word.ONE}]), answers.conclusions([rule], facts)

    result = infer(chain, compile_program([], [decided], [rule]), engine=chosen).result
    assert result == ((1,), (Conclusion("same", 0, 1),))


@needs_durable
def test_a_chain_that_is_no_function_of_its_answers() -> None:
    here = os.getpid()

    def chain(_: Answers) -> int:
        return 1 if os.getpid() == here else 2

    with pytest.raises(InferenceError, match="not a function of their answers"):
        infer(chain, MADE.program(), engine="durable")


@needs_durable
def test_a_chain_that_asks_other_questions_the_second_time() -> None:
    here = os.getpid()

    def chain(answers: Answers) -> int:
        if os.getpid() != here:
            answers.values((), ())
        return 1

    with pytest.raises(InferenceError, match="question 0 is values to durable-rules, None to the reference"):
        infer(chain, MADE.program(), engine="durable")


@needs_durable
def test_what_a_chain_cannot_give() -> None:
    with pytest.raises(InferenceError, match="cannot give a object"):
        infer(lambda _: object(), MADE.program(), engine="durable")


@needs_durable
def test_a_hanging_chain_is_ended() -> None:
    here = os.getpid()

    def chain(_: Answers) -> int:
        while os.getpid() != here:
            pass
        return 1

    with pytest.raises(InferenceError, match=r"ran over 0\.2 s"):
        infer(chain, MADE.program(), engine="durable", limits=Limits(seconds=0.2))


FORM, _ = form_of("agreed")
DUE = DecisionList("due", {"due": ("yes", "no")}, (DecisionCase({}, "", ""),))


@pytest.mark.parametrize("chosen", ["reference", pytest.param("durable", marks=needs_durable)])
@pytest.mark.parametrize(
    ("chain", "refused"),
    [
        (lambda answers: answers.values([FORM], [FormRow("other", ("met",))]), "row 0: there is no form 'other'"),
        (lambda answers: answers.values([FORM], [FormRow(FORM.id, ("yes",))]), "row 0: form 'c0' takes 1 values"),
        (lambda answers: answers.values([FORM], [FormRow(FORM.id, ())]), "row 0: form 'c0' takes 1 values"),
        (lambda answers: answers.decisions(DUE, [{"due": "yes"}, {"due": "Yes"}]), "row 1: 'due' knows no due 'Yes'"),
        (lambda answers: answers.decisions(DUE, [{}]), "row 0: 'due' knows no due None"),
        (lambda answers: answers.conclusions((), [{"fact": "goal", "a.b": "x"}]), r"fact 0: 'a\.b' is not a name"),
        (lambda answers: answers.conclusions((), [{"fact": "goal", "$s": 1}]), r"fact 0: '\$s' is not a name"),
        (lambda answers: answers.conclusions((), [{"fact": "goal", "x": None}]), "x is None"),
        (lambda answers: answers.conclusions((), [{"fact": 3}]), "fact 0 has no kind"),
    ],
)
def test_what_is_not_plain_is_refused(chain: Any, refused: str, chosen: str) -> None:
    with pytest.raises(InferenceError, match=refused):
        infer(chain, MADE.program(), engine=chosen)


def test_plain_is_deep() -> None:
    assert plain({Word.ONE: [Conclusion("r", 1, None), {"a", Word.ONE}]}) == {
        "one": [("r", 1, None), frozenset({"a", "one"})]
    }
    assert type(plain(Word.ONE)) is str
    assert type(plain(Conclusion("r", 1, None))) is tuple
