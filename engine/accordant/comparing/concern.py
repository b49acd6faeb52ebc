"""Which rules a change can touch: a verdict rests on its rule, on what that depends on, on the count of its clause."""

from collections.abc import Iterable, Mapping

from accordant.comparing.change import RulebookChange
from accordant.model.rules import Rule, Rulebook
from accordant.rulebook.compiled import Compiled


def concerned(changes: Iterable[RulebookChange], old: Rulebook, new: Rulebook) -> frozenset[str] | None:
    """Give the ids of every rule that must be judged to see what the changes do; None: of all rules.

    A failure follows from failures of what it depends on, and counts with those on its clause. So what is touched
    draws in what depends on it, then whatever shares a clause with these, then all that these depend on.
    """
    touched: set[str] = set()
    for change in changes:
        if change.rules is None:
            return None
        touched |= change.rules
    for book in (old, new):
        touched |= _reached(touched, book)
    return frozenset(touched)


def narrowed(compiled: Compiled, rules: frozenset[str] | None) -> Compiled:
    """Give the rulebook with no rules but these; None keeps all."""
    if rules is None:
        return compiled
    kept = tuple(rule for rule in compiled.rulebook.rules if rule.id in rules)
    return compiled._replace(rulebook=compiled.rulebook._replace(rules=kept))


def _reached(touched: set[str], book: Rulebook) -> set[str]:
    of_obligation: dict[str, list[Rule]] = {}
    for rule in book.rules:
        of_obligation.setdefault(rule.obligation, []).append(rule)
    known = {rule.id: rule for rule in book.rules}
    needs = {rule.id: {one.id for key in rule.depends_on for one in of_obligation.get(key, ())} for rule in book.rules}
    needed_by: dict[str, set[str]] = {}
    for name, needed in needs.items():
        for one in needed:
            needed_by.setdefault(one, set()).add(name)
    failing = _closure(touched & known.keys(), needed_by)
    clauses = {_clause(book, known[rule]) for rule in failing}
    counted = failing | {rule.id for rule in book.rules if _clause(book, rule) in clauses}
    return _closure(counted, needs)


def _clause(book: Rulebook, rule: Rule) -> str:
    return book.obligations[rule.obligation].clauses[0].number


def _closure(start: set[str], leads: Mapping[str, set[str]]) -> set[str]:
    found, todo = set(start), list(start)
    while todo:
        for one in leads.get(todo.pop(), ()):
            if one not in found:
                found.add(one)
                todo.append(one)
    return found
