"""One mutant tried: whether a rule that names the harmed type notices it, and which primaries are raised."""

from collections.abc import Iterator, Mapping
from datetime import date
from pathlib import Path
from typing import NamedTuple

from accordant.evidence import read_pack
from accordant.model.register import ENTRIES, Outcome
from accordant.rulebook import Compiled
from mutation.evidence import pieces_of
from mutation.harms import Mutant, mutants_of
from mutation.judging import Court, Key, Verdict
from mutation.naming import named_types, names

ROOT = Path(__file__).parents[2]
COMPLETE = ROOT / "fixtures" / "complete" / "yaml"
AS_OF = date(2026, 6, 30)


class Trial(NamedTuple):
    """What came of a mutant: who noticed it, which primaries belong to obligations that name a harmed type or do not.

    `excused` are the rules that conformed and now do not apply, or are not yet due. Where not `whole`, only the rules
    that rested on what was harmed were asked, and one of them noticed: no primaries are told.
    """

    id: str
    harm: str
    types: tuple[str, ...]
    noticed: tuple[str, ...]
    fitting: tuple[str, ...]
    foreign: tuple[str, ...]
    excused: tuple[str, ...]
    whole: bool


class Bench:
    """The complete organisation, its mutants, and the court that judges them."""

    def __init__(self, compiled: Compiled) -> None:
        """Read and judge the complete organisation as it stands by a rulebook."""
        self.compiled = compiled
        self.pack = read_pack(COMPLETE, types=self.compiled.types)
        self.court = Court(self.pack, self.compiled, AS_OF)
        self.mutants = mutants_of(self.pack, pieces_of(self.court.rows), AS_OF)
        self._named = named_types(self.compiled.rulebook)
        self._obligations = {rule.id: rule.obligation for rule in self.compiled.rulebook.rules}

    def attempt(self, mutant: Mutant) -> Trial:
        """Judge one mutant by the whole rulebook."""
        after = dict(self._changed(self.court.judge(mutant.changes)))
        naming = {key for key in after if names(self._named, self._obligations[key[0]], mutant.types)}
        raised = {key for key, verdict in after.items() if verdict.outcome in ENTRIES}
        primary = {key for key in raised if not after[key].follows}
        return Trial(
            mutant.id,
            mutant.harm,
            mutant.types,
            noticed=_said(after, raised & naming),
            fitting=_said(after, primary & naming),
            foreign=_said(after, primary - naming),
            excused=_said(after, set(after) - raised),
            whole=True,
        )

    def notice(self, mutant: Mutant) -> Trial:
        """Judge one mutant by the rules that rested on what is harmed, and if none of them notices it, by all."""
        only = {(one.rule, one.subject) for one in mutant.resting}
        after = dict(self._changed(self.court.judge(mutant.changes, only)))
        worse = {key for key, verdict in after.items() if verdict.outcome in ENTRIES}
        naming = {key for key in worse if names(self._named, self._obligations[key[0]], mutant.types)}
        if not naming:
            return self.attempt(mutant)
        return Trial(mutant.id, mutant.harm, mutant.types, _said(after, naming), (), (), (), whole=False)

    def _changed(self, after: Mapping[Key, Verdict]) -> Iterator[tuple[Key, Verdict]]:
        for key, verdict in after.items():
            before = self.court.verdicts.get(key)
            if before is None or before.outcome != verdict.outcome:
                yield key, verdict


def _said(after: Mapping[Key, Verdict], keys: set[Key]) -> tuple[str, ...]:
    return tuple(f"{rule} @ {subject}: {Outcome(after[rule, subject].outcome)}" for rule, subject in sorted(keys))
