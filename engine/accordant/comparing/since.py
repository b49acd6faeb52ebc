"""Two registers of one organisation: what was closed since, what is new, worse, better, open still, not comparable."""

from collections.abc import Iterator, Mapping
from typing import NamedTuple

from accordant.comparing.change import Verdict
from accordant.comparing.registers import ReadRegister, Topic
from accordant.comparing.verdicts import is_systemic, level, paired
from accordant.errors import UsageError
from accordant.model.register import Outcome
from accordant.model.tailoring import Successor, successor_of

KINDS = ("closed", "not-asked", "new", "worse", "better", "other", "open", "not-comparable", "settled")
"""`not-asked` was to be dealt with and is neither due nor applicable now, which closes nothing; `other` is open in
another way, neither better nor worse; `settled` had nothing to be dealt with, then or now."""

_UNSETTLED = 2


class Entry(NamedTuple):
    """What became of one verdict; `because` says why it cannot be compared."""

    kind: str
    rule: str
    subject: str
    topic: Topic
    old: Verdict | None
    new: Verdict | None
    because: str = ""


class Since(NamedTuple):
    """Two registers side by side; `otherwise` are the terms that differ, each as it was and as it is."""

    old: ReadRegister
    new: ReadRegister
    otherwise: Mapping[str, tuple[str, str]]
    entries: tuple[Entry, ...]

    def of(self, kind: str) -> tuple[Entry, ...]:
        """Give the entries of a kind."""
        return tuple(one for one in self.entries if one.kind == kind)


def compare_registers(old: ReadRegister, new: ReadRegister, successors: Mapping[str, Successor]) -> Since:
    """Compare a register with a later one; rules that are no more are held against their successors.

    Raises:
        UsageError: if they are of different organisations, or the second is the earlier.
    """
    if old.organisation != new.organisation:
        raise UsageError(f"one register is of {old.organisation or 'nobody'}, the other of {new.organisation}")
    if old.as_of > new.as_of:
        raise UsageError(f"the second register is the earlier ({new.as_of}, the first is of {old.as_of}): turn them")
    otherwise = {name: (was, new.terms[name]) for name, was in old.terms.items() if was != new.terms[name]}
    return Since(old, new, otherwise, tuple(_entries(old, new, successors)))


def _entries(old: ReadRegister, new: ReadRegister, successors: Mapping[str, Successor]) -> Iterator[Entry]:
    for rule, subject, was, now in paired(old.verdicts, new.verdicts, successors):
        topic = new.topics.get(rule) or old.topics.get(rule) or Topic("", rule, "part")
        if (was is None or now is None) and not is_systemic(rule):
            because = _gone(rule, subject, new, successors) if now is None else _came(rule, subject, old, successors)
            yield Entry("not-comparable", rule, subject, topic, was, now, because)
        else:
            yield Entry(_kind(was, now), rule, subject, topic, was, now)


def _kind(was: Verdict | None, now: Verdict | None) -> str:
    """Say what became of a verdict; a systemic failure that is not drawn is none."""
    before, after = (level(one) if one else 0 for one in (was, now))
    if not before:
        return "new" if after else "settled"
    if not after:
        return "closed" if now is None or now.outcome == Outcome.CONFORMING else "not-asked"
    if was == now:
        return "open"
    if after > before:
        return "worse"
    # Evidence that is wanting now makes nothing better.
    return "better" if after < before and after != _UNSETTLED else "other"


def _gone(rule: str, subject: str, new: ReadRegister, successors: Mapping[str, Successor]) -> str:
    if rule in successors and not successor_of(successors, rule):
        return f"its rule was retired in version {successors[rule].since}: {successors[rule].reason}"
    if subject not in new.subjects:
        return "nothing about it is in the later register"
    return "the later register was made without its rule, or with it switched off"


def _came(rule: str, subject: str, old: ReadRegister, successors: Mapping[str, Successor]) -> str:
    if subject not in old.subjects:
        return "nothing about it is in the earlier register"
    known = {heir for name, _ in old.verdicts for heir in successor_of(successors, name)}
    return "it was not judged there earlier" if rule in known else "the earlier register was made without its rule"
