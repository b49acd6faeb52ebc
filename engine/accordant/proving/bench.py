"""The bench: the cases of one rule with their packs made once, judged by the rule or by any other in its place."""

from collections.abc import Iterable, Mapping
from typing import NamedTuple

from accordant.casebook import Case, Result, narrowed, pack_of, run_on
from accordant.model.catalogue import DocumentType
from accordant.model.evidence import Pack
from accordant.model.observation import Observed
from accordant.model.register import Outcome
from accordant.model.rules import Rule
from accordant.observation import observe
from accordant.rulebook import Compiled


class Stand(NamedTuple):
    """One case on the bench: the case, its pack, what its rule made of it."""

    case: Case
    pack: Pack
    result: Result

    @property
    def conforming(self) -> bool:
        """Say whether the rule found conformity in it."""
        return outcome_of(self.result) == Outcome.CONFORMING


class Bench(NamedTuple):
    """One rule, alone in its rulebook, and its cases."""

    rule: Rule
    compiled: Compiled
    stands: tuple[Stand, ...]

    @property
    def types(self) -> Mapping[str, DocumentType]:
        """Give the declared types of document."""
        return self.compiled.types

    def judge(self, pack: Pack, case: Case, rule: Rule | None = None) -> Result:
        """Judge a pack in place of a case's by the rule, or by another in its place."""
        return run_on(pack, case, self.compiled if rule is None else _with(self.compiled, rule))

    def observed(self, pack: Pack, case: Case) -> Observed | None:
        """Give what the rule's checks saw at the subject of a case; None where there is none."""
        seen = observe(self.compiled.rulebook, pack, self.types, as_of=case.as_of)
        return next((one for one in seen if case.subject in (None, one.subject)), None)


def bench_of(rule: Rule, compiled: Compiled, cases: Iterable[Case]) -> Bench:
    """Set up the bench for a rule; a case that names no subject keeps the one it has, whatever is added to it."""
    one = narrowed(compiled, rule.id)
    stands = []
    for case in cases:
        if case.rule != rule.id:
            continue
        pack = pack_of(case, one.types)
        result = run_on(pack, case, one)
        known = case._replace(subject=result.finding.subject) if result.finding else case
        stands.append(Stand(known, pack, result))
    return Bench(rule, one, tuple(stands))


def outcome_of(result: Result) -> str:
    """Give the outcome, `none` where there is no finding of the subject."""
    return result.finding.outcome.value if result.finding else "none"


def _with(compiled: Compiled, rule: Rule) -> Compiled:
    return compiled._replace(rulebook=compiled.rulebook._replace(rules=(rule,)))
