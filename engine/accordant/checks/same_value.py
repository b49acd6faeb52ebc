"""same-value: two places say the same: equal, the same set, or one within the other."""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from accordant.checks.bringing import Parts, all_parts
from accordant.checks.drafting import append, at, declared, invented, is_stand_in, new_item
from accordant.checks.elsewhere import CLAIMED, FIELD_OF, identity, spoken_place, values
from accordant.checks.elsewhere import readings as _elsewhere
from accordant.checks.has_fields import label
from accordant.checks.lookup import Seen, State, enter, look, whole
from accordant.checks.mending import mended, stated_elsewhere
from accordant.checks.naming import called, listed, spoken, spoken_types
from accordant.checks.reading import Reading, lacking, many, met, over_documents, subject_entry, words_of
from accordant.checks.schema import PATH
from accordant.checks.schema import parameters as _schema
from accordant.checks.spoiling import altered, lost, lost_fields, spoiled
from accordant.model.catalogue import FieldKind
from accordant.model.change import REMOVED, Change, Data, Repair, Spoiling
from accordant.model.evidence import Document
from accordant.model.observation import Cause, Observation, Value
from accordant.model.view import View

SCHEMA = _schema(
    "field",
    "with",
    field=PATH,
    of=PATH,
    with_={"anyOf": [FIELD_OF, CLAIMED]},
    match={"enum": ["equal", "set", "subset"]},
)
_ANOTHER = "[another value]"


def see(parameters: Mapping[str, Any], view: View) -> Observation:
    """Judge whether this field says what the other place says; with nothing to compare, nothing is evidenced."""
    return over_documents(parameters, view, lambda document: _judge(parameters, view, document))


def _judge(parameters: Mapping[str, Any], view: View, document: Document) -> Observation:
    here = _here(parameters, document)
    poor = next((seen for seen in here if seen.state is not State.FILLED), None)
    if poor is not None:
        lacks = label(whole(document), parameters.get("of") or parameters["field"])
        words = words_of(view, document, missing=lacks, field=lacks, unstated=lacks, uncompared=lacks)
        return Observation(lacking(document, poor), (poor.citation,), words, Cause.CONTENT, (poor.citation.key,))
    there = values(view, parameters["with"])
    said = ", ".join(seen.text for seen in here)
    expected = ", ".join(seen.text for seen in there) or spoken_place(parameters["with"], view.labels)
    words = words_of(view, document, value=said, expected=expected, missing=expected, field=spoken(parameters["field"]))
    if not there:
        return Observation(Value.ABSENT, (*(seen.citation for seen in here), subject_entry(view)), words, Cause.CONTENT)
    citations = tuple(seen.citation for seen in (*here, *there))
    if _agree(parameters.get("match", "equal"), _sets(view, here), _sets(view, there)):
        return met(view, document, list(citations))
    return Observation(Value.UNMET, citations, words, Cause.CONTENT, (parameters["field"],))


def _here(parameters: Mapping[str, Any], document: Document) -> list[Seen]:
    if "of" in parameters:
        items = enter(whole(document), parameters["of"])
        return [look(item, parameters["field"]) for item in items.items] or [look(whole(document), parameters["of"])]
    inner = enter(whole(document), parameters["field"]).items
    return [look(item, "") for item in inner] or [look(whole(document), parameters["field"])]


def _sets(view: View, seen: list[Seen] | tuple[Seen, ...]) -> set[str]:
    return {identity(view.manifest, one.text) for one in seen}


def _agree(match: str, here: set[str], there: set[str]) -> bool:
    return here <= there if match == "subset" else here == there


def spoil(parameters: Mapping[str, Any], view: View, seen: Observation) -> tuple[Spoiling, ...]:
    """Give the ways to say nothing, and something else."""
    return spoiled(parameters, view, seen, _judge, _ways)


def _ways(parameters: Mapping[str, Any], view: View, document: Document) -> Iterator[Spoiling]:
    here, there = _here(parameters, document), values(view, parameters["with"])
    wrong = altered(here[:1], _ANOTHER)
    if not _agree(parameters.get("match", "equal"), *(_after(view, some, wrong) for some in (here, there))):
        yield Spoiling("wrong value", wrong)
    if "of" in parameters:
        yield from lost([(whole(document), parameters["of"])])
    else:
        yield from lost_fields(parameters, view, whole(document), parameters["field"])


def _after(view: View, seen: Sequence[Seen], changes: tuple[Change, ...]) -> set[str]:
    """Give what is said once something else is: a document compared with itself agrees whatever it says."""
    changed = {(one.file, one.pointer) for one in changes}
    kept = [one for one in seen if (one.citation.file, one.citation.pointer) not in changed]
    return {*(identity(view.manifest, one.text) for one in kept), *([_ANOTHER] if len(kept) < len(seen) else [])}


