"""What to ask for: the documents that are missing, whom to ask, and the clauses that wait for them."""

from collections.abc import Mapping, Sequence

from accordant.assessment.cause import blame
from accordant.model.catalogue import DocumentType
from accordant.model.observation import Cause, Observed
from accordant.model.register import Outcome, Request
from accordant.register import clause_key, subject_key


def requests_of(
    observed: Sequence[Observed], outcomes: Sequence[str], types: Mapping[str, DocumentType]
) -> tuple[Request, ...]:
    """Give one request for each missing document of each subject, in order of whom to ask."""
    waiting: dict[tuple[str, str, str], set[str]] = {}
    for one, outcome in zip(observed, outcomes, strict=True):
        if outcome != Outcome.NOT_EVIDENCED:
            continue
        for name in blame(one, outcome).checks:
            seen = one.seen[name]
            names = seen.words.get("types", "").split()
            if seen.cause is not Cause.DOCUMENT or not names or names[0] not in types:
                continue
            key = (types[names[0]].ask, seen.words["missing"], one.subject)
            waiting.setdefault(key, set()).add(one.obligation.clauses[0].number)
    return tuple(
        Request(whom, document, subject, tuple(sorted(clauses, key=clause_key)))
        for (whom, document, subject), clauses in sorted(
            waiting.items(), key=lambda pair: (pair[0][0], subject_key(pair[0][2]), pair[0][1])
        )
    )
