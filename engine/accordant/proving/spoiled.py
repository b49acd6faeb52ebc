"""Bad evidence from good: each check's own ways to spoil what a conforming case shows, where that must be noticed."""

from collections.abc import Iterator
from typing import NamedTuple

from accordant.checks import KINDS
from accordant.evidence.editing import edit
from accordant.inference.reference import tree_value
from accordant.inference.shapes import form_of
from accordant.model.change import Change, NewDocument
from accordant.model.evidence import Pack
from accordant.model.observation import Observation, Observed, Value
from accordant.model.rules import Condition
from accordant.proving.bench import Bench, Stand

_NOT_COUNTED = "not in effect"


class Spoiled(NamedTuple):
    """Evidence of a case after a change that one of its rule's checks must notice.

    `says_less` tells documents that say something else from documents that do not count at all.
    """

    id: str
    says: str
    stand: Stand
    changes: tuple[Change | NewDocument, ...]
    pack: Pack
    says_less: bool


def spoiled(bench: Bench) -> Iterator[Spoiled]:
    """Give the bad evidence derived from every conforming case."""
    for stand in bench.stands:
        if stand.conforming:
            yield from _of_case(bench, stand)


def _of_case(bench: Bench, stand: Stand) -> Iterator[Spoiled]:
    observed = bench.observed(stand.pack, stand.case)
    if observed is None:
        return
    for name in observed.rule.checks:
        for says, changes in ways(observed, name) if _decides(observed, name) else ():
            pack = edit(stand.pack, changes, bench.types)
            if _must_be_noticed(observed, bench.observed(pack, stand.case), name):
                named = f"{bench.rule.id}:{stand.case.name}:{name}:{says}"
                yield Spoiled(named, f"{stand.case.name}: {name}: {says}", stand, changes, pack, says != _NOT_COUNTED)


def ways(observed: Observed, name: str) -> Iterator[tuple[str, tuple[Change | NewDocument, ...]]]:
    """Give the changes that turn what a check saw: spoiled what was met, mended what was not."""
    check, seen = observed.rule.checks[name], observed.seen[name]
    if observed.view is None:
        return
    kind = KINDS[check.kind]
    if seen.value is Value.MET:
        for one in kind.spoil(check.parameters, observed.view, seen):
            yield one.name, one.changes
    else:
        repair = kind.mend(check.parameters, observed.view, seen)
        if repair is not None and repair.changes:
            yield "turned around", repair.changes


def _decides(observed: Observed, name: str) -> bool:
    """Say whether the rule would no longer conform if this check alone saw the opposite.

    Where any of several will do, the loss of one is none; that each can carry the rule alone, its cases must show.
    """
    seen = observed.seen[name]
    if seen.value not in (Value.MET, Value.UNMET):
        return False
    turned = Value.UNMET if seen.value is Value.MET else Value.MET
    return not _conforms(observed, {**observed.seen, name: seen._replace(value=turned)})


def _must_be_noticed(before: Observed, after: Observed | None, name: str) -> bool:
    """Say whether what the check sees now must end conformity; good practice that is not evidenced does not."""
    if after is None or after.seen[name].value is before.seen[name].value:
        return True
    return not _conforms(before, {**before.seen, name: after.seen[name]})


def _conforms(observed: Observed, seen: dict[str, Observation]) -> bool:
    rule = observed.rule
    return (
        _value(rule.require, seen) == Value.MET
        and _value(rule.occasion, seen) in ("", Value.MET)
        and _value(rule.refer_when, seen) != Value.MET
        and _value(rule.consider, seen) not in (Value.UNMET, Value.ERROR)
    )


def _value(condition: Condition | None, seen: dict[str, Observation]) -> str:
    if condition is None:
        return ""
    form, names = form_of(condition)
    row = {column: seen[name].value.value for column, name in zip(form.columns, names, strict=True)}
    return tree_value(form.tree, row)
