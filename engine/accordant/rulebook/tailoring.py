"""Profiles applied: a rulebook without the rules they switch off, and every deviation written down."""

from collections.abc import Iterator, Mapping, Sequence

from accordant.model.catalogue import DocumentType
from accordant.model.rules import Rulebook
from accordant.model.tailoring import Deviation, Parameter, Profile, Regrading, SwitchedOff, Tailoring, spelt
from accordant.rulebook.files import digest_rules
from accordant.rulebook.parameters import settings_of
from accordant.rulebook.parsed import Parsed
from accordant.rulebook.profiles import Judged, selected


def tailor(
    rulebook: Rulebook, profiles: Sequence[Parsed], judged: Judged, types: Mapping[str, DocumentType]
) -> Rulebook:
    """Give the rulebook as sound profiles leave it; `types` are the document types before them."""
    if not profiles:
        return rulebook
    off = tuple(one for profile in profiles for one in _off(profile, judged, _stages(rulebook)))
    grades = {one.rule: one for profile in profiles for one in _grades(profile, judged)}
    unjudged = {one.rule for one in off}
    deviations = (
        *(one for profile in profiles for one in _set(profile, rulebook.parameters)),
        *(one for profile in profiles for one in _accepted(profile, types)),
        *(one for profile in profiles for one in _added(profile)),
        *(Deviation(one.profile, "severity", one.rule, None, one.grade, one.reason) for one in grades.values()),
        *(Deviation(one.profile, "not-checked", one.rule, None, "not checked", one.reason) for one in off),
    )
    return rulebook._replace(
        rules=tuple(rule for rule in rulebook.rules if rule.id not in unjudged),
        tailoring=Tailoring(tuple(map(_profile, profiles)), off, grades, deviations),
    )


def accept(types: Mapping[str, DocumentType], profiles: Sequence[Parsed]) -> dict[str, DocumentType]:
    """Give the document types with the states that profiles accept besides their own."""
    found = dict(types)
    for profile in profiles:
        for entry in profile.data.get("accept", ()):
            for name in entry["types"]:
                states = tuple(dict.fromkeys((*found[name].states, *entry["states"])))
                found[name] = found[name]._replace(states=states)
    return found


def _profile(parsed: Parsed) -> Profile:
    data = parsed.data
    return Profile(
        id=data["id"],
        version=str(data["version"]),
        title=data["title"],
        made_for=data["for"],
        digest=digest_rules([parsed.file]),
        role=data.get("role", ""),
        audit=data.get("audit", ""),
    )


def _stages(rulebook: Rulebook) -> dict[str, int]:
    dues = {rule.id: rule.due or rulebook.obligations[rule.obligation].due for rule in rulebook.rules}
    return {rule: due.stage if due else 0 for rule, due in dues.items()}


def _off(profile: Parsed, judged: Judged, stages: Mapping[str, int]) -> Iterator[SwitchedOff]:
    """Give each rule once: the first entry that names it gives the reason."""
    seen: set[str] = set()
    for entry in profile.data.get("switch_off", ()):
        for rule in selected(entry, judged):
            if rule not in seen:
                seen.add(rule)
                yield SwitchedOff(rule, judged.rules[rule], stages[rule], profile.data["id"], entry["reason"])


def _grades(profile: Parsed, judged: Judged) -> Iterator[Regrading]:
    for entry in profile.data.get("severity", ()):
        for rule in selected(entry, judged):
            yield Regrading(rule, entry["grade"], profile.data["id"], entry["reason"])


def _set(profile: Parsed, parameters: Mapping[str, Parameter]) -> Iterator[Deviation]:
    for name, value, reason in settings_of(profile):
        was = parameters[name].declared
        yield Deviation(profile.data["id"], "parameter", name, spelt(was), spelt(value), reason)


def _accepted(profile: Parsed, types: Mapping[str, DocumentType]) -> Iterator[Deviation]:
    for entry in profile.data.get("accept", ()):
        for name in entry["types"]:
            was = types[name].states
            now = tuple(dict.fromkeys((*was, *entry["states"])))
            yield Deviation(profile.data["id"], "states", name, spelt(was), spelt(now), entry["reason"])


def _added(profile: Parsed) -> Iterator[Deviation]:
    for folder in profile.data.get("rulebooks", ()):
        yield Deviation(profile.data["id"], "rulebook", folder, None, "added", None)
