"""Forms, encoded: what is known of the columns -> the value of the tree, or the check to look at next."""

from functools import lru_cache

from accordant.inference.paths import Decide, Domains, Path, Split, paths_of
from accordant.inference.values import DOMINANCE, SWAP, VALUES
from accordant.model.inference import Form, FormTree

PATHS = 200
"""The most paths one form may have: beyond, the rule is too hard to read as well."""


@lru_cache(maxsize=4096)
def form_paths(form: Form) -> tuple[Path, ...]:
    """Disjoint paths of a form; raises TooManyPathsError beyond PATHS."""
    return paths_of(dict.fromkeys(form.columns, VALUES), _decide(_short_first(form.tree)), PATHS)


def _short_first(tree: FormTree) -> FormTree:
    """Give an equivalent tree that looks at short parts first: fewer paths, as long ones are often not reached."""
    if isinstance(tree, str):
        return tree
    operator, parts = tree
    return operator, tuple(sorted(map(_short_first, parts), key=_length))


def _length(tree: FormTree) -> int:
    return 1 if isinstance(tree, str) else sum(map(_length, tree[1]))


def _decide(tree: FormTree) -> Decide:
    def decide(known: Domains) -> str | Split:
        values = _possible(tree, known)
        return next(iter(values)) if len(values) == 1 else _ask(tree, known, min(values))

    return decide


def _possible(tree: FormTree, known: Domains) -> frozenset[str]:
    """Give the values the tree may have: a superset when a check stands in it twice, exact once all is known."""
    if isinstance(tree, str):
        return known[tree]
    operator, parts = tree
    if operator == "none":
        return _swapped(_possible(("any", parts), known))
    if operator == "not":
        return _swapped(_possible(parts[0], known))
    order = DOMINANCE[operator]
    ranges = [_possible(part, known) for part in parts]
    return frozenset(
        value
        for place, value in enumerate(order)
        if any(value in each for each in ranges) and all(each.intersection(order[place:]) for each in ranges)
    )


def _swapped(values: frozenset[str]) -> frozenset[str]:
    return frozenset(SWAP[value] for value in values)


def _ask(tree: FormTree, known: Domains, value: str) -> Split:
    """Ask whether the first check that may bring about the prevailing value does: n checks, 3n+1 paths."""
    if isinstance(tree, str):
        return Split(tree, frozenset({value}))
    operator, parts = tree
    if operator == "none":
        return _ask(("any", parts), known, SWAP[value])
    if operator == "not":
        return _ask(parts[0], known, SWAP[value])
    ranges = [_possible(part, known) for part in parts]
    prevailing = next(each for each in DOMINANCE[operator] if any(each in values for values in ranges))
    place = next(index for index, values in enumerate(ranges) if prevailing in values)
    return _ask(parts[place], known, prevailing)
