"""Case files become whole cases, and everything wrong with them is said at its place."""

from datetime import date
from pathlib import Path

import pytest

from accordant.casebook import Case, read_casebook
from accordant.errors import RulebookError
from accordant.rulebook import Compiled

SCHEMAS = Path(__file__).parents[2] / "schemas"
BASE = """\
manifest:
  type: manifest
  organisation: {name: Own, party: own}
  relationships:
    - id: alpha
      life_cycle: [{stage: 1, entered: 2025-01-01, left: 2025-03-01}, {stage: 2, entered: 2025-03-01}]
document: {status: approved, version: "1"}
"""
RULES = ["exit.joint.agreed/by-all-parties", "policy.appropriate/set-by-top-management"]
SOUND = """\
rule: exit.joint.agreed/by-all-parties
cases:
  - name: signed
    documents:
      - {type: joint_exit_strategy, id: JES-1, signatures: [{party: own}, {party: partner}]}
    expect: {outcome: conforming}
  - name: unsigned
    from: signed
    set:
      /documents/0/signatures/1: null
      /documents/-: {type: collaborative_policy, id: POL-1, status: null}
    stage: 1
    as_of: 2026-01-31
    absence: nonconformity
    manifest: {/organisation/name: Other}
    expect: {outcome: nonconforming, severity: minor}
"""


def read(folder: Path, compiled: Compiled, cases: str, base: str = BASE) -> tuple[Case, ...]:
    (folder / "exit").mkdir(exist_ok=True)
    (folder / "base.yaml").write_text(base, encoding="utf-8")
    (folder / "exit" / "agreed.cases.yaml").write_text(cases, encoding="utf-8")
    return read_casebook((folder,), schemas=SCHEMAS, types=compiled.types, rules=RULES)


def test_a_case_is_whole(tmp_path: Path, compiled: Compiled) -> None:
    signed, _ = read(tmp_path, compiled, SOUND)

    assert signed.rule == "exit.joint.agreed/by-all-parties"
    assert signed.place == f"{tmp_path}/exit/agreed.cases.yaml:3:5"
    assert signed.as_of == date(2026, 6, 30)
    assert signed.documents == (
        {
            "status": "approved",
            "version": "1",
            "title": "Joint exit strategy",
            "type": "joint_exit_strategy",
            "id": "JES-1",
            "signatures": [{"party": "own"}, {"party": "partner"}],
            "relationships": ["alpha"],
        },
    )
    assert signed.manifest is not None
    assert signed.manifest["organisation"] == {"name": "Own", "party": "own"}
    assert signed.expect == {"outcome": "conforming"}
    assert (signed.start, signed.changes, signed.options) == (None, {}, {})


def test_a_case_starts_from_another_and_states_the_difference(tmp_path: Path, compiled: Compiled) -> None:
    signed, unsigned = read(tmp_path, compiled, SOUND)

    assert [document["id"] for document in unsigned.documents] == ["JES-1", "POL-1"]
    assert unsigned.documents[0]["signatures"] == [{"party": "own"}]
    assert signed.documents[0]["signatures"] == [{"party": "own"}, {"party": "partner"}]
    # Nothing takes a default of the header away; a document of the system speaks for no relationship.
    assert {"status", "relationships"} & unsigned.documents[1].keys() == set()
    assert unsigned.manifest is not None
    assert unsigned.manifest["relationships"] == [
        {"id": "alpha", "life_cycle": [{"stage": "1", "entered": "2025-01-01"}]}
    ]
    assert unsigned.manifest["organisation"] == {"name": "Other", "party": "own"}
    assert unsigned.as_of == date(2026, 1, 31)
    assert unsigned.options == {"absence": "nonconformity"}
    assert (unsigned.start, unsigned.stage) == ("signed", 1)


