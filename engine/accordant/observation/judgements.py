"""What persons judged: the recorded judgements in force, and the one that counts for an obligation at a subject."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from typing import NamedTuple

from accordant.checks.lookup import State, look, whole
from accordant.model.evidence import Document
from accordant.model.values import read_date
from accordant.model.view import Candidate

_JUDGED = ("conforming", "nonconforming", "opportunity", "not-applicable")
_FIELDS = ("obligation", "subject", "outcome", "method", "who", "when", "seen")


class Judgement(NamedTuple):
    """One recorded judgement that is complete: at which subject, when, with which outcome."""

    subject: str
    when: date
    outcome: str
    document: Document


def judgements_in(everything: Iterable[Candidate], as_of: date) -> Mapping[str, Sequence[Judgement]]:
    """Give the complete judgements in force up to the date, by obligation."""
    found: dict[str, list[Judgement]] = defaultdict(list)
    for candidate in everything:
        document = candidate.document
        if document.type.name != "judgement" or candidate.obstacle or document.status not in document.type.states:
            continue
        said = {field: look(whole(document), field) for field in _FIELDS}
        when = read_date(said["when"].text)
        if any(seen.state is not State.FILLED for seen in said.values()) or when is None or when > as_of:
            continue
        if said["outcome"].text in _JUDGED:
            judgement = Judgement(said["subject"].text, when, said["outcome"].text, document)
            found[said["obligation"].text].append(judgement)
    return found


def latest(judgements: Sequence[Judgement], subject: str) -> Judgement | None:
    """Give the latest of these judgements at a subject; of two that contradict each other on one day neither counts."""
    names = (subject, subject.removeprefix("relationship:"))
    here = [one for one in judgements if one.subject in names]
    last = [one for one in here if one.when == max(each.when for each in here)]
    return last[-1] if len({one.outcome for one in last}) == 1 else None
