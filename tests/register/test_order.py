"""The register's order."""

from hypothesis import given
from hypothesis import strategies as st

from accordant.model.register import DrawnConclusion, Finding, ObligationStatus, Outcome
from accordant.register import arrange_conclusions, arrange_findings, arrange_obligations, clause_key, entries
from registers import finding, register

NONCONFORMING = Outcome.NONCONFORMING


def test_clauses_sort_as_numbers_and_annexes_last() -> None:
    assert sorted(["A.2", "8.6.10", "10.1", "8.6.2", "8.6", "9", "A.10"], key=clause_key) == [
        "8.6",
        "8.6.2",
        "8.6.10",
        "9",
        "10.1",
        "A.2",
        "A.10",
    ]


def test_findings_sort_by_subject_then_clause_then_severity_then_rule() -> None:
    wanted = (
        finding("z/rule", clause="10.1"),
        finding("z/rule", "relationship:east", clause="4.1"),
        finding("y/rule", "relationship:north", clause="8.6.2"),
        finding("z/rule", "relationship:north", clause="8.6.10", outcome=NONCONFORMING, severity="major"),
        finding("c/rule", "relationship:north", clause="8.6.10", outcome=NONCONFORMING, severity="minor"),
        finding("a/rule", "relationship:north", clause="8.6.10"),
        finding("b/rule", "relationship:north", clause="8.6.10"),
    )
    assert arrange_findings(reversed(wanted)) == wanted


def test_what_is_not_evidenced_sorts_by_its_severity_if_confirmed() -> None:
    absent = finding("z/rule", outcome=Outcome.NOT_EVIDENCED, severity_if_confirmed="major")
    lapse = finding("a/rule", outcome=NONCONFORMING, severity="minor")
    assert arrange_findings([lapse, absent]) == (absent, lapse)


@given(st.permutations([finding(f"{rule}/one", clause=clause) for rule in "abc" for clause in ("8.6.2", "8.6.10", "")]))
def test_the_order_does_not_depend_on_the_order_of_arrival(shuffled: list[Finding]) -> None:
    arranged = arrange_findings(shuffled)
    assert [(one.clause, one.rule) for one in arranged] == [
        (clause, f"{rule}/one") for clause in ("", "8.6.2", "8.6.10") for rule in "abc"
    ]


def test_entries_leave_out_what_is_no_gap_and_what_is_listed_under_a_primary() -> None:
    gaps = tuple(
        finding(f"{name}/rule", outcome=outcome)
        for name, outcome in zip(
            "abcde",
            (
                Outcome.NONCONFORMING,
                Outcome.ERROR,
                Outcome.NOT_EVIDENCED,
                Outcome.NEEDS_JUDGEMENT,
                Outcome.OPPORTUNITY,
            ),
            strict=True,
        )
    )
    others = [
        finding("a0/rule", outcome=Outcome.NONCONFORMING, depends_on=("a/rule@organisation",)),
        finding("b0/rule", outcome=Outcome.CONFORMING),
        finding("c0/rule", outcome=Outcome.NOT_YET_DUE),
        finding("d0/rule", outcome=Outcome.NOT_APPLICABLE),
    ]
    assert entries(register(*others, *reversed(gaps))) == gaps


def test_obligations_sort_by_subject_clause_and_key() -> None:
    wanted = tuple(
        ObligationStatus(key, clause, "", subject, "conforming", "part", ())
        for subject, clause, key in [
            ("organisation", "8.6.10", "a"),
            ("relationship:a", "8.6.2", "b"),
            ("relationship:a", "8.6.10", "a"),
            ("relationship:a", "8.6.10", "b"),
        ]
    )
    assert arrange_obligations(reversed(wanted)) == wanted


def test_conclusions_sort_by_subject_severity_and_id() -> None:
    wanted = tuple(
        DrawnConclusion(name, "rule", subject, holds=True, severity=severity, members=(), reason="")
        for subject, severity, name in [
            ("organisation", "major", "z"),
            ("organisation", None, "a"),
            ("organisation", None, "b"),
            ("relationship:a", "major", "a"),
        ]
    )
    assert arrange_conclusions(reversed(wanted)) == wanted
