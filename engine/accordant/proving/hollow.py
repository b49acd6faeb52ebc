"""Vacuous rules: those that conform where there is nothing, or that nothing could make fail."""

from collections.abc import Mapping

from accordant.casebook import Case, pack_of
from accordant.checks import KINDS
from accordant.model.change import Data
from accordant.model.register import Outcome
from accordant.proving.bench import Bench, outcome_of
from accordant.proving.weakening import names_in

_SHELL = (
    "type", "id", "status", "approved_on", "version", "version_date", "valid_from", "relationships", "transcribed",
)  # fmt: skip
"""The fields that put a document into effect: with these alone it says nothing."""

EMPTY = "empty"
HOLLOW = "hollow"
UNTOUCHED = "untouched"


def vacuous(bench: Bench, noticed: int) -> Mapping[str, str]:
    """Give the reasons for which the rule is vacuous, with an id each; `noticed` is how much bad content it noticed.

    A rule on the existence of a document, or on what puts it into effect, is not hollow for being met by a shell.
    """
    found = {}
    good = [stand.case for stand in bench.stands if stand.conforming]
    if any(_conforms(bench, case._replace(documents=())) for case in good):
        found[EMPTY] = "conforms without any document"
    if _asks_for_content(bench) and any(_conforms(bench, _hollowed(case)) for case in good):
        found[HOLLOW] = "conforms to documents that say nothing"
    if not noticed:
        found[UNTOUCHED] = "nothing that its documents say makes it fail" if good else "no case of it conforms"
    return found


def _conforms(bench: Bench, case: Case) -> bool:
    rule = bench.rule._replace(consider=None)
    kept = set(names_in(rule.require)) | set(names_in(rule.occasion)) | set(names_in(rule.refer_when))
    rule = rule._replace(checks={name: check for name, check in rule.checks.items() if name in kept})
    return outcome_of(bench.judge(pack_of(case, bench.types), case, rule)) == Outcome.CONFORMING


def _asks_for_content(bench: Bench) -> bool:
    checks = [bench.rule.checks[name] for name in names_in(bench.rule.require)]
    read = {reading.path for check in checks for reading in KINDS[check.kind].reads(check.parameters)}
    return not read & set(_SHELL)


def _hollowed(case: Case) -> Case:
    documents: tuple[dict[str, Data], ...] = tuple(
        {name: document[name] for name in _SHELL if name in document} for document in case.documents
    )
    return case._replace(documents=documents)
