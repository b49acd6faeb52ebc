"""Names in what accompanies rules, resolved: obligations, document types, sources, standards; nothing said twice."""

from collections.abc import Collection, Iterator

from accordant.model.problem import Problem
from accordant.rulebook.companions.reading import PARTS, SoundFiles, entries
from accordant.rulebook.files import Part
from accordant.rulebook.names import twice
from accordant.rulebook.parsed import Parsed, Route
from accordant.rulebook.words import unknown


def naming_problems(files: SoundFiles, obligations: Collection[str], types: Collection[str]) -> tuple[Problem, ...]:
    """Find every name that leads nowhere, and every name that is given twice."""
    sources = {data["key"] for _, _, data in entries(files, Part.SOURCES)}
    return (
        *(problem for part in PARTS for problem in _dangling(files, part, "keys", "an obligation", obligations)),
        *_dangling(files, Part.GLOSSARY, "documents", "a type of document", types),
        *_topics(files, obligations),
        *(problem for part in PARTS for problem in _dangling(files, part, "sources", "a source", sources)),
        *_standards(files),
        *_twice(files),
    )


def _dangling(files: SoundFiles, part: Part, word: str, what: str, known: Collection[str]) -> Iterator[Problem]:
    for parsed, route, data in entries(files, part):
        for index, name in enumerate(data.get(word, ())):
            if name not in known:
                yield parsed.problem((*route, word, index), unknown(what, name, known))


def _topics(files: SoundFiles, obligations: Collection[str]) -> Iterator[Problem]:
    """Find topics with which no key of an obligation begins."""
    known = {key[:end] for key in obligations for end in (*_dots(key), len(key))}
    yield from _dangling(files, Part.GLOSSARY, "topics", "the beginning of an obligation's key", known)


def _dots(key: str) -> Iterator[int]:
    return (index for index, letter in enumerate(key) if letter == ".")


def _standards(files: SoundFiles) -> Iterator[Problem]:
    """Find places in standards that the head of the crosswalk does not name."""
    for parsed, route, data in entries(files, Part.CROSSWALK):
        known = parsed.data["standards"]
        for index, place in enumerate(data["places"]):
            if place["standard"] not in known:
                message = unknown("a standard of this crosswalk", place["standard"], known)
                yield parsed.problem((*route, "places", index, "standard"), message)


def _twice(files: SoundFiles) -> Iterator[Problem]:
    """Find names given twice: what is asked for by name must be one thing."""
    yield from twice(_names_of_crosswalks(files))
    for parsed in files[Part.CROSSWALK]:
        yield from twice(
            (data["topic"], one, (*route, "topic"))
            for one, route, data in entries(files, Part.CROSSWALK)
            if one is parsed
        )
    for part in (Part.GLOSSARY, Part.SOURCES):
        yield from twice((data["key"], parsed, (*route, "key")) for parsed, route, data in entries(files, part))
    for word in ("keys", "clauses"):
        yield from twice(
            (name, parsed, (*route, word, index))
            for parsed, route, data in entries(files, Part.PHASES)
            for index, name in enumerate(data.get(word, ()))
        )


def _names_of_crosswalks(files: SoundFiles) -> Iterator[tuple[str, Parsed, Route]]:
    for parsed in files[Part.CROSSWALK]:
        name = parsed.data["crosswalk"]
        yield name, parsed, ("crosswalk",)
        # A crosswalk to one standard may be called as that standard is.
        yield from ((one, parsed, ("standards", one)) for one in parsed.data["standards"] if one != name)
