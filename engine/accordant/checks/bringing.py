"""How documents come into effect in a repair: a draft approved, or a new one received with what it has to hold."""

from collections.abc import Callable, Iterable, Mapping
from typing import Any, TypeAlias

from accordant.checks.drafting import at, drafted, put
from accordant.checks.elsewhere import same
from accordant.checks.lookup import State, enter, look, whole
from accordant.checks.reading import candidates, chosen, many
from accordant.model.change import Change, Data, NewDocument, Removed, fields_of
from accordant.model.evidence import Document
from accordant.model.values import read_date
from accordant.model.view import UNDATED, Candidate, View

Parts: TypeAlias = list[Change | NewDocument]
_LAID_DOWN = ("withdrawn", "superseded")
_APPROVED = "/approved_on"


def revived(view: View, place: Mapping[str, Any]) -> tuple[Parts, View]:
    """Approve the draft at a place where no document is in effect; gives the view in which it is."""
    if "manifest" in place or chosen(place, view):
        return [], view
    for candidate in reversed(candidates(view, many(place["in"]))):
        approval = _approval(view, candidate, place.get("states"))
        if approval:
            return approval, _with(view, candidate.document)
    return [], view


def brought(
    view: View,
    types: tuple[str, ...],
    states: Any,
    content: Callable[[View, Document], Parts | None],
    fits: Callable[[Document], int] = lambda _: 1,
    documents: Mapping[str, Any] | None = None,
) -> Parts | None:
    """Bring a document into effect: a draft approved, else a new one of the first type; then what it lacks.

    `fits` ranks the drafts: of those that fit best it is the latest, and none that does not fit at all. `documents`
    is the filter that admits it.
    """
    drafts = [one for one in candidates(view, types, documents) if _approval(view, one, states) and fits(one.document)]
    if not drafts:
        return received(view, drafted(view, types[0], states, documents=documents), content)
    best = max(reversed(drafts), key=lambda one: fits(one.document))
    inner = content(_with(view, best.document), best.document)
    if inner is None:
        return None
    approval = _approval(view, best, states)
    if best.document.approved_on is None and any(map(_signs, inner)):
        # What is signed needs no other day of approval.
        approval = [part for part in approval if place_of(part) != (best.document.source.file, _APPROVED)]
    return [*approval, *inner]


def _signs(part: Change | NewDocument) -> bool:
    """Say whether a change adds a signature with its day, or the day of one."""
    if not isinstance(part, Change) or not part.pointer.startswith("/signatures/"):
        return False
    return part.pointer.endswith("/date") or (isinstance(part.value, dict) and "date" in part.value)


def received(
    view: View, document: Document, content: Callable[[View, Document], Parts | None] = lambda _, __: []
) -> Parts | None:
    """Add a drafted document with what it has to hold, and what that in turn needs of others."""
    inner = content(_with(view, document), document)
    if inner is None:
        return None
    data = fields_of(document.root)
    others = folded(data, inner, document.source.file, "")
    return [NewDocument(document.type.name, data), *others]


def _approval(view: View, candidate: Candidate, states: Any) -> Parts:
    """Give what brings a draft into effect; nothing for what is in effect, laid down, or not ours or of its time."""
    document = candidate.document
    wanted = states or document.type.states
    if candidate.obstacle not in ("", UNDATED) or document.status in _LAID_DOWN or not wanted:
        return []
    if not _in_time(view, document):
        return []
    parts: Parts = []
    status = document.status
    if status not in wanted:
        status = str(wanted[0])
        parts.append(at(whole(document), "status", status))
    if status == "approved" and not _is_approved(view, document):
        parts.append(at(whole(document), "approved_on", view.as_of.isoformat()))
    return parts


def _is_approved(view: View, document: Document) -> bool:
    """Say whether the document says when it was approved, or signed, by the date."""
    if document.approved_on is not None:
        return document.approved_on <= view.as_of
    days = [read_date(look(item, "date").text) for item in enter(whole(document), "signatures").items]
    return any(day is not None and day <= view.as_of for day in days)


def _in_time(view: View, document: Document) -> bool:
    """Say whether nothing else than its approval keeps a document out of effect: its validity, its party."""
    ends = [look(whole(document), name).state for name in ("valid_from", "valid_until")]
    begun = document.valid_from is None or document.valid_from <= view.as_of
    lasting = document.valid_until is None or document.valid_until >= view.as_of
    own, party = view.manifest.own_party if view.manifest else "", look(whole(document), "party").text
    ours = not own or not party or "joint" in document.type.levels or same(view, own, party)
    return State.WRONG not in ends and begun and lasting and ours


def _with(view: View, document: Document) -> View:
    """Give the view with a document in effect, the latest of its type."""
    kept = [one for one in view.everything if one.document.source.file != document.source.file]
    about = [
        one for one in view.candidates.get(document.type.name, ()) if one.document.source.file != document.source.file
    ]
    status = document.status if document.status in document.type.states else document.type.states[0]
    here = Candidate(document._replace(status=status), "")
    shown = {**view.candidates, document.type.name: (*about, here)}
    return view._replace(candidates=shown, everything=(*kept, here))


def folded(data: dict[str, Data], parts: Parts, file: str, pointer: str) -> Parts:
    """Make those of the changes that are below the pointer in plain data; gives the others."""
    others: Parts = []
    for part in parts:
        if isinstance(part, Change) and part.file == file and part.pointer.startswith(pointer + "/"):
            put(data, part.pointer.removeprefix(pointer + "/").split("/"), _plain(part.value))
        else:
            others.append(part)
    return others


def _plain(value: Data | Removed) -> Data:
    return None if isinstance(value, Removed) else value


def place_of(part: Change | NewDocument) -> tuple[str, str] | None:
    """Give the place that a change fills, which another may fill anew."""
    return (part.file, part.pointer) if isinstance(part, Change) and not part.pointer.endswith("/-") else None


def all_parts(some: Iterable[Parts | None]) -> Parts | None:
    """Put parts together, each once; None where one of them cannot be."""
    found: Parts = []
    for parts in some:
        if parts is None:
            return None
        found += [part for part in parts if part not in found]
    return found
