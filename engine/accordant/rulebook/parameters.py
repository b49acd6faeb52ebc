"""Named parameters: read from the headers of rulebooks and from profiles, held to their ranges, put into rules."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any

from accordant.model.problem import Problem
from accordant.model.tailoring import Parameter, Setting, spelt
from accordant.model.values import Interval, normalise, read_integer, read_interval
from accordant.rulebook.parsed import Parsed, Route
from accordant.rulebook.words import listed, unknown

ENGINE = ("known_obligations", "systemic_defects", "systemic_subjects", "systemic_share_percent", "systemic_few")
"""The parameters that the engine itself works with; every other is there for the rules that name it."""

REFERENCE = "parameter"
"""The one key of a group that stands for the value of a parameter."""

NOBODY = "nobody"
_DAYS_A_MONTH = 30.44


def declare(headers: Sequence[Parsed], profiles: Sequence[Parsed]) -> dict[str, Parameter]:
    """Give every parameter with the value in force: of the last profile that sets it, else of the last rulebook.

    What a profile sets out of range is left out: the rules that name it are not to blame.
    """
    found: dict[str, Parameter] = {}
    for header in headers:
        for name, written in header.data.get("parameters", {}).items():
            before = found.get(name)
            found[name] = _declared(name, written, before, str(header.data["rulebook"]))
    for profile in profiles:
        for name, value, _ in settings_of(profile):
            if name in found and _misfit(value, found[name]) is None:
                found[name] = found[name]._replace(value=value, origin=f"profile {profile.data['id']}")
    return found


def settings_of(profile: Parsed) -> Iterator[tuple[str, Setting, str | None]]:
    """Give what a profile sets: name, value, reason."""
    for name, written in profile.data.get("parameters", {}).items():
        full = isinstance(written, dict)
        yield name, _setting(written["value"] if full else written), written["reason"] if full else None


def parameter_problems(
    headers: Sequence[Parsed], profiles: Sequence[Parsed], rules: Sequence[Parsed]
) -> tuple[Problem, ...]:
    """Everything wrong with what is declared and set: bounds, owners, and plain values that nothing works with."""
    declared = declare(headers, ())
    used = {name for rule in rules for _, name in references(rule.data, ())}
    return (
        *(
            problem
            for index, header in enumerate(headers)
            for problem in _declaration_problems(header, declare(headers[:index], ()), used)
        ),
        *(problem for profile in profiles for problem in _setting_problems(profile, declared)),
        *_set_twice(profiles),
    )


def references(value: Any, route: Route) -> Iterator[tuple[Route, str]]:
    """Give every place in a value that stands for a parameter, and the parameter's name."""
    match value:
        case {"parameter": str(name), **rest} if not rest:
            yield route, name
        case dict():
            for key, inner in value.items():
                yield from references(inner, (*route, key))
        case list():
            for index, inner in enumerate(value):
                yield from references(inner, (*route, index))
        case _:
            return


def filled(value: Any, parameters: Mapping[str, Parameter]) -> Any:
    """Put the values of parameters in the places that stand for them; one that is unknown stays as written."""
    match value:
        case {"parameter": str(name), **rest} if not rest and name in parameters:
            setting = parameters[name].value
            return list(setting) if isinstance(setting, tuple) else setting
        case dict():
            return {key: filled(inner, parameters) for key, inner in value.items()}
        case list():
            return [filled(inner, parameters) for inner in value]
        case _:
            return value


def _declared(name: str, written: Any, before: Parameter | None, origin: str) -> Parameter:
    if isinstance(written, dict):
        value, least, most = (_setting(written[key]) if key in written else None for key in ("value", "least", "most"))
        allowed = tuple(written.get("allowed", ()))
        given = value if value is not None else ""
        return Parameter(name, given, given, written["unit"], least, most, allowed, written["changed_by"], origin)
    value = _setting(written)
    if before is not None:
        return before._replace(value=value, declared=value, origin=origin)
    return Parameter(name, value, value, "", None, None, (), NOBODY, origin)


