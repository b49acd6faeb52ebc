"""The three cases of a new rule: of evidence that passes, of the same spoilt, and of none."""

from collections.abc import Mapping, Sequence
from typing import Any, NamedTuple

from accordant.authoring.scaffold.growing import Fields, documents_of, grown, spoilt
from accordant.casebook import Case, put, run_case
from accordant.casebook.expanding import expanded, started
from accordant.model.change import Data, fields_of
from accordant.model.rules import Obligation, Rule
from accordant.rulebook import Compiled

PASSES = "all is there"
FAILS = "it is contradicted"
NOTHING = "nothing was received"
_LATER = ("2027-06-30", "2036-06-30")
"""Dates a year, and ten years, after the one that a case is judged at where it says none."""


class Cases(NamedTuple):
    """The cases that could be made, and the names of those that could not."""

    made: list[Fields]
    missing: tuple[str, ...]


class Bench(NamedTuple):
    """What cases are tried out with."""

    rule: Rule
    compiled: Compiled
    base: Mapping[str, Any]

    def case(self, *written: Fields) -> Case:
        """Give the last of these cases as the casebook makes it; it may start from the others.

        Raises:
            ValueError: if it sets what is not there.
        """
        known: dict[str, dict[str, Any]] = {}
        for one in written:
            whole = started(one, known.get(str(one.get("from")), {}))
            changes = one.get("set")
            for pointer, value in changes.items() if isinstance(changes, dict) else ():
                put(whole, pointer, value)
            known[str(one["name"])] = whole
        return expanded(self.rule.id, "", whole, written[-1], self.base, self.compiled.types)

    def statement(self, *written: Fields) -> str | None:
        """Run the last of these cases: give its finding's statement where all is as expected, else None."""
        try:
            result = run_case(self.case(*written), self.compiled)
        except ValueError:
            return None
        return result.finding.statement if result.as_expected and result.finding is not None else None


def make_cases(bench: Bench) -> Cases:
    """Make the cases of the rule, each run, and each as small as its outcome lets it be."""
    nothing: Fields = {"name": NOTHING, "documents": [], "expect": {"outcome": "not-evidenced"}}
    passing = _passing(bench, nothing)
    failing = None if passing is None else _failing(bench, passing)
    cases = {PASSES: passing, FAILS: failing, NOTHING: _without_evidence(bench, nothing)}
    return Cases(
        [case for case in cases.values() if case is not None],
        tuple(name for name, case in cases.items() if case is None),
    )


def _without_evidence(bench: Bench, nothing: Fields) -> Fields | None:
    """Give the case of no evidence: later where nothing is due yet, since a first event may wait for an interval."""
    later = ({**nothing, "as_of": day} for day in _LATER)
    return next((case for case in (nothing, *later) if bench.statement(case) is not None), None)


def _passing(bench: Bench, nothing: Fields) -> Fields | None:
    pack = grown(bench.case(nothing), bench.compiled)
    if pack is None:
        return None
    root = fields_of(pack.manifest.root) if pack.manifest else {}
    manifest: Fields = {name: value for name, value in root.items() if bench.base["manifest"].get(name) != value}
    case: Fields = {"name": PASSES, "documents": [*documents_of(pack)], "expect": {"outcome": "conforming"}}
    case = {**case, "manifest": manifest} if manifest else case
    return _smallest(bench, case) if bench.statement(case) is not None else None


def _smallest(bench: Bench, case: Fields) -> Fields:
    """Leave out every document and every field without which the case still passes: the base says the rest."""
    documents = [one for one in _items(case) if isinstance(one, dict)]
    for index in reversed(range(len(documents))):
        without = [*documents[:index], *documents[index + 1 :]]
        if bench.statement({**case, "documents": [*without]}) is not None:
            documents = without
    for index, document in enumerate(documents):
        for name in [key for key in document if key not in ("type", "id")]:
            less = {key: value for key, value in documents[index].items() if key != name}
            tried = [*documents[:index], less, *documents[index + 1 :]]
            if bench.statement({**case, "documents": [*tried]}) is not None:
                documents = tried
    return {**case, "documents": [*documents]}


def _items(case: Fields) -> Sequence[Data]:
    documents = case["documents"]
    return documents if isinstance(documents, list) else ()


def _failing(bench: Bench, passing: Fields) -> Fields | None:
    outcome = _outcome_of_failure(bench.compiled.rulebook.obligations[bench.rule.obligation])
    for changes in spoilt(bench.case(passing), bench.compiled):
        case: Fields = {"name": FAILS, "from": PASSES, "set": dict(changes), "expect": {"outcome": outcome}}
        statement = bench.statement(passing, case)
        if statement is not None:
            return {**case, "expect": {"outcome": outcome, "statement": statement}}
    return None


def _outcome_of_failure(obligation: Obligation) -> str:
    """Give the outcome of what is unmet, which the obligation decides."""
    if obligation.kind != "requirement":
        return "opportunity"
    return "nonconforming" if obligation.confidence == "well-supported" else "needs-judgement"
