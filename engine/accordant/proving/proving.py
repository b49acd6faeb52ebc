"""Mutation proof: rules against bad evidence, cases against weakened rules, and rules against harmless evidence."""

from collections.abc import Iterable, Sequence

from accordant.casebook import Case, pack_of
from accordant.model.register import Outcome
from accordant.model.rules import Rule
from accordant.proving.bench import Bench, bench_of, outcome_of
from accordant.proving.declared import Declared, reason_of
from accordant.proving.harmless import variants
from accordant.proving.hollow import vacuous
from accordant.proving.proof import Flaw, Proof, Survivor, Tally, Weakened
from accordant.proving.spoiled import spoiled
from accordant.proving.suggesting import suggest_against, suggest_spoiled
from accordant.proving.weakening import weakenings
from accordant.rulebook import Compiled


def prove(compiled: Compiled, cases: Iterable[Case], rules: Iterable[Rule], declared: Sequence[Declared] = ()) -> Proof:
    """Prove these rules by their cases, one rule at a time; a rule that only a person judges has nothing to prove."""
    some = tuple(cases)
    return _summed(prove_rule(rule, compiled, some, declared) for rule in rules if rule.require is not None)


def prove_rule(rule: Rule, compiled: Compiled, cases: Iterable[Case], declared: Sequence[Declared] = ()) -> Proof:
    """Prove one rule by its cases."""
    bench = bench_of(rule, compiled, cases)
    evidence, content = _evidence(bench, declared)
    weak = tuple(weakenings(rule))
    survivors = [_survivor(bench, one, declared) for one in weak if not _noticed(bench, one)]
    flaws = vacuous(bench, content)
    return Proof(
        evidence.mutants + len(weak),
        evidence.killed + len(weak) - len(survivors),
        (*evidence.survivors, *survivors),
        tuple(_flaw(rule, f"vacuous:{name}", says, declared) for name, says in flaws.items()),
        tuple(_refusals(bench, declared)),
        (Tally(rule.id, evidence.mutants, evidence.killed, len(weak), len(weak) - len(survivors)),),
    )


def _evidence(bench: Bench, declared: Sequence[Declared]) -> tuple[Proof, int]:
    """Say of which bad evidence the rule still finds conformity, and how much bad content it noticed."""
    mutants, content, survivors = 0, 0, []
    for one in spoiled(bench):
        mutants += 1
        if outcome_of(bench.judge(one.pack, one.stand.case)) == Outcome.CONFORMING:
            reason = reason_of(one.id, declared)
            survivors.append(Survivor(one.id, bench.rule.id, one.says, suggest_spoiled(one), reason))
        else:
            content += one.says_less
    return Proof(mutants, mutants - len(survivors), tuple(survivors), (), ()), content


def _noticed(bench: Bench, weakened: Weakened) -> bool:
    """Say whether a case sees something else than with the rule as it is."""
    return any(bench.judge(stand.pack, stand.case, weakened.rule).got != stand.result.got for stand in bench.stands)


def _survivor(bench: Bench, weakened: Weakened, declared: Sequence[Declared]) -> Survivor:
    reason = reason_of(weakened.id, declared)
    # Nothing is looked for where it is said that there is nothing.
    suggestion = None if reason else suggest_against(bench, weakened.rule)
    return Survivor(weakened.id, bench.rule.id, weakened.says, suggestion, reason)


def _refusals(bench: Bench, declared: Sequence[Declared]) -> Iterable[Flaw]:
    """Give the harmless variants of a conforming case that the rule does not find conforming."""
    for stand in bench.stands:
        for variant in variants(stand.case, bench.types) if stand.conforming else ():
            outcome = outcome_of(bench.judge(pack_of(variant.case, bench.types), variant.case))
            if outcome != Outcome.CONFORMING:
                name = f"strict:{stand.case.name}:{variant.name}"
                yield _flaw(bench.rule, name, f"{stand.case.name}, {variant.name}: {outcome}", declared)


def _flaw(rule: Rule, name: str, says: str, declared: Sequence[Declared]) -> Flaw:
    identity = f"{rule.id}:{name}"
    return Flaw(identity, rule.id, says, reason_of(identity, declared))


def _summed(proofs: Iterable[Proof]) -> Proof:
    some = tuple(proofs)
    return Proof(
        sum(one.mutants for one in some),
        sum(one.killed for one in some),
        tuple(survivor for one in some for survivor in one.survivors),
        tuple(flaw for one in some for flaw in one.vacuous),
        tuple(flaw for one in some for flaw in one.over_strict),
        tuple(tally for one in some for tally in one.tallies),
    )
