"""The subjects of an assessment and where each stands: the organisation, and every relationship claimed or shown."""

from collections.abc import Iterable, Mapping
from datetime import date
from typing import NamedTuple

from accordant.checks.elsewhere import identity
from accordant.checks.lookup import State, look, whole
from accordant.model.catalogue import DocumentType
from accordant.model.evidence import LAST_STAGE, ORGANISATION, Document, Manifest, Pack, Relationship, StageSpan
from accordant.model.rules import Due as DueDate
from accordant.model.tree import Branch, Leaf, Node, Series
from accordant.model.values import is_blank, read_date
from accordant.model.view import Candidate, View
from accordant.observation.effect import EXPIRED, SUPERSEDED, weigh

_DAYS = ("entered", "left", "from", "to")
_PARTNER_STAGE = 4
"""From this stage a partner is being selected: a relationship without one is then in doubt."""


class Standing(NamedTuple):
    """Where a relationship stands: the highest stage claimed or shown, whether open, whether claim and evidence fit."""

    stage: int | None
    open: bool
    certain: bool
    partnered: bool


def subjects(pack: Pack) -> tuple[Relationship, ...]:
    """Give the relationships of the manifest, and after them those only documents speak of, by id."""
    claimed = pack.manifest.relationships if pack.manifest else ()
    known = {relationship.id for relationship in claimed}
    spoken = {name for document in pack.documents for name in document.relationships if name} - known
    root = pack.manifest.root if pack.manifest else Branch({}, 0)
    return (*claimed, *(Relationship(name, "", "", "", None, (), (), root, "") for name in sorted(spoken)))


def views_of(
    pack: Pack, relationships: Iterable[Relationship], as_of: date, types: Mapping[str, DocumentType]
) -> tuple[View, ...]:
    """Give what may be seen at the date: of the organisation first, then of each relationship."""
    some: tuple[Relationship | None, ...] = (None, *relationships)
    everything = tuple(_of_party(candidate, pack.manifest) for candidate in weigh(pack.documents, as_of))
    about = _about(everything, [relationship.id for relationship in some if relationship])
    labels = {name: declared.label for name, declared in types.items()}
    return tuple(
        View(
            subject=ORGANISATION if relationship is None else f"relationship:{relationship.id}",
            as_of=as_of,
            manifest=pack.manifest,
            relationship=relationship,
            stage=None,
            entered=_adopted(pack.manifest) if relationship is None else None,
            candidates=about[relationship and relationship.id],
            everything=everything,
            labels=labels,
            types=types,
        )
        for relationship in some
    )


def _about(everything: Iterable[Candidate], names: list[str]) -> Mapping[str | None, Mapping[str, list[Candidate]]]:
    """Sort the documents by what they speak of (None: the organisation), and by type."""
    about: dict[str | None, dict[str, list[Candidate]]] = {name: {} for name in (None, *names)}
    for candidate in everything:
        document = candidate.document
        for name in about if document.speaks_for_all else _spoken_of(document):
            if name in about:
                about[name].setdefault(document.type.name, []).append(candidate)
    return about


def _spoken_of(document: Document) -> Iterable[str | None]:
    of_system = not document.relationships or "system" in document.type.levels
    return dict.fromkeys((None, *document.relationships) if of_system else document.relationships)


def _adopted(manifest: Manifest | None) -> date | None:
    return manifest.adopted if manifest else None


def _of_party(candidate: Candidate, manifest: Manifest | None) -> Candidate:
    """Give what stands against a document of another party; a joint one may be kept by any of them."""
    own, document = manifest.own_party if manifest else "", candidate.document
    party = look(whole(document), "party")
    if not own or party.state is not State.FILLED or candidate.obstacle or "joint" in document.type.levels:
        return candidate
    same = identity(manifest, party.text) == identity(manifest, own)
    return candidate if same else candidate._replace(obstacle="of another party")


def standing_of(view: View) -> Standing:
    """Judge where a relationship stands: never lower than its evidence shows, and in doubt where they differ."""
    relationship = view.relationship
    if relationship is None:
        return Standing(None, open=True, certain=True, partnered=True)
    entered = [span for span in relationship.life_cycle if _entered(span, view.as_of)]
    claims = [span.stage for span in entered if span.stage is not None]
    claimed, shown = max(claims, default=None), _shown(view)
    stage = max((value for value in (claimed, shown) if value is not None), default=None)
    partnered = _has_partner(view, relationship)
    well_formed = bool(claims) and all(span.stage is not None for span in relationship.life_cycle)
    well_formed = well_formed and not _has_unread_day(relationship)
    certain = well_formed and claimed == stage and (partnered or stage is None or stage < _PARTNER_STAGE)
    left = [span.left for span in entered if span.stage == claimed]
    still_open = not certain or any(when is None or when > view.as_of for when in left)
    return Standing(stage, still_open, certain, partnered)


def _has_unread_day(relationship: Relationship) -> bool:
    """Say whether a day of the life cycle or of a membership is written that is no date: then nothing is certain."""
    node = relationship.node
    lists = [node.fields.get(name) for name in ("life_cycle", "parties")] if isinstance(node, Branch) else []
    items = [item for some in lists if isinstance(some, Series) for item in some.items if isinstance(item, Branch)]
    days = [item.fields.get(name) for item in items for name in _DAYS]
    return any(day is not None and not _is_day_or_blank(day) for day in days)


def _is_day_or_blank(node: Node) -> bool:
    return isinstance(node, Leaf) and (node.text is None or is_blank(node.text) or read_date(node.text) is not None)


def stages_of(pack: Pack, types: Mapping[str, DocumentType], *, as_of: date) -> dict[str, int | None]:
    """Give the stage of every relationship, claimed or shown, by subject."""
    _, *views = views_of(pack, subjects(pack), as_of, types)
    return {view.subject: standing_of(view).stage for view in views}


def _entered(span: StageSpan, as_of: date) -> bool:
    return span.entered is None or span.entered <= as_of


def _has_partner(view: View, relationship: Relationship) -> bool:
    """Say whether another party than the own one has joined by the date; without an own one, it takes two."""
    joined = {
        identity(view.manifest, member.party)
        for member in relationship.members
        if member.party and (member.since is None or member.since <= view.as_of)
    }
    own = view.manifest.own_party if view.manifest else ""
    return bool(joined - {identity(view.manifest, own)}) if own else len(joined) > 1


def _shown(view: View) -> int | None:
    """Give the highest stage that documents show to be reached: those in effect, and those that were."""
    stages = [
        candidate.document.type.stage
        for candidates in view.candidates.values()
        for candidate in candidates
        if candidate.document.type.stage is not None
        and candidate.obstacle in ("", EXPIRED, SUPERSEDED)
        and candidate.document.status in (*candidate.document.type.states, SUPERSEDED)
        and not candidate.document.speaks_for_all
    ]
    return max(stages, default=None)


def entered_on(relationship: Relationship, due: DueDate) -> date | None:
    """Give when the stage of a duty was entered, as the manifest claims."""
    dates = [span.entered for span in relationship.life_cycle if span.stage == due.stage and span.entered]
    return min(dates, default=None)


def is_closed(standing: Standing) -> bool:
    """Say whether the relationship has left its last stage."""
    return standing.certain and standing.stage == LAST_STAGE and not standing.open
