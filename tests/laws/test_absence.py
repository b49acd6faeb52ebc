"""Absence is never conformity: whatever a pass rests on is taken away, in every way it can be missing."""

import copy
from collections.abc import Iterator
from typing import Any, NamedTuple

import pytest

from accordant.assessment.cause import blame
from accordant.casebook import pack_of
from accordant.model.observation import Citation, Observed
from accordant.model.register import Finding, Outcome
from accordant.model.rules import Condition, Rule
from accordant.observation import observe
from accordant.rulebook import Compiled
from casebook import Case, all_cases, put
from judging import finding_of, judge, narrowed

pytestmark = pytest.mark.whole

SILENT = ("missing", "null", "blank", "wrong type")
NEVER = (Outcome.CONFORMING, Outcome.NOT_YET_DUE, Outcome.NOT_APPLICABLE)
GUIDANCE = (Outcome.CONFORMING, Outcome.NOT_YET_DUE)
"""What a general sub-clause must not become: it asks nothing by itself, and says so where nothing shows it."""

PARTNERED = 4
MANIFESTS = ("no relationships", "no partner", "stage missing", "stage null", "stage blank", "stage x", "stage too low")


class Loss(NamedTuple):
    """A way to lose evidence of a case: what is lost, and the case without it."""

    what: str
    case: Case


def never(finding: Finding) -> tuple[Outcome, ...]:
    return GUIDANCE if finding.kind == "guidance" else NEVER


@pytest.fixture(scope="module")
def passes(compiled: Compiled) -> list[Case]:
    return [case for case in all_cases(compiled.types) if case.expect["outcome"] == "conforming"]


def observed_of(case: Case, compiled: Compiled) -> Observed:
    pack = pack_of(case, compiled.types)
    seen = observe(compiled.rulebook, pack, compiled.types, as_of=case.as_of)
    (one,) = [each for each in seen if case.subject in (None, each.subject)]
    return one


def singly(rule: Rule, name: str) -> bool:
    """Say whether the loss of any one place a check cites must be felt: not where one of several is enough."""
    parameters = rule.checks[name].parameters
    enough = {"any-of", "at-least", "at-most", "exactly", "distinct", "per", "at-least-each"} & set(parameters)
    return not enough and parameters.get("which") != "any" and rule.checks[name].kind not in ("series", "count")


def below_any(condition: Condition | None, *, inside: bool = False) -> set[str]:
    if condition is None:
        return set()
    if isinstance(condition, str):
        return {condition} if inside else set()
    return {name for part in condition.parts for name in below_any(part, inside=inside or condition.operator == "any")}


def essential(rule: Rule, name: str, places: list[tuple[str, str]]) -> list[tuple[str, str]]:
    """Leave out what a pass may do without: a later event that has not come, a field that only opens a condition."""
    check = rule.checks[name]
    if check.kind == "date-order" and check.parameters.get("if-later-missing") == "met-so-far":
        return [place for place in places if place[1].endswith("/" + check.parameters["field"])]
    if check.kind == "if-then":
        return [place for place in places if place[1].split("/")[-1] in check.parameters["then"]]
    if check.kind == "items-have-fields" and "where" in check.parameters:
        return [place for place in places if place[1].split("/")[-1] in check.parameters.get("fields", ())]
    return places


def replaceable(case: Case, rule: Rule, document: dict[str, Any]) -> bool:
    """Say whether another document, or a later day, may stand for this one."""
    others = [one["type"] for one in case.documents if one is not document]
    for check in rule.checks.values():
        types = check.parameters.get("in")
        if check.parameters.get("which") == "any" and document["type"] == types and types in others:
            return True
        later = check.parameters.get("not-after") or check.parameters.get("before") or {}
        if (isinstance(types, list | tuple) and document["type"] in types) or types == "all-documents":
            return True
        if document["type"] in (later.get("in"), *(later.get("in") or ())) and "if-later-missing" in check.parameters:
            return True
    return False


def cited(citations: tuple[Citation, ...]) -> list[tuple[str, str]]:
    """Give the places in documents, innermost first so that removing one does not move another."""
    places = {(c.document.id, c.pointer) for c in citations if c.document is not None and c.pointer}
    return sorted(places, key=lambda place: [(-len(step), step) for step in place], reverse=True)


def losses(case: Case, observed: Observed) -> Iterator[Loss]:
    rule = observed.rule
    for name in blame(observed, Outcome.CONFORMING).checks:
        places = cited(observed.seen[name].citations)
        places = essential(rule, name, places)
        groups = [places] if places else []
        if singly(rule, name) and name not in below_any(rule.require):
            groups += [[place] for place in places]
            groups += [
                [(document, "/" + pointer.split("/")[1])] for document, pointer in places if pointer.count("/") > 1
            ]
        for group in groups:
            if name in below_any(rule.require):
                continue
            for way in SILENT:
                yield Loss(f"{name}: {way} {group}", without(case, group, way))
    everything = cited(
        tuple(c for name in blame(observed, Outcome.CONFORMING).checks for c in observed.seen[name].citations)
    )
    for way in SILENT:
        yield Loss(f"all cited: {way}", without(case, everything, way))
    for document in case.documents:
        rest = tuple(one for one in case.documents if one is not document)
        cites = document["id"] in {where for where, _ in everything}
        if cites and not below_any(rule.require) and not replaceable(case, rule, document):
            yield Loss(f"document {document['id']} missing", case._replace(documents=rest))
    yield Loss("empty pack", case._replace(documents=(), manifest=None))
    yield Loss("no documents", case._replace(documents=()))


