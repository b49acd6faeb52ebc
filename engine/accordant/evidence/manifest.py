"""The manifest of a pack: what the organisation claims about itself, its parties and its relationships."""

from collections.abc import Iterator, Mapping

from accordant.evidence.header import date_at, text_at, texts_at
from accordant.evidence.intake import Note
from accordant.evidence.refusal import shown
from accordant.model.evidence import LAST_STAGE, Manifest, Membership, Relationship, StageSpan
from accordant.model.tree import Branch, Node, Series, Source
from accordant.model.values import read_integer

_EMPTY = Branch({}, 0)


def read_manifest(source: Source) -> tuple[Manifest, tuple[Note, ...]]:
    """Return the manifest of a source and what is to be said of its ids.

    Everything is a claim: what is missing or wrong reads as nothing, a stage that is not from 1 to 8 as None. A
    relationship without an id is kept under `unnamed-<n>`; of two with one id the first is kept.
    """
    root = source.root
    organisation = _branch(root, "organisation")
    found: list[Note] = []
    parties = _parties(root, found)
    manifest = Manifest(
        source=source,
        root=root,
        organisation=text_at(organisation, "name"),
        own_party=text_at(organisation, "party"),
        adopted=date_at(organisation, "adopted"),
        scope=text_at(_branch(root, "scope"), "statement"),
        notice=text_at(root, "notice"),
        top_management=texts_at(organisation, "top_management"),
        parties=parties,
        relationships=_relationships(root, found),
        aliases=_aliases(parties),
    )
    found.extend(_strangers(organisation, "organisation", parties))
    for relationship in manifest.relationships:
        if isinstance(relationship.node, Branch):
            for pointer, member in _branches(relationship.node, "parties"):
                found.extend(_strangers(member, relationship.pointer[1:] + pointer, parties))
    return manifest, tuple(found)


def _strangers(branch: Branch, path: str, parties: Mapping[str, str]) -> Iterator[Note]:
    """Say which party is named that is not one of the parties."""
    party = text_at(branch, "party")
    if party and party not in parties:
        yield Note(branch.fields["party"].at, f"{path}/party: {shown(party)} is not one of the parties")


def _aliases(parties: Mapping[str, str]) -> dict[str, str]:
    named: dict[str, set[str]] = {}
    for key, name in parties.items():
        named.setdefault(name.casefold(), set()).add(key.casefold())
    taken = {"", *(key.casefold() for key in parties)}
    return {name: keys.pop() for name, keys in named.items() if len(keys) == 1 and name not in taken}


def _parties(root: Branch, found: list[Note]) -> dict[str, str]:
    parties: dict[str, str] = {}
    for pointer, party in _branches(root, "parties"):
        party_id = text_at(party, "id")
        if not party_id:
            found.append(Note(party.at, f"{pointer[1:]}: a party without an id is left out"))
        elif party_id in parties:
            found.append(Note(party.at, f"{pointer[1:]}: party {shown(party_id)} stands here twice"))
        else:
            parties[party_id] = text_at(party, "name")
    return parties


def _relationships(root: Branch, found: list[Note]) -> tuple[Relationship, ...]:
    relationships: dict[str, Relationship] = {}
    for pointer, branch in _branches(root, "relationships"):
        relationship = _relationship(branch, pointer, number=len(relationships) + 1)
        if relationship.id in relationships:
            message = f"{pointer[1:]}: relationship {shown(relationship.id)} stands here twice; the first is judged"
            found.append(Note(branch.at, message))
            continue
        if not text_at(branch, "id"):
            found.append(Note(branch.at, f"{pointer[1:]}: a relationship without an id is judged as {relationship.id}"))
        relationships[relationship.id] = relationship
    return tuple(relationships.values())


def _relationship(branch: Branch, pointer: str, *, number: int) -> Relationship:
    return Relationship(
        id=text_at(branch, "id") or f"unnamed-{number}",
        title=text_at(branch, "title"),
        kind=text_at(branch, "kind"),
        origin=text_at(branch, "origin"),
        adopted=date_at(branch, "adopted"),
        members=tuple(
            Membership(text_at(member, "party"), date_at(member, "from"), date_at(member, "to"))
            for _, member in _branches(branch, "parties")
        ),
        life_cycle=tuple(
            StageSpan(_stage(span), date_at(span, "entered"), date_at(span, "left"), span.at, f"{pointer}/{inner[1:]}")
            for inner, span in _branches(branch, "life_cycle")
        ),
        node=branch,
        pointer=pointer,
    )


def _stage(span: Branch) -> int | None:
    stage = read_integer(text_at(span, "stage"))
    return stage if stage is not None and 1 <= stage <= LAST_STAGE else None


def _branch(branch: Branch, name: str) -> Branch:
    node = branch.fields.get(name)
    return node if isinstance(node, Branch) else _EMPTY


def _branches(branch: Branch, name: str) -> Iterator[tuple[str, Branch]]:
    """Yield the groups of a list with their pointers; what is no group was already reported by its kind."""
    node: Node | None = branch.fields.get(name)
    if isinstance(node, Series):
        for index, item in enumerate(node.items):
            if isinstance(item, Branch):
                yield f"/{name}/{index}", item
