"""Traits: what a card must know of a kind of check so as to go on from its sentence."""

from enum import Enum, auto


class Trait(Enum):
    """One thing in which kinds of check differ, said by each kind of itself in its `TRAITS`."""

    NAMES_ITEMS = auto()
    """Its sentence names the items that it goes through."""

    NAMES_NUMBER = auto()
    """Its sentence says how many are asked for."""

    COUNTS_HOLDING = auto()
    """Of so many it must hold; of other kinds so many must be there."""

    GOES_THROUGH = auto()
    """A list without items is no list of items that all hold."""

    READS_ALL = auto()
    """It reads every document in effect, not the latest."""
