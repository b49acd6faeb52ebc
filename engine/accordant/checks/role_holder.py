"""role-holder: the post named holds the role it must hold."""

from collections.abc import Iterator, Mapping
from functools import partial
from typing import Any

from accordant.checks.bringing import Parts, all_parts
from accordant.checks.drafting import append, at, declared, new_item
from accordant.checks.has_fields import label
from accordant.checks.lookup import Item, State, enter, look, sort, whole
from accordant.checks.mending import mended, mended_items, stated, stated_elsewhere
from accordant.checks.naming import called, spoken, spoken_types
from accordant.checks.population import Shown, empty_list, over_items, readings
from accordant.checks.reading import Reading, cause_of, in_effect, lacking, met, over_documents, silence, words_of
from accordant.checks.schema import COUNT, PATH, WHERE
from accordant.checks.schema import parameters as _schema
from accordant.checks.spoiling import admitted, lost, lost_fields, spoiled
from accordant.checks.traits import Trait
from accordant.model.change import Repair, Spoiling
from accordant.model.evidence import Document
from accordant.model.observation import Cause, Observation, Value
from accordant.model.values import is_blank, normalise
from accordant.model.view import View

TOP_MANAGEMENT = "top-management"
SER = "senior-executive-responsible"
TRAITS = frozenset({Trait.COUNTS_HOLDING, Trait.GOES_THROUGH})
SCHEMA = _schema(
    "field", "role", field=PATH, every=PATH, where=WHERE, at_least=COUNT, role={"enum": [TOP_MANAGEMENT, SER]}
)


def see(parameters: Mapping[str, Any], view: View) -> Observation:
    """Judge the post named in a field of the document, of each item, or (with `at-least`) of enough items."""
    return over_documents(parameters, view, lambda document: _over(parameters, view, document))


def _over(parameters: Mapping[str, Any], view: View, document: Document) -> Observation:
    holders = _holders(parameters["role"], view)
    if _several(parameters):
        return _enough(parameters, view, document, holders)
    return over_items(parameters, view, document, lambda item: _judge(parameters, item, holders))


def _several(parameters: Mapping[str, Any]) -> bool:
    return "at-least" in parameters and "every" in parameters


def _holders(role: str, view: View) -> frozenset[str]:
    """Give the posts that hold a role, folded."""
    return frozenset(normalise(post).casefold() for post in _posts(role, view))


def _posts(role: str, view: View) -> list[str]:
    """Give the posts that hold a role: by the manifest, or by an appointment in effect."""
    if role == TOP_MANAGEMENT:
        posts = list(view.manifest.top_management) if view.manifest else []
    else:
        appointments = in_effect(view, ("ser_appointment",))
        posts = [look(whole(one), field).text for one in appointments for field in ("person", "deputy")]
    return [post for post in posts if post]


def _judge(parameters: Mapping[str, Any], item: Item, holders: frozenset[str]) -> Shown:
    seen = look(item, parameters["field"])
    if seen.state is not State.FILLED:
        lacks, value = label(item, parameters["field"]), lacking(item.document, seen)
        return Shown(value, (seen.citation,), lacks, cause_of(seen.state), lacks=lacks)
    if not holders:
        return Shown(Value.ABSENT, (seen.citation,), seen.text, Cause.DOCUMENT)
    value = Value.MET if seen.text.casefold() in holders else Value.UNMET
    return Shown(value, (seen.citation,), seen.text)


def _enough(parameters: Mapping[str, Any], view: View, document: Document, holders: frozenset[str]) -> Observation:
    listed = enter(whole(document), parameters["every"])
    if not listed.items:
        return empty_list(parameters, view, document, listed)
    admitted, undecided = sort(listed.items, parameters.get("where"), view.as_of)
    shown = [_judge(parameters, item, holders) for item in admitted]
    holding = [one for one in shown if one.value is Value.MET]
    if len(holding) >= int(parameters["at-least"]):
        return met(view, document, [citation for one in holding for citation in one.citations])
    told = bool(holders) and bool(shown) and not undecided and all(one.value is Value.UNMET for one in shown)
    said = ", ".join(one.said for one in shown) or "nobody"
    words = words_of(view, document, missing=spoken(parameters["role"].replace("-", " ")), items=said, value=said)
    value = silence(document) if told else Value.ABSENT
    return Observation(value, (listed.citation,), words, Cause.CONTENT, (parameters["every"],))


