"""What stands beside findings, in words: places in other standards, and a licensed user's own clause text."""

from collections.abc import Iterator
from typing import Any

from accordant.model.beside import Beside, ClauseTexts, Column, clause_text
from accordant.model.companions import Correspondence, Place
from accordant.model.register import Finding

FOOTNOTE = "? in a column of a crosswalk: inferred. -: the other standard does not have it."
NO_COUNTERPART = "no counterpart"


def column_cell(column: Column, obligation: str) -> str:
    """Return where the crosswalk has an obligation, briefly: topics, or numbers; `-` where it has none."""
    entries = column.entries.get(obligation, ())
    if column.by_topic:
        said = [f"{one.topic}{_doubt(one.confidence)}" for one in entries if one.places]
    else:
        said = [_number(one, place) for one in entries for place in one.places]
    return ", ".join(dict.fromkeys(said)) or ("-" if entries else "")


def column_words(column: Column, obligation: str) -> str:
    """Return where the crosswalk has an obligation, in full, a place a line."""
    entries = column.entries.get(obligation, ())
    said = [
        " ".join(part for part in (column.standards[place.standard], _named(one, place)) if part)
        for one in entries
        for place in one.places
    ]
    return "\n".join(dict.fromkeys(said)) or (NO_COUNTERPART if entries else "")


def column_json(column: Column, obligation: str) -> list[dict[str, Any]]:
    """Return what corresponds to an obligation as plain data."""
    return [
        {
            "topic": one.topic,
            "title": one.title,
            "says": one.says,
            "confidence": one.confidence,
            "sources": list(one.sources),
            "places": [
                {
                    "standard": column.standards[place.standard],
                    "number": place.number or None,
                    "title": place.title or None,
                    "basis": place.basis,
                }
                for place in one.places
            ],
        }
        for one in column.entries.get(obligation, ())
    ]


def text_words(texts: ClauseTexts, finding: Finding) -> str:
    """Return the clause text laid over a finding, and where it was found; empty where there is none."""
    text = clause_text(texts, finding.obligation, finding.clause)
    if not text:
        return ""
    own = finding.obligation in texts.by_obligation
    doubt = "" if own or finding.clause_basis == "confirmed" else ", a recollected number: is it the right clause?"
    where = finding.obligation if own else f"clause {finding.clause}{doubt}"
    return f"Clause text ({where}): {text}"


def licence_words(texts: ClauseTexts) -> str:
    """Return whose text it is."""
    return f"of {texts.edition}, laid over by the user: {texts.licence}"


def notes(beside: Beside) -> Iterator[str]:
    """Say what the columns rest on."""
    for column in beside.columns:
        yield f"{column.name}: {column.title}. {column.about}"
    if beside.columns:
        yield FOOTNOTE


def _number(one: Correspondence, place: Place) -> str:
    return f"{place.number or place.title}{_doubt(one.confidence, place.basis)}"


def _named(one: Correspondence, place: Place) -> str:
    title = f" ({place.title})" if place.number and place.title else ""
    return f"{_number(one, place)}{title}"


def _doubt(*marks: str) -> str:
    return "?" if "inferred" in marks else ""
