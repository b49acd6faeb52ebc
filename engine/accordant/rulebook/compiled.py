"""The compiled rulebook: all that an assessment starts from, ready to be kept in a cache."""

from collections.abc import Mapping
from typing import NamedTuple

from accordant.inference.program import Program
from accordant.model.catalogue import DocumentType
from accordant.model.inference import Form
from accordant.model.rules import Rulebook


class Shape(NamedTuple):
    """One condition of a rule as inference sees it: the form's id, and the checks' names in column order."""

    form: str
    checks: tuple[str, ...]


class Compiled(NamedTuple):
    """A rulebook with the document types it speaks of and the program made of it.

    `shapes` maps a rule's id to its conditions (require, consider, occasion, refer_when) and their shapes; `forms`
    holds each form once.
    """

    rulebook: Rulebook
    types: Mapping[str, DocumentType]
    forms: tuple[Form, ...]
    shapes: Mapping[str, Mapping[str, Shape]]
    program: Program
