"""Bytes of a format to the one tree, every node with its place.

The readers of the formats stay unimported until a file of their format is met; who needs one alone names it
(`accordant.evidence.source.read_source`), as does who edits evidence or makes it.
"""

from accordant.evidence.collector import collector_paused
from accordant.evidence.limits import DEFAULT_LIMITS, Limits
from accordant.evidence.pack import assemble, read_pack
from accordant.evidence.places import Lines, lines_of, locate
from accordant.evidence.source import read_source

__all__ = [
    "DEFAULT_LIMITS",
    "Limits",
    "Lines",
    "assemble",
    "collector_paused",
    "lines_of",
    "locate",
    "read_pack",
    "read_source",
]
