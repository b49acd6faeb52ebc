"""What an explanation says of findings of the demo, and to whom it says what."""

import json
from pathlib import Path
from typing import Any

import pytest
from jsonschema import Draft202012Validator

from accordant.errors import UsageError
from accordant.explaining import Explanation, Scene, explain, explain_in, find
from accordant.explaining.as_json import render_json
from accordant.explaining.conditions import JudgedTree, checks_of
from accordant.explaining.telling import render_text
from accordant.model.register import Outcome, Register
from accordant.rulebook import Compiled
from explaining.scenes import assessed, sample_scene
from packs import Sample, samples

pytestmark = pytest.mark.whole

SCHEMA: dict[str, Any] = json.loads(
    (Path(__file__).parents[2] / "schemas" / "explanation.json").read_text(encoding="utf-8")
)
UNSIGNED = "exit.joint.agreed/by-all-parties@relationship:north-basin"


@pytest.fixture(scope="module")
def demo() -> Sample:
    return next(sample for sample in samples() if sample.name == "demo")


@pytest.fixture(scope="module")
def scene(demo: Sample, compiled: Compiled) -> Scene:
    return sample_scene(demo, compiled)


@pytest.fixture(scope="module")
def register(scene: Scene) -> Register:
    return assessed(scene)


def flowing(explanation: Explanation, *, trace: bool = False) -> str:
    return " ".join(render_text(explanation, width=100, trace=trace).split())


def test_it_says_why_and_what_would_help(scene: Scene) -> None:
    explanation = explain(scene, UNSIGNED)
    text = flowing(explanation)
    assert "EXIT-NB, version 2, is not agreed by Hollin Civil Engineering." in text
    assert "relationships/north-basin/joint/exit-strategy.yaml:17:3" in text
    assert "Obligation exit.joint.agreed, Agreement on the joint exit strategy: nonconforming" in text
    assert "Add an item to /signatures of Joint exit strategy North Basin EXIT-NB" in text
    assert "party: hollin" in text
    assert "Applied and assessed again: conforming." in text
    assert "It changes no other verdict." in text
    assert "Words in [brackets] stand for what only you know." in text


def test_other_verdicts_are_said(scene: Scene, register: Register) -> None:
    explanation = explain_in(scene, register, "leadership.outcomes/results-reported")
    assert explanation.proposal is not None
    others = {one.finding: (one.before, one.after) for one in explanation.proposal.others}
    assert others["perf.how.when/stated@organisation"] == ("no gap found (part)", "nonconforming (minor)")
    assert "perf.how.when/stated@organisation" in flowing(explanation)


def test_good_practice_is_told_apart(scene: Scene, register: Register) -> None:
    explanation = explain_in(scene, register, "objectives.measurable/measure-and-target")
    assert explanation.proposal is not None
    merit = {one.change.pointer.rsplit("/", 1)[1]: one.for_merit for one in explanation.proposal.parts}  # type: ignore[union-attr]
    assert merit == {"measure": False, "target": False, "baseline": True}
    assert flowing(explanation).count("(good practice)") == 1


def test_a_certification_body_gets_the_explanation_and_no_proposal(demo: Sample, compiled: Compiled) -> None:
    scene = sample_scene(demo, compiled, role="certification-body")
    explanation = explain(scene, UNSIGNED)
    assert explanation.proposal is None
    text = flowing(explanation)
    assert "is not agreed by Hollin Civil Engineering" in text
    assert "a certification body gives none" in text
    assert "smallest change" not in text
    assert "hollin" not in text
    assert json.loads(render_json(explanation))["proposal"] is None


def test_the_trace_shows_every_condition_with_its_value(scene: Scene, register: Register) -> None:
    explanation = explain_in(scene, register, "rmp.content/sections@relationship:north-basin")
    require = explanation.conditions["require"]
    assert isinstance(require, JudgedTree)
    lines = render_text(explanation, width=100, trace=True).splitlines()
    for lead in (
        "require (what is required): met: all of",
        "  met: any of",
        "    met: own-words",
        "    unmet: unwritten",
    ):
        assert [line for line in lines if line.startswith(lead)], lead
    assert not [line for line in render_text(explanation, width=100, trace=False).splitlines() if "all of" in line]


def test_what_another_way_spares_is_said_to_be_spared(scene: Scene, register: Register) -> None:
    explanation = explain_in(scene, register, "rmp.content/sections@relationship:north-basin")
    checks = {check.name: check for check in checks_of(explanation.conditions["require"])}
    assert not checks["resolved"].counts
    assert checks["own-words"].counts
    assert "Of what is required, this is not needed, since another way holds:" in flowing(explanation)


def test_what_only_a_person_judges_has_no_proposal(scene: Scene, register: Register) -> None:
    explanation = explain_in(scene, register, "improvement.continual/judged")
    assert explanation.proposal is None
    assert "Only a person can judge this" in explanation.unproposed


def test_of_what_is_settled_nothing_is_asked(scene: Scene, register: Register) -> None:
    for outcome in (Outcome.CONFORMING, Outcome.NOT_YET_DUE, Outcome.NOT_APPLICABLE):
        finding = next(one for one in register.findings if one.outcome is outcome)
        explanation = explain_in(scene, register, finding.id)
        assert (explanation.proposal, explanation.unproposed) == (None, "Nothing is asked to be changed.")


def test_every_finding_is_explained_as_the_schema_says(scene: Scene, register: Register) -> None:
    validator = Draft202012Validator(SCHEMA)
    Draft202012Validator.check_schema(SCHEMA)
    for finding in register.findings[::3]:
        explanation = explain_in(scene, register, finding.id)
        validator.validate(json.loads(render_json(explanation)))
        assert max(map(len, render_text(explanation, width=100, trace=True).splitlines())) <= 100


def test_an_entry_is_found_by_a_part_of_its_id(register: Register) -> None:
    assert find(register, "EXIT.JOINT.AGREED").id == UNSIGNED
    assert find(register, UNSIGNED).id == UNSIGNED


def test_an_entry_that_is_none_or_many_is_said(register: Register) -> None:
    with pytest.raises(UsageError, match=r"did you mean exit\.joint\.agreed/by-all-parties"):
        find(register, "exit.joint.agred/by-all-partys")
    with pytest.raises(UsageError, match="may be any of") as many:
        find(register, "rmp.")
    assert "rmp.content/sections@relationship:north-basin" in str(many.value)
    with pytest.raises(UsageError, match="no finding is called"):
        find(register, "")


def test_a_citation_is_the_same_in_an_explanation_as_in_a_register() -> None:
    of_register = json.loads((Path(__file__).parents[2] / "schemas" / "register.json").read_text(encoding="utf-8"))

    for name in ("citation", "file", "date"):
        assert SCHEMA["$defs"][name] == of_register["$defs"][name]
