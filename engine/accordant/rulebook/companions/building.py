"""Sound data of what accompanies rules -> the nouns of the model."""

from collections.abc import Mapping
from typing import Any

from accordant.model.companions import Companions, Correspondence, Crosswalk, Phase, Place, Source, Term
from accordant.rulebook.companions.reading import SoundFiles, entries
from accordant.rulebook.files import Part


def build_companions(files: SoundFiles) -> Companions:
    """Give all of it, crosswalks in order of name and terms in order of theirs."""
    terms = (_term(data) for _, _, data in entries(files, Part.GLOSSARY))
    return Companions(
        crosswalks=tuple(sorted((_crosswalk(one.data) for one in files[Part.CROSSWALK]), key=lambda one: one.name)),
        phases=tuple(_phase(data) for _, _, data in entries(files, Part.PHASES)),
        terms=tuple(sorted(terms, key=lambda one: one.name.casefold())),
        sources={
            data["key"]: Source(data["key"], data["what"], data.get("url", ""))
            for _, _, data in entries(files, Part.SOURCES)
        },
    )


def _crosswalk(data: Mapping[str, Any]) -> Crosswalk:
    return Crosswalk(
        name=data["crosswalk"],
        title=data["title"],
        about=data["about"],
        standards=data["standards"],
        correspondences=tuple(map(_correspondence, data["correspondences"])),
    )


def _correspondence(data: Mapping[str, Any]) -> Correspondence:
    return Correspondence(
        topic=data["topic"],
        title=data["title"],
        says=data["says"],
        places=tuple(
            Place(one["standard"], one.get("number", ""), one.get("title", ""), one["basis"]) for one in data["places"]
        ),
        confidence=data["confidence"],
        sources=tuple(data["sources"]),
        clauses=tuple(data.get("clauses", ())),
        keys=tuple(data.get("keys", ())),
    )


def _phase(data: Mapping[str, Any]) -> Phase:
    return Phase(
        phase=data["phase"],
        because=data["because"],
        confidence=data["confidence"],
        sources=tuple(data["sources"]),
        clauses=tuple(data.get("clauses", ())),
        keys=tuple(data.get("keys", ())),
    )


def _term(data: Mapping[str, Any]) -> Term:
    return Term(
        key=data["key"],
        name=data["name"],
        short=data.get("short", ""),
        means=data["means"],
        confidence=data["confidence"],
        sources=tuple(data["sources"]),
        words=tuple(data.get("words", ())),
        topics=tuple(data.get("topics", ())),
        documents=tuple(data.get("documents", ())),
        keys=tuple(data.get("keys", ())),
    )
