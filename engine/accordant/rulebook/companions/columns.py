"""A crosswalk, or one standard of it, asked for by name -> what corresponds to each obligation."""

from collections.abc import Iterable

from accordant.errors import UsageError
from accordant.model.beside import Column
from accordant.model.companions import Companions, Correspondence, Crosswalk, assigned
from accordant.model.rules import Obligation
from accordant.rulebook.words import unknown


def column_names(companions: Companions) -> tuple[str, ...]:
    """Give every name that may be asked for: of crosswalks, and of the standards each leads to."""
    return tuple(name for one in companions.crosswalks for name in dict.fromkeys((one.name, *one.standards)))


def make_column(name: str, companions: Companions, obligations: Iterable[Obligation]) -> Column:
    """Give the column of this name, with what corresponds to each of the obligations.

    Raises:
        UsageError: if no crosswalk and no standard of one is called so.
    """
    crosswalk = next((one for one in companions.crosswalks if name == one.name or name in one.standards), None)
    if crosswalk is None:
        raise UsageError(unknown("a crosswalk, or a standard of one", name, column_names(companions)))
    standards = {name: crosswalk.standards[name]} if name in crosswalk.standards else crosswalk.standards
    return Column(
        name=name,
        title=next(iter(standards.values())) if len(standards) == 1 else crosswalk.title,
        about=crosswalk.about,
        by_topic=len(standards) > 1,
        standards=standards,
        entries={one.key: _entries(one, crosswalk, standards) for one in obligations},
    )


def _entries(obligation: Obligation, crosswalk: Crosswalk, standards: Iterable[str]) -> tuple[Correspondence, ...]:
    """Give what corresponds to an obligation, with the places in these standards only."""
    wanted = frozenset(standards)
    return tuple(
        one._replace(places=tuple(place for place in one.places if place.standard in wanted))
        for one in assigned(obligation, crosswalk.correspondences)
    )
