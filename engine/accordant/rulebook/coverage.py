"""How far a rulebook judges what it knows of: by clause, what records decide, what a person does, what is guidance."""

from collections.abc import Collection, Mapping
from typing import NamedTuple

from accordant.model.rules import Obligation


class Counts(NamedTuple):
    """Obligations with a rule: requirements and expectations by who judges them; all else is guidance."""

    record: int = 0
    record_and_person: int = 0
    person: int = 0
    guidance: int = 0


class Coverage(NamedTuple):
    """What is covered, by clause number, in the order of the obligations.

    Each obligation counts once, at the first clause it names, and only where a rule judges it: without one no
    register says a word about it, not even what a person might ask. `without_rule` names those. `unconfirmed` are
    the numbers that no obligation confirms.
    """

    by_clause: Mapping[str, Counts]
    total: Counts
    without_rule: tuple[Obligation, ...]
    unconfirmed: frozenset[str]


def measure_coverage(obligations: Collection[Obligation], judged: Collection[str]) -> Coverage:
    """Count obligations by clause; `judged` are the keys of those that have a rule."""
    by_clause: dict[str, Counts] = {}
    total = Counts()
    for one in obligations:
        number = one.clauses[0].number
        found = by_clause.get(number, Counts())
        if one.key in judged:
            column = _column(one)
            found, total = _one_more(found, column), _one_more(total, column)
        by_clause[number] = found
    confirmed = {one.clauses[0].number for one in obligations if one.clauses[0].basis == "confirmed"}
    without_rule = tuple(one for one in obligations if one.key not in judged)
    return Coverage(by_clause, total, without_rule, frozenset(by_clause.keys() - confirmed))


def _column(obligation: Obligation) -> str:
    asked = obligation.kind in ("requirement", "expectation")
    return obligation.judged_by.replace("+", "_and_") if asked else "guidance"


def _one_more(counts: Counts, column: str) -> Counts:
    return counts._replace(**{column: getattr(counts, column) + 1})
