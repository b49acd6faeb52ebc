"""The one tree that every evidence format is read into.

A node knows the code-point index `at` of its first character in the file's text (byte order mark not counted);
line and column are computed only when a node is cited. In a workbook, which has no text, `at` tells the cell.
"""

from collections.abc import Mapping, Sequence
from enum import StrEnum
from typing import NamedTuple, TypeAlias


class Leaf(NamedTuple):
    """A scalar: its text as the format decodes it; None is the only null."""

    text: str | None
    at: int


class Branch(NamedTuple):
    """Named fields, in the order written."""

    fields: "Mapping[str, Node]"
    at: int


class Series(NamedTuple):
    """A list, in the order written; an empty one says that there is none."""

    items: "Sequence[Node]"
    at: int


Node: TypeAlias = Leaf | Branch | Series


class Format(StrEnum):
    """A format evidence is read from."""

    YAML = "yaml"
    XML = "xml"
    EXCEL = "excel"


class Part(NamedTuple):
    """Where a document stands in a file that holds several: the file, the lines before it, the characters before it.

    Of a workbook, `sheets` names its sheets in order, and there are no lines.
    """

    file: str
    lines: int
    characters: int
    sheets: tuple[str, ...] = ()


class Source(NamedTuple):
    """One evidence document that could be read: its path in the pack (with `/`), its text and its tree.

    Of a file that holds several documents, `file` tells them apart, and `part` says which file it is and where in it
    the text stands.
    """

    file: str
    format: Format
    text: str
    digest: str
    root: Branch
    part: Part | None = None

    @property
    def home(self) -> str:
        """The file that a reader opens to find the document."""
        return self.file if self.part is None else self.part.file
