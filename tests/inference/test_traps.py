"""Each known fault of durable-rules 2.0.28, and what keeps it out of reach here.

Each is shown on the rule sets, the driver or the lint; the table at the end says what durable-rules does, and why it is
not met.
"""

import json
import sys
from collections.abc import Callable, Iterator, Mapping
from itertools import pairwise, permutations
from types import ModuleType
from typing import Any, Final

import pytest

pytest.importorskip("resource")

from accordant.errors import InferenceError
from accordant.inference import compiler, joins
from accordant.inference.child import run_in_child
from accordant.inference.compiler import compile_program
from accordant.inference.durable import Durable
from accordant.inference.lint import collisions, constant_problems, fnv, name_problems, refuse_facts
from accordant.inference.program import Program
from accordant.inference.reference import Reference
from accordant.inference.shapes import form_of
from accordant.model.inference import Fact, FormRow
from accordant.model.rules import ConclusionRule, DecisionCase, DecisionList, Pattern, Tree
from inference.worlds import needs_durable, world

pytestmark = needs_durable

PROGRAMS: Final = tuple(world(seed).program() for seed in range(900, 915))
PLAIN: Final = Pattern("goal", {}, {})
BLOCKER: Final = Pattern("finding", {}, {}, {"key": "key"})


class Spy:
    """The machine, with every call written down."""

    def __init__(self, machine: ModuleType) -> None:
        self.machine = machine
        self.calls: list[tuple[str, tuple[Any, ...], Any]] = []
        self.error = machine.error

    def __getattr__(self, name: str) -> Callable[..., Any]:
        def call(*arguments: Any) -> Any:
            answer = getattr(self.machine, name)(*arguments)
            self.calls.append((name, arguments, answer))
            return answer

        return call

    def named(self, name: str) -> list[tuple[Any, ...]]:
        return [arguments for called, arguments, _ in self.calls if called == name]


def spied(compiled: Program, *asked: Callable[[Durable], Any]) -> tuple[Spy, list[Any]]:
    with Durable(compiled) as engine:
        spy = Spy(engine._machine)
        engine._machine = spy  # type: ignore[assignment]
        answers = [ask(engine) for ask in asked]
    return spy, answers


def texts(compiled: Program) -> list[str]:
    return [*(shard.text for shard in compiled.shards), *(shard.text for shard in compiled.joins)]


def rule_sets() -> Iterator[dict[str, Any]]:
    for compiled in PROGRAMS:
        yield from map(json.loads, texts(compiled))


def rules() -> Iterator[dict[str, Any]]:
    for rule_set in rule_sets():
        yield from rule_set.values()


def patterns() -> Iterator[tuple[str, list[dict[str, Any]]]]:
    for rule in rules():
        for pattern in rule["all"]:
            ((alias, condition),) = pattern.items()
            yield alias, condition["$and"]


def words(value: Any) -> Iterator[str]:
    """Every key of a rule set, however deep."""
    if isinstance(value, Mapping):
        for key, each in value.items():
            yield key
            yield from words(each)
    elif isinstance(value, list):
        for each in value:
            yield from words(each)


def operators() -> set[str]:
    return {word for rule in rules() for word in words(rule) if "$" in word}


def conclusion(name: str, quantifier: str, each: Pattern = PLAIN, other: Pattern = BLOCKER) -> ConclusionRule:
    return ConclusionRule(name, "", each, quantifier, other, None, "")


def both(asked: tuple[ConclusionRule, ...], facts: tuple[Fact, ...]) -> tuple[Any, Any, Spy]:
    spy, (decided,) = spied(compile_program([], [], asked), lambda engine: engine.conclusions(asked, facts))
    return decided, Reference().conclusions(asked, facts), spy


def sent(spy: Spy) -> list[dict[str, Any]]:
    return [fact for _, text in spy.named("assert_facts") for fact in json.loads(text)]


