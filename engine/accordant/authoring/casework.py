"""The cases beside the rules, as far as lint needs them: which rule each file is about, and what it expects."""

from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any, Final, NamedTuple

from accordant.model.problem import Problem
from accordant.rulebook.files import Folder, Part, RuleFile
from accordant.rulebook.parsed import Parsed
from accordant.rulebook.structure import parse
from accordant.rulebook.words import unknown

CASES: Final = ".cases.yaml"
_PASSES: Final = frozenset({"conforming"})
_FAILS: Final = frozenset({"nonconforming", "not-evidenced"})


class Casework(NamedTuple):
    """Every cases file that could be read, and one problem for each that could not."""

    files: tuple[Parsed, ...]
    problems: tuple[Problem, ...]


def read_cases(folders: Sequence[Folder]) -> Casework:
    """Read the cases files of the folders, as text throughout."""
    results = [parse(file, {}) for folder in folders for file in _files(Path(folder.place), folder.place)]
    files = tuple(one for one in results if isinstance(one, Parsed))
    return Casework(files, tuple(one for one in results if isinstance(one, Problem)))


def case_problems(
    rules: Sequence[Parsed], casework: Casework, obligations: Mapping[str, Mapping[str, Any]]
) -> Iterator[Problem]:
    """Find cases of no rule, and rules that evidence decides of which no case passes, or none fails."""
    expected: dict[str, set[str]] = {str(rule.data["id"]): set() for rule in rules if "id" in rule.data}
    for file in casework.files:
        name = file.data.get("rule")
        if name not in expected:
            yield file.problem(("rule",), unknown("a rule", str(name or ""), expected))
        else:
            expected[name] |= _outcomes(file.data.get("cases"))
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


def _files(folder: Path, place: str) -> Iterator[RuleFile]:
    for path in sorted(folder.rglob(f"*{CASES}")):
        name = path.relative_to(folder).as_posix()
        yield RuleFile(name, f"{place}/{name}", Part.RULE, path.read_bytes())
