"""What `explain` proposes, applied, makes the finding conform, is said in full, and has no part too many."""

import copy
from collections.abc import Iterator
from itertools import combinations
from typing import Any

import pytest

from accordant.evidence.editing import edit
from accordant.explaining import Scene, explain_in
from accordant.explaining.lessening import Parts
from accordant.explaining.proposing import Proposal
from accordant.explaining.scene import stand
from accordant.explaining.searching import is_met
from accordant.model.change import Change, NewDocument
from accordant.model.register import Finding, Outcome, Register
from accordant.model.rules import Rule
from accordant.rulebook import Compiled
from explaining.scenes import FAILING, assessed, case_scenes, finding_in, sample_scene
from packs import Sample, samples

PARTS, CASE_PARTS = 4, 12
"""So that two workers share what is done of all of them."""

NAMES = {"id", "title", "version", "version_date"}
"""A new document is never proposed without these: it could not be named, and told from another version of it."""

APPROVAL = {"approved_by", "approved_on"}
"""Nor without these: another rule, that approvals are recorded, would fail of it."""

FEW = 8
"""Of so many parts every selection is tried; of more, those that leave out one."""

REFERRING = "objectives.operational.identified"
"""What a repair for it writes refers to another document: leading nowhere, a person would have to weigh it."""

WEIGHED = {
    ("docs.lifecycle/activities-addressed", "every activity said to apply, and one taken out without a reason"),
    ("risk.joint.process/one-method-every-party", "a register without a list of risks"),
}
"""Here the evidence itself says that a control does not apply, or can least of all say that there is nothing to list:
both call for a person."""


def rule_of(scene: Scene, finding: Finding) -> Rule:
    return next(rule for rule in scene.rulebook.rules if rule.id == finding.rule)


def smaller(parts: Parts) -> Iterator[Parts]:
    """Give every selection of the parts, and all of them with a field or an item of what one writes taken away."""
    for count in range(0 if len(parts) <= FEW else len(parts) - 1, len(parts)):
        yield from combinations(parts, count)
    for number, part in enumerate(parts):
        data = part.data if isinstance(part, NewDocument) else part.value
        for path in paths(data):
            if isinstance(part, NewDocument) and path[0] in NAMES | APPROVAL:
                continue
            less: Any = copy.deepcopy(data)
            place = less
            for step in path[:-1]:
                place = place[step]
            del place[path[-1]]
            changed = part._replace(data=less) if isinstance(part, NewDocument) else part._replace(value=less)
            yield (*parts[:number], changed, *parts[number + 1 :])


def paths(data: Any) -> Iterator[tuple[Any, ...]]:
    keys = list(data) if isinstance(data, dict) else range(len(data)) if isinstance(data, list) else []
    for key in keys:
        yield (key,)
        yield from ((key, *rest) for rest in paths(data[key]))


def check_smallest(scene: Scene, finding: Finding, proposal: Proposal) -> None:
    rule = rule_of(scene, finding)
    for less in smaller(proposal.changes):
        try:
            after = stand(scene, edit(scene.pack, less, scene.types), rule, finding.subject)
        except ValueError:
            continue  # what another part changes is gone with this one: no proposal at all
        enough = after is not None and is_met(after) and after.outcome in (proposal.outcome, Outcome.CONFORMING)
        assert not enough, f"{finding.id}: {less} is enough"


def verdicts(register: Register) -> dict[str, tuple[str, str | None]]:
    return {one.id: (one.outcome.value, one.severity or one.severity_if_confirmed) for one in register.findings}


def is_judged_by_machine(finding: Finding, rule: Rule) -> bool:
    return finding.outcome is Outcome.NONCONFORMING and rule.require is not None


def chosen(register: Register, sample: Sample) -> list[Finding]:
    """Give the failing findings of the demo; of other packs a part, since each rule fails in a case of its own too.

    Of real packs, of which little is known, these are every nonconformity and some more.
    """
    failing = [one for one in register.findings if one.outcome in FAILING]
    if sample.name == "planted":
        return [one for n, one in enumerate(failing) if n % 4 == 0 or one.obligation == REFERRING]
    few = sample.real
    return [one for n, one in enumerate(failing) if not few or n % 7 == 0 or one.outcome is Outcome.NONCONFORMING]


@pytest.mark.whole
@pytest.mark.parametrize("part", range(PARTS))
@pytest.mark.parametrize("sample", samples(), ids=lambda sample: sample.name)
def test_every_failing_finding_of_every_sample_pack(sample: Sample, part: int, compiled: Compiled) -> None:
    scene = sample_scene(sample, compiled)
    register = assessed(scene)
    nonconforming = 0
    for finding in chosen(register, sample)[part::PARTS]:
        explanation = explain_in(scene, register, finding.id)
        proposal = explanation.proposal
        if is_judged_by_machine(finding, rule_of(scene, finding)):
            nonconforming += 1
            assert proposal is not None, finding.id
            assert proposal.outcome is Outcome.CONFORMING, finding.id
        if proposal is None:
            assert explanation.unproposed, finding.id
            continue
        after = assessed(scene, proposal.changes)
        assert finding_in(after, finding.id).outcome is proposal.outcome, finding.id
        before, now = verdicts(register), verdicts(after)
        changed = {name for name in before.keys() | now.keys() if before.get(name) != now.get(name)}
        assert changed - {finding.id} == {one.finding for one in proposal.others}, finding.id
        check_smallest(scene, finding, proposal)
    assert nonconforming or sample.name != "demo"


@pytest.mark.whole
@pytest.mark.parametrize("part", range(CASE_PARTS))
def test_every_failing_case_beside_the_rules(part: int, compiled: Compiled) -> None:
    proposed, conforming = 0, 0
    for case, scene in case_scenes(compiled, part, CASE_PARTS):
        register = assessed(scene)
        (finding,) = [one for one in register.findings if case.subject in (None, one.subject)]
        proposal = explain_in(scene, register, finding.id).proposal
        rule = rule_of(scene, finding)
        if is_judged_by_machine(finding, rule):
            assert proposal is not None, f"{case.rule}: {case.name}"
            wanted = Outcome.NEEDS_JUDGEMENT if (case.rule, case.name) in WEIGHED else Outcome.CONFORMING
            assert proposal.outcome is wanted, f"{case.rule}: {case.name}"
        if proposal is None:
            continue
        proposed += 1
        conforming += proposal.outcome is Outcome.CONFORMING
        after = finding_in(assessed(scene, proposal.changes), finding.id)
        assert after.outcome is proposal.outcome, f"{case.rule}: {case.name}"
        if finding.outcome is Outcome.NONCONFORMING:
            check_smallest(scene, finding, proposal)
    assert proposed > 300 / CASE_PARTS
    assert conforming / proposed > 0.99


@pytest.mark.whole
def test_nothing_new_is_claimed_of_the_manifest_or_taken_from_it(compiled: Compiled) -> None:
    for sample in samples():
        scene = sample_scene(sample, compiled)
        register = assessed(scene)
        assert scene.pack.manifest is not None
        claimed = scene.pack.manifest.source.file
        for finding in chosen(register, sample):
            if finding.outcome is Outcome.NONCONFORMING:
                proposal = explain_in(scene, register, finding.id).proposal
                parts = proposal.changes if proposal else ()
                assert not [one for one in parts if isinstance(one, Change) and one.file == claimed]
