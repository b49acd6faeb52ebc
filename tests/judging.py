"""A pack of plain data judged: written, read, assessed, and one finding taken out."""

from collections.abc import Mapping
from datetime import date
from pathlib import Path
from typing import Any

from accordant.assessment import Terms, assess
from accordant.casebook import narrowed
from accordant.evidence import read_pack
from accordant.model.evidence import Pack
from accordant.model.register import Finding, Register
from accordant.rulebook import Compiled
from casebook import Case, write_pack

__all__ = ["finding_of", "judge", "narrowed", "plain", "read"]


def read(folder: Path, compiled: Compiled, manifest: Mapping[str, Any] | None, documents: Any, **more: Any) -> Pack:
    """Write a pack and read it."""
    return read_pack(write_pack(folder, manifest, documents, **more), types=compiled.types)


def judge(pack: Pack, compiled: Compiled, *, as_of: date | str, engine: str = "reference", **terms: str) -> Register:
    """Assess a pack that was read."""
    wanted = Terms(date.fromisoformat(str(as_of)), engine=engine, **terms)
    return assess(pack, compiled.rulebook, compiled.types, compiled.program, terms=wanted)


def finding_of(register: Register, case: Case) -> Finding:
    """Give the finding a case speaks of: of its rule, at its subject or at the only one."""
    found = [one for one in register.findings if one.rule == case.rule and case.subject in (None, one.subject)]
    assert len(found) == 1, f"{case.rule} has {len(found)} findings: name the subject of the case"
    return found[0]


def plain(finding: Finding) -> Finding:
    """Give a finding without its places: what is seen stays, where in which file it stands does not."""
    evidence = tuple(one._replace(file=one.file.rsplit(".", 1)[0], line=None, column=None) for one in finding.evidence)
    judgement = finding.judgement and finding.judgement._replace(file="", line=None, column=None)
    return finding._replace(evidence=evidence, judgement=judgement)
