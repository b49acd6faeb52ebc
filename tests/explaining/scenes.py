"""Scenes to explain in: sample packs, and cases beside the rules."""

from collections.abc import Iterator
from datetime import date

from accordant.assessment import Terms, assess
from accordant.casebook import Case, pack_of
from accordant.evidence import read_pack
from accordant.evidence.editing import edit
from accordant.explaining import Scene
from accordant.explaining.lessening import Parts
from accordant.model.register import Finding, Register
from accordant.rulebook import Compiled
from casebook import all_cases
from judging import narrowed
from packs import Sample

FAILING = ("nonconforming", "not-evidenced", "needs-judgement", "opportunity")


def sample_scene(sample: Sample, compiled: Compiled, role: str = "consultant") -> Scene:
    """Give a sample pack as of the date its README names."""
    pack = read_pack(sample.yaml, types=compiled.types)
    terms = Terms(date.fromisoformat(sample.as_of), role=role, engine="reference")
    return Scene(pack, compiled.rulebook, compiled.types, compiled.program, terms)


def case_scenes(compiled: Compiled, part: int, parts: int) -> Iterator[tuple[Case, Scene]]:
    """Give every so many-th case of those that fail, with its rule alone."""
    failing = [case for case in all_cases(compiled.types) if case.expect["outcome"] in FAILING]
    for case in failing[part::parts]:
        terms = Terms(case.as_of, engine="reference", **case.options)
        rulebook = narrowed(compiled, case.rule).rulebook
        yield case, Scene(pack_of(case, compiled.types), rulebook, compiled.types, compiled.program, terms)


def assessed(scene: Scene, changes: Parts = ()) -> Register:
    """Assess the scene's pack with changes made."""
    pack = edit(scene.pack, changes, scene.types)
    return assess(pack, scene.rulebook, scene.types, scene.program, terms=scene.terms)


def finding_in(register: Register, identity: str) -> Finding:
    return next(one for one in register.findings if one.id == identity)
