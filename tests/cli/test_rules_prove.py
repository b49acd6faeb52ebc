"""`accordant rules prove`: what nobody noticed, with a case that would tell, as lines and as JSON, and a status."""

import json
from collections.abc import Callable
from pathlib import Path

from click.testing import Result

Command = Callable[..., Result]
OWN = "docs.identified/owner-named"
PROOF = """\
explained:
  - {mutant: "*:unique-without-title", reason: Two documents of ours may share a title.}
"""


def unlike(house: Path) -> None:
    """Ask two things of the rule of which its cases prove one."""
    rule = house / "docs" / "owner-named.yaml"
    text = rule.read_text(encoding="utf-8").replace("fields: [owner]", "fields: [owner], unique: [id, title]")
    rule.write_text(text, encoding="utf-8")


def test_a_proved_rule_has_no_survivors(command: Command, house: Path) -> None:
    done = command("rules", "prove", OWN, "--rules", house)

    assert (done.exit_code, done.stdout.count("\n")) == (0, 1)
    assert done.stdout.endswith("0 survived, 0 of them explained; 0 vacuous, 0 over-strict\n")


def test_a_survivor_is_listed_with_a_case_that_would_tell(command: Command, house: Path) -> None:
    unlike(house)
    done = command("rules", "prove", OWN, "--rules", house)
    lines = done.stdout.splitlines()

    assert done.exit_code == 1
    assert lines[0] == f"survived: {OWN}:owned:unique-without-id"
    assert lines[2] == "  a case that would tell:"
    assert '"from": "owner named"' in lines[3]


def test_the_case_that_was_suggested_tells(command: Command, house: Path) -> None:
    unlike(house)
    found = json.loads(command("rules", "prove", OWN, "--rules", house, "--format", "json").stdout)
    case = next(one for one in found["survivors"] if one["id"].endswith("without-id"))["suggestion"]
    cases = house / "docs" / "owner-named.cases.yaml"
    cases.write_text(f"{cases.read_text(encoding='utf-8')}  - {json.dumps(case)}\n", encoding="utf-8")
    after = json.loads(command("rules", "prove", OWN, "--rules", house, "--format", "json").stdout)

    assert command("rules", "test", OWN, "--rules", house).exit_code == 0
    assert case["from"] == "owner named"
    assert not [one for one in after["survivors"] if one["id"].endswith("without-id")]
    assert after["mutants"] > after["killed"] > 0
    assert [one["rule"] for one in after["rules"]] == [OWN]
    assert sum(one["noticed"] + one["told"] for one in after["rules"]) == after["killed"]


def test_a_declared_reason_explains_a_survivor(command: Command, house: Path) -> None:
    unlike(house)
    (house / "proof.yaml").write_text(PROOF, encoding="utf-8")
    found = json.loads(command("rules", "prove", OWN, "--rules", house, "--format", "json").stdout)
    reasons = {one["id"].rpartition(":")[2]: one["explained"] for one in found["survivors"]}

    assert reasons == {"unique-without-id": None, "unique-without-title": "Two documents of ours may share a title."}


def test_a_broken_file_of_reasons_is_refused(command: Command, house: Path) -> None:
    (house / "proof.yaml").write_text("explained: [{mutant: some}]\n", encoding="utf-8")
    done = command("rules", "prove", OWN, "--rules", house)

    assert done.exit_code == 2
    assert "proof.yaml" in done.stderr


def test_a_rule_that_there_is_not_is_a_usage_error(command: Command) -> None:
    assert command("rules", "prove", "docs.identified/nothing").exit_code == 2
