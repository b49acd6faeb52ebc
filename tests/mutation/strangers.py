"""Who and what evidence can be mistaken for: a party that has no part in it, a relationship that it is not about."""

from accordant.model.evidence import Document, Pack

_NOBODY = "[somebody else]"


def stranger(pack: Pack, document: Document) -> str:
    """Give a party of the manifest that has no part in the document's relationships and is not the organisation."""
    some = pack.manifest.relationships if pack.manifest else ()
    members = {each.party for one in some if one.id in document.relationships for each in one.members}
    parties = pack.manifest.parties if pack.manifest else {}
    own = pack.manifest.own_party if pack.manifest else ""
    return next((party for party in parties if party not in members and party != own), _NOBODY)


def elsewhere(pack: Pack, document: Document) -> str:
    """Give another relationship that has come as far as such a document shows: one it could be taken for."""
    least = document.type.stage or 1
    for one in pack.manifest.relationships if pack.manifest else ():
        reached = max((span.stage or 0 for span in one.life_cycle), default=0)
        if one.id not in document.relationships and reached >= least:
            return one.id
    return ""
