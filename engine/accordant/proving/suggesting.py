"""A case that would tell a mutant from the rule, found by trying changes to the cases there are."""

from collections.abc import Iterator, Mapping
from itertools import combinations, islice

from accordant.casebook import files_of
from accordant.evidence.editing import edit
from accordant.model.change import Change, Data, NewDocument, Removed
from accordant.model.register import Outcome
from accordant.model.rules import Rule
from accordant.proving.bench import Bench, Stand, outcome_of
from accordant.proving.proof import Suggestion
from accordant.proving.spoiled import Spoiled, ways
from accordant.proving.touching import touches

Changes = tuple[Change | NewDocument, ...]
_BLANK = "tbd"
_MOST_PAIRS = 80
_MOST_TRIES = 500


def suggest_against(bench: Bench, weakened: Rule) -> Suggestion | None:
    """Give a case of which the rule and the weakened one say different things; None where no try shows any."""
    for stand, changes in islice(_tries(bench), _MOST_TRIES):
        outcome = _told(bench, stand, changes, weakened)
        if outcome:
            return _suggestion(stand, changes, outcome)
    return None


def _tries(bench: Bench) -> Iterator[tuple[Stand, Changes]]:
    """Give what to try, conforming cases first: what is wrong in one place, then in two."""
    stands = sorted(bench.stands, key=lambda stand: not stand.conforming)
    good = [stand for stand in stands if stand.conforming]
    yield from ((stand, changes) for stand in good for changes in _single(bench, stand))
    yield from ((stand, changes) for stand in good for changes in _double(bench, stand))
    yield from ((stand, changes) for stand in stands[len(good) :] for changes in _single(bench, stand))


def suggest_spoiled(one: Spoiled) -> Suggestion:
    """Give the case of bad evidence that the rule lets pass, with what the rule ought to say of it."""
    return _suggestion(one.stand, one.changes, Outcome.NONCONFORMING)


def _told(bench: Bench, stand: Stand, changes: Changes, weakened: Rule) -> str:
    """Give the rule's outcome where the weakened rule has another."""
    try:
        pack = edit(stand.pack, changes, bench.types)
    except ValueError:
        return ""
    outcome = outcome_of(bench.judge(pack, stand.case))
    return outcome if outcome not in ("none", outcome_of(bench.judge(pack, stand.case, weakened))) else ""


def _single(bench: Bench, stand: Stand) -> Iterator[Changes]:
    yield from (changes for _, changes in _by_checks(bench, stand))
    yield from ((change,) for change in touches(stand.pack))


def _double(bench: Bench, stand: Stand) -> Iterator[Changes]:
    """Two checks turned at once: what only the second of two alternatives shows."""
    found = _by_checks(bench, stand)
    pairs = ((*first, *second) for (one, first), (other, second) in combinations(found, 2) if one != other)
    yield from islice(pairs, _MOST_PAIRS)


def _by_checks(bench: Bench, stand: Stand) -> list[tuple[str, Changes]]:
    observed = bench.observed(stand.pack, stand.case)
    if observed is None:
        return []
    return [(name, changes) for name in observed.rule.checks for _, changes in ways(observed, name)]


def _suggestion(stand: Stand, changes: Changes, outcome: str) -> Suggestion:
    """Write changes of files as a case writes them: by pointers into its documents, and into its manifest."""
    case, files = stand.case, files_of(stand.case)
    first = 0 if case.manifest is None else 1
    documents: dict[str, Data] = {}
    manifest: dict[str, Data] = {}
    for change in changes:
        if isinstance(change, NewDocument):
            documents["/documents/-"] = {"type": change.type, **change.data}
            continue
        number = files.index(change.file) - first
        if number < 0:
            manifest[change.pointer] = _written(change, {})
        else:
            documents[f"/documents/{number}{change.pointer}"] = _written(change, case.said[number])
    return Suggestion(case.name, documents, manifest, outcome)


def _written(change: Change, said: Mapping[str, Data]) -> Data:
    """Write a value as a case does; what the base says comes back when it is taken away, and so is left blank."""
    if not isinstance(change.value, Removed):
        return change.value
    name, *inner = change.pointer.removeprefix("/").split("/")
    return _BLANK if said and not inner and name not in said else None
