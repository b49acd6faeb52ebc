"""A pack judged again after a change: only what the change can reach is looked at anew; the rest stays as it was.

While the pack as it stands is judged, each check of each rule at each subject is watched: which types of document it
asks for. Checks are pure, so one sees the same again where all that it asked for is the same, and where the manifest
and the stage of each relationship are. Where one of these differs, everything is looked at anew.
"""

from collections.abc import Iterator, Mapping, Sequence
from collections.abc import Set as AbstractSet
from contextlib import AbstractContextManager
from datetime import date
from typing import NamedTuple
from unittest.mock import patch

from accordant.assessment.chain import Chain
from accordant.checks import KINDS, across_all
from accordant.checks.lookup import Item
from accordant.checks.population import Shown
from accordant.evidence.editing import edit
from accordant.inference.engine import infer
from accordant.model.change import Change
from accordant.model.evidence import Pack
from accordant.model.observation import Observation, Observed
from accordant.model.rules import Rule
from accordant.model.view import View
from accordant.observation import observing, subjects
from accordant.observation.judgements import judgements_in, latest
from accordant.observation.subjects import Standing, standing_of, views_of
from accordant.rulebook import Compiled
from mutation.watching import EVERYTHING, watched

Key = tuple[str, str]
_JUDGE = across_all._judge


class Verdict(NamedTuple):
    """What a rule finds at a subject, and whether that only follows from another finding."""

    outcome: str
    follows: bool


class _Seen(NamedTuple):
    """A pack, seen: the organisation, and each relationship with where it stands."""

    organisation: View
    placed: list[tuple[View, Standing]]

    @property
    def views(self) -> tuple[View, ...]:
        return (self.organisation, *(view for view, _ in self.placed))


class Court:
    """Judges the pack as it stands once, and then as often as is wanted what changes of it come to."""

    def __init__(self, pack: Pack, compiled: Compiled, as_of: date) -> None:
        """Judge the pack as it stands, and note what each check rests on."""
        self.pack, self.compiled, self.as_of = pack, compiled, as_of
        self._before = _seen(pack, compiled, as_of)
        self._noted: dict[tuple[str, str, str], tuple[Observation, frozenset[str]]] = {}
        self._asked: dict[Key, frozenset[str]] = {}
        self._shown: dict[tuple[int, int], Shown] = {}
        self._kept = {id(document) for document in pack.documents}
        with patch.object(observing, "_see", self._note):
            self.rows = tuple(self._observe(self._before, None))
        for row in self.rows:
            noted = (self._noted.get((row.rule.id, row.subject, name)) for name in row.rule.checks)
            self._asked[row.rule.id, row.subject] = frozenset().union(*(one[1] for one in noted if one))
        self.verdicts = self._infer(self.rows)

    def judge(self, changes: Sequence[Change], only: AbstractSet[Key] | None = None) -> dict[Key, Verdict]:
        """Give the verdicts of the changed pack that can differ, all or only some; any other is the one before.

        With `only`, what follows from a finding that is left out is not told apart from one that follows from none.
        """
        pack = edit(self.pack, changes, self.compiled.types)
        after = _seen(pack, self.compiled, self.as_of)
        different = self._different(pack, after)
        with self._remembering(different):
            keys = only
            if different is not None:
                reached = {key for key, asked in self._asked.items() if asked & different[key[1]]}
                keys = reached if only is None else reached & only
            return self._infer(tuple(self._observe(after, keys)))

    def _observe(self, seen: _Seen, keys: AbstractSet[Key] | None) -> Iterator[Observed]:
        judgements = judgements_in(seen.organisation.everything, self.as_of)
        for rule in self.compiled.rulebook.rules:
            obligation = self.compiled.rulebook.obligations[rule.obligation]
            placed = [one for one in seen.placed if keys is None or (rule.id, one[0].subject) in keys]
            if keys is None or placed or (rule.id, seen.organisation.subject) in keys:
                for row in observing._observe_rule(rule, obligation, seen.organisation, placed):
                    yield observing._judged(row, latest(judgements.get(rule.obligation, ()), row.subject))

    def _note(self, rule: Rule, view: View) -> dict[str, Observation]:
        found = {}
        for name, check in rule.checks.items():
            shown, notes = watched(view)
            found[name] = KINDS[check.kind].see(check.parameters, shown)
            self._noted[rule.id, view.subject, name] = found[name], frozenset(notes)
        return {name: found[name] for name in rule.checks}

    def _remembering(self, different: Mapping[str, set[str]] | None) -> AbstractContextManager[object]:
        """Let each check that asked for nothing that differs see what it saw."""

        def see(rule: Rule, view: View) -> dict[str, Observation]:
            found = {}
            for name, check in rule.checks.items():
                before = self._noted.get((rule.id, view.subject, name))
                same = before and different is not None and not before[1] & different[view.subject]
                found[name] = before[0] if before and same else self._look(check.kind, check.parameters, view)
            return found

        return patch.object(observing, "_see", see)

    def _look(self, kind: str, parameters: Mapping[str, object], view: View) -> Observation:
        with patch.object(across_all, "_judge", self._show):
            return KINDS[kind].see(parameters, view)

    def _show(self, parameters: Mapping[str, object], item: Item) -> Shown:
        """Judge a document by itself; one that was not changed shows what it showed."""
        key = id(parameters), id(item.document)
        if key[1] not in self._kept:
            return _JUDGE(parameters, item)
        if key not in self._shown:
            self._shown[key] = _JUDGE(parameters, item)
        return self._shown[key]

    def _different(self, pack: Pack, after: _Seen) -> dict[str, set[str]] | None:
        """Give by subject the types of document that differ; None where more than documents does."""
        before = self._before
        if pack.manifest is not self.pack.manifest or len(before.placed) != len(after.placed):
            return None
        if [one for _, one in before.placed] != [one for _, one in after.placed]:
            return None
        if _of_type(before.organisation, "judgement") != _of_type(after.organisation, "judgement"):
            return None
        pairs = zip(before.views, after.views, strict=True)
        return {new.subject: {EVERYTHING, *_differing(old, new)} for old, new in pairs}

    def _infer(self, rows: Sequence[Observed]) -> dict[Key, Verdict]:
        """Ask the chain about these rows: those left out conform or are not due, so that nothing follows from them."""
        chain = Chain(self.compiled.rulebook, rows, absence_counts=False)
        result = infer(chain, self.compiled.program, engine="reference").result
        return {
            (row.rule.id, row.subject): Verdict(outcome, bool(primaries))
            for row, outcome, primaries in zip(rows, result.outcomes, result.primaries, strict=True)
        }


def _seen(pack: Pack, compiled: Compiled, as_of: date) -> _Seen:
    organisation, *views = views_of(pack, subjects(pack), as_of, compiled.types)
    standings = [standing_of(view) for view in views]
    placed = [(view._replace(stage=one.stage), one) for view, one in zip(views, standings, strict=True)]
    return _Seen(organisation, placed)


def _differing(before: View, after: View) -> set[str]:
    names = {*before.candidates, *after.candidates}
    return {name for name in names if _of_type(before, name) != _of_type(after, name)}


def _of_type(view: View, name: str) -> list[tuple[int, str]]:
    """Give the documents of a type as they are told apart: an unchanged one is the same one, not its like."""
    return [(id(one.document), one.obstacle) for one in view.candidates.get(name, ())]
