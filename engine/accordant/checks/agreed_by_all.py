"""agreed-by-all: every party signed this version, through a person with stated authority."""

from collections.abc import Iterator, Mapping
from datetime import date
from typing import Any

from accordant.checks.bringing import Parts
from accordant.checks.drafting import append, at
from accordant.checks.elsewhere import identity, party_name, same
from accordant.checks.lookup import Item, State, enter, look, whole
from accordant.checks.mending import mended
from accordant.checks.naming import spoken_types
from accordant.checks.population import empty_list
from accordant.checks.reading import Reading, many, met, over_documents, silence, subject_entry, words_of
from accordant.checks.schema import parameters as _schema
from accordant.checks.spoiling import BLANK, day_after, day_before, dropped, spoiled
from accordant.model.change import Change, Data, NewDocument, Repair, Spoiling
from accordant.model.evidence import Document, Membership
from accordant.model.observation import Cause, Citation, Observation, Value
from accordant.model.values import read_date
from accordant.model.view import View

SCHEMA = _schema()
_SIGNED = ("party", "person", "authority", "date")


def see(parameters: Mapping[str, Any], view: View) -> Observation:
    """Judge the signatures against the members of the relationship, the own organisation included."""
    return over_documents(parameters, view, lambda document: _judge(view, document))


def _judge(view: View, document: Document) -> Observation:
    required = bound(view, document)
    if len(required) < 2:  # noqa: PLR2004 - nothing is agreed by one party alone
        words = words_of(view, document, missing="the parties of the relationship")
        return Observation(Value.ABSENT, (subject_entry(view),), words, Cause.CONTENT)
    listed = enter(whole(document), "signatures")
    if listed.state is not State.FILLED:
        missing = ", ".join(party_name(view, member.party) for member in required)
        empty = empty_list({"of": "signatures"}, view, document, listed)
        return empty._replace(words={**empty.words, "missing": missing, "items": missing})
    signed = [(member, _signature(view, document, member, listed.items)) for member in required]
    unsigned = [member for member, signature in signed if signature is None]
    if not unsigned:
        return met(view, document, [citation for _, cited in signed if cited for citation in cited])
    names = tuple(party_name(view, member.party) for member in unsigned)
    citations = _near(view, listed.items, unsigned) or (listed.citation,)
    words = words_of(view, document, missing=", ".join(names), items=", ".join(names))
    refused = [member for member in unsigned if not _unread(view, document, member, listed.items)]
    value = silence(document) if refused else Value.ABSENT
    return Observation(value, citations, words, Cause.CONTENT, ("signatures", *names))


def bound(view: View, document: Document) -> tuple[Membership, ...]:
    """Give the parties that must have agreed, each once: members at the version's date, later joiners, and the own one.

    None where it is not known which party is the own one.
    """
    return _members(view, _day(view, document), view.as_of)


def members_at(view: View, document: Document) -> tuple[Membership, ...]:
    """Give the parties that were members on the day of the document, each once, and the own one.

    Of a day before anybody had joined: those who joined first. None where it is not known which party is the own one.
    """
    joined = view.relationship.members if view.relationship else ()
    first = _day(view, document)
    days = sorted({first, *(member.since for member in joined if member.since and first < member.since <= view.as_of)})
    there = [_members(view, day, day) for day in days]
    return next((members for members in there if len(members) > 1), there[0])


def _day(view: View, document: Document) -> date:
    return min(document.issued or document.approved_on or view.as_of, view.as_of)


def _members(view: View, since: date, until: date) -> tuple[Membership, ...]:
    """Give those who were members on a day from `since` to `until`."""
    if view.relationship is None or view.manifest is None or not view.manifest.own_party:
        return ()
    members = [
        member
        for member in view.relationship.members
        if member.party
        and (member.since is None or member.since <= until)
        and (member.until is None or member.until >= since)
    ]
    own = Membership(view.manifest.own_party, None, None)
    return tuple({identity(view.manifest, member.party): member for member in (own, *members)}.values())


def _signature(
    view: View, document: Document, member: Membership, items: tuple[Item, ...]
) -> tuple[Citation, ...] | None:
    """Give the citations of a signature that binds the member; None when there is none."""
    for item in items:
        seen = [look(item, field) for field in _SIGNED]
        if any(one.state is not State.FILLED for one in seen) or not same(view, seen[0].text, member.party):
            continue
        when = read_date(seen[3].text)
        if when is not None and when <= view.as_of and _of_this_version(document, when):
            return tuple(one.citation for one in seen)
    return None


