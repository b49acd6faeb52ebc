"""The compiled rulebook: all that an assessment starts from, ready to be kept in a cache."""

from collections.abc import Mapping
from typing import NamedTuple

from accordant.inference.program import Program
from accordant.model.catalogue import DocumentType
from accordant.model.rules import Rulebook


class Compiled(NamedTuple):
    """A rulebook with the document types it speaks of and the program made of it."""

    rulebook: Rulebook
    types: Mapping[str, DocumentType]
    program: Program
