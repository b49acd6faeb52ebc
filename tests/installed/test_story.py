"""The whole rule of rules/README.md, typed as it stands there: from the first line of a rule to a finding of it."""

import json
import os
import re
import shlex
import subprocess
from pathlib import Path
from typing import Any

from installed.command import ROOT, Command

README = (ROOT / "rules" / "README.md").read_text(encoding="utf-8")
WALK = README.partition("## A whole rule, from its first line to a finding\n")[2].partition("\n## ")[0]
BLOCKS = re.findall(r"^```(\w+)(?: file=(\S+))?\n(.*?)^```$", WALK, flags=re.MULTILINE | re.DOTALL)
FINDING = "trust.survey/regular@relationship:alliance"


class Story:
    """What was typed so far, each command with its status and what it printed."""

    def __init__(self, folder: Path, command: Command) -> None:
        self.folder = folder
        path = f"{command.path.parent}{os.pathsep}{os.defpath}"
        self.variables = {"PATH": path, "HOME": str(command.home)}
        self.runs: list[tuple[str, int, str]] = []

    def write(self, file: str, content: str) -> None:
        (self.folder / file).parent.mkdir(parents=True, exist_ok=True)
        (self.folder / file).write_text(content, encoding="utf-8")

    def run(self, words: str) -> None:
        done = subprocess.run(
            ["/bin/sh", "-c", words], cwd=self.folder, env=self.variables, capture_output=True, text=True, check=False
        )
        assert done.stderr == "", f"{words}\n{done.stderr}"
        self.runs.append((" ".join(shlex.split(words)), done.returncode, done.stdout))

    def told(self, start: str) -> tuple[int, str]:
        """Give the status and the output of the one command that starts so."""
        ((status, out),) = [(status, out) for words, status, out in self.runs if words.startswith(start)]
        return status, out

    def finding(self, register: str) -> tuple[dict[str, Any], dict[str, Any]]:
        data = json.loads((self.folder / register).read_text(encoding="utf-8"))
        (found,) = [one for one in data["findings"] if one["id"] == FINDING]
        return data, found


def test_a_rule_of_ones_own_from_its_first_line_to_a_finding(command: Command, tmp_path: Path) -> None:
    story = Story(tmp_path, command)
    for language, file, content in BLOCKS:
        if file:
            story.write(file, content)
        elif language == "sh":
            for words in content.replace("\\\n", " ").splitlines():
                story.run(words)

    written = ["obligations/trust-survey.yaml", "trust/survey-regular.yaml", "trust/survey-regular.cases.yaml"]
    assert story.told("accordant rules new") == (0, "".join(f"our-rules/{name}\n" for name in written))
    assert story.told("accordant rules lint") == (0, "")
    assert story.told("accordant rules test") == (0, "3 cases of 1 rule: all as expected\n")
    status, proof = story.told("accordant rules prove")
    assert (status, "0 survived" in proof, "0 vacuous, 0 over-strict" in proof) == (0, True, True)

    _, late = story.finding("bridge.json")
    assert (late["outcome"], late["severity"], late["clause"]) == ("nonconforming", "minor", "8.8.1")
    assert late["statement"] == (
        "The last survey of behaviour is Survey of behaviour TS-1 of 2025-10-20; one is asked for every 6 months."
    )
    assert [(one["file"], one["line"], one["value"]) for one in late["evidence"]] == [("survey.yaml", 8, "2025-10-20")]
    _, recent = story.finding("tower.json")
    assert (recent["outcome"], recent["severity"]) == ("conforming", None)
    status, why = story.told("accordant explain")
    assert (status, "Add a document of type trust_survey" in why) == (0, True)
    assert "Applied and assessed again: no gap found (part)." in why

    status, diff = story.told("accordant rules diff")
    turned = [line for line in diff.splitlines() if " at relationship:" in line]
    assert status == 0
    assert "- parameter survey_interval: 1 year, was 6 months" in diff
    assert turned == [
        "- better: bridge: trust.survey/regular at relationship:alliance: nonconforming (minor) -> conforming"
    ]
    assert "Proposed: minor, version 1.1.0" in diff

    tailored, allowed = story.finding("tailored.json")
    assert allowed["outcome"] == "conforming"
    assert [one["what"] for one in tailored["profile"]["deviations"]] == ["survey_interval", "our-rules"]
    assert not [words for words, _, _ in story.runs if "python" in words]


def test_a_profile_goes_no_further_than_the_rulebook_lets_it(command: Command, tmp_path: Path) -> None:
    story = Story(tmp_path, command)
    for _, file, content in BLOCKS:
        if file:
            story.write(file, content.replace("value: 1 year", "value: 2 years"))
    run = command.check(tmp_path / "bridge", "--profile", tmp_path / "our-house.yaml")

    assert (run.status, run.out) == (2, b"")
    assert "our-house.yaml:7:28: 2 years is too large: survey_interval is at most 1 year" in run.err