def mend(parameters: Mapping[str, Any], view: View, seen: Observation) -> Repair | None:
    """Give the repair: what the other place says, said here too, or there what is said here."""
    return mended(parameters, view, seen, _judge, _content, parameters["with"])


def _content(parameters: Mapping[str, Any], view: View, document: Document) -> Parts | None:
    there = [one.text for one in values(view, parameters["with"])]
    path = parameters["field"]
    if not there:
        return _said_there(parameters, view, document)
    wanting = _only_here(parameters, view, document)
    if wanting:
        return _added_there(parameters, view, wanting)
    if "of" in parameters:
        listed = declared(document.type.fields, parameters["of"])
        wanted: Data = [new_item(view, listed, {path: text}) for text in there]
        return [at(whole(document), parameters["of"], wanted)]
    field = declared(document.type.fields, path)
    if field is not None and field.kind is FieldKind.LIST:
        return [at(whole(document), path, list[Data](there))]
    return [at(whole(document), path, there[0])] if len(set(there)) == 1 else None


def _only_here(parameters: Mapping[str, Any], view: View, document: Document) -> list[str]:
    """Give what has to be within the other place and is not; nothing where that is not asked, or is a claim.

    A stand-in says nothing that the other place could lack.
    """
    if parameters.get("match") != "subset" or "manifest" in parameters["with"]:
        return []
    known = _sets(view, values(view, parameters["with"]))
    said = [seen.text for seen in _here(parameters, document) if seen.state is State.FILLED]
    return [text for text in said if identity(view.manifest, text) not in known and not is_stand_in(text)]


def _added_there(parameters: Mapping[str, Any], view: View, wanting: list[str]) -> Parts | None:
    """Say more at the other place: where a stand-in stands, then beside what it says; nothing of it is lost."""
    free = [one.citation for one in values(view, parameters["with"]) if is_stand_in(one.text)]
    parts: Parts = [Change(one.file, one.pointer, text) for one, text in zip(free, wanting, strict=False)]
    rest = wanting[len(free) :]
    return all_parts([parts, stated_elsewhere(view, parameters["with"], *rest) if rest else []])


def _said_there(parameters: Mapping[str, Any], view: View, document: Document) -> Parts | None:
    """Say there what is said here; where neither says anything, the same thing."""
    here = _here(parameters, document)
    texts = list(dict.fromkeys(seen.text for seen in here if seen.state is State.FILLED))
    if "of" in parameters:
        parts, texts = _said_in_items(parameters, view, document, texts)
        return all_parts([parts, stated_elsewhere(view, parameters["with"], *texts)])
    if texts:
        blank: Parts = [
            Change(seen.citation.file, seen.citation.pointer, REMOVED)
            for seen in here
            if seen.state is not State.FILLED
        ]
        return all_parts([blank[::-1], stated_elsewhere(view, parameters["with"], *texts)])
    value = invented(view, declared(document.type.fields, parameters["field"]), parameters["field"])
    texts = [str(one) for one in (value if isinstance(value, list) else [value])]
    return all_parts(
        [[at(whole(document), parameters["field"], value)], stated_elsewhere(view, parameters["with"], *texts)]
    )


def _said_in_items(
    parameters: Mapping[str, Any], view: View, document: Document, texts: list[str]
) -> tuple[Parts, list[str]]:
    """Say something in each item that is silent, in a new one where there is none; gives all that is said then."""
    path, listed = parameters["field"], declared(document.type.fields, parameters["of"])
    items = enter(whole(document), parameters["of"]).items
    inner = declared(listed.item.fields, path) if listed and listed.item else None
    said = texts or [str(invented(view, inner, path))]
    if not items:
        return [append(whole(document), parameters["of"], new_item(view, listed, {path: said[0]}))], said
    silent = [item for item in items if look(item, path).state is not State.FILLED]
    return [at(item, path, said[0]) for item in silent], said


def say(parameters: Mapping[str, Any], labels: Mapping[str, str]) -> str:
    """Say what the check asks."""
    other, types = spoken_place(parameters["with"], labels), spoken_types(parameters, labels)
    here = (
        listed(parameters, parameters["of"], parameters["field"], labels)
        if "of" in parameters
        else called(parameters, parameters["field"], labels)
    )
    if parameters.get("match") == "subset":
        return f"each of the {here} of the {types} among {other}"
    return f"agreement of the {here} in the {types} with {other}"


def reads(parameters: Mapping[str, Any]) -> tuple[Reading, ...]:
    """Give the fields the check rests on."""
    path = f"{parameters['of']}[].{parameters['field']}" if "of" in parameters else parameters["field"]
    return (Reading(many(parameters["in"]), path), *_elsewhere(parameters["with"]))
