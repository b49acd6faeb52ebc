"""The search for a change of evidence that makes a rule conform: mend, look again, mend what that uncovered."""

from collections.abc import Iterator
from heapq import heappop, heappush
from typing import NamedTuple

from accordant.checks import KINDS
from accordant.evidence.editing import edit
from accordant.explaining.gathering import gathered
from accordant.explaining.leaving import leaving
from accordant.explaining.lessening import Parts, size, smallest
from accordant.explaining.scene import Scene, Standing, stand, value_of
from accordant.explaining.weighing import overrules
from accordant.model.change import REMOVED, Change
from accordant.model.evidence import Pack
from accordant.model.observation import Observation, Observed, Value
from accordant.model.register import Outcome
from accordant.model.rules import Condition, Rule

# A rule has at most twelve checks a condition, and few of them more than two ways to be mended.
_MOST_TRIALS = 120
_MOST_ROUNDS = 16


class Found(NamedTuple):
    """A change that suffices and of which nothing can be left out, and where the rule stands once it is made."""

    parts: Parts
    standing: Standing


class _Step(NamedTuple):
    """A pack on the way, and the changes that led to it."""

    pack: Pack
    parts: Parts
    rounds: int


def search(scene: Scene, rule: Rule, subject: str) -> Found | None:
    """Give the smallest change that makes the rule conform at the subject, else one that meets what it requires.

    Of the ways that mending offers the one that writes least is followed first. None where mending leads nowhere.
    """
    waiting: list[tuple[int, int, _Step]] = [(0, 0, _Step(scene.pack, (), 0))]
    second: _Step | None = None
    count = 0
    for _ in range(_MOST_TRIALS):
        if not waiting:
            break
        cost, _, step = heappop(waiting)
        standing = stand(scene, step.pack, rule, subject)
        if standing is None:
            continue
        if standing.outcome is Outcome.CONFORMING:
            return _lessened(scene, rule, subject, step)
        if second is None and step.parts and is_met(standing):
            second = step
        for pack, parts in _onward(scene, step, standing):
            count += 1
            more = size(step.pack, parts)
            heappush(waiting, (cost + more, count, _Step(pack, (*step.parts, *parts), step.rounds + 1)))
    return _lessened(scene, rule, subject, second) if second else None


def is_met(standing: Standing) -> bool:
    """Say whether the duty has arisen and what the rule requires of it is met."""
    rule = standing.observed.rule
    arisen = standing.value(rule.occasion) in (None, Value.MET)
    return arisen and standing.observed.scope is Value.MET and standing.value(rule.require) is Value.MET


def tried(scene: Scene, rule: Rule, subject: str, parts: Parts) -> Standing | None:
    """Give where the rule stands once the changes are made; None where they cannot be made."""
    try:
        pack = edit(scene.pack, parts, scene.types)
    except ValueError:
        return None
    return stand(scene, pack, rule, subject)


def _lessened(scene: Scene, rule: Rule, subject: str, step: _Step) -> Found | None:
    """Make what was found as small as it can be; None where the changes do not hold together as one."""
    parts = gathered(scene.pack, step.pack, step.parts)
    whole = tried(scene, rule, subject, parts)
    if whole is None or not (whole.outcome is Outcome.CONFORMING or is_met(whole)):
        return None

    def suffices(less: Parts) -> bool:
        standing = tried(scene, rule, subject, less)
        return standing is not None and is_met(standing) and standing.outcome is whole.outcome

    parts = smallest(parts, suffices)
    return Found(parts, whole) if parts else None


def _onward(scene: Scene, step: _Step, standing: Standing) -> Iterator[tuple[Pack, Parts]]:
    """Give the packs that one more mending leads to, each with the changes that it makes."""
    if step.rounds == _MOST_ROUNDS or standing.observed.view is None:
        return
    for more in _next_ways(scene, standing):
        try:
            pack = edit(step.pack, more, scene.types)
        except ValueError:
            continue
        yield pack, more


def _next_ways(scene: Scene, standing: Standing) -> Iterator[Parts]:
    """Mend first whether the duty arises, then what is required, then what a person would have to weigh.

    Last comes what good practice adds.
    """
    rule, outcome = standing.observed.rule, standing.outcome
    if standing.value(rule.occasion) not in (None, Value.MET):
        yield from _ways(rule.occasion, Value.MET, standing.observed)
    elif standing.value(rule.require) not in (None, Value.MET):
        yield from _ways(rule.require, Value.MET, standing.observed)
    elif outcome is Outcome.NEEDS_JUDGEMENT and standing.value(rule.refer_when) is Value.MET:
        ways = _ways(rule.refer_when, Value.UNMET, standing.observed, spoils=False)
        yield from (more for more in ways if not overrules(scene.pack, standing, more))
    elif outcome is Outcome.OPPORTUNITY:
        yield from _ways(rule.consider, Value.MET, standing.observed)


def _ways(condition: Condition | None, wanted: Value, observed: Observed, *, spoils: bool = True) -> Iterator[Parts]:
    """Give the changes each of which brings a condition nearer to a value: every way of any, the first need of all.

    `spoils` says whether evidence that meets a check may be spoiled where that is to be unmet.
    """
    if condition is None or value_of(condition, observed) is wanted:
        return
    if isinstance(condition, str):
        yield from _ways_of_check(condition, wanted, observed)
        if spoils and wanted is Value.UNMET:
            yield from _spoilings(condition, observed)
        return
    negative = condition.operator in ("none", "not")
    inner = opposite(wanted) if negative else wanted
    # None of several is all of their opposites.
    every = (condition.operator == "any") != (wanted is Value.MET)
    poor = [part for part in condition.parts if value_of(part, observed) is not inner]
    for part in poor[:1] if every else poor:
        yield from _ways(part, inner, observed, spoils=spoils)


def opposite(value: Value) -> Value:
    """Give what is wanted of the parts of `none` and `not`."""
    return Value.UNMET if value is Value.MET else Value.MET


def _ways_of_check(name: str, wanted: Value, observed: Observed) -> Iterator[Parts]:
    check, seen, view = observed.rule.checks[name], observed.seen[name], observed.view
    if view is None:
        return
    if seen.value is Value.MET or (check.kind == "open-items" and seen.value is Value.UNMET):
        # What is open and late is rather done than put off.
        yield from leaving(check.parameters, view, seen)
    if wanted is Value.UNMET and seen.value is Value.ABSENT:
        yield from _ways_to_complete(observed.seen[name])
    if wanted is Value.MET or seen.value is not Value.MET:
        # What is to be unmet has to be seen before it can be otherwise than it is.
        mending = KINDS[check.kind].mend(check.parameters, view, seen)
        if mending is not None:
            yield mending.changes


def _spoilings(name: str, observed: Observed) -> Iterator[Parts]:
    check, seen, view = observed.rule.checks[name], observed.seen[name], observed.view
    if view is None or seen.value is not Value.MET:
        return
    for spoiling in KINDS[check.kind].spoil(check.parameters, view, seen):
        if not any(change.value is not REMOVED and not str(change.value).strip() for change in spoiling.changes):
            yield spoiling.changes


def _ways_to_complete(seen: Observation) -> Iterator[Parts]:
    """Transcribe in full what was seen as an extract: only then its silence shows that there is nothing."""
    files = dict.fromkeys(one.file for one in seen.citations if one.document is not None and not one.document.complete)
    if files:
        yield tuple(Change(file, "/transcribed", "complete") for file in files)
