"""What goes into and comes out of inference: flat rows and facts, nothing of evidence."""

from collections.abc import Mapping
from typing import NamedTuple, TypeAlias

FormTree: TypeAlias = "str | tuple[str, tuple[FormTree, ...]]"
"""A condition over columns: a column name `c0`, or (operator, parts) with operator all, any, none or not."""


class Form(NamedTuple):
    """A shape of condition shared by every rule whose tree looks alike; columns are c0..cn in order of appearance."""

    id: str
    tree: FormTree
    columns: tuple[str, ...]


class FormRow(NamedTuple):
    """One tree at one subject: the form, and each column's value in column order."""

    form: str
    values: tuple[str, ...]


Fact: TypeAlias = Mapping[str, str | int]
"""One flat fact; every value a string or a 63-bit integer. `fact` names its kind."""


class Conclusion(NamedTuple):
    """One conclusion: index of the fact it is about, and of the fact that made it so (None for an absence)."""

    rule: str
    about: int
    member: int | None
