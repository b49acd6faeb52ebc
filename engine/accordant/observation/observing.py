"""One rule at one subject: what each of its checks sees, whether it applies, and whether it is due."""

from collections.abc import Iterator, Mapping
from datetime import date

from accordant.checks import KINDS, lists_remembered, subject_entry
from accordant.model.catalogue import DocumentType
from accordant.model.evidence import Pack
from accordant.model.observation import Due, Observation, Observed, Value
from accordant.model.rules import Due as DueDate
from accordant.model.rules import Obligation, Rule, Rulebook
from accordant.model.view import View
from accordant.observation.judgements import Judgement, judgements_in, latest
from accordant.observation.subjects import Standing, entered_on, is_closed, standing_of, subjects, views_of

_NOT_JUDGED = "none"


def observe(rulebook: Rulebook, pack: Pack, types: Mapping[str, DocumentType], *, as_of: date) -> tuple[Observed, ...]:
    """Observe every rule of the rulebook at every subject of its level, in order of rule, then of subject."""
    organisation, *views = views_of(pack, subjects(pack), as_of, types)
    standings = [standing_of(view) for view in views]
    placed = [(view._replace(stage=standing.stage), standing) for view, standing in zip(views, standings, strict=True)]
    judgements = judgements_in(organisation.everything, as_of)
    with lists_remembered():
        return tuple(
            _judged(observed, latest(judgements.get(rule.obligation, ()), observed.subject))
            for rule in rulebook.rules
            for observed in _observe_rule(rule, rulebook.obligations[rule.obligation], organisation, placed)
        )


def _observe_rule(
    rule: Rule, obligation: Obligation, organisation: View, placed: list[tuple[View, Standing]]
) -> Iterator[Observed]:
    if obligation.level == "system":
        yield _observe_system(rule, obligation, organisation)
        return
    if not placed:
        why = "no relationship is recorded"
        yield _unseen(rule, obligation, organisation, Value.ABSENT, why, Due.UNKNOWN)
    for view, standing in placed:
        yield _observe_relationship(rule, obligation, view, standing)


def _observe_system(rule: Rule, obligation: Obligation, view: View) -> Observed:
    if _before_in_force(obligation, view):
        return _unseen(rule, obligation, view, Value.UNMET, _reason(rule, "before-in-force"), Due.NO)
    seen = _see(rule, view)
    pending = any(observation.pending for observation in seen.values())
    return _looked(rule, obligation, view, Value.MET, "", Due.NO if pending else Due.YES, seen)


def _observe_relationship(rule: Rule, obligation: Obligation, view: View, standing: Standing) -> Observed:
    due = rule.due or obligation.due
    if due is None:
        return _observe_system(rule, obligation, view)
    if _before_in_force(obligation, view):
        return _unseen(rule, obligation, view, Value.UNMET, _reason(rule, "before-in-force"), Due.NO)
    if obligation.level == "joint" and not standing.partnered and not _far_ahead(due, standing):
        return _unseen(rule, obligation, view, Value.ABSENT, "no partner is recorded", _due(due, standing))
    if _far_ahead(due, standing):
        return _unseen(rule, obligation, view, Value.MET, "", _due(due, standing))
    relationship = view.relationship
    entered = entered_on(relationship, due) if relationship else None
    view = view._replace(entered=entered)
    seen = _see(rule, view)
    when = _due(due, standing)
    if when is Due.YES and any(observation.pending for observation in seen.values()):
        when = Due.NO
    spared = when is not Due.UNKNOWN and any(observation.exempt for observation in seen.values())
    if spared and _permits(rule, "existing-before-adoption"):
        return _looked(rule, obligation, view, Value.UNMET, _reason(rule, "existing-before-adoption"), when, seen)
    why = _reason(rule, "relationship-closed") if when is Due.ENDED else ""
    return _looked(rule, obligation, view, Value.MET, why, when, seen)


def _far_ahead(due: DueDate, standing: Standing) -> bool:
    """Say whether the duty's stage is certainly not reached: nothing of it needs to be looked at."""
    return standing.certain and standing.stage is not None and standing.stage < due.stage


def _due(due: DueDate, standing: Standing) -> Due:
    """Say whether a duty is due where the relationship stands; see the meaning of outcomes, "when it is due"."""
    stage = standing.stage
    if stage is None or (not standing.certain and stage < due.stage):
        return Due.UNKNOWN
    if not standing.certain:
        return Due.UNKNOWN if stage == due.stage and due.at == "exit" else Due.DOUBTFUL
    if stage < due.stage:
        return Due.NO
    if due.at == "recurring" and is_closed(standing):
        return Due.ENDED
    if due.at == "exit" and stage == due.stage and standing.open:
        return Due.NO
    return Due.YES


def _before_in_force(obligation: Obligation, view: View) -> bool:
    return obligation.in_force_from is not None and view.as_of < obligation.in_force_from


def _reason(rule: Rule, word: str) -> str:
    return next(
        (permitted.reason for permitted in rule.not_applicable if permitted.when == word), word.replace("-", " ")
    )


def _permits(rule: Rule, word: str) -> bool:
    return any(permitted.when == word for permitted in rule.not_applicable)


def _see(rule: Rule, view: View) -> dict[str, Observation]:
    return {name: KINDS[check.kind].see(check.parameters, view) for name, check in rule.checks.items()}


def _unseen(rule: Rule, obligation: Obligation, view: View, scope: Value, why: str, due: Due) -> Observed:
    """Observe a rule whose checks need not look: every one of them is absent."""
    entry = subject_entry(view)
    words = {"relationship": view.relationship.title if view.relationship else "the organisation"}
    seen = {name: Observation(Value.ABSENT, (entry,), words) for name in rule.checks}
    return _observed(rule, obligation, view, scope, why, due, seen)


def _looked(
    rule: Rule, obligation: Obligation, view: View, scope: Value, why: str, due: Due, seen: Mapping[str, Observation]
) -> Observed:
    return _observed(rule, obligation, view, scope, why, due, seen)._replace(view=view)


def _observed(
    rule: Rule, obligation: Obligation, view: View, scope: Value, why: str, due: Due, seen: Mapping[str, Observation]
) -> Observed:
    return Observed(
        rule, obligation, view.subject, scope, why, due, seen, subject_entry(view), view.stage, None, _NOT_JUDGED
    )


def _judged(observed: Observed, judgement: Judgement | None) -> Observed:
    return observed._replace(judgement=judgement.document, judged=judgement.outcome) if judgement else observed