def trap_01() -> None:
    numbers = {fnv(str(number)) for number in range(500_000)} | {fnv(each) for each in ("p", "g", "sid-0")}
    assert len(numbers) == 500_003
    _, _, spy = both((conclusion("r", "some"),), tuple({"fact": "goal", "key": "same"} for _ in range(30)))
    assert [fact["id"] for fact in sent(spy)] == [*map(str, range(30)), "g"]
    with pytest.raises(InferenceError, match="more than 500000"):
        refuse_facts([{"fact": "goal"}] * 500_001)


def trap_02() -> None:
    _, _, spy = both((conclusion("r", "some"),), ({"fact": "goal", "key": "k"},))
    assert "sid" not in {name for fact in sent(spy) for name in fact}
    assert {session for _, session in spy.named("delete_state")} == {"0"}
    assert name_problems(["sid"])


def trap_03() -> None:
    asked = tuple(
        conclusion(
            f"r{number}", "none", Pattern("goal", {}, {"key": f"k{number}"}), Pattern("goal", {"key": f"k{number}"}, {})
        )
        for number in range(150)
    )
    decided, verified, spy = both(asked, ({"fact": "goal", "key": "other"},))
    assert decided == verified
    assert len(decided) == 150
    for _, text in spy.named("create_ruleset"):
        kinds = [pattern for rule in json.loads(text).values() for pattern in rule["all"][1:]]
        assert len(kinds) <= 40


def trap_04() -> None:
    forms = [form_of(Tree("all", tuple(f"k{number}" for number in range(size))))[0] for size in range(1, 13)]
    forms = [form._replace(id=f"{form.id} {copy}") for form in forms for copy in range(4)]
    asked = tuple(conclusion(f"r{number}", "none", Pattern(f"goal{number}", {}, {})) for number in range(400))
    compiled = compile_program(forms, [], asked)
    assert len(compiled.shards) > 1
    assert len(compiled.joins) > 3
    assert all(len(json.loads(text)) <= 242 for text in texts(compiled))
    facts: tuple[Fact, ...] = tuple({"fact": f"goal{number}", "key": "k"} for number in range(400))
    decided, verified, _ = both(asked, facts)
    assert decided == verified


def trap_05() -> None:
    forms = [form_of("k")[0]._replace(id=f"form {number}") for number in range(600)]
    rows = [FormRow(form.id, ("met",)) for form in forms]
    compiled = compile_program(forms, [], [])
    spy, (values,) = spied(compiled, lambda engine: engine.values(forms, rows))
    assert values == ("met",) * 600
    assert all(len(json.loads(text)) <= 242 for _, text in spy.named("create_ruleset"))


def trap_06() -> None:
    with pytest.raises(InferenceError, match="fact 1: m is 1e-07"):
        refuse_facts([{"fact": "goal"}, {"fact": "goal", "m": 1e-07}])  # type: ignore[dict-item]


def trap_07() -> None:
    wide: Fact = {"fact": "goal", "key": "k", **{f"p{number}": number for number in range(300)}}
    decided, verified, spy = both(
        (conclusion("r", "none"),), (wide, {"fact": "finding", "key": "k"}, {"fact": "goal", "key": "j"})
    )
    assert decided == verified
    assert max(map(len, sent(spy))) == 4


def trap_08() -> None:
    made = world(1)
    spy, answers = spied(
        made.program(),
        lambda engine: engine.values(made.forms, ()),
        lambda engine: engine.decisions(made.decision, ()),
        lambda engine: engine.conclusions(made.conclusions, ()),
    )
    assert answers == [(), (), ()]
    assert spy.calls == []
    with pytest.raises(InferenceError, match="no kind"):
        refuse_facts([{}])


def trap_09() -> None:
    for spoiled in (None, True, 1.5, [1], {"a": 1}, 2**62, -(2**62) - 1):
        with pytest.raises(InferenceError, match="neither text nor"):
            refuse_facts([{"fact": "goal", "m": spoiled}])  # type: ignore[dict-item]


