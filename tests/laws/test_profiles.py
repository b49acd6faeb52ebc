"""A profile leaves out, grades and sets thresholds; it makes nothing conforming, and the register says all it did."""

import csv
import io
import json
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from jsonschema import Draft202012Validator

from accordant.evidence import read_pack
from accordant.model.evidence import Pack
from accordant.model.register import Outcome, Register
from accordant.reports import REPORTS, render_table
from accordant.rulebook import Compiled, load_rulebook
from judging import judge

ROOT = Path(__file__).parents[2]
SHIPPED = sorted((ROOT / "rules" / "profiles").glob("*.yaml"))
AS_OF = "2026-06-30"
SCHEMA = json.loads((ROOT / "schemas" / "register.json").read_text(encoding="utf-8"))
DEPENDED_ON = "exit.joint.established"
OURS = f"""\
id: ours
version: "2.1"
title: Everything a profile can say
for: A test
parameters: {{assessing_persons: {{value: 1, reason: We are few.}}, systemic_defects: 2}}
accept: [{{types: [joint_exit_strategy], states: [current], reason: We keep one.}}]
severity:
  - {{rule: exit.joint.agreed/by-all-parties, grade: major, reason: Our owners insist on exits.}}
switch_off:
  - {{obligation: {DEPENDED_ON}, reason: The owners look at it themselves.}}
  - {{where: {{level: [system], documented: [maintain]}}, reason: Looked at elsewhere.}}
"""


def under(*profiles: Path) -> Compiled:
    return load_rulebook((ROOT / "rules" / "iso44001",), schemas=ROOT / "schemas", cache=None, profiles=profiles)


@pytest.fixture(scope="module")
def ours(tmp_path_factory: pytest.TempPathFactory) -> Path:
    file = tmp_path_factory.mktemp("profiles") / "ours.yaml"
    file.write_text(OURS, encoding="utf-8")
    return file


@pytest.fixture(scope="module")
def demo(compiled: Compiled) -> Pack:
    return read_pack(ROOT / "fixtures" / "demo" / "yaml", types=compiled.types)


@pytest.fixture(scope="module")
def plain(demo: Pack, compiled: Compiled) -> Register:
    return judge(demo, compiled, as_of=AS_OF)


@pytest.fixture(scope="module", params=[*(file.stem for file in SHIPPED), "ours"])
def tailored(request: pytest.FixtureRequest, ours: Path) -> Compiled:
    return under(ours if request.param == "ours" else ROOT / "rules" / "profiles" / f"{request.param}.yaml")


@pytest.fixture(scope="module")
def register(tailored: Compiled, demo: Pack) -> Register:
    """Judge by both engines: where they differ there is no register."""
    found = judge(demo, tailored, as_of=AS_OF, engine="durable")
    assert found.verified_by == "reference"
    return found


def passes(register: Register) -> set[str]:
    return {one.id for one in register.findings if one.outcome is Outcome.CONFORMING}


def test_what_is_off_is_neither_judged_nor_counted(register: Register, tailored: Compiled) -> None:
    tailoring = tailored.rulebook.tailoring
    assert tailoring is not None
    off = {one.rule for one in tailoring.off}
    assert not off & {one.rule for one in register.findings}
    members = {member for one in (*register.obligations, *register.conclusions) for member in _members(one)}
    assert not off & {member.partition("@")[0] for member in members}
    assert register.summary["by_outcome"]["conforming"] == len(passes(register))
    for one in tailoring.off:
        assert f"not checked (profile {one.profile}): {one.rule}, {one.reason}" in register.limits


def _members(one: object) -> tuple[str, ...]:
    return tuple(getattr(one, "findings", ())) + tuple(getattr(one, "members", ()))


def test_no_profile_makes_a_requirement_conforming(register: Register, plain: Register) -> None:
    requirements = {one.id for one in register.findings if one.kind == "requirement"}
    assert passes(register) & requirements <= passes(plain)


@pytest.mark.parametrize("goal", ["ready-for-stage-1-audit", "ready-for-next-stage"])
def test_switching_off_whatever_stands_against_readiness_does_not_make_ready(
    goal: str, demo: Pack, plain: Register, tmp_path: Path
) -> None:
    against = [one for one in plain.conclusions if one.rule == goal and one.members]
    assert against
    assert not [one for one in against if one.holds]
    rules = sorted({member.partition("@")[0] for one in against for member in one.members})
    lines = "".join(f"  - {{rule: {rule}, reason: It stands in the way.}}\n" for rule in rules)
    (tmp_path / "lenient.yaml").write_text(
        f'id: lenient\nversion: "1"\ntitle: Lenient\nfor: A test\nswitch_off:\n{lines}', encoding="utf-8"
    )
    register = judge(demo, under(tmp_path / "lenient.yaml"), as_of=AS_OF, engine="durable")
    assert not [one for one in register.conclusions if one.rule == goal]
    assert f"{len(rules)} rules were not checked: no readiness that rests on them is concluded." in register.limits


def test_the_stage_of_a_relationship_is_known_without_any_rule_about_it(register: Register, plain: Register) -> None:
    assert register.relationships == plain.relationships


