"""Profiles: what is wrong with one is said at its place; what is right with one is all that it changes."""

from collections.abc import Mapping
from pathlib import Path

import pytest

from accordant.checks import KINDS
from accordant.errors import RulebookError, UsageError
from accordant.model.catalogue import DocumentType
from accordant.model.tailoring import Deviation, Regrading, Successor, SwitchedOff, successor_of
from accordant.rulebook import Compiled, load_rulebook
from accordant.rulebook.added import added_folders
from accordant.rulebook.compile import compile_rulebook
from accordant.rulebook.files import Folder, Part, RuleFile, read_profile

HERE = Path(__file__).parent
BROKEN = sorted((HERE / "profiles").glob("*.yaml"))
RULE = "exit.agreed/in-effect"
HEAD = 'id: {id}\nversion: "1.0"\ntitle: Ours\nfor: A small house\n'
RETIRED = b"""\
successors:
  - {old: exit.old/one, new: [exit.old/two], since: "0.2", reason: Renamed.}
  - {old: exit.old/two, new: [exit.agreed/in-effect, exit.felt/judged], since: "0.3", reason: Divided.}
  - {old: exit.old/three, new: [], since: "0.3", reason: Nobody needs it.}
"""


def profile(said: str, name: str = "ours") -> RuleFile:
    return RuleFile(f"{name}.yaml", f"{name}.yaml", Part.PROFILE, (HEAD.format(id=name) + said).encode())


class Rules:
    """The small rulebook with rules that are no more, to be tailored."""

    def __init__(self, sound: Folder, schemas: Path, types: Mapping[str, DocumentType]) -> None:
        retired = RuleFile("successors.yaml", "successors.yaml", Part.SUCCESSORS, RETIRED)
        self.folder = sound._replace(files=(*sound.files, retired))
        self.schemas, self.types = schemas, types

    def under(self, *profiles: RuleFile) -> Compiled:
        return compile_rulebook([self.folder], self.schemas, kinds=KINDS, types=self.types, profiles=profiles)

    def problems(self, *profiles: RuleFile) -> list[str]:
        with pytest.raises(RulebookError) as caught:
            self.under(*profiles)
        return [str(problem) for problem in caught.value.problems]


@pytest.fixture(scope="module")
def rules(sound: Folder, schemas: Path, types: Mapping[str, DocumentType]) -> Rules:
    return Rules(sound, schemas, types)


@pytest.mark.parametrize("file", BROKEN, ids=lambda file: file.stem)
def test_every_problem_at_its_place(file: Path, rules: Rules) -> None:
    expected = file.with_suffix(".errors.txt").read_text(encoding="utf-8").splitlines()
    broken = read_profile(file)._replace(place=file.name)
    assert rules.problems(broken) == [f"{file.name}:{line}" for line in expected]


@pytest.mark.parametrize(
    ("value", "says"),
    [
        ("1", "1 is too small: systemic_defects is at least 2"),
        ("6", "6 is too large: systemic_defects is at most 5"),
        ("6 months", "6 months does not fit: systemic_defects is a whole number, as are its bounds"),
        ("[2, 3]", "2, 3 does not fit: systemic_defects is a whole number, as are its bounds"),
    ],
)
def test_a_value_is_held_to_its_range(value: str, says: str, rules: Rules) -> None:
    said = profile(f"role: certification-body\nparameters: {{systemic_defects: {value}}}\n")
    assert rules.problems(said) == [f"ours.yaml:6:32: {says}"]


def test_only_its_owner_changes_a_parameter(rules: Rules) -> None:
    assert rules.problems(profile("parameters: {systemic_defects: 2}\n")) == [
        'ours.yaml:5:14: "systemic_defects" may be changed by certification-body, this is a profile of consultant'
    ]
    ours = rules.under(profile("role: certification-body\nparameters: {systemic_defects: 2}\n"))
    assert ours.rulebook.parameters["systemic_defects"].value == 2
    assert ours.rulebook.parameters["systemic_defects"].declared == 3
    assert ours.rulebook.parameters["systemic_defects"].origin == "profile ours"


def test_a_parameter_stands_in_the_rules_that_name_it(rules: Rules) -> None:
    assert rules.under().rulebook.rules[0].checks["named"].parameters["at-least"] == 2
    said = profile("parameters: {signatories: {value: 1, reason: Few are we.}, signed_fields: [date]}\n")
    book = rules.under(said).rulebook
    assert book.rules[0].checks["named"].parameters["at-least"] == 1
    assert book.rules[0].checks["named"].parameters["fields"] == ["date"]
    assert book.tailoring is not None
    assert book.tailoring.deviations == (
        Deviation("ours", "parameter", "signatories", "2", "1", "Few are we."),
        Deviation("ours", "parameter", "signed_fields", "party, date", "date", None),
    )


