"""What one rule says, against the kinds of check and the document types there are."""

from collections.abc import Iterator, Mapping
from copy import deepcopy
from string import Formatter
from typing import Any

from accordant.checks import Kind, Reading, chosen_by
from accordant.model.catalogue import DocumentType
from accordant.model.problem import Problem
from accordant.model.tailoring import Parameter
from accordant.rulebook.conditions import CONDITIONS, Written, checks_of
from accordant.rulebook.fields import misread
from accordant.rulebook.parameters import REFERENCE, filled, references
from accordant.rulebook.parsed import Parsed, Route
from accordant.rulebook.plain import plain
from accordant.rulebook.structure import value_problems
from accordant.rulebook.words import unknown

PLACEHOLDERS = (
    "document", "id", "version", "date", "missing", "items", "relationship", "interval", "from", "to", "value", "field",
    "expected",
)  # fmt: skip
"""The words in braces that a statement may use."""

OWN_ARRANGEMENT = frozenset({"cadence", "open-items"})
"""Kinds that judge against what the organisation set itself; no standard gives an interval, a rulebook may."""

_BASIS = "basis"
_CONDITIONS = frozenset(CONDITIONS)
_NOT_PARAMETERS = frozenset({"check", _BASIS})


def parameters_of(body: Mapping[str, Any]) -> dict[str, Any]:
    """Return the parameters of a check as written: all but its kind and its basis."""
    return {key: value for key, value in body.items() if key not in _NOT_PARAMETERS}


def basis_of(check: Written) -> str:
    """Return the basis as written, or as the kind and the place of the check imply it."""
    implied = "good-practice" if check.condition == "consider" else "requirement"
    if _is_own(check.body) and check.condition != "consider":
        implied = "own-arrangement"
    return str(check.body.get(_BASIS, implied))


def _is_own(body: Mapping[str, Any]) -> bool:
    """Say whether a check judges against what the organisation set itself: not where the rule fixes the interval."""
    return body["check"] in OWN_ARRANGEMENT and not isinstance(body.get("interval"), str)


def type_parameters(parsed: Parsed, kinds: Mapping[str, Kind], parameters: Mapping[str, Parameter]) -> Parsed:
    """Read the parameters of every check once more, typed by its kind; a kind that is unknown leaves them text.

    What stands for a parameter of the rulebook becomes its value.
    """
    data = deepcopy(parsed.data)
    for check in checks_of(data):
        kind = kinds.get(check.body["check"])
        if kind is not None:
            check.body.update(filled(plain(parsed.node(check.route), kind.schema), parameters))
    return parsed._replace(data=data)


def rule_problems(parsed: Parsed, kinds: Mapping[str, Kind], types: Mapping[str, DocumentType]) -> tuple[Problem, ...]:
    """Everything wrong with the checks, the statements and the occasion of one rule."""
    checks = checks_of(parsed.data)
    return (
        *(problem for check in checks for problem in _check(parsed, check, kinds, types)),
        *(problem for check in checks for problem in _basis(parsed, check)),
        *_statements(parsed, checks),
        *_occasion(parsed),
    )


def _check(
    parsed: Parsed, check: Written, kinds: Mapping[str, Kind], types: Mapping[str, DocumentType]
) -> Iterator[Problem]:
    name = check.body["check"]
    if name not in kinds:
        yield parsed.problem((*check.route, "check"), unknown("a kind of check", name, kinds))
        return
    faults = (*_strangers(parsed, check),) or value_problems(parsed, check.route, check.body, kinds[name].schema)
    yield from faults
    if not faults:
        yield from _reads(parsed, check, (*kinds[name].reads(check.body), *chosen_by(check.body)), types)


def _strangers(parsed: Parsed, check: Written) -> Iterator[Problem]:
    """Whatever still stands for a parameter stands for one that no rulebook declares."""
    for route, name in references(check.body, check.route):
        message = f'"{name}" is no parameter that a rulebook.yaml declares'
        yield parsed.problem((*route, REFERENCE), message)


def _reads(
    parsed: Parsed, check: Written, readings: tuple[Reading, ...], types: Mapping[str, DocumentType]
) -> Iterator[Problem]:
    told: set[str] = set()
    for reading in readings:
        for words, message in misread(reading, types):
            if message not in told:
                told.add(message)
                yield parsed.problem(_written_at(check, words), message)


def _written_at(check: Written, words: tuple[str, ...]) -> Route:
    """Find where one of the words is written in a check; the first that is wins."""
    routes = {text: route for route, text in reversed(tuple(_texts(check.body, check.route)))}
    return next((routes[word] for word in words if word in routes), check.route)


def _texts(value: Any, route: Route) -> Iterator[tuple[Route, str]]:
    match value:
        case str():
            yield route, value
        case list():
            for index, item in enumerate(value):
                yield from _texts(item, (*route, index))
        case dict():
            for key, item in value.items():
                yield from _texts(item, (*route, key))
        case _:
            return


def _basis(parsed: Parsed, check: Written) -> Iterator[Problem]:
    written, route = check.body.get(_BASIS), (*check.route, _BASIS)
    if written == "good-practice" and check.condition != "consider":
        yield parsed.problem(route, "good-practice stands only under consider: no requirement is raised on taste")
    elif written == "requirement" and check.condition == "consider":
        yield parsed.problem(route, "what is only considered is no requirement: leave basis out, or say good-practice")
    elif written == "requirement" and _is_own(check.body):
        message = f"{check.body['check']} judges what the organisation set itself: basis is own-arrangement"
        yield parsed.problem(route, message)


def _statements(parsed: Parsed, checks: tuple[Written, ...]) -> Iterator[Problem]:
    statements = parsed.data.get("statement")
    if statements is None:
        return
    names = dict.fromkeys(check.name for check in checks)
    for check in checks:
        if check.condition == "require" and check.name not in statements:
            yield parsed.problem_of_key(check.route, f'no statement says how "{check.name}" fails')
    for name, sentence in statements.items():
        if name not in names and not _CONDITIONS & parsed.broken:
            yield parsed.problem_of_key(("statement", name), unknown("a check of this rule", name, names))
        yield from _placeholders(parsed, ("statement", name), sentence)


def _placeholders(parsed: Parsed, route: Route, sentence: str) -> Iterator[Problem]:
    try:
        used = [name for _, name, _, _ in Formatter().parse(sentence) if name is not None]
    except ValueError:
        yield parsed.problem(route, "a brace that is not closed or not opened: placeholders are written {document}")
        return
    for name in used:
        if name not in PLACEHOLDERS:
            yield parsed.problem(route, unknown("a placeholder", name, PLACEHOLDERS))


def _occasion(parsed: Parsed) -> Iterator[Problem]:
    reasons = [entry["when"] for entry in parsed.data.get("not_applicable", ())]
    if "occasion" in parsed.data and "nil-return" not in reasons and "not_applicable" not in parsed.broken:
        message = "a rule with an occasion says under not_applicable why a nil-return excuses it"
        yield parsed.problem_of_key(("occasion",), message)
    if "occasion" not in parsed.data and "nil-return" in reasons and "occasion" not in parsed.broken:
        route = ("not_applicable", reasons.index("nil-return"), "when")
        yield parsed.problem(route, "a nil-return excuses only where the rule has an occasion")
