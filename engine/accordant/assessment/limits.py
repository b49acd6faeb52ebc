"""A plain statement of what was not checked, and how far what was checked can be relied on."""

from collections.abc import Iterator, Sequence

from accordant.evidence.header import original_of
from accordant.model.evidence import OriginalState, Pack
from accordant.model.observation import Due, Observed
from accordant.model.rules import Rulebook, threshold
from accordant.observation import subjects


def limits_of(pack: Pack, rulebook: Rulebook, observed: Sequence[Observed], *, verified: bool) -> tuple[str, ...]:
    """Give the limits of an assessment, one sentence each."""
    return (
        *_of_rulebook(rulebook),
        *_of_profile(rulebook),
        *_of_pack(pack, observed),
        *_of_engine(verified=verified),
    )


def _of_rulebook(rulebook: Rulebook) -> Iterator[str]:
    off = rulebook.tailoring.off if rulebook.tailoring else ()
    covered = len({*(rule.obligation for rule in rulebook.rules), *(one.obligation for one in off)})
    known = threshold(rulebook, "known_obligations") if "known_obligations" in rulebook.parameters else 0
    if covered < known:
        yield (
            f"The rulebook has rules for {covered} of the {known} obligations identified in {rulebook.standard}; "
            f"the other {known - covered} were not checked."
        )
    inferred = sum(obligation.confidence == "inferred" for obligation in rulebook.obligations.values())
    if inferred:
        yield f"{inferred} obligations are inferred from public sources and not confirmed against the standard's text."


def _of_profile(rulebook: Rulebook) -> Iterator[str]:
    off = rulebook.tailoring.off if rulebook.tailoring else ()
    if off:
        yield f"{len(off)} rules were not checked: no readiness that rests on them is concluded."
    for one in off:
        yield f"not checked (profile {one.profile}): {one.rule}, {one.reason}"


def _of_pack(pack: Pack, observed: Sequence[Observed]) -> Iterator[str]:
    if pack.manifest is None:
        yield "No manifest was received: scope, parties and relationships are unknown."
        claimed: set[str] = set()
    else:
        claimed = {relationship.id for relationship in pack.manifest.relationships}
        if not claimed:
            yield "The manifest records no relationship: nothing was judged about any."
        if not pack.manifest.scope:
            yield "The manifest states no scope."
    for relationship in subjects(pack):
        if relationship.id not in claimed:
            yield f"Documents speak of the relationship {relationship.id}, which the manifest does not record."
    yield from _of_originals(pack)
    doubted = dict.fromkeys(one.subject for one in observed if one.due in (Due.DOUBTFUL, Due.UNKNOWN))
    for subject in doubted:
        yield f"The stage or the partners of {subject} are not established: no pass is given for it."


def _of_originals(pack: Pack) -> Iterator[str]:
    """Say how many documents stand for originals that are not here, of which nothing is known but what they say."""
    elsewhere = sum(original_of(document, pack) is OriginalState.ELSEWHERE for document in pack.documents)
    if elsewhere:
        transcribed = "1 document is" if elsewhere == 1 else f"{elsewhere} documents are"
        yield f"{transcribed} transcribed from originals that are not in the pack: nothing was compared with them."


def _of_engine(*, verified: bool) -> Iterator[str]:
    if not verified:
        yield "One engine decided alone: its inferences were not verified by a second one."
