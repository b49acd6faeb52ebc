"""What changed of rules: there or not, renamed, and each part that differs, in plain words."""

from collections.abc import Iterator, Mapping

from accordant.comparing.change import RulebookChange
from accordant.comparing.speaking import spoken, spoken_condition, spoken_due, spoken_questions
from accordant.model.rules import Check, Rule, Rulebook
from accordant.model.tailoring import Successor, successor_of

CONDITIONS = ("require", "consider", "occasion", "refer_when")
_WORDS = ("title", "reason", "advice")


def rule_changes(old: Rulebook, new: Rulebook) -> Iterator[RulebookChange]:
    """Give what changed of the rules, in order of id."""
    before = {rule.id: rule for rule in old.rules}
    after = {rule.id: rule for rule in new.rules}
    heirs = {heir for rule in before.keys() - after.keys() for heir in successor_of(new.successors, rule)}
    for identity in sorted(before.keys() | after.keys()):
        if identity in before and identity in after:
            yield from _differences(identity, before[identity], after[identity])
        elif identity in before:
            yield from _gone(before[identity], after, new.successors)
        elif identity not in heirs:
            yield RulebookChange(identity, "added", f"is new: {after[identity].title}", frozenset({identity}))


def _gone(rule: Rule, after: Mapping[str, Rule], successors: Mapping[str, Successor]) -> Iterator[RulebookChange]:
    heirs = [heir for heir in successor_of(successors, rule.id) if heir in after]
    touched = frozenset({rule.id, *heirs})
    if not heirs:
        said = successors.get(rule.id)
        why = f"since {said.since}: {said.reason}" if said else "and successors.yaml does not say what became of it"
        yield RulebookChange(rule.id, "removed", f"is gone, {why}", touched)
        return
    retired = successors[rule.id]
    became = "is now" if len(heirs) == 1 else "is divided into"
    says = f"{became} {', '.join(heirs)} (since {retired.since}: {retired.reason})"
    yield RulebookChange(rule.id, "renamed", says, touched)
    if len(heirs) == 1:
        yield from _differences(heirs[0], rule, after[heirs[0]])


def _differences(identity: str, old: Rule, new: Rule) -> Iterator[RulebookChange]:
    touched = frozenset({old.id, new.id})
    for says in _meaning(old, new):
        yield RulebookChange(identity, "meaning", says, touched)
    for says in _words(old, new):
        yield RulebookChange(identity, "words", says)


def _meaning(old: Rule, new: Rule) -> Iterator[str]:
    if old.obligation != new.obligation:
        yield _turned("obligation", old.obligation, new.obligation)
    for name in CONDITIONS:
        was, now = getattr(old, name), getattr(new, name)
        if was != now:
            yield _turned(f"condition {name}", spoken_condition(was), spoken_condition(now))
    for name in sorted(old.checks.keys() | new.checks.keys()):
        yield from _check(name, old.checks.get(name), new.checks.get(name))
    if old.extent != new.extent:
        yield _turned("extent", old.extent, new.extent)
    if old.due != new.due:
        yield _turned("due", spoken_due(old.due), spoken_due(new.due))
    if set(old.depends_on) != set(new.depends_on):
        yield _turned("depends_on", spoken(old.depends_on), spoken(new.depends_on))
    excuses = [[one.when for one in rule.not_applicable] for rule in (old, new)]
    if excuses[0] != excuses[1]:
        yield _turned("not_applicable", spoken(excuses[0]), spoken(excuses[1]))
    if spoken_questions(old.remaining) != spoken_questions(new.remaining):
        yield _turned("remaining", spoken_questions(old.remaining), spoken_questions(new.remaining))


def _check(name: str, old: Check | None, new: Check | None) -> Iterator[str]:
    if old is None or new is None:
        present = old or new
        yield f'check "{name}" ({present.kind if present else ""}) is {"new" if old is None else "gone"}'
        return
    if old.kind != new.kind:
        yield _turned(f'kind of check "{name}"', old.kind, new.kind)
    if old.basis != new.basis:
        yield _turned(f'basis of check "{name}"', old.basis, new.basis)
    for key in sorted(old.parameters.keys() | new.parameters.keys()):
        was, now = old.parameters.get(key), new.parameters.get(key)
        if was != now:
            yield _turned(f'{key} of check "{name}"', spoken(was), spoken(now))


def _words(old: Rule, new: Rule) -> Iterator[str]:
    for name in _WORDS:
        if getattr(old, name) != getattr(new, name):
            yield f"{name} is worded anew"
    for name in sorted(old.statements.keys() | new.statements.keys()):
        if old.statements.get(name) != new.statements.get(name):
            yield f'statement of "{name}" is worded anew'
    reasons = [{one.when: one.reason for one in rule.not_applicable} for rule in (old, new)]
    for name in sorted(reasons[0].keys() & reasons[1].keys()):
        if reasons[0][name] != reasons[1][name]:
            yield f'reason of not_applicable "{name}" is worded anew'
    same_askers = spoken_questions(old.remaining) == spoken_questions(new.remaining)
    if same_askers and old.remaining != new.remaining:
        yield "questions that remain are worded anew"


def _turned(what: str, was: str, now: str) -> str:
    return f"{what}: {now}, was {was}"