def spoil(parameters: Mapping[str, Any], view: View, seen: Observation) -> tuple[Spoiling, ...]:
    """Give the ways to name no post, or one that does not hold the role."""
    return spoiled(parameters, view, seen, _over, _ways)


def _ways(parameters: Mapping[str, Any], view: View, document: Document) -> Iterator[Spoiling]:
    path, items = parameters["field"], admitted(parameters, view, document)
    if not _several(parameters):
        for item in items[:1]:
            yield from lost_fields(parameters, view, item, path)
            yield Spoiling("wrong post", (at(item, path, "[another post]"),))
        return
    holders = _holders(parameters["role"], view)
    holding = [item for item in items if _judge(parameters, item, holders).value is Value.MET]
    surplus = holding[int(parameters["at-least"]) - 1 :]
    yield from lost(((item, path) for item in surplus), path)
    yield Spoiling("wrong post", tuple(at(item, path, "[another post]") for item in surplus))


def mend(parameters: Mapping[str, Any], view: View, seen: Observation) -> Repair | None:
    """Give the repair: a post that holds the role, or the post named appointed; None where the manifest names none."""
    return mended(parameters, view, seen, _over, _content, _APPOINTED if parameters["role"] == SER else None)


def _content(parameters: Mapping[str, Any], view: View, document: Document) -> Parts | None:
    path = parameters["field"]
    posts = [post for post in _posts(parameters["role"], view) if not is_blank(post)]
    named = [
        one.text for item in admitted(parameters, view, document) if (one := look(item, path)).state is State.FILLED
    ]
    known: Parts | None = []
    if not posts:
        posts = [*named, f"[{parameters['role']}]"]
        appointment = {"manifest": "top-management"} if parameters["role"] == TOP_MANAGEMENT else _APPOINTED
        known = stated_elsewhere(view, appointment, posts[0])
    holders = frozenset({normalise(post).casefold() for post in posts} if not known else {posts[0].casefold()})
    if _several(parameters):
        return all_parts([known, _enough_added(parameters, view, document, posts[0], holders)])
    judge = partial(_judge, parameters, holders=holders)
    return all_parts(
        [known, mended_items(parameters, view, document, judge, lambda _, item: stated(view, item, path, posts[0]))]
    )


_APPOINTED = {"in": "ser_appointment", "field": "person"}


def _enough_added(
    parameters: Mapping[str, Any], view: View, document: Document, post: str, holders: frozenset[str]
) -> Parts:
    shown = [_judge(parameters, item, holders) for item in admitted(parameters, view, document)]
    wanting = int(parameters["at-least"]) - sum(one.value is Value.MET for one in shown)
    listed = declared(document.type.fields, parameters["every"])
    item = new_item(view, listed, {parameters["field"]: post}, parameters.get("where"))
    return [append(whole(document), parameters["every"], item) for _ in range(wanting)]


def say(parameters: Mapping[str, Any], labels: Mapping[str, str]) -> str:
    """Say what the check asks."""
    role = parameters["role"].replace("-", " ")
    what = called(parameters, parameters["field"], labels, inside=parameters.get("every", ""))
    return f"{what} in the {spoken_types(parameters, labels)} as a post of {role}"


def reads(parameters: Mapping[str, Any]) -> tuple[Reading, ...]:
    """Give the fields the check rests on."""
    own = readings(parameters, parameters["field"])
    return own if parameters["role"] == TOP_MANAGEMENT else (*own, Reading(("ser_appointment",), "person"))