def test_a_rule_that_is_off_is_not_judged_and_said_to_be_off(rules: Rules) -> None:
    book = rules.under(profile("switch_off: [{obligation: exit.agreed, reason: We have not begun.}]\n")).rulebook
    assert [rule.id for rule in book.rules] == ["exit.felt/judged"]
    assert book.tailoring is not None
    assert book.tailoring.off == (SwitchedOff(RULE, "exit.agreed", 6, "ours", "We have not begun."),)
    assert book.tailoring.deviations == (
        Deviation("ours", "not-checked", RULE, None, "not checked", "We have not begun."),
    )


@pytest.mark.parametrize(
    ("entry", "left"),
    [
        ("where: {kind: [requirement]}", ["exit.felt/judged"]),
        ("unless: {kind: [requirement]}", [RULE]),
        ("where: {level: [joint, system], judged_by: [record+person]}", ["exit.felt/judged"]),
    ],
)
def test_rules_are_selected_by_their_obligation(entry: str, left: list[str], rules: Rules) -> None:
    book = rules.under(profile(f"switch_off: [{{{entry}, reason: Elsewhere.}}]\n")).rulebook
    assert [rule.id for rule in book.rules] == left


def test_a_grade_is_given_with_its_reason(rules: Rules) -> None:
    book = rules.under(profile(f"severity: [{{rule: {RULE}, grade: minor, reason: We are two.}}]\n")).rulebook
    assert book.tailoring is not None
    assert book.tailoring.grades == {RULE: Regrading(RULE, "minor", "ours", "We are two.")}


def test_states_are_added_and_none_taken_away(rules: Rules) -> None:
    types = rules.under(profile("accept: [{types: [agreement], states: [current], reason: We keep one.}]\n")).types
    assert types["agreement"].states == ("approved", "current")
    assert types["joint_exit_strategy"].states == ("approved",)


def test_profiles_may_not_contradict_each_other(rules: Rules) -> None:
    one = profile(
        f"role: consultant\nparameters: {{signatories: 1}}\nseverity: [{{rule: {RULE}, grade: minor, reason: A.}}]\n"
    )
    other = profile(
        "role: certification-body\nparameters: {signatories: 3}\n"
        "severity: [{obligation: exit.agreed, grade: major, reason: B.}]\n",
        "theirs",
    )
    assert rules.problems(one, other) == [
        'theirs.yaml:6:27: "signatories" is 1 by the profile ours: two profiles may not contradict each other'
    ]
    agreed = other._replace(content=other.content.replace(b"signatories: 3", b"signatories: 1"))
    assert rules.problems(one, agreed) == [
        "theirs.yaml:5:7: the profile ours is made for consultant",
        f"theirs.yaml:7:45: {RULE} is graded minor already",
    ]


def test_what_became_of_a_rule(rules: Rules) -> None:
    successors = rules.under().rulebook.successors
    assert successors["exit.old/one"] == Successor("exit.old/one", ("exit.old/two",), "0.2", "Renamed.")
    assert successor_of(successors, "exit.old/one") == (RULE, "exit.felt/judged")
    assert successor_of(successors, "exit.old/three") == ()
    assert successor_of(successors, RULE) == (RULE,)


def test_a_profile_brings_rules_with_it(tmp_path: Path, schemas: Path) -> None:
    house = tmp_path / "house"
    house.mkdir()
    (house / "rulebook.yaml").write_text("rulebook: house\nversion: 1.0\ntitle: House\nstandard: ISO 44001:2017\n")
    (tmp_path / "ours.yaml").write_text(HEAD.format(id="ours") + "rulebooks: [house]\n")
    shipped = HERE.parents[1] / "rules" / "iso44001"
    book = load_rulebook([shipped], schemas=schemas, cache=None, profiles=[tmp_path / "ours.yaml"]).rulebook
    assert [part.id for part in book.parts] == ["iso44001", "house"]
    assert book.tailoring is not None
    assert book.tailoring.deviations == (Deviation("ours", "rulebook", "house", None, "added", None),)


def test_a_folder_that_a_profile_names_is_there(tmp_path: Path) -> None:
    (tmp_path / "ours.yaml").write_text(HEAD.format(id="ours") + "rulebooks: [house]\n")
    with pytest.raises(RulebookError) as caught:
        added_folders(read_profile(tmp_path / "ours.yaml"))
    assert str(caught.value) == f'{tmp_path}/ours.yaml:5:13: no folder "house" is seen from here'


def test_a_profile_that_is_not_there(tmp_path: Path) -> None:
    with pytest.raises(UsageError, match="No such file"):
        read_profile(tmp_path / "none.yaml")


def test_the_id_of_a_rule_that_is_no_more_is_never_used_again(rules: Rules) -> None:
    used = rules.folder.files[-1]._replace(content=RETIRED.replace(b"exit.old/three", b"exit.agreed/in-effect"))
    with pytest.raises(RulebookError) as caught:
        compile_rulebook(
            [rules.folder._replace(files=(*rules.folder.files[:-1], used))],
            rules.schemas,
            kinds=KINDS,
            types=rules.types,
        )
    (problem,) = caught.value.problems
    assert problem.file.endswith("sound/exit/agreed.yaml")
    assert (problem.line, problem.column) == (1, 5)
    assert problem.message == f'"{RULE}" was retired in version 0.3: an id is never used again'
