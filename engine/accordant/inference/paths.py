"""A table of rows becomes disjoint paths of constant tests: the leaves of a binary decision tree."""

from collections.abc import Callable, Mapping
from typing import NamedTuple, TypeAlias

Domains: TypeAlias = Mapping[str, frozenset[str]]
"""Column -> the values it may still have."""


class Split(NamedTuple):
    """Not decided yet: ask whether `column` has a value of `part`."""

    column: str
    part: frozenset[str]


class Test(NamedTuple):
    """One constant test: the column equals the value, or (`equal` false) differs from it."""

    column: str
    value: str
    equal: bool


class Path(NamedTuple):
    """The tests, in order, that lead to one answer; a row passes exactly one path of a table."""

    answer: str
    tests: tuple[Test, ...]


Decide: TypeAlias = Callable[[Domains], "str | Split"]
"""What is known of the columns -> the answer, or what to ask next."""


class TooManyPathsError(ValueError):
    """The table needs more paths than its bound."""


def paths_of(domains: Domains, decide: Decide, limit: int) -> tuple[Path, ...]:
    """Every path of the table, in the order of the decision tree.

    Raises TooManyPathsError when there are more than `limit`.
    """
    found: list[Path] = []
    pending: list[tuple[Domains, tuple[Test, ...]]] = [(domains, ())]
    while pending:
        known, tests = pending.pop()
        step = decide(known)
        if isinstance(step, str):
            found.append(Path(step, tests))
            if len(found) > limit:
                raise TooManyPathsError(f"more than {limit} paths")
            continue
        here = known[step.column]
        pending.extend(
            ({**known, step.column: part}, tests + _tests(step.column, part, here))
            for part in (here - step.part, here & step.part)
        )
    return tuple(found)


def _tests(column: str, part: frozenset[str], among: frozenset[str]) -> tuple[Test, ...]:
    """Say `column in part`, known to be in `among`, without a disjunction: $or cannot be trusted."""
    if len(part) == 1:
        return (Test(column, next(iter(part)), equal=True),)
    return tuple(Test(column, value, equal=False) for value in sorted(among - part))
