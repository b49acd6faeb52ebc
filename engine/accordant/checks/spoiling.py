"""What the kinds share in spoiling: how evidence that a check rests on is lost, blank, or no longer in effect."""

from collections.abc import Callable, Iterable, Iterator, Mapping
from datetime import date, timedelta
from typing import Any, TypeAlias

from accordant.checks.drafting import append, at, declared, new_item
from accordant.checks.lookup import Item, Seen, State, enter, look, sort, whole
from accordant.checks.population import least
from accordant.checks.reading import candidates, chosen, many
from accordant.model.change import REMOVED, Change, Spoiling
from accordant.model.evidence import Document
from accordant.model.observation import Observation, Value
from accordant.model.view import View

Judge: TypeAlias = Callable[[Mapping[str, Any], View, Document], Observation]
"""What a check sees in one document: parameters, view and document."""
Ways: TypeAlias = Callable[[Mapping[str, Any], View, Document], Iterable[Spoiling]]
BLANK = " "
_WITHDRAWN = ("draft", "withdrawn", "superseded")
_EFFECT = ("status", "approved_on", "version_date", "valid_from", "valid_until", "signatures", "relationships")
"""Header fields that decide which document counts: without them another one may come to count in its place."""


def spoiled(
    parameters: Mapping[str, Any],
    view: View,
    seen: Observation,
    judge: Judge,
    ways: Ways,
) -> tuple[Spoiling, ...]:
    """Give the ways in which a met check over documents is spoiled; where any document will do, all are spoiled."""
    if seen.value is not Value.MET:
        return ()
    showing = [
        document for document in chosen(parameters, view) if judge(parameters, view, document).value is Value.MET
    ]
    found = [{one.name: one for one in ways(parameters, view, document)} for document in showing]
    if parameters.get("which") == "any" and found:
        common = [name for name in found[0] if all(name in each for each in found)]
        some = [Spoiling(name, tuple(c for each in found for c in each[name].changes)) for name in common]
    else:
        some = list({one.name: one for each in found for one in each.values()}.values())
    return (*(one for one in some if one.changes), *withdrawn(parameters, view))


def withdrawn(parameters: Mapping[str, Any], view: View) -> tuple[Spoiling, ...]:
    """Take every document of the types out of effect, those that would come back to effect included."""
    types, states = many(parameters["in"]), parameters.get("states")
    changes = []
    for candidate in candidates(view, types):
        counted = {*many(states or candidate.document.type.states), *candidate.document.type.states}
        state = next((one for one in _WITHDRAWN if one not in counted), "draft")
        changes.append(at(whole(candidate.document), "status", state))
    return (Spoiling("not in effect", tuple(changes)),) if changes else ()


def lost(places: Iterable[tuple[Item, str]], name: str = "") -> Iterator[Spoiling]:
    """Lose what stands at all of these places: deleted, and blank."""
    some = tuple(places)
    named = f"{name}: " if name else ""
    yield Spoiling(f"{named}deleted", tuple(at(item, path, BLANK if not path else REMOVED) for item, path in some))
    yield Spoiling(f"{named}blank", tuple(at(item, path, BLANK) for item, path in some))


def lost_fields(parameters: Mapping[str, Any], view: View, item: Item, *paths: str) -> Iterator[Spoiling]:
    """Lose each of these fields in turn, but those whose loss would bring another document or item to count."""
    for path in paths:
        if path not in parameters.get("where", {}) and can_be_lost(parameters, view, item, path):
            yield from lost([(item, path)], path)


def can_be_lost(parameters: Mapping[str, Any], view: View, item: Item, path: str) -> bool:
    """Say whether the loss of a field is sure to be seen: no other document comes to count instead."""
    return bool(item.pointer) or path not in _EFFECT or len(candidates(view, many(parameters["in"]))) == 1


def altered(seen: Iterable[Seen], value: str) -> tuple[Change, ...]:
    """Put another value at places that were seen in documents."""
    return tuple(
        Change(one.citation.file, one.citation.pointer, value) for one in seen if one.citation.document is not None
    )


def admitted(parameters: Mapping[str, Any], view: View, document: Document) -> tuple[Item, ...]:
    """Give the items a check judges in a document, or the document itself."""
    if "every" not in parameters:
        return (whole(document),)
    return sort(enter(whole(document), parameters["every"]).items, parameters.get("where"), view.as_of).admitted


def dropped(items: Iterable[Item], name: str = "one item too few") -> Iterator[Spoiling]:
    """Take items out of their list, the last first, so that no pointer moves."""
    changes = tuple(at(item, "") for item in reversed(tuple(items)))
    if changes:
        yield Spoiling(name, changes)


def too_few(parameters: Mapping[str, Any], view: View, document: Document) -> Iterator[Spoiling]:
    """Leave one item fewer than there must be."""
    items, needed = admitted(parameters, view, document), least(parameters)
    if "every" in parameters and 0 < needed <= len(items):
        yield from dropped(items[needed - 1 :])


def one_more(parameters: Mapping[str, Any], view: View, document: Document, name: str, **given: str) -> Spoiling:
    """Add an item that the filter admits, with what is given and nothing else."""
    path = parameters["every"]
    listed = declared(document.type.fields, path)
    item = new_item(view, listed, {field: value for field, value in given.items() if value}, parameters.get("where"))
    return Spoiling(name, (append(whole(document), path, item),))


def day_after(when: date) -> str:
    """Give the day after, as text."""
    return (when + timedelta(days=1)).isoformat()


def day_before(when: date) -> str:
    """Give the day before, as text."""
    return (when - timedelta(days=1)).isoformat()


def is_filled(item: Item, path: str) -> bool:
    """Say whether something of its kind stands at the path."""
    return look(item, path).state is State.FILLED
