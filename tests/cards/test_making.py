"""A card holds all that its rule says, and its examples are cases that run."""

from accordant.cards import Card, Section, card_text
from accordant.register import clause_key
from accordant.rulebook import Compiled

RULE = "exit.joint.agreed/by-all-parties"
ALWAYS = {"Purpose", "Requirement", "Where it stands", "How it is judged"}
SHOWN = {"Evidence an auditor expects", "Good example"}
JUDGED = {
    "requirement": {*SHOWN, "Bad example", "Typical wording of a nonconformity"},
    "guidance": SHOWN,
}
OTHERS = {*SHOWN, "Bad example", "Typical wording of an opportunity"}


def section(card: Card, heading: str) -> Section:
    (found,) = [one for one in card.sections if one.heading == heading]
    return found


def test_every_rule_has_a_whole_card(cards: dict[str, Card], compiled: Compiled) -> None:
    assert set(cards) == {rule.id for rule in compiled.rulebook.rules}
    wanted = {
        name: ALWAYS | (JUDGED.get(card.obligation.kind, OTHERS) if card.rule.require else set())
        for name, card in cards.items()
    }
    poor = {
        name: missing
        for name, card in cards.items()
        if (missing := wanted[name] - {one.heading for one in card.sections})
    }

    assert not poor


def test_cards_stand_in_order_of_clause(cards: dict[str, Card]) -> None:
    keys = [(clause_key(card.obligation.clauses[0].number), card.rule.id) for card in cards.values()]

    assert keys == sorted(keys)


def test_the_good_example_is_the_evidence_of_a_passing_case(cards: dict[str, Card]) -> None:
    good = section(cards[RULE], "Good example")

    assert good.sentences == ("Signed by both.",)
    assert good.written.startswith("type: joint_exit_strategy\nid: JES-1\n")
    assert "    person: Operations director\n" in good.written


def test_the_bad_example_says_its_difference_and_its_verdict(cards: dict[str, Card]) -> None:
    bad = section(cards[RULE], "Bad example")

    assert bad.sentences == ("Partner has not signed: as in the good example, but",)
    assert bad.points == (
        "in joint exit strategy JES-1, signatures, item 2 (partner) is taken away",
        "Nonconforming, minor: Joint exit strategy JES-1, version 1, is not agreed by Partner organisation.",
    )


def test_what_is_only_good_practice_shows_no_nonconformity(cards: dict[str, Card]) -> None:
    kinds = {
        card.obligation.kind: section(card, "Bad example").points[-1].partition(":")[0]
        for card in cards.values()
        if card.obligation.kind not in ("requirement", "guidance") and card.rule.require
    }

    assert kinds
    assert all(not outcome.startswith("Nonconforming") for outcome in kinds.values())


def test_a_card_words_no_failure_that_its_kind_cannot_have(cards: dict[str, Card]) -> None:
    for card in cards.values():
        worded = {one.heading.rpartition(" ")[2] for one in card.sections if one.heading.startswith("Typical wording")}
        possible = {"requirement": {"nonconformity", "opportunity"}, "guidance": set()}
        assert worded <= possible.get(card.obligation.kind, {"opportunity"}), card.rule.id


def test_documents_fields_and_whom_to_ask_are_named(cards: dict[str, Card]) -> None:
    expected = section(cards[RULE], "Evidence an auditor expects").points

    assert expected == (
        "Joint exit strategy (approved, from the joint management team): signatures (party, person, authority, date)",
    )


def test_clauses_carry_their_confidence(cards: dict[str, Card]) -> None:
    for card in cards.values():
        points = section(card, "Where it stands").points
        assert len(points) == len(card.obligation.clauses)
        for clause, point in zip(card.obligation.clauses, points, strict=True):
            sure = clause.basis == "confirmed"
            assert point == f"{clause.edition}, {clause.number}{' (confirmed)' if sure else '? (not confirmed)'}"


def test_wording_shows_what_is_filled_in_and_says_nothing_twice(cards: dict[str, Card]) -> None:
    wording = section(cards[RULE], "Typical wording of a nonconformity").points

    assert wording == ("[document] [id], version [version], is not agreed by [missing].",)
    for card in cards.values():
        for one in card.sections:
            assert len(set(one.points)) == len(one.points), card.rule.id


def test_advice_stands_on_no_card(cards: dict[str, Card]) -> None:
    advised = [card for card in cards.values() if card.rule.advice]

    assert advised
    assert not [card for card in advised if card.rule.advice in card_text(card, width=10_000)]


def test_text_fits_its_width_but_for_evidence(cards: dict[str, Card]) -> None:
    text = card_text(cards[RULE], width=60)

    assert all(len(line) <= 60 for line in text.splitlines() if not line.startswith("  |"))
    assert "  | type: joint_exit_strategy" in text.splitlines()
    assert "? after a clause number" in text
