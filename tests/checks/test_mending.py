"""Whatever a check misses can be mended by a change of the evidence, and by no smaller one."""

import re
from collections.abc import Iterator

import pytest

from accordant.model.change import REMOVED, Change, NewDocument
from accordant.model.observation import Cause, Value
from accordant.rulebook import Compiled
from casebook import Case, all_cases
from checks.seeing import Sight, failures_of_repair, pack_of, sights

pytestmark = pytest.mark.whole

MANIFEST = "manifest.yaml"


@pytest.fixture(scope="module")
def cases(compiled: Compiled) -> list[Case]:
    return list(all_cases(compiled.types))


def seen_in(cases: list[Case], compiled: Compiled) -> Iterator[Sight]:
    return (sight for case in cases for sight in sights(pack_of(case, compiled), case, compiled))


@pytest.fixture(scope="module")
def missed(cases: list[Case], compiled: Compiled) -> list[Sight]:
    """Give every check that is unmet or absent in any case."""
    return [sight for sight in seen_in(cases, compiled) if sight.seen.value in (Value.UNMET, Value.ABSENT)]


def test_whatever_is_missed_is_mended_and_by_nothing_smaller(missed: list[Sight]) -> None:
    failures = [failure for sight in missed for failure in failures_of_repair(sight)]

    assert len(missed) > 1000
    assert not failures, f"{len(failures)}:\n" + "\n".join(failures)


def test_a_document_that_is_missing_is_brought(missed: list[Sight]) -> None:
    for sight in missed:
        repair = sight.repair()
        if sight.seen.cause is Cause.DOCUMENT and "obstacle" not in sight.seen.words and repair is not None:
            assert any(brings(part) for part in repair.changes), str(sight)


def brings(part: Change | NewDocument) -> bool:
    """Say whether a document comes into effect: a new one, or a draft that is approved, as a reference may need."""
    return isinstance(part, NewDocument) or part.pointer in ("/status", "/approved_on")


def test_what_is_spoiled_is_mended_again(cases: list[Case], compiled: Compiled) -> None:
    passes = [case for case in cases if case.expect["outcome"] == "conforming"]
    failures = [
        failure
        for sight in seen_in(passes, compiled)
        for spoiling in sight.spoilings()
        for failure in failures_of_repair(sight.after(spoiling.changes))
    ]

    assert not failures, f"{len(failures)}:\n" + "\n".join(failures)


def test_what_is_met_needs_no_repair(cases: list[Case], compiled: Compiled) -> None:
    assert not [str(sight) for sight in seen_in(cases, compiled) if sight.is_met() and sight.repair()]


def test_values_that_cannot_be_known_are_in_brackets(missed: list[Sight]) -> None:
    said = re.compile(r"\[[^\[\]]+\]")
    invented = {
        text
        for sight in missed
        for part in getattr(sight.repair(), "changes", ())
        for text in texts_of(part.data if isinstance(part, NewDocument) else part.value)
        if text.startswith("[")
    }

    assert invented
    assert all(said.fullmatch(text) for text in invented)


def texts_of(data: object) -> Iterator[str]:
    if isinstance(data, str):
        yield data
    for part in data.values() if isinstance(data, dict) else data if isinstance(data, list) else ():
        yield from texts_of(part)


def test_a_repair_is_said_in_a_sentence(missed: list[Sight]) -> None:
    for sight in missed:
        says = getattr(sight.repair(), "says", "Says.")
        assert re.fullmatch(r"[A-Z].*\.", says), says


@pytest.mark.parametrize(
    ("kinds", "change"),
    [
        (("agreed-by-all", "involves-all"), Change(MANIFEST, "/organisation/party", REMOVED)),
        (("role-holder",), Change(MANIFEST, "/organisation/top_management", REMOVED)),
    ],
)
def test_what_only_the_manifest_can_say_is_not_mended(
    kinds: tuple[str, ...], change: Change, cases: list[Case], compiled: Compiled
) -> None:
    passes = [case for case in cases if case.expect["outcome"] == "conforming"]
    before = [sight for sight in seen_in(passes, compiled) if sight.is_met() and sight.kind in kinds]
    after = [sight.after([change]) for sight in before]
    lost = [sight for sight in after if not sight.is_met()]

    assert lost
    assert not [str(sight) for sight in lost if sight.repair()]


def test_a_population_the_manifest_does_not_claim_is_not_mended(cases: list[Case], compiled: Compiled) -> None:
    claimed = [
        sight
        for sight in seen_in(cases, compiled)
        if sight.is_met() and sight.view.relationship is None and "manifest" in place_of(sight)
    ]
    after = [sight.after([Change(MANIFEST, "/relationships", [])]) for sight in claimed]

    assert {sight.kind for sight in claimed} == {"covers", "same-value"}
    assert not [str(sight) for sight in after if sight.is_met() or sight.repair()]


def place_of(sight: Sight) -> dict[str, str]:
    return dict(sight.parameters.get("each") or sight.parameters.get("with") or {})
