"""Two rulebooks compared: what changed, which verdicts change on a corpus, and the version that asks for."""

from collections.abc import Iterable, Sequence
from typing import NamedTuple

from accordant.comparing.books import book_changes
from accordant.comparing.change import Bump, RulebookChange, VerdictChange, next_version
from accordant.comparing.concern import concerned, narrowed
from accordant.comparing.layout import relaid, reworded
from accordant.comparing.rules import rule_changes
from accordant.comparing.verdicts import Evidence, level, verdict_changes
from accordant.rulebook.compiled import Compiled
from accordant.rulebook.files import Folder

NONCONFORMING = 3


class Side(NamedTuple):
    """One of the two rulebooks: its folder as read, and compiled with whatever it adds to."""

    folder: Folder
    compiled: Compiled


class Comparison(NamedTuple):
    """What came of comparing two rulebooks; `relaid` are files in which only comments or layout changed.

    `packs` counts the packs judged, `because` gives the reason of the bump, `proposed` is the version it makes.
    """

    rulebook: str
    old_version: str
    new_version: str
    changes: tuple[RulebookChange, ...]
    relaid: tuple[str, ...]
    packs: int
    verdicts: tuple[VerdictChange, ...]
    bump: Bump
    because: str
    proposed: str


def compare(old: Side, new: Side, evidence: Sequence[Evidence]) -> Comparison:
    """Compare two rulebooks on packs.

    Raises:
        InferenceError: if a pack cannot be judged.
    """
    before, after = old.compiled.rulebook, new.compiled.rulebook
    changes = (*rule_changes(before, after), *book_changes(before, after))
    if not changes:
        # Nothing that judges: the title of a rulebook, a file by another name.
        changes = tuple(
            RulebookChange(name, "words", "says the same in other words, or stands elsewhere")
            for name in reworded(old.folder, new.folder)
        )
    layout = relaid(old.folder, new.folder)
    rules = concerned((change for change in changes if change.kind != "words"), before, after)
    # Words change no verdict: where nothing else changed there is nothing to judge.
    judged = evidence if rules is None or rules else ()
    verdicts = tuple(
        verdict_changes(judged, narrowed(old.compiled, rules), narrowed(new.compiled, rules), after.successors)
    )
    bump, because = propose(changes, verdicts, layout)
    version = _version(old)
    return Comparison(
        new.compiled.rulebook.parts[-1].id, version, _version(new), changes, layout, len(evidence), verdicts,
        bump, because, next_version(version, bump),
    )  # fmt: skip


def propose(
    changes: Sequence[RulebookChange], verdicts: Sequence[VerdictChange], layout: Sequence[str]
) -> tuple[Bump, str]:
    """Say which part of the version goes up, and why.

    Major: a verdict gets worse, a rule is removed, or a new rule finds a nonconformity in a pack. Minor: anything else
    about what is judged, whether a verdict changes or not. Patch: words, comments and layout.
    """
    removed = sum(change.kind == "removed" for change in changes)
    worse = sum(one.way == "worse" for one in verdicts)
    failed = sum(one.way == "new" and one.new is not None and level(one.new) >= NONCONFORMING for one in verdicts)
    grave = [
        said
        for count, said in (
            (removed, f"{_counted(removed, 'rule')} removed"),
            (worse, f"{_counted(worse, 'verdict')} worse"),
            (failed, f"{_counted(failed, 'nonconformity', 'nonconformities')} of new rules"),
        )
        if count
    ]
    if grave:
        return Bump.MAJOR, "; ".join(grave)
    if any(change.kind != "words" for change in changes):
        return Bump.MINOR, f"{_counted(len(verdicts), 'verdict')} changed, none for the worse"
    if changes or layout:
        return Bump.PATCH, "only words, comments or layout changed"
    return Bump.NONE, "nothing changed"


def _counted(number: int, one: str, many: str = "") -> str:
    return f"{number} {one if number == 1 else many or one + 's'}"


def _version(side: Side) -> str:
    return side.compiled.rulebook.parts[-1].version


def distinct(evidence: Iterable[Evidence]) -> tuple[Evidence, ...]:
    """Give the packs without those that hold the same evidence at the same date as one before."""
    found: dict[tuple[object, ...], Evidence] = {}
    for one in evidence:
        found.setdefault((one.name, one.pack.digest, one.as_of, tuple(sorted(one.options.items()))), one)
    return tuple(found.values())
