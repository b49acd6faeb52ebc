"""One case judged by its own rule alone, and held against what it expects."""

from collections.abc import Mapping
from typing import Any

from accordant.assessment import Terms, assess
from accordant.casebook.case import Case, Result
from accordant.evidence import assemble
from accordant.evidence.making import make_source
from accordant.model.catalogue import DocumentType
from accordant.model.change import Data
from accordant.model.evidence import Pack
from accordant.model.register import Finding
from accordant.rulebook.compiled import Compiled

ENGINE = "reference"
"""Cases prove rules, not engines; a process for each of hundreds of packs would make the bench slow."""


def narrowed(compiled: Compiled, rule: str) -> Compiled:
    """Return the rulebook with one rule only: other rules cost time and cannot change its finding."""
    rules = tuple(one for one in compiled.rulebook.rules if one.id == rule)
    return compiled._replace(rulebook=compiled.rulebook._replace(rules=rules))


def pack_of(case: Case, types: Mapping[str, DocumentType]) -> Pack:
    """Make the pack of a case, in memory: one source for the manifest and one for each document."""
    sources = (make_source(file, data) for file, data in zip(files_of(case), _evidence(case), strict=True))
    return assemble(case.name, sources, types=types)


def files_of(case: Case) -> tuple[str, ...]:
    """Give the names of the files that the pack of a case seems read from: the manifest's first, if there is one."""
    return tuple(f"{number:02}-{data.get('type')}.yaml" for number, data in enumerate(_evidence(case)))


def _evidence(case: Case) -> tuple[dict[str, Data], ...]:
    return (*([case.manifest] if case.manifest is not None else []), *case.documents)


def run_case(case: Case, compiled: Compiled) -> Result:
    """Judge the case's pack by its rule as the rulebook has it, and compare."""
    one = narrowed(compiled, case.rule)
    return run_on(pack_of(case, one.types), case, one)


def run_on(pack: Pack, case: Case, one: Compiled) -> Result:
    """Judge a pack as if it were the case's, by a rulebook narrowed to the case's rule, and compare."""
    terms: dict[str, Any] = dict(case.options)
    register = assess(
        pack, one.rulebook, one.types, one.program, terms=Terms(case.as_of, engine=ENGINE, **terms)
    )  # fmt: skip
    found = [finding for finding in register.findings if case.subject in (None, finding.subject)]
    if len(found) != 1:
        subjects = ", ".join(finding.subject for finding in register.findings) or "none"
        return Result(case, {}, None, f"the case must name the one subject it is about; there are: {subjects}")
    return Result(case, _got(found[0], case), found[0])


def _got(finding: Finding, case: Case) -> dict[str, str | None]:
    first = finding.evidence[0]
    everything = {
        "outcome": finding.outcome.value,
        "severity": finding.severity,
        "place": f"{first.document or 'manifest'}{first.pointer}",
        "statement": finding.statement,
    }
    return {name: everything[name] for name in case.expect}