def trap_10() -> None:
    facts: tuple[Fact, ...] = (
        {"fact": "goal", "key": "k"},
        {"fact": "finding", "key": "k"},
        {"fact": "goal", "key": "j"},
    )
    for order in permutations(facts):
        decided, verified, _ = both((conclusion("r", "none"),), order)
        assert decided == verified
        assert len(decided) == 1


def trap_11() -> None:
    for rule in rules():
        aliases = [next(iter(pattern)) for pattern in rule["all"]]
        assert aliases in (["row"], ["gate_"], ["prime_"], ["gate_", "each", "other"], ["gate_", "each", "other$not"])


def trap_12() -> None:
    _, _, spy = both((conclusion("r", "none"),), ({"fact": "goal", "key": "k"}, {"fact": "finding", "key": "k"}))
    assert [text for _, text in spy.named("assert_fact")] == ['{"id":"p","prime":1}']
    assert len(spy.named("assert_facts")) == 1


def trap_13() -> None:
    _, _, spy = both((conclusion("r", "none"),), ({"fact": "goal", "key": "k"},))
    assert [fact.get("gate") for fact in sent(spy)] == [None, 1]
    joined = [rule for rule in rules() if len(rule["all"]) > 1]
    assert joined
    assert all(rule["all"][0] == {"gate_": {"$and": [{"gate": 1}]}} for rule in joined)


def trap_14() -> None:
    assert operators() == {"$and", "$neq", "$ex", "$lte", "other$not"}


def trap_15() -> None:
    for _, condition in patterns():
        assert not {"$and", "$or"} & set(words(condition))


def trap_16() -> None:
    for alias, condition in patterns():
        if alias == "each":
            assert condition[-1] == {"one": {"gate_": "one"}}
        if alias.startswith("other"):
            assert condition[-1] == {"one": {"each": "one"}}
    facts: tuple[Fact, ...] = tuple(
        {"fact": ("goal", "finding")[number % 2], "m": number * 7 % 31} for number in range(80)
    )
    decided, verified, spy = both((conclusion("r", "some", PLAIN, Pattern("finding", {}, {}, {}, {"m": "m"})),), facts)
    assert decided == verified
    assert all(fact["one"] == 1 for fact in sent(spy))


def trap_17() -> None:
    assert len(name_problems(["id", "sid"])) == 2
    assert not {"id", "sid"} & {word for rule in rules() for word in words(rule)}


def trap_18() -> None:
    _, _, spy = both((conclusion("r", "some"),), ({"fact": "goal", "key": "k"},))
    assert all("id" in fact for fact in sent(spy))
    with pytest.raises(InferenceError, match="'id' is not a name"):
        refuse_facts([{"fact": "goal", "id": "x"}])


def trap_19() -> None:
    asked = tuple(
        conclusion(f"r {quantifier}", quantifier, PLAIN, Pattern("finding", {}, {}, {}, {"m": "n"}))
        for quantifier in ("some", "none")
    )
    each = joins.join_rule(asked[0])["all"][1]["each"]["$and"]
    assert {"$ex": {"n__size": 1}} in each
    facts: tuple[Fact, ...] = (
        {"fact": "goal"},
        {"fact": "finding", "m": 1},
        {"fact": "goal", "n": 2},
        {"fact": "finding"},
        {"fact": "goal", "n": "2"},
    )
    decided, verified, _ = both(asked, facts)
    assert decided == verified
    assert [(each.about, each.member) for each in decided] == [(2, 1)]


def trap_20() -> None:
    facts: tuple[Fact, ...] = (
        {"fact": "goal", "key": 1},
        {"fact": "finding", "key": "1"},
        {"fact": "finding", "key": 1},
    )
    decided, verified, spy = both((conclusion("r", "some"),), facts)
    assert decided == verified
    assert [(each.about, each.member) for each in decided] == [(0, 2)]
    assert {type(fact["key"]) for fact in sent(spy) if "key" in fact} == {str}


