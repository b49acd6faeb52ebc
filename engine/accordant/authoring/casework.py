"""The cases beside the rules, as far as lint needs them: which rule each file is about, and what it expects."""

from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any, Final, NamedTuple

from accordant.casebook import read_casebook
from accordant.errors import RulebookError
from accordant.model.catalogue import DocumentType
from accordant.model.problem import Problem
from accordant.rulebook.files import Part, read_cases
from accordant.rulebook.parsed import Parsed
from accordant.rulebook.structure import parse

CASES: Final = ".cases.yaml"
_PASSES: Final = frozenset({"conforming"})
_FAILS: Final = frozenset({"nonconforming", "not-evidenced"})


class Casework(NamedTuple):
    """Every cases file that is YAML, and every problem of any."""

    files: tuple[Parsed, ...]
    problems: tuple[Problem, ...]


def read_casework(
    folders: Sequence[Path], rules: Sequence[Parsed], *, schemas: Path, types: Mapping[str, DocumentType]
) -> Casework:
    """Read the cases files of the folders, which are about these rules."""
    results = [parse(file, {}) for folder in folders for file in read_cases(folder) if file.part is Part.CASES]
    files = tuple(one for one in results if isinstance(one, Parsed))
    ids = {str(rule.data["id"]) for rule in rules if "id" in rule.data}
    try:
        read_casebook(folders, schemas=schemas, types=types, rules=ids)
    except RulebookError as error:
        return Casework(files, error.problems)
    return Casework(files, ())


def case_problems(
    rules: Sequence[Parsed], casework: Casework, obligations: Mapping[str, Mapping[str, Any]]
) -> Iterator[Problem]:
    """Find rules that evidence decides of which no case passes, or none fails."""
    expected: dict[str, set[str]] = {str(rule.data["id"]): set() for rule in rules if "id" in rule.data}
    for file in casework.files:
        expected.get(str(file.data.get("rule")), set()).update(_outcomes(file.data.get("cases")))
    for rule in rules:
        if "id" in rule.data and "require" in rule.data:
            yield from _missing(rule, expected[rule.data["id"]], obligations.get(str(rule.data.get("obligation")), {}))


def _missing(rule: Parsed, outcomes: set[str], obligation: Mapping[str, Any]) -> Iterator[Problem]:
    beside = rule.file.name.removesuffix(".yaml") + CASES
    if not outcomes & _PASSES:
        message = f"no case of this rule passes: add one to {beside} that expects {{outcome: conforming}}"
        yield rule.problem(("id",), message)
    if not outcomes & (_FAILS | _counts_as_failure(obligation)):
        message = f"no case of this rule fails: add one to {beside} that expects nonconforming, or not-evidenced"
        yield rule.problem(("id",), message)


def _counts_as_failure(obligation: Mapping[str, Any]) -> frozenset[str]:
    """Give the outcomes that a failure has where it cannot be a nonconformity."""
    if obligation.get("kind") == "guidance":
        return frozenset({"not-applicable"})
    if obligation.get("kind") != "requirement":
        return frozenset({"opportunity"})
    return frozenset({"needs-judgement"}) if obligation.get("confidence") == "inferred" else frozenset()


def _outcomes(cases: Any) -> set[str]:
    found = set()
    for case in cases if isinstance(cases, list) else ():
        expect = case.get("expect") if isinstance(case, dict) else None
        if isinstance(expect, dict):
            found.add(str(expect.get("outcome")))
    return found