def without(case: Case, places: list[tuple[str, str]], way: str) -> Case:
    documents = copy.deepcopy(list(case.documents))
    for identity, pointer in places:
        for document in documents:
            if document.get("id") == identity:
                lose(document, pointer, way)
    return case._replace(documents=tuple(documents))


def lose(document: dict[str, Any], pointer: str, way: str) -> None:
    *way, last = pointer.split("/")
    there = value_at(document, pointer)
    if len(way) > 1 and not isinstance(value_at(document, "/".join(way)), dict | list):
        return
    if way == "missing" and not last.isdigit():
        put(document, pointer, None)
    elif way in ("missing", "null"):
        set_at(document, pointer, None)
    elif way == "blank":
        set_at(document, pointer, " ")
    else:
        set_at(document, pointer, "x" if isinstance(there, list | dict) else [{"x": "x"}])


def value_at(data: Any, pointer: str) -> Any:
    for step in pointer.strip("/").split("/"):
        if isinstance(data, list):
            data = data[int(step)] if int(step) < len(data) else None
        else:
            data = data.get(step) if isinstance(data, dict) else None
    return data


def set_at(data: Any, pointer: str, value: Any) -> None:
    *way, last = pointer.strip("/").split("/")
    there = value_at(data, "/".join(way)) if way else data
    if isinstance(there, list) and int(last) < len(there):
        there[int(last)] = value
    elif isinstance(there, dict):
        there[last] = value


def test_what_a_pass_rests_on_cannot_be_lost_unnoticed(passes: list[Case], compiled: Compiled) -> None:
    unnoticed, tried = [], 0
    for case in passes:
        one = narrowed(compiled, case.rule)
        observed = observed_of(case, one)
        if observed.rule.require is None:
            continue
        for loss in losses(case, observed):
            tried += 1
            register = judge(pack_of(loss.case, one.types), one, as_of=case.as_of)
            bad = [finding for finding in register.findings if finding.outcome in never(finding)]
            unnoticed += [f"{case.rule} · {case.name} · {loss.what}: {finding.outcome}" for finding in bad]

    assert tried > 20 * len(compiled.rulebook.rules)
    assert not unnoticed, f"{len(unnoticed)} of {tried}:\n" + "\n".join(unnoticed)


@pytest.mark.parametrize("change", MANIFESTS)
def test_a_manifest_that_says_less_never_passes(change: str, passes: list[Case], compiled: Compiled) -> None:
    levels = {key: obligation.level for key, obligation in compiled.rulebook.obligations.items()}
    rules = {rule.id: levels[rule.obligation] for rule in compiled.rulebook.rules}
    bad = []
    for case in passes:
        if rules[case.rule] == "system" or not says_less(case, change, compiled):
            continue
        one = narrowed(compiled, case.rule)
        manifest = changed(case, change)
        register = judge(pack_of(case._replace(manifest=manifest), one.types), one, as_of=case.as_of)
        bad += [
            f"{case.rule} · {case.name}: {found.outcome}"
            for found in register.findings
            if found.outcome in never(found)
        ]
        assert len({finding.id for finding in register.findings}) == len(register.findings) >= 1

    assert not bad


def says_less(case: Case, change: str, compiled: Compiled) -> bool:
    """Say whether the change takes something away.

    Before stage 4 no partner is missing, and a low stage needs evidence of a higher one to be too low.
    """
    claimed = len((case.manifest or {})["relationships"][0]["life_cycle"])
    if change == "no partner":
        return claimed >= PARTNERED
    effective = [one for one in case.documents if one["status"] in compiled.types[one["type"]].states]
    shown = [compiled.types[document["type"]].stage or 0 for document in effective]
    return change != "stage too low" or max(shown, default=0) > 1


def changed(case: Case, change: str) -> dict[str, Any]:
    manifest = copy.deepcopy(case.manifest or {})
    relationship = manifest["relationships"][0]
    match change.split():
        case ["no", "relationships"]:
            manifest["relationships"] = []
        case ["no", "partner"]:
            relationship["parties"] = relationship["parties"][:1]
        case ["stage", "missing"]:
            relationship.pop("life_cycle")
        case ["stage", "too", "low"]:
            relationship["life_cycle"] = relationship["life_cycle"][:1]
            relationship["life_cycle"][0].pop("left", None)
        case ["stage", *words]:
            value = {"null": None, "blank": " ", "x": "x"}[words[0]]
            for span in relationship["life_cycle"]:
                span["stage"] = value
    return manifest


def test_every_pass_is_a_pass_of_the_whole_rule(passes: list[Case], compiled: Compiled) -> None:
    for case in passes:
        one = narrowed(compiled, case.rule)
        register = judge(pack_of(case, one.types), one, as_of=case.as_of)
        assert finding_of(register, case).evidence
