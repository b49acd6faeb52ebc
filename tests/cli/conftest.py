"""The command called in this process, with a cache of its own, and a small rulebook of the user's own."""

from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from accordant.cli import main

Command = Callable[..., Result]
HEADER = """\
rulebook: house-rules
version: "1.0"
title: Rules of our own house
standard: ISO 44001:2017
"""
RULE = """\
id: docs.identified/owner-named
obligation: docs.identified
title: Documents name their owner
reason: A document that nobody owns is kept current by nobody.
extent: part
require:
  owned: {check: across-all, in: all-documents, fields: [owner]}
statement:
  owned: "These documents name no owner: {items}."
"""
CASES = """\
rule: docs.identified/owner-named
cases:
  - name: owner named
    documents: [{type: collaborative_policy, id: POL-1, owner: Managing director}]
    expect: {outcome: conforming}
  - name: owner not named
    from: owner named
    set: {/documents/0/owner: null}
    expect: {outcome: nonconforming, severity: minor, statement: "These documents name no owner: POL-1."}
"""


@pytest.fixture(scope="session")
def cache(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("cache")


@pytest.fixture
def command(cache: Path, monkeypatch: pytest.MonkeyPatch) -> Command:
    monkeypatch.setenv("XDG_CACHE_HOME", str(cache))

    def call(*words: str | Path) -> Result:
        return CliRunner().invoke(main, [str(word) for word in words])

    return call


@pytest.fixture
def house(tmp_path: Path) -> Path:
    """Give a folder with one rule and its cases."""
    folder = tmp_path / "house-rules"
    (folder / "docs").mkdir(parents=True)
    (folder / "rulebook.yaml").write_text(HEADER, encoding="utf-8")
    (folder / "docs" / "owner-named.yaml").write_text(RULE, encoding="utf-8")
    (folder / "docs" / "owner-named.cases.yaml").write_text(CASES, encoding="utf-8")
    return folder
