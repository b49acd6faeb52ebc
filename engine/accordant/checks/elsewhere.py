"""What a check compares with: values in another document, or in the manifest."""

from collections.abc import Mapping
from typing import Any

from accordant.checks.lookup import Seen, State, enter, look, whole
from accordant.checks.reading import Reading, chosen, many, subject_entry
from accordant.checks.schema import PATH, TYPES, there
from accordant.model.evidence import Manifest, Relationship
from accordant.model.values import normalise
from accordant.model.view import View

FIELD_OF = there("in", "field", **{"in": TYPES, "of": PATH, "field": PATH})
CLAIMED = there("manifest", manifest={"enum": ["parties", "relationships", "stage"]})


def values(view: View, place: Mapping[str, Any]) -> tuple[Seen, ...]:
    """Give the filled values at a place: of the latest document in effect, or claimed by the manifest; none: ()."""
    return tuple(one for one in places(view, place) if one.state is State.FILLED)


def places(view: View, place: Mapping[str, Any]) -> tuple[Seen, ...]:
    """Give what stands where `values` are read, filled or not."""
    if "manifest" in place:
        return _claimed(view, str(place["manifest"]))
    seen: list[Seen] = []
    for document in chosen(place, view):
        if "of" in place:
            seen += [look(item, place["field"]) for item in enter(whole(document), place["of"]).items]
        else:
            inner = enter(whole(document), place["field"]).items
            seen += [look(item, "") for item in inner] or [look(whole(document), place["field"])]
    return tuple(seen)


def _claimed(view: View, what: str) -> tuple[Seen, ...]:
    citation = subject_entry(view)
    if what == "relationships":
        claims = [relationship.id for relationship in view.manifest.relationships] if view.manifest else []
    elif what == "stage":
        claims = [] if view.stage is None else [str(view.stage)]
    else:
        claims = members(view, view.relationship)
    return tuple(Seen(State.FILLED, claim, citation._replace(value=claim, key=claim)) for claim in claims)


def members(view: View, relationship: Relationship | None) -> list[str]:
    """Give the parties of the relationship (of every relationship, for the organisation) but the own one, by name."""
    if view.manifest is None:
        return []
    some = view.manifest.relationships if relationship is None else (relationship,)
    own = identity(view.manifest, view.manifest.own_party)
    parties = [member.party for one in some for member in one.members if member.party]
    return list(dict.fromkeys(party for party in parties if identity(view.manifest, party) != own))


def same(view: View, left: str, right: str) -> bool:
    """Say whether two texts name the same: equal but for case, or a party's id and its name."""
    return identity(view.manifest, left) == identity(view.manifest, right)


def identity(manifest: Manifest | None, text: str) -> str:
    """Give the id of the party that a text names, by its id or by a name no other party has; else the text; folded."""
    folded = normalise(text).casefold()
    parties = manifest.parties if manifest else {}
    named = {key.casefold() for key, name in parties.items() if name and name.casefold() == folded}
    if len(named) != 1 or folded in {key.casefold() for key in parties}:
        return folded
    return named.pop()


def party_name(view: View, party: str) -> str:
    """Name a party as the manifest does."""
    return (view.manifest.parties.get(party) if view.manifest else None) or party


def readings(place: Mapping[str, Any]) -> tuple[Reading, ...]:
    """Give what a place elsewhere reads; what the manifest claims is no document's field."""
    if "manifest" in place:
        return ()
    inside = f"{place['of']}[]." if "of" in place else ""
    return (Reading(many(place["in"]), f"{inside}{place['field']}"),)


def spoken_place(place: Mapping[str, Any], labels: Mapping[str, str]) -> str:
    """Name a place elsewhere in words."""
    if "manifest" in place:
        return f"the {place['manifest']} of the manifest"
    types = " or ".join(labels.get(name, name.replace("_", " ")) for name in many(place["in"]))
    path = ".".join(filter(None, (place.get("of"), place["field"])))
    return f"the {path.replace('_', ' ').replace('.', ' ')} of the {types}"
