"""One case judged by its own rule alone, and held against what it expects."""

from collections.abc import Mapping
from typing import Any

from accordant.assessment import Terms, assess
from accordant.casebook.case import Case, Result
from accordant.evidence import assemble, make_source
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
    evidence = [*([case.manifest] if case.manifest is not None else []), *case.documents]
    sources = (make_source(_file(number, data), data) for number, data in enumerate(evidence))
    return assemble(case.name, sources, types=types)


def run_case(case: Case, compiled: Compiled) -> Result:
    """Judge the case's pack by its rule as the rulebook has it, and compare."""
    one = narrowed(compiled, case.rule)
    terms: dict[str, Any] = dict(case.options)
    register = assess(
        pack_of(case, one.types), one.rulebook, one.types, one.program,
        terms=Terms(case.as_of, engine=ENGINE, **terms),
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


def _file(number: int, data: Mapping[str, Data]) -> str:
    return f"{number:02}-{data.get('type')}.yaml"
