"""A repair goes on until nobody has to weigh what it wrote; what the evidence itself says is left to a person."""

import pytest

from accordant.evidence.editing import edit
from accordant.explaining import Scene, explain_in
from accordant.explaining.proposing import Proposal
from accordant.model.change import Change
from accordant.model.register import Outcome
from accordant.rulebook import Compiled
from explaining.scenes import assessed, case_scenes

RULE = "objectives.operational.identified/linked-to-corporate"
LINK = "/objectives/1/corporate_objective"


def scene_of(rule: str, name: str, compiled: Compiled) -> Scene:
    return next(scene for case, scene in case_scenes(compiled, 0, 1) if (case.rule, case.name) == (rule, name))


@pytest.fixture(scope="module")
def scene(compiled: Compiled) -> Scene:
    """Give two operational objectives, of which the second serves nothing, and a plan with O1 and O2."""
    return scene_of(RULE, "one objective serves nothing above it", compiled)


def file_of(scene: Scene, kind: str) -> str:
    return next(one.source.file for one in scene.pack.documents if one.type.name == kind)


def proposed(scene: Scene) -> Proposal:
    register = assessed(scene)
    (finding,) = register.findings
    assert finding.outcome is Outcome.NONCONFORMING
    proposal = explain_in(scene, register, finding.id).proposal
    assert proposal is not None
    return proposal


def changed(scene: Scene, *changes: Change) -> Scene:
    return scene._replace(pack=edit(scene.pack, changes, scene.types))


def test_a_reference_is_proposed_to_what_is_there(scene: Scene) -> None:
    proposal = proposed(scene)
    assert proposal.outcome is Outcome.CONFORMING
    (change,) = proposal.changes
    assert isinstance(change, Change)
    assert change.pointer == LINK
    assert change.value in ("O1", "O2")
    assert not proposal.parts[0].for_merit


def test_a_reference_in_the_evidence_that_leads_nowhere_is_left_to_a_person(scene: Scene) -> None:
    dangling = Change(file_of(scene, "operational_objectives"), "/objectives/0/corporate_objective", "O9")
    proposal = proposed(changed(scene, dangling))
    assert proposal.outcome is Outcome.NEEDS_JUDGEMENT
    assert [one.pointer for one in proposal.changes if isinstance(one, Change)] == [LINK]


def test_a_stand_in_gives_way_to_what_another_document_says(compiled: Compiled) -> None:
    """The charter seats two in the team; in the list of roles nobody holds the second one."""
    scene = scene_of("governance.joint.team/roles-on-both-sides", "a role that nobody holds", compiled)
    proposal = proposed(scene)
    assert proposal.outcome is Outcome.CONFORMING
    assert proposal.changes == (Change(file_of(scene, "joint_roles"), "/roles/1/holder", "Site manager"),)
