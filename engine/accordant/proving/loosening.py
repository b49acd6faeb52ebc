"""Loosened checks: a bound moved by one, an order no longer strict, a field, a value or a filter dropped."""

from collections.abc import Callable, Iterator, Mapping
from typing import Any, TypeAlias

from accordant.model.rules import Check
from accordant.model.values import read_interval

Loosened: TypeAlias = tuple[str, str, Mapping[str, Any]]
"""An id for what was done, the words for it, and the parameters."""

_BOUNDS: Mapping[str, tuple[int, ...]] = {
    "at-least": (-1, 1),
    "at-least-each": (-1, 1),
    "at-most": (1,),
    "exactly": (-1, 1),
}
_LISTS = ("fields", "any-of", "then", "values", "unique")
_FILTERS = ("where", "documents", "if")
_WHICH = {"latest": "any", "every": "any", "any": "latest"}
_MATCH = {"equal": "set", "set": "subset"}
_STATES = ("draft", "approved", "current", "superseded", "withdrawn")


def loosened(check: Check) -> Iterator[Loosened]:
    """Give the parameters of a check with each thing the author wrote loosened in turn.

    What an author left to the language's default is the language's to prove, not the rule's.
    """
    for way in _WAYS:
        yield from way(check.parameters)


def _bounds(parameters: Mapping[str, Any]) -> Iterator[Loosened]:
    for name, steps in _BOUNDS.items():
        for step in steps if name in parameters else ():
            bound = int(parameters[name]) + step
            # A list without items fails by itself, so none instead of one is another rule only where a filter chooses.
            if bound > 0 or (bound == 0 and "where" in parameters):
                yield f"{name}-{bound}", f"{name} {bound} instead of {parameters[name]}", {**parameters, name: bound}


def _interval(parameters: Mapping[str, Any]) -> Iterator[Loosened]:
    """Lengthen a fixed interval by one: of its months, else of its days."""
    written = parameters.get("interval")
    interval = read_interval(written) if isinstance(written, str) else None
    if interval is not None:
        longer = f"{interval.months + 1} months" if interval.months else f"{interval.days + 1} days"
        says = f"interval {longer} instead of {written}"
        yield f"interval-{longer.replace(' ', '-')}", says, {**parameters, "interval": longer}


def _order(parameters: Mapping[str, Any]) -> Iterator[Loosened]:
    if isinstance(parameters.get("before"), Mapping):
        rest = {key: value for key, value in parameters.items() if key != "before"}
        yield "not-after", "not-after instead of before", {**rest, "not-after": parameters["before"]}


def _words(parameters: Mapping[str, Any]) -> Iterator[Loosened]:
    which = parameters.get("which")
    if which in _WHICH:
        yield (
            f"which-{_WHICH[which]}",
            f"which {_WHICH[which]} instead of {which}",
            {**parameters, "which": _WHICH[which]},
        )
    match = parameters.get("match")
    if match in _MATCH:
        yield (
            f"match-{_MATCH[match]}",
            f"match {_MATCH[match]} instead of {match}",
            {**parameters, "match": _MATCH[match]},
        )


def _lists(parameters: Mapping[str, Any]) -> Iterator[Loosened]:
    for name in _LISTS:
        members: Any = parameters.get(name)
        if not isinstance(members, list) or len(members) == 1:
            continue
        for index, member in enumerate(members):
            rest = [*members[:index], *members[index + 1 :]]
            yield f"{name}-without-{member}", f'"{member}" dropped from {name}', {**parameters, name: rest}


def _filters(parameters: Mapping[str, Any]) -> Iterator[Loosened]:
    for name in _FILTERS:
        demands = parameters.get(name, {})
        for path in demands:
            rest = {key: value for key, value in demands.items() if key != path}
            others = {key: value for key, value in parameters.items() if key != name}
            if rest or name != "if":
                yield (
                    f"{name}-without-{path}", f'filter "{path}" dropped from {name}',
                    {**others, name: rest} if rest else others,
                )  # fmt: skip


def _states(parameters: Mapping[str, Any]) -> Iterator[Loosened]:
    for state in _STATES if "states" in parameters else ():
        if state not in parameters["states"]:
            states = [*parameters["states"], state]
            yield f"states-with-{state}", f"documents that are {state} count too", {**parameters, "states": states}


def _distinct(parameters: Mapping[str, Any]) -> Iterator[Loosened]:
    for name in ("distinct", "per"):
        if name in parameters:
            rest = {key: value for key, value in parameters.items() if key != name}
            yield f"without-{name}", f"{name} dropped", rest


_WAYS: tuple[Callable[[Mapping[str, Any]], Iterator[Loosened]], ...] = (
    _bounds,
    _interval,
    _order,
    _words,
    _lists,
    _filters,
    _states,
    _distinct,
)
"""Every way to loosen a check; adding one is adding a function and its line here."""
