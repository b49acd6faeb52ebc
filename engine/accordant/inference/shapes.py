"""Conditions of like shape share one form, so that the rule set grows with the shapes and not with the rules."""

from functools import lru_cache

from accordant.model.inference import Form, FormTree
from accordant.model.rules import Condition


@lru_cache(maxsize=4096)
def form_of(condition: Condition) -> tuple[Form, tuple[str, ...]]:
    """Give the form of a condition, and the checks' names in the order of its columns.

    A check used twice is one column. The form's id spells its shape: `all(c0,any(c1,c2))`.
    """
    names: dict[str, str] = {}
    tree = _shaped(condition, names)
    return Form(_spelled(tree), tree, tuple(names.values())), tuple(names)


def columns_of(tree: FormTree) -> tuple[str, ...]:
    """Columns of a tree in order of first appearance."""
    if isinstance(tree, str):
        return (tree,)
    return tuple(dict.fromkeys(column for part in tree[1] for column in columns_of(part)))


def _shaped(condition: Condition, names: dict[str, str]) -> FormTree:
    if isinstance(condition, str):
        return names.setdefault(condition, f"c{len(names)}")
    return condition.operator, tuple(_shaped(part, names) for part in condition.parts)


def _spelled(tree: FormTree) -> str:
    return tree if isinstance(tree, str) else f"{tree[0]}({','.join(map(_spelled, tree[1]))})"
