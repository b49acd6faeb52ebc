"""Where checks read: the documents in effect of a type, and how what each shows is put together."""

from collections.abc import Callable, Iterable, Mapping
from datetime import date
from typing import Any, NamedTuple

from accordant.checks.lookup import Seen, State, cite, look, sort, whole
from accordant.model.evidence import ORGANISATION, Document
from accordant.model.observation import Cause, Citation, Observation, Value
from accordant.model.view import Candidate, View

ALL_ORDER = (Value.UNMET, Value.ERROR, Value.ABSENT, Value.MET)
ANY_ORDER = (Value.MET, Value.ERROR, Value.ABSENT, Value.UNMET)
ALL_DOCUMENTS = "all-documents"


class Reading(NamedTuple):
    """What a check reads: a field of documents of a type; a list on the way is written `list[]`."""

    types: tuple[str, ...]
    path: str


def chosen_by(parameters: Mapping[str, Any]) -> tuple[Reading, ...]:
    """Give the fields by which a check chooses its documents."""
    return tuple(Reading(many(parameters["in"]), path) for path in parameters.get("documents", {}))


def many(value: Any) -> tuple[Any, ...]:
    """Read one or several."""
    return tuple(value) if isinstance(value, list | tuple) else (value,)


def in_effect(
    view: View, types: tuple[str, ...], states: Any = None, documents: Mapping[str, Any] | None = None
) -> tuple[Document, ...]:
    """Give the documents of these types that count for the subject at the date, in order of type, then of age.

    `documents` admits only those with what it says at their fields, as a filter of items does.
    """
    return tuple(
        candidate.document
        for candidate in candidates(view, types, documents)
        if not candidate.obstacle and candidate.document.status in (states or candidate.document.type.states)
    )


def candidates(view: View, types: tuple[str, ...], documents: Mapping[str, Any] | None = None) -> tuple[Candidate, ...]:
    """Give every document of these types about the subject, in effect or not, that the filter admits."""
    if types == (ALL_DOCUMENTS,):
        found: Iterable[Candidate] = view.everything
    else:
        found = (candidate for name in types for candidate in view.candidates.get(name, ()))
    return tuple(one for one in found if not documents or is_admitted(one.document, documents, view.as_of))


def is_admitted(document: Document, documents: Mapping[str, Any], as_of: date) -> bool:
    """Say whether a filter of documents admits this one."""
    return bool(sort((whole(document),), documents, as_of).admitted)


def chosen(parameters: Mapping[str, Any], view: View) -> tuple[Document, ...]:
    """Give the documents a check judges: the latest of the first type that has any, or all of them."""
    types, wanted = many(parameters["in"]), parameters.get("documents")
    if parameters.get("which", "latest") != "latest":
        return in_effect(view, types, parameters.get("states"), wanted)
    for name in types:
        documents = in_effect(view, (name,), parameters.get("states"), wanted)
        if documents:
            return documents[-1:]
    return ()


def over_documents(parameters: Mapping[str, Any], view: View, judge: Callable[[Document], Observation]) -> Observation:
    """Judge each chosen document and put the observations together; without a document nothing is evidenced."""
    observations = [judge(document) for document in chosen(parameters, view)]
    if not observations:
        return nothing_received(view, many(parameters["in"]), parameters.get("documents"))
    return together(observations, ANY_ORDER if parameters.get("which") == "any" else ALL_ORDER)


def together(observations: list[Observation], order: tuple[Value, ...]) -> Observation:
    """Put observations of one check together: the first value of the order that occurs, with all that shows it."""
    values = {seen.value for seen in observations}
    value = next(value for value in order if value in values)
    showing = [seen for seen in observations if seen.value is value]
    first = showing[0]
    return first._replace(
        citations=tuple(citation for seen in showing for citation in seen.citations),
        items=tuple(dict.fromkeys(key for seen in showing for key in seen.items)),
        words=first.words if len(showing) == 1 else {**_common(showing), **_joined(showing)},
    )


def _common(showing: list[Observation]) -> dict[str, str]:
    """Give the words of the first; what says that something is not there, only where all say so."""
    words = dict(showing[0].words)
    for name in ("none", "unstated", "uncompared"):
        if not all(name in seen.words for seen in showing):
            words.pop(name, None)
    return words


def _joined(showing: list[Observation]) -> dict[str, str]:
    joined = {}
    for name in ("document", "id", "items", "missing"):
        some = [seen for seen in showing if name != "items" or "none" not in seen.words] or showing
        said = dict.fromkeys(seen.words[name] for seen in some if seen.words.get(name))
        if said:
            joined[name] = ", ".join(said)
    return joined


def nothing_received(view: View, types: tuple[str, ...], documents: Mapping[str, Any] | None = None) -> Observation:
    """Observe that no document of these types is in effect, citing those that were received all the same."""
    received = candidates(view, types, documents)
    citations = [_status(candidate.document) for candidate in received] or [subject_entry(view)]
    label = " or ".join(view.labels.get(name, name) for name in types)
    words = {"document": label, "missing": label, "types": " ".join(types), **_relationship(view)}
    if received:
        words["obstacle"] = "; ".join(_obstacle(candidate) for candidate in received)
    return Observation(Value.ABSENT, tuple(citations), words, Cause.DOCUMENT)


def _status(document: Document) -> Citation:
    return look(whole(document), "status").citation


def _obstacle(candidate: Candidate) -> str:
    document = candidate.document
    return f"{document.id} {document.version} is {candidate.obstacle or document.status or 'without a status'}"


def subject_entry(view: View) -> Citation:
    """Cite where the subject stands in the manifest: the innermost place where a missing document belongs."""
    if view.manifest is None:
        return Citation(None, "manifest", None, "", None, view.subject)
    if view.relationship is not None:
        node, pointer = view.relationship.node, view.relationship.pointer
    else:
        node, pointer = view.manifest.root, ""
    return Citation(None, view.manifest.source.file, node.at, pointer, None, view.subject)


def words_of(view: View, document: Document, **more: str) -> dict[str, str]:
    """Give the words a statement about this document is filled from."""
    when = document.issued or document.approved_on
    return {
        "document": document.title or view.labels.get(document.type.name, document.type.name),
        "id": document.id,
        "version": document.version,
        "date": when.isoformat() if when else "an unstated date",
        **_relationship(view),
        **more,
    }


def _relationship(view: View) -> dict[str, str]:
    if view.relationship is None:
        return {"relationship": "the organisation" if view.subject == ORGANISATION else view.subject}
    return {"relationship": view.relationship.title or view.relationship.id}


def silence(document: Document) -> Value:
    """Say what silence of a document shows: a complete one does not have it; an extract proves nothing."""
    return Value.UNMET if document.complete else Value.ABSENT


def lacking(document: Document, seen: Seen) -> Value:
    """Say what a field that is not filled shows."""
    match seen.state:
        case State.DECLARED_NONE:
            return Value.UNMET
        case State.WRONG | State.AHEAD:
            return Value.ABSENT
        case _:
            return silence(document)


def cause_of(state: State) -> Cause:
    """Give the cause that goes with what stands at a place."""
    return Cause.DECLARED_NONE if state is State.DECLARED_NONE else Cause.CONTENT


def met(view: View, document: Document, citations: list[Citation], **words: str) -> Observation:
    """Observe that a document shows what is asked."""
    return Observation(Value.MET, tuple(citations) or (of_document(document),), words_of(view, document, **words))


def of_document(document: Document) -> Citation:
    """Cite a document as a whole, at its id."""
    seen = look(whole(document), "id")
    return seen.citation if seen.state is State.FILLED else cite(whole(document), document.root, "")
