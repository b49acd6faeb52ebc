"""Packs judged by both rulebooks: which verdicts change, and whether for the worse."""

from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from typing import Any, NamedTuple

from accordant.assessment import Terms, assess
from accordant.comparing.change import Verdict, VerdictChange
from accordant.model.evidence import Pack
from accordant.model.register import Register
from accordant.model.tailoring import Successor, successor_of
from accordant.rulebook.compiled import Compiled

Verdicts = Mapping[tuple[str, str], Verdict]
"""By rule (or conclusion) and subject."""

ENGINE = "reference"
"""Here rules are compared, not engines; a process for each of hundreds of packs would make it slow."""

SYSTEMIC = "systemic"
_BY_RULE = "systemic-rule:"
_BY_CLAUSE = "systemic-clause:"
"""Conclusions compared beside findings: readiness follows from findings, a systemic major counts them."""

_LEVELS = {
    "conforming": 0,
    "not-applicable": 0,
    "not-yet-due": 0,
    "opportunity": 1,
    "needs-judgement": 2,
    "not-evidenced": 2,
    "error": 2,
    "nonconforming": 3,
    "systemic": 4,
}
"""How grave a verdict is: nothing to do, to be thought about, unsettled, nonconforming; a major one is a level more."""


class Evidence(NamedTuple):
    """One pack to be judged by both rulebooks: its name in the comparison, its date and its other terms."""

    name: str
    pack: Pack
    as_of: date
    options: Mapping[str, str] = {}


def verdict_changes(
    packs: Iterable[Evidence], old: Compiled, new: Compiled, successors: Mapping[str, Successor]
) -> Iterator[VerdictChange]:
    """Give every verdict that the second rulebook gives otherwise than the first, pack by pack."""
    for one in packs:
        before = verdicts_of(_judged(one, old))
        after = verdicts_of(_judged(one, new))
        yield from changed(one.name, before, after, successors)


def verdicts_of(register: Register) -> dict[tuple[str, str], Verdict]:
    """Give the verdict of every finding, and of every systemic conclusion."""
    found = {(one.rule, one.subject): Verdict(one.outcome.value, one.severity) for one in register.findings}
    for one in register.conclusions:
        if is_systemic(one.id):
            found[one.id, one.subject] = Verdict(SYSTEMIC, one.severity)
    return found


def changed(
    pack: str, before: Verdicts, after: Verdicts, successors: Mapping[str, Successor]
) -> Iterator[VerdictChange]:
    """Give what differs, in the order of `paired`."""
    for rule, subject, was, now in paired(before, after, successors):
        if was != now:
            yield VerdictChange(pack, rule, subject, was, now, _way(rule, was, now))


def paired(
    before: Verdicts, after: Verdicts, successors: Mapping[str, Successor]
) -> Iterator[tuple[str, str, Verdict | None, Verdict | None]]:
    """Give rule, subject, and what was and is found, in order of rule and subject; what is new comes last.

    A rule that was renamed or divided is held against its heirs; of several heirs the gravest verdict counts.
    """
    met: set[tuple[str, str]] = set()
    for (rule, subject), was in sorted(before.items()):
        heirs = [(heir, subject) for heir in _heirs(rule, successors) if (heir, subject) in after]
        met.update(heirs)
        now = max((after[heir] for heir in heirs), key=level, default=None)
        yield heirs[0][0] if len(heirs) == 1 else rule, subject, was, now
    for rule, subject in sorted(after.keys() - met):
        yield rule, subject, None, after[rule, subject]


def _heirs(rule: str, successors: Mapping[str, Successor]) -> tuple[str, ...]:
    """Give what stands in the place of a rule, or of a conclusion about a rule."""
    if rule.startswith(_BY_RULE):
        return tuple(f"{_BY_RULE}{heir}" for heir in successor_of(successors, rule.removeprefix(_BY_RULE)))
    return successor_of(successors, rule)


def is_systemic(rule: str) -> bool:
    """Say whether this is the name of a conclusion that failures are systemic, which is there only where it holds."""
    return rule.startswith((_BY_RULE, _BY_CLAUSE))


def level(verdict: Verdict) -> int:
    """Say how grave a verdict is."""
    return _LEVELS[verdict.outcome] + (verdict.severity == "major")


def _way(rule: str, old: Verdict | None, new: Verdict | None) -> str:
    if is_systemic(rule):
        return "worse" if old is None else "better"
    if old is None:
        return "new"
    if new is None:
        return "gone"
    if level(new) == level(old):
        return "other"
    return "worse" if level(new) > level(old) else "better"


def _judged(one: Evidence, compiled: Compiled) -> Register:
    options: dict[str, Any] = dict(one.options)
    terms = Terms(one.as_of, engine=ENGINE, **options)
    return assess(one.pack, compiled.rulebook, compiled.types, compiled.program, terms=terms)
