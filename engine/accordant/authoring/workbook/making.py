"""The sheets of the rules in some folders, made from the files as they stand."""

from collections.abc import Mapping, Sequence
from pathlib import Path

from accordant.authoring.workbook.rows import (
    CASES,
    OBLIGATIONS,
    RULES,
    Sheet,
    case_rows,
    obligation_rows,
    rule_rows,
)
from accordant.casebook import read_casebook
from accordant.errors import RulebookError
from accordant.rulebook.examining import examine
from accordant.rulebook.files import Part, read_cases
from accordant.rulebook.names import declared_obligations
from accordant.rulebook.parsed import Parsed
from accordant.rulebook.structure import parse


def make_sheets(
    folders: Sequence[Path], *, under: Sequence[Path], schemas: Path, judged: Mapping[str, str]
) -> tuple[Sheet, ...]:
    """Make the sheets of the rules in `folders`, which add to those in `under`; `judged` says how each is judged.

    Raises:
        RulebookError: with every problem of every file, if they are not sound.
    """
    examined = examine((*under, *folders), schemas=schemas)
    if examined.problems:
        raise RulebookError(examined.problems)
    everywhere = (*under, *folders)
    read_casebook(everywhere, schemas=schemas, types=examined.types)
    own = frozenset(file.place for folder in examined.folders[len(under) :] for file in folder.files)
    declared = {str(one.data["key"]): one for one in declared_obligations(examined.read.written)}
    ours = {key: one for key, one in declared.items() if one.parsed.file.place in own}
    rules = tuple(rule for rule in examined.rules if rule.file.place in own)
    cases = [parse(file, {}) for folder in folders for file in read_cases(folder) if file.part is Part.CASES]
    return (
        Sheet("Rules", RULES, 1, tuple(rule_rows(rules, declared, judged, own))),
        Sheet("Obligations", OBLIGATIONS, 1, tuple(obligation_rows(ours))),
        Sheet("Cases", CASES, 2, tuple(case_rows(tuple(one for one in cases if isinstance(one, Parsed))))),
    )
