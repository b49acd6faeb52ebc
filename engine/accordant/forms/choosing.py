"""Which types of document a kit is for: those that rules look into for duties of the stages that are asked for."""

from collections import defaultdict
from collections.abc import Mapping

from accordant.checks import KINDS
from accordant.model.catalogue import DocumentType
from accordant.model.rules import Rulebook

MANIFEST = "manifest"


def choose(types: Mapping[str, DocumentType], rulebook: Rulebook, stages: range | None) -> tuple[str, ...]:
    """Return the names of the types for these stages of the life cycle, all for none; the manifest is always first.

    Of the stages' types are those in which a duty of one of them, or of the system, is looked for; what no rule with
    a stage looks into is there as well, and what shows by itself that a stage was reached, at that stage.
    """
    names = [name for name in types if name != MANIFEST]
    if stages is not None:
        due = _stages(rulebook)
        names = [name for name in names if _belongs(types[name], due.get(name, set()), stages)]
    return (*((MANIFEST,) if MANIFEST in types else ()), *names)


def _belongs(declared: DocumentType, due: set[int | None], stages: range) -> bool:
    known = {stage for stage in due if stage is not None}
    if declared.stage is not None:
        known.add(declared.stage)
    return not known or None in due or not known.isdisjoint(stages)


def _stages(rulebook: Rulebook) -> Mapping[str, set[int | None]]:
    """Give for each type the stages at which it is looked into; None for what is due whatever the stage."""
    found: dict[str, set[int | None]] = defaultdict(set)
    for rule in rulebook.rules:
        obligation = rulebook.obligations[rule.obligation]
        stage = obligation.due.stage if obligation.due else None
        for check in rule.checks.values():
            for reading in KINDS[check.kind].reads(check.parameters):
                for name in reading.types:
                    found[name].add(stage)
    return found
