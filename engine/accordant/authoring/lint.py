"""Every problem of a rulebook at once: what loading refuses, and what loads but cannot be meant."""

from collections.abc import Iterator, Sequence
from pathlib import Path

from accordant.authoring.alike import alike_problems
from accordant.authoring.casework import Casework, case_problems, read_casework
from accordant.authoring.copying import copied, runs_of
from accordant.authoring.reach import reach_problems
from accordant.authoring.wording import core_problems, wording_problems
from accordant.model.problem import Problem
from accordant.rulebook.companions import companion_problems
from accordant.rulebook.companions.reading import read_all
from accordant.rulebook.examining import Examined, examine
from accordant.rulebook.names import declared_obligations
from accordant.rulebook.parsed import Parsed


def lint_rules(
    folders: Sequence[Path], *, under: Sequence[Path], schemas: Path, against: Sequence[str] = ()
) -> tuple[Problem, ...]:
    """Find every problem of the rules in `folders`, in order of place.

    `under` are the rulebooks they add to, of which nothing is reported. `against` are texts that must not be copied.

    Raises:
        RulebookError: if the document types of `schemas` are not sound.
    """
    examined = examine((*under, *folders), schemas=schemas)
    places = [Path(folder.place) for folder in examined.folders]
    casework = read_casework(places, examined.rules, schemas=schemas, types=examined.types)
    roots = tuple(f"{folder}/" for folder in folders)
    found = (
        *examined.problems,
        *casework.problems,
        *_meant(examined, casework),
        *_accompanying(examined, places, schemas),
        *_copied((*examined.read.written, *casework.files, *_companions(places, schemas)), against),
    )
    ours = {problem for problem in found if problem.file.startswith(roots)}
    return tuple(sorted(ours, key=lambda one: (one.file, one.line or 0, one.column or 0, one.message)))


def _meant(examined: Examined, casework: Casework) -> Iterator[Problem]:
    declared = declared_obligations(examined.read.written)
    obligations = {str(one.data["key"]): one.data for one in declared}
    for rule in examined.rules:
        yield from reach_problems(rule)
        yield from wording_problems(rule)
    for obligation in declared:
        yield from core_problems(obligation)
    yield from alike_problems(examined.rules, {key: str(data.get("level")) for key, data in obligations.items()})
    if examined.read.whole:
        yield from case_problems(examined.rules, casework, obligations)


def _accompanying(examined: Examined, places: Sequence[Path], schemas: Path) -> tuple[Problem, ...]:
    """Find what is wrong with crosswalks, phases, glossary and sources; unread rules would make names seem missing."""
    if not examined.read.whole:
        return ()
    keys = {str(one.data["key"]) for one in declared_obligations(examined.read.written)}
    return companion_problems(places, schemas=schemas, obligations=keys, types=examined.types)


def _companions(places: Sequence[Path], schemas: Path) -> Iterator[Parsed]:
    return (file for files in read_all(places, schemas)[0].values() for file in files)


def _copied(files: Sequence[Parsed], against: Sequence[str]) -> Iterator[Problem]:
    if not against:
        return
    runs = runs_of(against)
    for file in files:
        yield from copied(file.file.place, file.text, runs)
