"""Whatever a check rests on can be spoiled, and the check notices every way of it."""

import pytest

from accordant.checks import KINDS
from accordant.model.change import Change
from accordant.rulebook import Compiled
from casebook import all_cases
from checks.seeing import Sight, failures_of_spoilings, pack_of, sights

pytestmark = pytest.mark.whole


@pytest.fixture(scope="module")
def met(compiled: Compiled) -> list[Sight]:
    """Give every check that is met in any case, behind a pass or not."""
    cases = all_cases(compiled.types)
    return [sight for case in cases for sight in sights(pack_of(case, compiled), case, compiled) if sight.is_met()]


def test_every_spoiling_is_noticed_by_the_check_that_offers_it(met: list[Sight]) -> None:
    failures = [failure for sight in met for failure in failures_of_spoilings(sight)]

    assert not failures, f"{len(failures)}:\n" + "\n".join(failures)


def test_whatever_is_met_can_be_spoiled_in_several_ways(met: list[Sight]) -> None:
    ways = [sight.spoilings() for sight in met]

    assert {sight.kind for sight in met} == set(KINDS)
    assert all(ways)
    assert sum(map(len, ways)) > 3 * len(met)


def test_a_check_that_is_not_met_is_not_spoiled(compiled: Compiled) -> None:
    found = [
        sight
        for case in all_cases(compiled.types)
        for sight in sights(pack_of(case, compiled), case, compiled)
        if not sight.is_met()
    ]

    assert found
    assert not [str(sight) for sight in found if sight.spoilings()]


def test_spoilings_of_a_check_have_names_of_their_own(met: list[Sight]) -> None:
    for sight in met:
        names = [spoiling.name for spoiling in sight.spoilings()]
        assert len(names) == len(set(names)), f"{sight}: {names}"


def test_a_spoiling_changes_evidence_that_is_there_and_nothing_else(met: list[Sight]) -> None:
    for sight in met:
        files = {document.source.file for document in sight.pack.documents}
        changes = [change for spoiling in sight.spoilings() for change in spoiling.changes]
        assert all(isinstance(change, Change) and change.file in files for change in changes), str(sight)
