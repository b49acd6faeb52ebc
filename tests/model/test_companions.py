"""What an obligation is given by clause and by key, and which terms it speaks of."""

import pytest

from accordant.model.beside import ClauseTexts, clause_text
from accordant.model.companions import Phase, Term, assigned, is_below, phase_of, terms_of
from accordant.model.rules import ClauseReference, Obligation
from registers import obligation


def at(number: str, key: str = "exit.joint.agreed") -> Obligation:
    return obligation(key, "record")._replace(clauses=(ClauseReference("ISO 44001:2017", number, "inferred"),))


def phase(name: str, *, clauses: str = "", keys: str = "") -> Phase:
    return Phase(name, "", "inferred", (), tuple(clauses.split()), tuple(keys.split()))


def term(key: str, **known_by: tuple[str, ...]) -> Term:
    none: tuple[str, ...] = ()
    return Term(
        key,
        key,
        "",
        "",
        "confirmed",
        (),
        **({"words": none, "topics": none, "documents": none, "keys": none} | known_by),
    )


@pytest.mark.parametrize(
    ("name", "start", "below"),
    [
        ("8.6.9", "8.6", True), ("8.6", "8.6", True), ("8.10", "8.1", False), ("8.1", "8.10", False),
        ("6.2.1 a)", "6.2.1", True), ("6.2.1 a)", "6.2", True), ("6.2.10", "6.2.1", False), ("10", "1", False),
    ],
)  # fmt: skip
def test_below_goes_by_whole_steps(name: str, start: str, *, below: bool) -> None:
    assert is_below(name, start) is below


def test_the_nearest_clause_gives_and_not_the_wider_one() -> None:
    entries = (phase("do", clauses="8"), phase("check", clauses="7.1 8.6"), phase("act", clauses="8.6.90"))

    assert assigned(at("8.6.9"), entries) == (entries[1],)


def test_a_key_that_is_named_goes_before_every_clause() -> None:
    entries = (phase("do", clauses="8.6.9"), phase("act", keys="other exit.joint.agreed"))

    assert phase_of(at("8.6.9"), entries) == entries[1]


def test_two_entries_as_near_are_both_given() -> None:
    entries = (phase("do", clauses="8.6"), phase("check", clauses="8.6"))

    assert assigned(at("8.6.9"), entries) == entries


def test_where_nothing_is_said_nothing_is_given() -> None:
    assert assigned(at("8.6.9"), (phase("do", clauses="8.7 9"),)) == ()
    assert phase_of(at("8.6.9"), ()) is None


@pytest.mark.parametrize(
    ("known_by", "speaks"),
    [
        ({"words": ("joint exit strategy",)}, True),
        ({"words": ("Joint Exit-Strategy",)}, True),
        ({"words": ("exit strat",)}, False),
        ({"topics": ("exit.joint",)}, True),
        ({"topics": ("exit.join",)}, False),
        ({"documents": ("agreement",)}, True),
        ({"documents": ("rmp",)}, False),
        ({"keys": ("exit.joint.agreed",)}, True),
        ({"keys": ("exit.joint",)}, False),
    ],
)
def test_a_term_is_known_by_whole_words_topics_documents_keys(
    known_by: dict[str, tuple[str, ...]], *, speaks: bool
) -> None:
    asks = at("8.6.9")._replace(title="Agreed", requirement="All parties agree the joint exit strategy, in time.")

    assert bool(tuple(terms_of(asks, ("agreement",), [term("t", **known_by)]))) is speaks


@pytest.mark.parametrize(
    ("key", "clause", "text"),
    [
        ("nc.effective", "10.1", "by key"),
        ("nc.cause", "10.1", "by clause"),
        ("nc.cause", "10.1 b)", "by clause"),
        ("nc.cause", "10.1 a)", "by item"),
        ("nc.cause", "10.10", ""),
        ("nc", "10.2", ""),
    ],
)
def test_clause_text_is_that_of_the_obligation_else_of_its_clause(key: str, clause: str, text: str) -> None:
    texts = ClauseTexts("", "", {"10.1": "by clause", "10.1 a)": "by item"}, {"nc.effective": "by key"})

    assert clause_text(texts, key, clause) == text