def _of_this_version(document: Document, when: date) -> bool:
    return document.issued is not None and when >= document.issued


def _unread(view: View, document: Document, member: Membership, items: tuple[Item, ...]) -> bool:
    """Say whether a signature of the member cannot be told to bind: of a wrong kind, or of an undated version."""
    for item in items:
        states = [look(item, field).state for field in _SIGNED]
        if states[0] is State.WRONG:
            return True
        signed = states[0] is State.FILLED and same(view, look(item, "party").text, member.party)
        if signed and (State.WRONG in states or (document.issued is None and set(states) == {State.FILLED})):
            return True
    return False


def _near(view: View, items: tuple[Item, ...], unsigned: list[Membership]) -> tuple[Citation, ...]:
    """Cite what keeps the signatures that are there from binding: what they lack, or else their day."""
    near: list[Citation] = []
    for item in items:
        party = look(item, "party")
        if party.state is State.FILLED and any(same(view, party.text, member.party) for member in unsigned):
            seen = [look(item, field) for field in _SIGNED]
            near += [one.citation for one in seen if one.state is not State.FILLED] or [seen[-1].citation]
    return tuple(near)


def spoil(parameters: Mapping[str, Any], view: View, seen: Observation) -> tuple[Spoiling, ...]:
    """Give the ways in which one party's signature does not bind it."""
    return spoiled(parameters, view, seen, _judged, _ways)


def _ways(_: Mapping[str, Any], view: View, document: Document) -> Iterator[Spoiling]:
    party = bound(view, document)[-1].party
    theirs = [item for item in _signatures(document) if same(view, look(item, "party").text, party)]
    yield from dropped(theirs, "not signed")
    ways = [("wrong party", "party", "[another party]"), ("dated later", "date", day_after(view.as_of))]
    ways += [(f"{field}: blank", field, BLANK) for field in _SIGNED[1:]]
    if document.issued is not None:
        ways.append(("another version signed", "date", day_before(document.issued)))
    for name, field, value in ways:
        yield Spoiling(name, tuple(at(item, field, value) for item in theirs))


def mend(parameters: Mapping[str, Any], view: View, seen: Observation) -> Repair | None:
    """Give the repair: each party's signature, completed or added; None where the manifest names no two parties."""
    return mended(parameters, view, seen, _judged, _content)


def _judged(_: Mapping[str, Any], view: View, document: Document) -> Observation:
    return _judge(view, document)


def _content(_: Mapping[str, Any], view: View, document: Document) -> Parts | None:
    required = bound(view, document)
    if len(required) < 2:  # noqa: PLR2004 - nothing is agreed by one party alone
        return None
    items, parts = _signatures(document), list[Change | NewDocument]()
    if document.issued is None:
        # The day of the first signature: every other one is then of this version.
        days = [day for item in items if (day := read_date(look(item, "date").text)) and day <= view.as_of]
        document = document._replace(issued=min(days, default=view.as_of))
        parts = [at(whole(document), "version_date", min(days, default=view.as_of).isoformat())]
    unsigned = [member.party for member in required if _signature(view, document, member, items) is None]
    return [*parts, *(part for party in dict.fromkeys(unsigned) for part in _signing(view, document, party))]


def _signing(view: View, document: Document, party: str) -> Parts:
    """Complete a signature of the party that does not bind, or add one."""
    given: dict[str, Data] = {"party": party, "person": "[person]", "authority": "[authority]"}
    given["date"] = view.as_of.isoformat()
    for item in _signatures(document):
        if look(item, "party").state is State.FILLED and same(view, look(item, "party").text, party):
            poor = [field for field in _SIGNED if look(item, field).state is not State.FILLED]
            when = read_date(look(item, "date").text)
            late = when is not None and not (when <= view.as_of and _of_this_version(document, when))
            return [at(item, field, given[field]) for field in (*poor, *(["date"] if late else []))]
    return [append(whole(document), "signatures", given)]


def _signatures(document: Document) -> tuple[Item, ...]:
    return enter(whole(document), "signatures").items


def say(parameters: Mapping[str, Any], labels: Mapping[str, str]) -> str:
    """Say what the check asks."""
    types = spoken_types(parameters, labels)
    return f"agreement of every party, through a person with stated authority, to this version of the {types}"


def reads(parameters: Mapping[str, Any]) -> tuple[Reading, ...]:
    """Give the fields the check rests on."""
    return tuple(Reading(many(parameters["in"]), f"signatures[].{field}") for field in _SIGNED)
