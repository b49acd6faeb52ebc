"""How far evidence can be relied on: the weakest link of each document, and of each verdict."""

from hashlib import sha256
from pathlib import Path
from typing import Any

import pytest

from accordant.model.register import Register, Standing
from accordant.rulebook import Compiled
from judging import judge, read

SCAN = b"%PDF"
DIGEST = sha256(SCAN).hexdigest()
POLICY: dict[str, Any] = {
    "type": "collaborative_policy",
    "id": "POL-1",
    "title": "Policy",
    "version": "1",
    "status": "approved",
    "approved_by": "Managing director",
    "approved_on": "2026-01-20",
    "authority": "Board minute 4",
    "version_date": "2026-01-15",
    "collaborative_aims": "Share risk and gain",
}
MANIFEST: dict[str, Any] = {
    "type": "manifest",
    "organisation": {"name": "Own", "party": "own", "adopted": "2025-01-01"},
    "scope": {"statement": "All"},
    "parties": [{"id": "own", "name": "Own"}],
}


def register_of(folder: Path, compiled: Compiled, *documents: dict[str, Any]) -> Register:
    (folder / "pack").mkdir()
    (folder / "pack" / "scan.pdf").write_bytes(SCAN)
    return judge(read(folder / "pack", compiled, MANIFEST, documents), compiled, as_of="2026-06-30")


def standing_of(register: Register, identity: str = "POL-1") -> Standing:
    standing = next(one.standing for one in register.documents if one.id == identity)
    assert standing is not None
    return standing


@pytest.mark.parametrize(
    ("changed", "word"),
    [
        ({}, "attested"),
        ({"source": {"file": "scan.pdf", "sha256": DIGEST}, "transcribed": "complete"}, "attested"),
        ({"source": {"file": "scan.pdf"}, "transcribed": "complete"}, "uncompared"),
        ({"authority": None}, "unattributed"),
        ({"authority": None, "signatures": [{"party": "own", "authority": "Mandate"}]}, "attested"),
        ({"version": None}, "unversioned"),
        ({"source": {"file": "other.pdf"}, "transcribed": "complete"}, "transcript"),
        ({"source": {"file": "other.pdf"}}, "extract"),
        ({"source": {"file": "scan.pdf", "sha256": DIGEST}}, "extract"),
        ({"transcribed": "complete"}, "unsourced"),
        ({"valid_until": "2026-06-29"}, "lapsed"),
        ({"valid_until": "2026-06-30"}, "attested"),
        ({"status": "draft"}, "unapproved"),
        ({"status": "current", "approved_on": None, "version": None}, "unapproved"),
        ({"approved_on": "2026-07-01"}, "unapproved"),
        ({"approved_on": None, "signatures": [{"party": "own", "date": "2026-06-30"}]}, "attested"),
        ({"version_date": None, "approved_on": None, "signatures": [{"date": "2026-06-30"}]}, "undated"),
        ({"source": {"file": "other.pdf", "sha256": DIGEST}, "version_date": None}, "missing"),
        ({"source": {"file": "scan.pdf", "sha256": "0" * 64}, "status": "draft"}, "altered"),
    ],
)  # fmt: skip
def test_the_weakest_link_has_a_word(tmp_path: Path, compiled: Compiled, changed: dict[str, Any], word: str) -> None:
    document = {name: value for name, value in {**POLICY, **changed}.items() if value is not None}
    assert standing_of(register_of(tmp_path, compiled, document)).strength == word


def test_a_record_is_kept_and_not_approved(tmp_path: Path, compiled: Compiled) -> None:
    record = {"type": "issue_log", "id": "ISS-1", "status": "current", "version_date": "2026-06-01"}
    standing = standing_of(register_of(tmp_path, compiled, record), "ISS-1")
    assert (standing.strength, standing.approved) == ("attested", "kept")


def test_everything_that_speaks_for_a_document_is_told(tmp_path: Path, compiled: Compiled) -> None:
    signature = {"party": "own", "person": "Director", "authority": "Mandate", "date": "2026-01-19"}
    source = {"file": "scan.pdf", "sha256": DIGEST, "pages": "2-4"}
    document = {**POLICY, "signatures": [signature], "source": source, "transcribed": "complete"}
    standing = standing_of(register_of(tmp_path, compiled, document))
    assert (standing.dated, standing.approved, standing.approved_on) == ("2026-01-15", "yes", "2026-01-20")
    assert (standing.approved_by, standing.authority) == ("Managing director", "Board minute 4")
    assert [tuple(one) for one in standing.signatures] == [("own", "Director", "Mandate", "2026-01-19")]
    assert (standing.original, standing.original_file, standing.pages) == ("verified", "scan.pdf", "2-4")
    assert standing.in_effect


def test_a_verdict_shows_the_weakest_of_what_it_rests_on(tmp_path: Path, compiled: Compiled) -> None:
    register = register_of(tmp_path, compiled, {**POLICY, "transcribed": "complete"})
    resting = {one.strength for one in register.findings if any(each.document == "POL-1" for each in one.evidence)}
    assert resting == {"unsourced"}
    nothing = [one for one in register.findings if not any(each.value or each.document for each in one.evidence)]
    assert nothing
    assert {one.strength for one in nothing} == {None}


def test_an_altered_original_is_unsettled_and_told_at_its_place(tmp_path: Path, compiled: Compiled) -> None:
    register = register_of(tmp_path, compiled, {**POLICY, "source": {"file": "scan.pdf", "sha256": "0" * 64}})
    assert not register.sound
    assert ["source/sha256" in line.message for line in register.intake] == [True]
