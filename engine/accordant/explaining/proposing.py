"""The proposal: the smallest change of the evidence that makes a finding conform, applied and assessed again."""

from collections.abc import Mapping
from typing import NamedTuple

from accordant.assessment import assess
from accordant.evidence import lines_of
from accordant.evidence.editing import edit
from accordant.explaining.lessening import Parts
from accordant.explaining.places import origins, reached
from accordant.explaining.scene import Scene
from accordant.explaining.searching import Found, is_met, search, tried
from accordant.model.change import Change, Data, NewDocument, data_of
from accordant.model.place import NOWHERE, Place
from accordant.model.register import Finding, Outcome, Register
from accordant.model.rules import Rule
from accordant.reports.audience import for_audience, may_grade
from accordant.reports.wording import outcome_words


class Part(NamedTuple):
    """One part of a proposal: the change, and where it is to be made (nowhere yet, for a new document).

    `document` is the id of the document that is changed, empty for the manifest and for a new one. `was` is what
    stands there; `for_merit` says that only good practice needs it, not the requirement.
    """

    change: Change | NewDocument
    title: str
    document: str
    file: str
    place: Place
    was: Data
    for_merit: bool


class Shift(NamedTuple):
    """Another verdict that the change changes: the finding, its title, its words before and after."""

    finding: str
    title: str
    before: str
    after: str


class Proposal(NamedTuple):
    """The parts, none of which can be left out; the verdict they lead to with its reason, and the other verdicts."""

    parts: tuple[Part, ...]
    outcome: Outcome
    words: str
    because: str
    others: tuple[Shift, ...]

    @property
    def changes(self) -> Parts:
        """Give the changes alone, as `evidence.edit` takes them."""
        return tuple(part.change for part in self.parts)


def propose(scene: Scene, register: Register, finding: Finding, rule: Rule) -> Proposal | None:
    """Give the proposal for a finding of the register; None where no change of evidence that mending knows helps.

    Raises InferenceError when the engines disagree on the changed pack.
    """
    found = search(scene, rule, finding.subject)
    if found is None:
        return None
    pack = edit(scene.pack, found.parts, scene.types)
    after = assess(pack, scene.rulebook, scene.types, scene.program, terms=scene.terms)
    return Proposal(
        parts=tuple(_part(scene, rule, finding.subject, found, number) for number in range(len(found.parts))),
        outcome=found.standing.outcome,
        words=outcome_words(found.standing.outcome, extent=rule.extent, graded=may_grade(register)),
        because=found.standing.because,
        others=_shifts(register, after, finding.id),
    )


def _part(scene: Scene, rule: Rule, subject: str, found: Found, number: int) -> Part:
    change = found.parts[number]
    without = tried(scene, rule, subject, (*found.parts[:number], *found.parts[number + 1 :]))
    for_merit = without is not None and is_met(without) and without.outcome is Outcome.OPPORTUNITY
    if isinstance(change, NewDocument):
        return Part(change, scene.types[change.type].label, "", "", NOWHERE, None, for_merit)
    source, document = origins(scene.pack)[change.file]
    node, there = reached(source.root, change.pointer)
    place = lines_of(source).place(node.at)
    title, identity = (f"{document.title} {document.id}", document.id) if document else ("the manifest", "")
    return Part(change, title, identity, source.home, place, data_of(node) if there else None, for_merit)


def _shifts(before: Register, after: Register, own: str) -> tuple[Shift, ...]:
    """Give every other finding whose verdict or grade the change changes, in the order of the register."""
    old, new = _verdicts(before), _verdicts(after)
    return tuple(
        Shift(name, (old.get(name) or new[name])[0], _words(old, name), _words(new, name))
        for name in dict.fromkeys((*old, *new))
        if name != own and _words(old, name) != _words(new, name)
    )


def _verdicts(register: Register) -> dict[str, tuple[str, str]]:
    shown = for_audience(register)
    return {one.id: (one.title, _verdict(shown, one)) for one in shown.findings}


def _verdict(register: Register, finding: Finding) -> str:
    words = outcome_words(finding.outcome, extent=finding.extent, graded=may_grade(register))
    grade = finding.severity or finding.severity_if_confirmed
    return f"{words} ({grade})" if grade else words


def _words(verdicts: Mapping[str, tuple[str, str]], name: str) -> str:
    return verdicts[name][1] if name in verdicts else "not judged"
