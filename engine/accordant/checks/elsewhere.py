"""What a check compares with: values in another document, or in the manifest."""

from collections.abc import Callable, Mapping
from typing import Any

from accordant.checks.lookup import Seen, State, enter, look, whole
from accordant.checks.naming import called, listed, spoken_types
from accordant.checks.reading import Reading, chosen, many, subject_entry
from accordant.checks.schema import PATH, TYPES, there
from accordant.model.evidence import Manifest
from accordant.model.observation import Citation
from accordant.model.tree import Branch, Leaf, Node, Series
from accordant.model.values import is_blank, normalise
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
    claims = _CLAIMS[what](view) if view.manifest else {}
    return tuple(Seen(State.FILLED, claim, _cited(view, claim, pointer)) for claim, pointer in claims.items())


def _cited(view: View, claim: str, pointer: str) -> Citation:
    """Cite a claim where it stands; one that stands nowhere, as a stage that evidence shows, at the subject's entry."""
    entry = subject_entry(view)
    node: Node | None = view.manifest.root if view.manifest and pointer else None
    for step in pointer.split("/")[1:]:
        if isinstance(node, Series):
            node = node.items[int(step)]
        else:
            node = node.fields.get(step) if isinstance(node, Branch) else None
    if not isinstance(node, Leaf):
        return entry._replace(key=claim)
    return entry._replace(at=node.at, pointer=pointer, value=normalise(node.text or ""), key=claim)


def _relationships(view: View) -> dict[str, str]:
    """Give the relationships by id, each with the pointer to it."""
    return {one.id: f"{one.pointer}/id" for one in view.manifest.relationships} if view.manifest else {}


def _stage(view: View) -> dict[str, str]:
    """Give the stage the subject is judged at, with the pointer to the latest claim of it."""
    spans = view.relationship.life_cycle if view.relationship else ()
    places = [f"{span.pointer}/stage" for span in spans if span.stage == view.stage]
    return {} if view.stage is None else {str(view.stage): places[-1] if places else ""}


def _members(view: View) -> dict[str, str]:
    """Give the parties of the relationship (of every one, for the organisation) but the own one, with pointers."""
    if view.manifest is None:
        return {}
    some = view.manifest.relationships if view.relationship is None else (view.relationship,)
    own = identity(view.manifest, view.manifest.own_party)
    found: dict[str, str] = {}
    for one in some:
        parties = one.node.fields.get("parties") if isinstance(one.node, Branch) else None
        for index, item in enumerate(parties.items if isinstance(parties, Series) else ()):
            party = item.fields.get("party") if isinstance(item, Branch) else None
            named = normalise(party.text or "") if isinstance(party, Leaf) and not is_blank(party.text) else ""
            if named and identity(view.manifest, named) != own:
                found.setdefault(named, f"{one.pointer}/parties/{index}/party")
    return found


_CLAIMS: Mapping[str, Callable[[View], dict[str, str]]] = {
    "relationships": _relationships,
    "stage": _stage,
    "parties": _members,
}


def same(view: View, left: str, right: str) -> bool:
    """Say whether two texts name the same: equal but for case, or a party's id and its name."""
    return identity(view.manifest, left) == identity(view.manifest, right)


def identity(manifest: Manifest | None, text: str) -> str:
    """Give the id of the party that a text names, by its id or by a name no other party has; else the text; folded."""
    folded = normalise(text).casefold()
    return manifest.aliases.get(folded, folded) if manifest else folded


def party_name(view: View, party: str) -> str:
    """Name a party as the manifest does."""
    return (view.manifest.parties.get(party) if view.manifest else None) or party


def readings(place: Mapping[str, Any]) -> tuple[Reading, ...]:
    """Give what a place elsewhere reads; what the manifest claims is no document's field."""
    if "manifest" in place:
        return ()
    inside = f"{place['of']}[]." if "of" in place else ""
    return (Reading(many(place["in"]), f"{inside}{place['field']}"),)


def spoken_place(place: Mapping[str, Any], labels: Mapping[str, str], *, alike: bool = False) -> str:
    """Name a place elsewhere in words; `alike` where every document of the types is read, not the first there is."""
    if "manifest" in place:
        return f"the {place['manifest']} of the manifest"
    what = (
        listed(place, place["of"], place["field"], labels) if "of" in place else called(place, place["field"], labels)
    )
    return f"the {what} of the {spoken_types(place, labels, alike=alike)}"