def trap_21() -> None:
    for _, condition in patterns():
        for test in condition:
            if "$lte" in test:
                ((mine, theirs),) = test["$lte"].items()
                assert mine.endswith("__size")
                assert next(iter(theirs.values())).endswith("__size")
    asked = (conclusion("r", "some", PLAIN, Pattern("finding", {}, {}, {}, {"m": "m"})),)
    decided, verified, spy = both(asked, ({"fact": "goal", "m": "ab c"}, {"fact": "finding", "m": "ab"}))
    assert decided == verified == ()
    assert all("m__size" not in fact for fact in sent(spy))


def trap_22() -> None:
    long = "hello" + "z" * 65536
    other = Pattern("finding", {}, {}, {"key": "key"})
    decided, verified, spy = both(
        (conclusion("r", "some", Pattern("goal", {"key": "hello"}, {}), other),),
        ({"fact": "goal", "key": "hello"}, {"fact": "goal", "key": long}, {"fact": "finding", "key": long}),
    )
    assert decided == verified == ()
    assert max(len(text) for fact in sent(spy) for text in fact.values() if isinstance(text, str)) <= 7
    assert constant_problems([long])


def trap_23() -> None:
    assert "$nex" not in operators()
    for alias, condition in patterns():
        kind = "table" if alias == "row" else alias.rstrip("_") if alias.endswith("_") else "fact"
        assert kind in condition[0]


