"""What speaks for each document, the weakest link of it in one word, and the weakest of all that a verdict rests on."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from typing import NamedTuple

from accordant.evidence.header import date_at, original_of, text_at
from accordant.model.evidence import Document, Pack
from accordant.model.register import Signature, Standing
from accordant.model.rules import DecisionList
from accordant.model.tree import Branch, Series
from accordant.observation.effect import weigh

STRENGTH = "strength"
"""The decision list that says which flaw is the weakest link; a rulebook may do without."""

CLAIM = {
    "original": "claim",
    "transcribed": "complete",
    "dated": "yes",
    "in_effect": "yes",
    "approved": "yes",
    "versioned": "yes",
    "authority": "yes",
}
"""The row of the manifest: nothing is asked of it but that it is known for what it is."""


class Strengths(NamedTuple):
    """The standing of each document, by its file, the word for the manifest, the rank of each word, weakest first."""

    standings: Mapping[str, Standing]
    claim: str
    ranks: Mapping[str, int]


def rows_of(pack: Pack, as_of: date) -> tuple[Mapping[str, str], ...]:
    """Give the row of each document, in the order of the pack, that the decision list judges; the manifest's last."""
    obstacles = {one.document.source.file: one.obstacle for one in weigh(pack.documents, as_of)}
    return (*(_row(one, pack, as_of, obstacles[one.source.file]) for one in pack.documents), CLAIM)


def strengths_of(
    pack: Pack, rows: Sequence[Mapping[str, str]], decision: DecisionList | None, cases: Sequence[int]
) -> Strengths:
    """Give the standing of each document from the cases that the engines decided; none without a decision list."""
    if decision is None:
        return Strengths({}, "", {})
    decided = [decision.cases[case] for case in cases]
    standings = {
        document.source.file: _standing(document, row, case.then, case.because)
        for document, row, case in zip(pack.documents, rows, decided, strict=False)
    }
    words = dict.fromkeys(case.then for case in decision.cases)
    return Strengths(standings, decided[-1].then, {word: rank for rank, word in enumerate(words)})


def weakest(strengths: Strengths, documents: Iterable[Document | None]) -> str | None:
    """Give the weakest word among documents, None standing for the manifest; None where there is nothing to weigh."""
    if not strengths.ranks:
        return None
    words = [strengths.claim if one is None else strengths.standings[one.source.file].strength for one in documents]
    return min(words, key=lambda word: strengths.ranks[word], default=None)


def _row(document: Document, pack: Pack, as_of: date, obstacle: str) -> Mapping[str, str]:
    accepted = document.status in document.type.states
    signed = any(one.date and one.date <= as_of.isoformat() for one in _signatures(document))
    approved = signed or (document.approved_on is not None and document.approved_on <= as_of)
    kept = accepted and document.status != "approved"
    return {
        "original": _original(document, pack),
        "transcribed": "complete" if document.complete else "extract",
        "dated": _yes(document.issued or document.approved_on),
        "in_effect": _yes(accepted and not obstacle),
        "approved": "yes" if approved and document.status != "draft" else "kept" if kept else "no",
        "versioned": _yes(document.version),
        "authority": _yes(text_at(document.root, "authority") or any(one.authority for one in _signatures(document))),
    }


def _original(document: Document, pack: Pack) -> str:
    found = original_of(document, pack)
    if found is not None:
        return found.value
    fields = document.root.fields
    return "unnamed" if "transcribed" in fields or "prepared_by" in fields or "source" in fields else "own"


def _standing(document: Document, row: Mapping[str, str], word: str, because: str) -> Standing:
    source = document.root.fields.get("source")
    named = source if isinstance(source, Branch) else Branch({}, 0)
    return Standing(
        strength=word,
        because=because,
        dated=_iso(document.issued or document.approved_on),
        approved=row["approved"],
        approved_on=_iso(document.approved_on),
        approved_by=text_at(document.root, "approved_by"),
        authority=text_at(document.root, "authority"),
        signatures=_signatures(document),
        valid_until=_iso(document.valid_until),
        in_effect=row["in_effect"] == "yes",
        transcribed=row["transcribed"],
        original=row["original"],
        original_file=text_at(named, "file"),
        pages=text_at(named, "pages"),
        sha256=text_at(named, "sha256"),
    )


def _signatures(document: Document) -> tuple[Signature, ...]:
    node = document.root.fields.get("signatures")
    items = node.items if isinstance(node, Series) else ()
    return tuple(
        Signature(text_at(one, "party"), text_at(one, "person"), text_at(one, "authority"), _iso(date_at(one, "date")))
        for one in items
        if isinstance(one, Branch)
    )


def _iso(day: date | None) -> str | None:
    return day.isoformat() if day else None


def _yes(fact: object) -> str:
    return "yes" if fact else "no"
