"""A rule, its obligation and its cases become a card."""

import re
from collections.abc import Iterator, Mapping, Sequence

from accordant.cards.accompanying import accompanied, laid_over
from accordant.cards.card import Card, Section, clause_words
from accordant.cards.examples import examples
from accordant.cards.expecting import expected
from accordant.cards.saying import considered, judged
from accordant.casebook import Case, run_case
from accordant.checks import labels_of
from accordant.model.beside import ClauseTexts
from accordant.model.companions import Companions
from accordant.model.rules import Condition, Obligation, Rule
from accordant.register import clause_key
from accordant.rulebook.compiled import Compiled

_BASIS = {"confirmed": "confirmed", "inferred": "not confirmed"}
_CONFIDENCE = {
    "well-supported": "well supported by public sources",
    "inferred": "inferred, not confirmed against the standard's text",
}
_PLACEHOLDER = re.compile(r"\{([a-z]+)\}")


def make_cards(
    compiled: Compiled,
    cases: Sequence[Case],
    rules: Sequence[Rule],
    companions: Companions | None = None,
    texts: ClauseTexts | None = None,
) -> tuple[Card, ...]:
    """Return the cards of these rules, in order of clause and id; their examples are cases, run anew.

    With `companions` a card tells phase, terms, other standards and sources; with `texts`, the user's own clause text.
    """
    obligations = compiled.rulebook.obligations
    labels = labels_of(compiled.types)
    cards = []
    for rule in rules:
        obligation = obligations[rule.obligation]
        own = [case for case in cases if case.rule == rule.id]
        sections = (
            *_asked(rule, obligation),
            *(laid_over(obligation, texts) if texts else ()),
            Section("Evidence an auditor expects", points=tuple(expected(rule, compiled.types))),
            Section("How it is judged", tuple(judged(rule, obligation, labels)) + tuple(considered(rule, labels))),
            *examples(own, lambda case: run_case(case, compiled), obligation.kind, labels),
            *_wordings(rule, obligation.kind),
            *_around(rule, obligation, obligations),
            *(accompanied(rule, obligation, companions) if companions else ()),
        )
        cards.append(Card(rule, obligation, tuple(one for one in sections if one.sentences or one.points)))
    return tuple(sorted(cards, key=lambda card: (clause_key(card.obligation.clauses[0].number), card.rule.id)))


def _asked(rule: Rule, obligation: Obligation) -> Iterator[Section]:
    yield Section("Purpose", (rule.reason,))
    yield Section("Requirement", (obligation.requirement,))
    kind = f"{obligation.kind.replace('-', ' ').capitalize()}, {_CONFIDENCE[obligation.confidence]}."
    judge = obligation.judged_by.replace("+", " and ")
    clauses = tuple(
        f"{clause.edition}, {clause_words(clause)} ({_BASIS[clause.basis]})" for clause in obligation.clauses
    )
    yield Section("Where it stands", (kind, f"Level: {obligation.level}. Judged by {judge}."), clauses)


def _wordings(rule: Rule, kind: str) -> Iterator[Section]:
    """Give the words of failures; only a requirement can be nonconforming, and on guidance nothing is raised."""
    required, considered = _statements(rule, rule.require), _statements(rule, rule.consider)
    if kind == "requirement":
        yield Section("Typical wording of a nonconformity", points=required)
        yield Section("Typical wording of an opportunity", points=considered)
    elif kind != "guidance":
        yield Section("Typical wording of an opportunity", points=(*required, *considered))


def _around(rule: Rule, obligation: Obligation, obligations: Mapping[str, Obligation]) -> Iterator[Section]:
    questions = rule.remaining or obligation.remaining
    yield Section("Questions that remain", points=tuple(f"{q.method}, {q.whom}: {q.question}" for q in questions))
    depends = tuple(f"{key}: {obligations[key].title}" for key in rule.depends_on if key in obligations)
    yield Section("Depends on", points=depends)


def _statements(rule: Rule, condition: Condition | None) -> tuple[str, ...]:
    """Give the statements of a condition's checks; what is filled in when something is found stands in brackets."""
    said = [rule.statements[name] for name in _names(condition) if name in rule.statements]
    return tuple(dict.fromkeys(_PLACEHOLDER.sub(r"[\1]", sentence) for sentence in said))


def _names(condition: Condition | None) -> Iterator[str]:
    if isinstance(condition, str):
        yield condition
    elif condition is not None:
        for part in condition.parts:
            yield from _names(part)