def trap_24() -> None:
    spy, _ = spied(PROGRAMS[0], world(900).chain)
    order = [name for name, _, _ in spy.calls if name in {"assert_fact", "assert_facts", "delete_state"}]
    assert order == ["assert_fact", "assert_facts", "delete_state"] * (len(order) // 3)
    assert all(answer[0] == 0 for name, _, answer in spy.calls if name == "assert_fact")


def trap_25() -> None:
    def loaded() -> list[str]:
        with Durable(PROGRAMS[0]) as engine:
            world(900).chain(engine)
        return [name for name in sys.modules if name.split(".")[0] == "durable"]

    assert run_in_child(loaded, (), seconds=20, memory_bytes=1 << 30) == []
    spy, _ = spied(PROGRAMS[0], world(900).chain)
    assert {name for name, _, _ in spy.calls} == {
        "create_ruleset",
        "assert_fact",
        "assert_facts",
        "start_action_for_state",
        "complete_and_start_action",
        "delete_state",
        "delete_ruleset",
    }


def trap_26() -> None:
    assert "$div" not in operators()


def trap_27() -> None:
    assert not {"$add", "$sub", "$mul", "$m", "$l", "$r"} & operators()


def trap_28() -> None:
    for rule in rules():
        assert set(rule) == {"all"}
        known: set[str] = set()
        for pattern in rule["all"]:
            ((alias, condition),) = pattern.items()
            assert set(condition) == {"$and"}
            for test in condition["$and"]:
                ((word, value),) = test.items()
                right = value if word[0] != "$" else next(iter(value.values()))
                assert word[0] != "$" or (word in {"$neq", "$ex", "$lte"} and len(value) == 1)
                assert not isinstance(right, dict) or set(right) <= known
            known.add(alias)


def trap_29() -> None:
    assert not {"$mt", "$imt"} & operators()


def trap_30() -> None:
    assert not {"$iany", "$iall", "$i"} & operators()
    with pytest.raises(InferenceError, match="neither text nor"):
        refuse_facts([{"fact": "goal", "items": ["a"]}])  # type: ignore[dict-item]


def trap_31() -> None:
    form, _ = form_of("k")
    row = FormRow(form.id, ("met",))
    ask: Callable[[Durable], Any] = lambda engine: engine.values([form], [row])  # noqa: E731
    spy, answers = spied(compile_program([form], [], []), *[ask] * 1100)
    assert answers == [("met",)] * 1100
    assert len(spy.named("create_ruleset")) == 1
    assert len(spy.named("delete_state")) == 1100


def trap_32() -> None:
    spy, _ = spied(PROGRAMS[0], world(900).chain)
    made = [answer for name, _, answer in spy.calls if name == "create_ruleset"]
    assert sorted(handle for (handle,) in spy.named("delete_ruleset")) == sorted(made)


def trap_33() -> None:
    assert not {"run", "count", "cap", "pri", "dist"} & {word for rule in rules() for word in rule}
    with pytest.raises(InferenceError, match="not what was compiled"):
        spied(PROGRAMS[0], world(901).chain)


def trap_34() -> None:
    spy, _ = spied(PROGRAMS[0], world(900).chain)
    drained = [
        each for each in spy.calls if each[0] in {"start_action_for_state", "complete_and_start_action", "delete_state"}
    ]
    for (_, _, told), (following, _, _) in pairwise(drained):
        assert (following == "complete_and_start_action") is bool(told and (isinstance(told, str) or told[1]))


def trap_35() -> None:
    same: Fact = {"fact": "goal", "key": "k"}
    decided, verified, spy = both(
        (conclusion("r", "some", PLAIN, Pattern("goal", {}, {}, {"key": "key"})),), (same, same, {"fact": "unheard of"})
    )
    assert decided == verified
    assert [(each.about, each.member) for each in decided] == [(0, 1), (1, 0)]
    assert not any(fact.get("fact") == "unheard of" for fact in sent(spy))


TRAPS: Final[tuple[tuple[Callable[[], None], str, str], ...]] = (
    (
        trap_01,
        "Facts without an id, or with ids of one 32-bit hash, are refused as duplicates",
        "every fact has a decimal id; none of 500,000 share a hash, and more are refused",
    ),
    (trap_02, "Sessions whose names have one hash are mixed", "there is one session, named 0, and `sid` is no name"),
    (
        trap_03,
        "A fact that passes 65 conditions side by side is refused",
        "at most 40 patterns on a kind stand in one rule set",
    ),
    (trap_04, "256 rules that end in one condition overwrite the heap", "at most 242 rules stand in one rule set"),
    (trap_05, "512 first conditions make it run for ever", "likewise"),
    (trap_06, "A number like 1e-07 ends the batch silently", "floats are refused"),
    (trap_07, "So does a fact with 254 properties", "only the properties that rules read are sent"),
    (trap_08, "An empty batch, or an empty fact, crashes", "nothing is sent when nothing is asked; a fact has a kind"),
    (
        trap_09,
        "A first fact that does not parse leaves a garbage state",
        "what is not text or a 63-bit integer is refused",
    ),
    (
        trap_10,
        "A blocker that comes later cancels an absence only for lucky names of patterns",
        "the gate comes last, so that there is no later blocker",
    ),
    (trap_11, "An absence in the first pattern never fires", "the gate, a positive pattern, comes first"),
    (
        trap_12,
        "Asserted one by one, absences fire before the evidence arrives",
        "everything is in one batch that ends with the gate",
    ),
    (trap_13, "The gate must be first in the rule and last in time", "so they are"),
    (trap_14, "$or with two true parts fires twice", "there is no $or"),
    (trap_15, "A join after a group is not evaluated", "there are no groups"),
    (trap_16, "A join that is false and last reads past its expressions", "the last join is always true"),
    (trap_17, "A join on id or sid reads freed memory", "neither is a name that a rule may use"),
    (trap_18, "A test of id crashes on a fact without one", "neither is a name, and every fact has an id"),
    (
        trap_19,
        "An ordering join on a property the earlier fact lacks aborts the batch",
        "the earlier fact is guarded by $ex",
    ),
    (
        trap_20,
        '1 and 1.0 and "1" are equal here and unequal there',
        "equality compares identities, in which a number is never a text",
    ),
    (trap_21, "The order of text is wrong where one is the other's beginning", "order compares integers only"),
    (
        trap_22,
        "Lengths are 16 bit: hello and 65,536 characters more is hello",
        "evidence is sent as a short identity, and constants are short",
    ),
    (
        trap_23,
        "$nex alone matches the hidden state fact and loops",
        "there is no $nex, and each pattern begins with a test the hidden fact fails",
    ),
    (
        trap_24,
        "Deleting a session in which nothing fired frees garbage",
        "a prime fact fires first, alone, in every session",
    ),
    (trap_25, "The Host's timers touch deleted sessions", "the C module alone is used"),
    (trap_26, "Division by zero kills the process", "there is no arithmetic"),
    (trap_27, "Arithmetic on a missing property matches anything", "there is no arithmetic"),
    (
        trap_28,
        "An unknown alias, a second key or an unknown operator is accepted in silence",
        "one key a test, known operators, aliases of earlier patterns: all by construction",
    ),
    (trap_29, "The regular expressions hang", "text is tested in Python"),
    (trap_30, "Tests of lists miss", "facts are flat"),
    (
        trap_31,
        "More than 1,024 sessions of one rule set cannot live",
        "one session at a time, deleted after each batch",
    ),
    (trap_32, "Rule sets are never freed by durable's own classes", "every rule set that is made is deleted"),
    (trap_33, "What fails in an action reaches nobody", "there are no actions"),
    (
        trap_34,
        "A drain that stops half-way hides the session for a minute",
        "every batch is drained to its end before the session is deleted",
    ),
    (
        trap_35,
        "The code of a batch hides a duplicate behind an unhandled fact",
        "ids are distinct by construction and the code is not relied on",
    ),
)
"""What shows it, what durable-rules does, and why it is not met here."""


@pytest.mark.parametrize(("shows", "fault", "why"), TRAPS, ids=[row[0].__name__ for row in TRAPS])
def test_a_trap_is_out_of_reach(shows: Callable[[], None], fault: str, why: str) -> None:
    assert fault != why
    shows()


def test_names_with_one_hash_are_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    assert collisions(["pack-149599", "pack-312382", "other"]) == (("pack-149599", "pack-312382"),)
    monkeypatch.setattr(compiler, "collisions", lambda names: collisions({*names, "pack-149599", "pack-312382"}))
    with pytest.raises(ValueError, match="one 32-bit hash"):
        world(1).program()


def test_constants_with_one_hash_do_not_join() -> None:
    """Joins compare a hash first; two constants of one hash are still two."""
    one, two = "pack-149599", "pack-312382"
    assert fnv(one) == fnv(two)
    each = Pattern("goal", {"key": one}, {})
    other = Pattern("finding", {"key": two}, {}, {"key": "key"})
    decided, verified, _ = both(
        (conclusion("r", "some", each, other), conclusion("s", "some")),
        ({"fact": "goal", "key": one}, {"fact": "finding", "key": two}),
    )
    assert decided == verified == ()


def test_a_long_decision_list_is_cut_and_still_decides() -> None:
    columns = {f"c{number}": ("a", "b", "c", "d") for number in range(5)}
    cases = [
        DecisionCase({"c0": (a,), "c1": (b,), "c2": (c,), "c3": (d,)}, "", "")
        for a in "abcd"
        for b in "abcd"
        for c in "abcd"
        for d in "abcd"
    ]
    decided = DecisionList("long", columns, (*cases[:-1], DecisionCase({}, "", "")))
    rows = [
        {"c0": a, "c1": b, "c2": c, "c3": d, "c4": "a"} for a in "abcd" for b in "abcd" for c in "abcd" for d in "abcd"
    ]
    compiled = compile_program([], [decided], [])
    assert len(compiled.shards) == 2
    _, (answers,) = spied(compiled, lambda engine: engine.decisions(decided, rows))
    assert answers == tuple(range(256))
