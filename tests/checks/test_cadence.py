"""A fixed interval: what happened is held against it whatever the organisation stated, up to the last day of it."""

import pytest

from accordant.checks import KINDS
from accordant.model.change import REMOVED, Change, NewDocument
from accordant.model.observation import Cause, Value
from accordant.rulebook import Compiled
from casebook import all_cases
from checks.seeing import Sight, pack_of, sights

REVIEWED = "exit.joint.reviewed/own-rhythm"
SURVEYS = ("00-trust_survey.yaml", "01-trust_survey.yaml")


@pytest.fixture(scope="module")
def surveyed(compiled: Compiled) -> Sight:
    """Give the check of surveys of which the last is of 2026-04-20, seen on 2026-06-30."""
    cases = all_cases(compiled.types)
    case = next(one for one in cases if one.name == "two surveys of both sides")
    return next(one for one in sights(pack_of(case, compiled), case, compiled) if one.kind == "cadence")


def fixed(surveyed: Sight, interval: str) -> Sight:
    return surveyed.asked({"in": "trust_survey", "interval": interval})


def of_day(surveyed: Sight, day: str) -> Sight:
    return surveyed.after([Change(file, "/version_date", day) for file in SURVEYS])


@pytest.mark.parametrize(
    ("day", "value", "cause"),
    [
        ("2025-12-30", Value.MET, Cause.NONE),
        ("2025-12-29", Value.UNMET, Cause.LAPSED),
        ("2025-06-30", Value.UNMET, Cause.LAPSED),
        ("2025-06-29", Value.UNMET, Cause.LAPSED_TWICE),
        ("2026-07-01", Value.ABSENT, Cause.DOCUMENT),
    ],
)
def test_the_last_day_of_the_interval_is_within_it(day: str, value: Value, cause: Cause, surveyed: Sight) -> None:
    seen = fixed(of_day(surveyed, day), "6 months").seen

    assert (seen.value, seen.cause) == (value, cause)
    assert seen.words["interval"] == "6 months"


def test_only_the_event_is_cited_and_read(surveyed: Sight) -> None:
    seen = fixed(surveyed, "6 months").seen
    cited = [one.document.id for one in seen.citations if one.document is not None]
    readings = KINDS["cadence"].reads({"in": "trust_survey", "interval": "6 months"})

    assert cited == ["TS-2"]
    assert [(one.types, one.path) for one in readings] == [(("trust_survey",), "version_date")]


def test_what_the_organisation_stated_makes_no_difference(surveyed: Sight) -> None:
    unstated = surveyed.after([Change("02-kpi_framework.yaml", "/relationship_interval", REMOVED)])

    assert unstated.seen.value is Value.ABSENT
    assert fixed(unstated, "quarterly").seen == fixed(surveyed, "quarterly").seen
    assert fixed(surveyed, "quarterly").seen.words["interval"] == "3 months"


def test_spoilings_do_not_touch_an_interval_that_stands_in_the_rule(surveyed: Sight) -> None:
    names = [one.name for one in fixed(surveyed, "6 months").spoilings()]

    assert names[:2] == ["overdue", "future date"]
    assert "interval: blank" not in names
    assert "interval: blank" in [one.name for one in surveyed.spoilings()]


def test_a_survey_too_old_is_mended_by_a_new_one(surveyed: Sight) -> None:
    late = fixed(surveyed, "1 month").repair()

    assert late is not None
    assert [type(part) for part in late.changes] == [NewDocument]


def test_a_day_of_the_last_review_is_mended_where_it_stands(compiled: Compiled) -> None:
    case = next(one for one in all_cases(compiled.types) if one.rule == REVIEWED and one.documents)
    seen = next(one for one in sights(pack_of(case, compiled), case, compiled) if one.kind == "cadence")
    old = seen.after([Change("00-joint_exit_strategy.yaml", "/last_review", "2025-01-31")])
    repair = old.asked({"in": "joint_exit_strategy", "field": "last_review", "interval": "1 year"}).repair()

    assert repair is not None
    assert repair.changes == (Change("00-joint_exit_strategy.yaml", "/last_review", "2026-06-30"),)


def test_it_is_said_in_words() -> None:
    say, labels = KINDS["cadence"].say, {"trust_survey": "behaviour and trust survey"}

    assert say({"in": "trust_survey", "interval": "6 months"}, labels) == (
        "behaviour and trust survey with a version date within the last 6 months"
    )
    assert say({"in": "trust_survey", "interval": "annually"}, labels).endswith("within the last 12 months")