def test_json_lists_every_deviation_and_is_as_its_schema_says(register: Register) -> None:
    written = json.loads(REPORTS["json"](register))
    Draft202012Validator(SCHEMA).validate(written)
    assert register.profile is not None
    told = [one for one in register.profile.deviations if register.audit != "initial-1" or one.kind != "severity"]
    assert [one["what"] for one in written["profile"]["deviations"]] == [one.what for one in told]


def test_table_and_csv_list_every_deviation(register: Register) -> None:
    table = " ".join(REPORTS["table"](register).split())
    rows = list(csv.DictReader(io.StringIO(REPORTS["csv"](register).removeprefix("\ufeff"), newline="")))
    statements = " ".join(row["Statement"] for row in rows if not row["Finding"])
    assert register.profile is not None
    for one in register.profile.deviations:
        assert one.what in table.replace("- ", "-")
        assert one.what in statements
        assert not one.reason or one.reason in statements
    assert {row["Profile"] for row in rows} == {f"{register.profile.id} {register.profile.version}"}


def test_everything_a_profile_can_say_shows(ours: Path, demo: Pack, plain: Register) -> None:
    register = judge(demo, under(ours), as_of=AS_OF)
    before = {one.id: one for one in plain.findings}
    graded = [one for one in register.findings if one.rule == "exit.joint.agreed/by-all-parties" and one.severity]
    assert [before[one.id].severity for one in graded] == ["minor"]
    assert [(one.severity, one.severity_reason) for one in graded] == [
        ("major", "profile ours: Our owners insist on exits.")
    ]
    assert register.profile is not None
    kinds = [one.kind for one in register.profile.deviations]
    assert list(dict.fromkeys(kinds)) == ["parameter", "states", "severity", "not-checked"]
    assert "Graded major: profile ours: Our owners insist on exits." in " ".join(
        render_table(register, width=300).split()
    )


def test_where_nothing_is_graded_no_changed_grade_is_told(ours: Path, demo: Pack) -> None:
    register = judge(demo, under(ours), as_of=AS_OF, audit="initial-1")
    for render in REPORTS.values():
        assert "insist on exits" not in render(register)


@pytest.mark.whole
@settings(max_examples=12, deadline=None)
@given(off=st.sets(st.integers(0, 1000), max_size=40))
def test_whatever_is_switched_off_nothing_else_becomes_conforming(
    off: set[int], demo: Pack, plain: Register, compiled: Compiled, tmp_path_factory: pytest.TempPathFactory
) -> None:
    ids = [rule.id for rule in compiled.rulebook.rules]
    chosen = sorted({ids[number % len(ids)] for number in off})
    file = tmp_path_factory.mktemp("off") / "off.yaml"
    lines = "".join(f"  - {{rule: {rule}, reason: Left out.}}\n" for rule in chosen)
    head = 'id: "off"\nversion: "1"\ntitle: Off\nfor: A test\n'
    file.write_text(head + (f"switch_off:\n{lines}" if chosen else ""), encoding="utf-8")
    register = judge(demo, under(file), as_of=AS_OF)
    gone = {one.id for one in plain.findings if one.rule in chosen}
    assert {(one.id, one.outcome) for one in register.findings} == {
        (one.id, one.outcome) for one in plain.findings if one.id not in gone
    }
    assert passes(register) <= passes(plain)


@pytest.mark.parametrize("file", SHIPPED, ids=lambda file: file.stem)
def test_a_shipped_profile_stands_under_its_own_name(file: Path) -> None:
    (profile,) = _profiles(under(file))
    assert profile == file.stem


def test_the_profile_of_a_micro_organisation_leaves_every_requirement_as_it_is(compiled: Compiled) -> None:
    small = under(ROOT / "rules" / "profiles" / "micro-organisation.yaml").rulebook
    assert small.tailoring is not None
    assert (small.tailoring.off, dict(small.tailoring.grades)) == ((), {})
    required = {rule.id: (rule.require, rule.occasion, rule.refer_when) for rule in small.rules}
    assert required == {rule.id: (rule.require, rule.occasion, rule.refer_when) for rule in compiled.rulebook.rules}
    for rule, other in zip(small.rules, compiled.rulebook.rules, strict=True):
        changed = {name for name in rule.checks if rule.checks[name] != other.checks[name]}
        assert all(rule.checks[name].basis == "good-practice" for name in changed), rule.id


def test_screening_looks_only_at_what_the_system_must_document() -> None:
    book = under(ROOT / "rules" / "profiles" / "stage-1-screening.yaml").rulebook
    left = [book.obligations[rule.obligation] for rule in book.rules]
    assert left
    assert {(one.kind, one.level) for one in left} == {("requirement", "system")}
    assert {one.documented for one in left} <= {"maintain", "retain"}
    assert book.tailoring is not None
    assert {one.reason for one in book.tailoring.off} == {"outside stage 1 screening"}
    assert [(one.role, one.audit) for one in book.tailoring.profiles] == [("certification-body", "initial-1")]


def _profiles(compiled: Compiled) -> list[str]:
    tailoring = compiled.rulebook.tailoring
    return [one.id for one in tailoring.profiles] if tailoring else []