def _setting(written: Any) -> Setting:
    if isinstance(written, int):
        return written
    if isinstance(written, list):
        return tuple(str(word) for word in written)
    number = read_integer(str(written))
    if number is not None:
        return number
    # An interval is read in any case; the checks that take one know it by its plain spelling.
    return str(written) if read_interval(str(written)) is None else normalise(str(written)).lower()


def _declaration_problems(header: Parsed, before: Mapping[str, Parameter], used: set[str]) -> Iterator[Problem]:
    for name, written in header.data.get("parameters", {}).items():
        route: Route = ("parameters", name)
        full, known = isinstance(written, dict), name in before
        if full and known:
            yield header.problem_of_key(route, f'"{name}" is declared by {before[name].origin}: give only its value')
        elif not full and not known and name not in (used | {*ENGINE}):
            yield header.problem_of_key(route, unknown("a parameter that anything works with", name, used | {*ENGINE}))
        elif not full and not known and name not in ENGINE:
            yield header.problem(route, 'a parameter of rules says "value", "unit" and "changed_by"')
        else:
            parameter = _declared(name, written, None, "")
            fault = _misfit(parameter.value, before[name] if known else parameter)
            if fault:
                yield header.problem((*route, "value") if full else route, fault)


def _setting_problems(profile: Parsed, declared: Mapping[str, Parameter]) -> Iterator[Problem]:
    role = profile.data.get("role", "consultant")
    for name, value, _ in settings_of(profile):
        route: Route = ("parameters", name)
        if name not in declared:
            yield profile.problem_of_key(route, unknown("a parameter of the rulebook", name, declared))
            continue
        changed_by = declared[name].changed_by
        if changed_by not in ("anyone", role):
            yield profile.problem_of_key(route, f'"{name}" may be changed by {changed_by}, this is a profile of {role}')
        fault = _misfit(value, declared[name])
        if fault:
            full = isinstance(profile.data["parameters"][name], dict)
            yield profile.problem((*route, "value") if full else route, fault)


def _set_twice(profiles: Sequence[Parsed]) -> Iterator[Problem]:
    first: dict[str, tuple[Setting, str]] = {}
    for profile in profiles:
        for name, value, _ in settings_of(profile):
            other, by = first.setdefault(name, (value, str(profile.data["id"])))
            if other != value:
                said = f'"{name}" is {spelt(other)} by the profile {by}: two profiles may not contradict each other'
                yield profile.problem(("parameters", name), said)


def _misfit(value: Setting, parameter: Parameter) -> str | None:
    """Say why a value does not fit what the parameter declares; None where it does."""
    bounds = [bound for bound in (parameter.least, parameter.most) if bound is not None]
    if any(_sort(one) != _sort(parameter.declared) for one in (value, *bounds)):
        return (
            f"{spelt(value)} does not fit: {parameter.name} is {_SORTS[_sort(parameter.declared)]}, as are its bounds"
        )
    if parameter.least is not None and _size(value) < _size(parameter.least):
        return f"{spelt(value)} is too small: {parameter.name} is at least {spelt(parameter.least)}"
    if parameter.most is not None and _size(value) > _size(parameter.most):
        return f"{spelt(value)} is too large: {parameter.name} is at most {spelt(parameter.most)}"
    strange = [word for word in _words(value) if parameter.allowed and word not in parameter.allowed]
    return f'"{strange[0]}" is not allowed here; allowed: {listed(parameter.allowed)}' if strange else None


def _words(value: Setting) -> Iterable[str]:
    return value if isinstance(value, tuple) else (str(value),)


def _sort(value: Setting) -> str:
    if isinstance(value, int):
        return "number"
    if isinstance(value, tuple):
        return "list"
    return "word" if read_interval(value) is None else "interval"


def _size(value: Setting) -> float:
    if isinstance(value, int):
        return value
    interval = read_interval(value) if isinstance(value, str) else None
    return 0 if interval is None else _days(interval)


def _days(interval: Interval) -> float:
    return interval.months * _DAYS_A_MONTH + interval.days


_SORTS = {"number": "a whole number", "list": "a list of words", "word": "a word", "interval": "an interval"}
