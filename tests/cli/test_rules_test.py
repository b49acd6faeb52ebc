"""`accordant rules test`: a line a failure, a line to sum up, and a status."""

import time
from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import Result

pytestmark = pytest.mark.whole

Command = Callable[..., Result]
OWN = "docs.identified/owner-named"


def test_cases_as_expected_are_counted(command: Command, house: Path) -> None:
    done = command("rules", "test", OWN, "--rules", house)

    assert (done.exit_code, done.stdout) == (0, "2 cases of 1 rule: all as expected\n")


def test_all_rules_are_tested_in_seconds(command: Command) -> None:
    command("rules", "list")
    begun = time.process_time()
    done = command("rules", "test")

    assert done.exit_code == 0
    assert done.stdout.endswith(" rules: all as expected\n")
    assert time.process_time() - begun < 12


def test_a_failure_is_one_line_with_expected_and_got(command: Command, house: Path) -> None:
    cases = house / "docs" / "owner-named.cases.yaml"
    text = cases.read_text(encoding="utf-8").replace("severity: minor", "severity: major").replace("POL-1.", "POL-2.")
    cases.write_text(text, encoding="utf-8")
    done = command("rules", "test", "docs.identified", "--rules", house)

    failure, summary = done.stdout.splitlines()
    assert done.exit_code == 1
    assert failure == (
        f"{cases}:6:5: {OWN} · owner not named: severity: expected major, got minor; "
        'statement: expected "These documents name no owner: POL-2.", got "These documents name no owner: POL-1."'
    )
    total = int(summary.split()[0])
    assert total > 1
    assert summary == f"{total} cases of 2 rules: {total - 1} as expected, 1 not"


def test_a_rule_that_no_case_proves_fails(command: Command, house: Path) -> None:
    (house / "docs" / "owner-named.cases.yaml").unlink()
    done = command("rules", "test", OWN, "--rules", house)

    assert done.exit_code == 1
    assert done.stdout == (
        f"{house}/docs/owner-named.yaml:1: {OWN}: no case proves this rule\n"
        "0 cases of 1 rule: all as expected; 1 rule without a case\n"
    )


def test_a_broken_case_file_is_refused_with_its_place(command: Command, house: Path) -> None:
    cases = house / "docs" / "owner-named.cases.yaml"
    cases.write_text(
        cases.read_text(encoding="utf-8").replace("from: owner named", "from: owner nam"), encoding="utf-8"
    )
    done = command("rules", "test", OWN, "--rules", house)

    assert (done.exit_code, done.stdout) == (2, "")
    assert done.stderr.startswith(
        f'{cases}:7:11: "owner nam" is not the name of a case above; did you mean "owner named"?'
    )


def test_an_unknown_rule_is_refused_with_what_was_meant(command: Command) -> None:
    done = command("rules", "test", "exit.joint.agree")

    assert done.exit_code == 2
    assert done.stderr.rstrip() == (
        'accordant: "exit.joint.agree" is neither a rule nor an obligation that has one; '
        'did you mean "exit.joint.agreed"?'
    )


def test_watching_runs_again_on_a_change_and_outlives_a_broken_rule(
    command: Command, house: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    cases = house / "docs" / "owner-named.cases.yaml"
    sound = cases.read_text(encoding="utf-8")
    saved = iter([sound, sound.replace("conforming}", "opportunity}"), "rule: [", sound])

    def wait(_: float) -> None:
        text = next(saved, None)
        if text is None:
            raise KeyboardInterrupt
        if text != cases.read_text(encoding="utf-8"):
            cases.write_text(text, encoding="utf-8")

    monkeypatch.setattr("accordant.cli.rules.testing.time.sleep", wait)
    done = command("rules", "test", OWN, "--rules", house, "--watch")

    assert done.exit_code == 0
    assert done.stdout.count("Waiting for a change") == 4
    assert done.stdout.count("2 cases of 1 rule: all as expected") == 2
    assert "outcome: expected opportunity, got conforming" in done.stdout
    assert f"{cases}:1:" in done.stdout
