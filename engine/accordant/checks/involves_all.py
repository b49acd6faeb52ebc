"""involves-all: every party takes part that was a member on the day of the document."""

from collections import Counter
from collections.abc import Iterator, Mapping
from typing import Any

from accordant.checks.agreed_by_all import members_at
from accordant.checks.bringing import Parts
from accordant.checks.drafting import append, declared, new_item
from accordant.checks.elsewhere import identity, party_name, same
from accordant.checks.lookup import State, enter, look, whole
from accordant.checks.mending import mended
from accordant.checks.naming import listed, spoken_types
from accordant.checks.population import empty_list
from accordant.checks.reading import Reading, many, met, over_documents, silence, subject_entry, words_of
from accordant.checks.schema import COUNT, PATH
from accordant.checks.schema import parameters as _schema
from accordant.checks.spoiling import altered, dropped, spoiled
from accordant.checks.traits import Trait
from accordant.model.change import Repair, Spoiling
from accordant.model.evidence import Document
from accordant.model.observation import Cause, Observation, Value
from accordant.model.view import View

TRAITS = frozenset({Trait.NAMES_NUMBER})
SCHEMA = _schema("of", of=PATH, by=PATH, at_least_each=COUNT)


def see(parameters: Mapping[str, Any], view: View) -> Observation:
    """Judge whether each member of the relationship occurs often enough in a list.

    What is asked of a document is asked of those who were members on its day: who joined later could take no part.
    """
    return over_documents(parameters, view, lambda document: _judge(parameters, view, document))


def _judge(parameters: Mapping[str, Any], view: View, document: Document) -> Observation:
    required = members_at(view, document)
    if len(required) < 2:  # noqa: PLR2004 - one party alone is no relationship
        words = words_of(view, document, missing="the parties of the relationship")
        return Observation(Value.ABSENT, (subject_entry(view),), words, Cause.CONTENT)
    listed = enter(whole(document), parameters["of"])
    if listed.state is not State.FILLED:
        missing = ", ".join(party_name(view, member.party) for member in required)
        empty = empty_list(parameters, view, document, listed)
        return empty._replace(words={**empty.words, "missing": missing, "items": missing})
    there = [look(item, parameters.get("by", "")) for item in listed.items]
    filled = [seen for seen in there if seen.state is State.FILLED]
    least = int(parameters.get("at-least-each", 1))
    times = Counter(identity(view.manifest, seen.text) for seen in filled)
    absent = [member for member in required if times[identity(view.manifest, member.party)] < least]
    if not absent:
        return met(view, document, [seen.citation for seen in filled])
    names = tuple(party_name(view, member.party) for member in absent)
    words = words_of(view, document, missing=", ".join(names), items=", ".join(names))
    value = Value.ABSENT if any(seen.state is State.WRONG for seen in there) else silence(document)
    return Observation(value, (listed.citation,), words, Cause.CONTENT, (listed.citation.key, *names))


def spoil(parameters: Mapping[str, Any], view: View, seen: Observation) -> tuple[Spoiling, ...]:
    """Give the ways to leave one party out."""
    return spoiled(parameters, view, seen, _judge, _ways)


def _ways(parameters: Mapping[str, Any], view: View, document: Document) -> Iterator[Spoiling]:
    party, path = members_at(view, document)[-1].party, parameters.get("by", "")
    items = enter(whole(document), parameters["of"]).items
    theirs = [item for item in items if same(view, look(item, path).text, party)]
    yield from dropped(theirs, "party left out")
    yield Spoiling("wrong party", altered((look(item, path) for item in theirs), "[another party]"))


def mend(parameters: Mapping[str, Any], view: View, seen: Observation) -> Repair | None:
    """Give the repair: an item for each party that is wanting; None where the manifest names no two parties."""
    return mended(parameters, view, seen, _judge, _content)


def _content(parameters: Mapping[str, Any], view: View, document: Document) -> Parts | None:
    required, path = members_at(view, document), parameters.get("by", "")
    if len(required) < 2:  # noqa: PLR2004 - one party alone is no relationship
        return None
    there = [look(item, path) for item in enter(whole(document), parameters["of"]).items]
    least, listed = int(parameters.get("at-least-each", 1)), declared(document.type.fields, parameters["of"])
    wanting = {
        member.party: least - sum(same(view, seen.text, member.party) for seen in there if seen.state is State.FILLED)
        for member in required
    }
    items = [new_item(view, listed, {path: party}) for party, number in wanting.items() for _ in range(number)]
    return [append(whole(document), parameters["of"], item) for item in items]


def say(parameters: Mapping[str, Any], labels: Mapping[str, str]) -> str:
    """Say what the check asks."""
    among = listed(parameters, parameters["of"], parameters.get("by", ""), labels)
    return f"every party that was a member on its day among the {among} of the {spoken_types(parameters, labels)}"


def reads(parameters: Mapping[str, Any]) -> tuple[Reading, ...]:
    """Give the fields the check rests on."""
    path = f"{parameters['of']}[].{parameters['by']}" if "by" in parameters else f"{parameters['of']}[]"
    return (Reading(many(parameters["in"]), path),)
