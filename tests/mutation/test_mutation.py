"""Mutants of the complete organisation are noticed by rules that name what was harmed; `mutation` runs all of them."""

import random
from collections.abc import Iterator
from fnmatch import fnmatchcase

import pytest

from accordant.evidence.editing import edit
from accordant.model.observation import Due
from accordant.rulebook import Compiled
from judging import judge
from mutation.evidence import GUIDANCE
from mutation.harms import HARMS, Mutant
from mutation.judging import Court
from mutation.report import FOREIGN, Report, declared
from mutation.trial import AS_OF, Bench

pytestmark = pytest.mark.whole
SAMPLED = 40
COMPARED = 4
UNSIGNED = "un-sign:relationships/green-corridor/5-working-together/exit-strategy:/signatures/0/person"
MOST_REASONS = 40


@pytest.fixture(scope="module")
def bench(compiled: Compiled) -> Bench:
    return Bench(compiled)


def sampled(bench: Bench, number: int, seed: str) -> list[Mutant]:
    return random.Random(seed).sample(bench.mutants, number)


def test_there_are_thousands_of_mutants_of_every_harm(bench: Bench) -> None:
    assert len({one.id for one in bench.mutants}) == len(bench.mutants) > 5000
    assert {one.harm for one in bench.mutants} == set(HARMS)


def test_some_mutant_harms_what_each_rule_rests_on(bench: Bench) -> None:
    due = {row.rule.id for row in bench.court.rows if row.due is Due.YES and row.obligation.kind != GUIDANCE}
    assert {one.rule for mutant in bench.mutants for one in mutant.resting} == due


def test_what_survives_of_a_sample_has_its_reason(bench: Bench) -> None:
    report = Report(tuple(map(bench.attempt, sampled(bench, SAMPLED, "noticed"))))

    assert not report.unexplained
    assert len(report.survivors) <= SAMPLED / 10
    assert report.primaries
    assert report.foreign <= FOREIGN


def test_asking_first_the_rules_that_rested_on_it_notices_the_same(bench: Bench) -> None:
    some = sampled(bench, SAMPLED, "first")
    assert [bool(bench.notice(one).noticed) for one in some] == [bool(bench.attempt(one).noticed) for one in some]


def test_looking_at_what_a_change_reaches_gives_what_looking_at_everything_does(bench: Bench) -> None:
    for mutant in sampled(bench, COMPARED, "compared"):
        whole = judge(edit(bench.pack, mutant.changes, bench.compiled.types), bench.compiled, as_of=AS_OF)
        expected = {(one.rule, one.subject): (one.outcome, bool(one.depends_on)) for one in whole.findings}
        assert bench.court.verdicts | bench.court.judge(mutant.changes) == expected, mutant.id


def test_without_the_rule_that_asks_for_signatures_nobody_misses_one(bench: Bench) -> None:
    mutant = next(one for one in bench.mutants if one.id == UNSIGNED)
    rulebook = bench.compiled.rulebook
    fewer = tuple(rule for rule in rulebook.rules if rule.id not in {one.rule for one in mutant.resting})
    blind = Court(bench.pack, bench.compiled._replace(rulebook=rulebook._replace(rules=fewer)), AS_OF)

    assert bench.attempt(mutant).noticed
    assert not dict(worse(blind, mutant))


def worse(court: Court, mutant: Mutant) -> Iterator[tuple[tuple[str, str], str]]:
    for key, verdict in court.judge(mutant.changes).items():
        if verdict.outcome != court.verdicts[key].outcome:
            yield key, verdict.outcome


def test_each_declared_reason_is_of_some_mutant(bench: Bench) -> None:
    unused = [one.mutant for one in declared() if not any(fnmatchcase(each.id, one.mutant) for each in bench.mutants)]
    assert not unused
    assert len(declared()) <= MOST_REASONS