def test_the_base_of_the_first_folder_serves_a_folder_without_one(tmp_path: Path, compiled: Compiled) -> None:
    own = tmp_path / "own"
    own.mkdir()
    (own / "policy.cases.yaml").write_text(SOUND.replace(RULES[0], RULES[1]), encoding="utf-8")
    (tmp_path / "first").mkdir()
    read(tmp_path / "first", compiled, SOUND)
    cases = read_casebook((tmp_path / "first", own), schemas=SCHEMAS, types=compiled.types, rules=RULES)

    assert [case.rule for case in cases] == [RULES[0]] * 2 + [RULES[1]] * 2
    assert {str(case.documents[0]["version"]) for case in cases} == {"1"}


@pytest.mark.parametrize(
    ("written", "instead", "problem"),
    [
        ("rule: exit", "rul: exit", '1:1: "rul" is not a key here'),
        ("by-all-parties", "by-all-partis", '1:7: "exit.joint.agreed/by-all-partis" is not a rule of this rulebook'),
        ("from: signed", "from: sined", '8:11: "sined" is not the name of a case above; did you mean "signed"?'),
        ("name: unsigned", "name: signed", '7:11: "signed" names a second case of this rule'),
        ("signatures/1:", "signatures/2:", '10:7: there is no item "2" in this list of 2'),
        ("{type: joint_exit", "{type: joint_exits", '5:16: "joint_exits_strategy" is not a document type'),
        ("{type: joint_exit_strategy, ", "{", '5:9: "type" is missing'),
        ("outcome: nonconforming,", "outcome: failing,", '16:23: "failing" is not allowed here'),
        ("severity: minor", "severty: minor", '16:38: "severty" is not a key here; did you mean "severity"?'),
        ("stage: 1", "stage: 9", "12:12: 9 is too large: at most 8"),
        ("as_of: 2026-01-31", "as_of: 2026-02-30", '13:12: "2026-02-30" is not a date'),
        ("/organisation/name: Other", "/relationships/1/id: x", '15:15: there is no item "1"'),
        (
            "signatures: [{party: own}",
            "sigs: [{party: own}",
            '5:48: "sigs" is not a field of "joint_exit_strategy"',
        ),
        (
            "[{party: own}, ",
            "[{prty: own}, ",
            '5:62: "prty" is not a field of "joint_exit_strategy"; did you mean "party"?',
        ),
        ("id: POL-1, status", "id: POL-1, state", '7:5: "state" is not a field of "collaborative_policy"'),
        ("cases:", "cases: [", "not YAML"),
        ("    from: signed\n", "", '"from" is missing; "set" needs it'),
    ],
)
def test_what_is_wrong_is_said_at_its_place(
    written: str, instead: str, problem: str, tmp_path: Path, compiled: Compiled
) -> None:
    assert SOUND.count(written) == 1
    with pytest.raises(RulebookError) as caught:
        read(tmp_path, compiled, SOUND.replace(written, instead))

    place = f"{tmp_path}/exit/agreed.cases.yaml:"
    said = [str(one) for one in caught.value.problems]
    assert all(line.startswith(place) for line in said)
    assert any(problem in line for line in said), "\n".join(said)


def test_a_broken_case_is_not_said_again_of_those_that_start_from_it(tmp_path: Path, compiled: Compiled) -> None:
    with pytest.raises(RulebookError) as caught:
        read(tmp_path, compiled, SOUND.replace("signatures: [", "sigs: ["))

    assert len(caught.value.problems) == 1


def test_evidence_of_a_wrong_kind_is_what_a_case_may_be_about(tmp_path: Path, compiled: Compiled) -> None:
    signed, _ = read(tmp_path, compiled, SOUND.replace("id: JES-1,", "id: JES-1, approved_on: soon, owner: [],"))

    assert (signed.documents[0]["approved_on"], signed.documents[0]["owner"]) == ("soon", [])


def test_every_problem_of_every_file_is_said_at_once(tmp_path: Path, compiled: Compiled) -> None:
    wrong = SOUND.replace("from: signed", "from: sined").replace("outcome: conforming", "outcome: good")
    with pytest.raises(RulebookError) as caught:
        read(tmp_path, compiled, wrong, base=BASE.replace("document:", "documents:"))

    files = [Path(one.file).name for one in caught.value.problems]
    assert files == ["base.yaml", "base.yaml", "agreed.cases.yaml"]
