"""One finding of one assessment explained: why it is so, and what would make it otherwise."""

from collections.abc import Mapping
from typing import NamedTuple

from accordant.assessment import assess, press_of
from accordant.errors import UsageError
from accordant.evidence.suggestion import did_you_mean
from accordant.explaining.conditions import Judged, judged
from accordant.explaining.proposing import Proposal, propose
from accordant.explaining.scene import Scene, Standing, stand
from accordant.model.register import ENTRIES, Finding, ObligationStatus, Outcome, Register, makes_entry
from accordant.model.rules import Rule
from accordant.reports.audience import for_audience, may_advise

_LISTED = 8
_ADVICE = "What would make it conform is a specific solution, and a certification body gives none."
_SETTLED = "Nothing is asked to be changed."
_PERSON = "Only a person can judge this: no change of the evidence alone makes it conform."
_NOT_LOOKED = "Nothing was looked at: what stands against it is not the evidence of this requirement."
_REFERRED = "What the rule requires is met; a person has to weigh it."
_DOUBTED = "What the rule requires is met; what the manifest claims of the stage or the partners has to be established."
_UNKNOWN = "No change of the evidence was found that makes it conform."


class Explanation(NamedTuple):
    """A finding and why it is so.

    `register` and `finding` are as their audience may see them. `because` is the reason of the outcome,
    `conditions` how each condition of the rule was judged, `obligation` where its obligation stands over all rules.
    `unproposed` says why there is no proposal, empty where there is one.
    """

    register: Register
    finding: Finding
    because: str
    conditions: Mapping[str, Judged]
    obligation: ObligationStatus
    proposal: Proposal | None
    unproposed: str


def explain(scene: Scene, entry: str) -> Explanation:
    """Assess the scene's pack and explain the finding that `entry` names: its id, or a part of it that no other has.

    Raises:
        UsageError: if it names none, or several.
        InferenceError: when the engines disagree.
    """
    register = assess(scene.pack, scene.rulebook, scene.types, scene.program, terms=scene.terms)
    return explain_in(scene, register, entry)


def explain_in(scene: Scene, register: Register, entry: str) -> Explanation:
    """Explain a finding of the register that the scene's assessment gave; see `explain`."""
    finding = find(register, entry)
    rule = next(one for one in scene.rulebook.rules if one.id == finding.rule)
    standing = stand(scene, scene.pack, rule, finding.subject)
    if standing is None:
        raise UsageError(f"{finding.id}: there is no such subject in the pack")
    unproposed = _refused(register, finding, rule, standing)
    proposal = None if unproposed else propose(scene, register, finding, rule)
    shown = for_audience(register)
    return Explanation(
        register=shown,
        finding=next(one for one in shown.findings if one.id == finding.id),
        because=standing.because,
        conditions=judged(standing.observed, press_of(scene.pack, scene.rulebook, scene.types)),
        obligation=_obligation(register, finding),
        proposal=proposal,
        unproposed=unproposed or ("" if proposal else _UNKNOWN),
    )


def find(register: Register, entry: str) -> Finding:
    """Give the finding an entry names: by its id, else by a part of it that one finding has, entries before others.

    Raises:
        UsageError: if it names none, or several; it says which there are.
    """
    exact = [one for one in register.findings if one.id == entry]
    wanted = entry.casefold()
    alike = exact or [one for one in register.findings if wanted and wanted in one.id.casefold()]
    for some in (alike, [one for one in alike if makes_entry(one)]):
        if len(some) == 1:
            return some[0]
    if not alike:
        near = did_you_mean(entry, [one.id for one in register.findings] + [one.rule for one in register.findings])
        raise UsageError(f"no finding is called {entry}{near}; accordant check --all shows every one")
    listed = "\n  ".join(one.id for one in alike[:_LISTED])
    more = f"\n  and {len(alike) - _LISTED} more" if len(alike) > _LISTED else ""
    raise UsageError(f"{entry} may be any of {len(alike)} findings:\n  {listed}{more}")


def _refused(register: Register, finding: Finding, rule: Rule, standing: Standing) -> str:
    """Say why nothing is proposed; empty where something may be."""
    if finding.outcome not in ENTRIES:
        return _SETTLED
    if not may_advise(register):
        return _ADVICE
    if rule.require is None:
        return _PERSON
    if standing.observed.view is None:
        return _NOT_LOOKED
    if standing.value(rule.refer_when) == "met" and standing.value(rule.require) == "met":
        return _REFERRED
    met = standing.value(rule.require) == "met" and finding.outcome is Outcome.NOT_EVIDENCED
    return _DOUBTED if met and standing.value(rule.occasion) in (None, "met") else ""


def _obligation(register: Register, finding: Finding) -> ObligationStatus:
    return next(
        one for one in register.obligations if (one.obligation, one.subject) == (finding.obligation, finding.subject)
    )
