"""The kinds of check a rule may name: one module a kind, each with `SCHEMA` and functions, all pure.

`SCHEMA` is the JSON Schema of the kind's parameters; `see(parameters, view)` judges and cites;
`say(parameters, labels)` says in words what is asked; `reads(parameters)` names the fields the verdict rests on;
`spoil(parameters, view, seen)` gives changes of evidence after each of which what was met no longer is, and
`mend(parameters, view, seen)` the smallest change after which what was not met is: None where no change of evidence
alone can do that, or where nothing is to be mended.
Adding a kind is adding a file and its line here.
"""

from collections.abc import Callable, Mapping
from typing import Any, NamedTuple, Protocol

from accordant.checks import (
    across_all,
    agreed_by_all,
    cadence,
    contains_all,
    count,
    covers,
    date_order,
    different_person,
    has_fields,
    if_then,
    in_effect,
    involves_all,
    items_have_fields,
    occasion,
    one_of,
    open_items,
    refers_to,
    role_holder,
    same_value,
    series,
    used_later,
)
from accordant.checks.lookup import lists_remembered
from accordant.checks.naming import called, filtered, labels_of, lowered
from accordant.checks.population import least
from accordant.checks.reading import ALL_DOCUMENTS, Reading, chosen_by, subject_entry
from accordant.checks.traits import Trait
from accordant.model.change import Repair, Spoiling
from accordant.model.observation import Observation
from accordant.model.view import View

__all__ = [
    "ALL_DOCUMENTS",
    "KINDS",
    "Kind",
    "Reading",
    "Trait",
    "called",
    "chosen_by",
    "filtered",
    "labels_of",
    "least",
    "lists_remembered",
    "lowered",
    "subject_entry",
]


class Kind(NamedTuple):
    """One kind of check, made of the parts of its file.

    `presence` says that it is never unmet where there is nothing, so `not` of it is refused; `traits` what cards go by.
    """

    schema: Mapping[str, Any]
    see: Callable[[Mapping[str, Any], View], Observation]
    say: Callable[[Mapping[str, Any], Mapping[str, str]], str]
    reads: Callable[[Mapping[str, Any]], tuple[Reading, ...]]
    spoil: Callable[[Mapping[str, Any], View, Observation], tuple[Spoiling, ...]]
    mend: Callable[[Mapping[str, Any], View, Observation], Repair | None]
    presence: bool = False
    traits: frozenset[Trait] = frozenset()


class _File(Protocol):
    """What every file of a kind holds; PRESENCE and TRAITS only where there is something to say."""

    @property
    def SCHEMA(self) -> Mapping[str, Any]: ...  # noqa: N802 - the name of a constant of a module
    @property
    def see(self) -> Callable[[Mapping[str, Any], View], Observation]: ...
    @property
    def say(self) -> Callable[[Mapping[str, Any], Mapping[str, str]], str]: ...
    @property
    def reads(self) -> Callable[[Mapping[str, Any]], tuple[Reading, ...]]: ...
    @property
    def spoil(self) -> Callable[[Mapping[str, Any], View, Observation], tuple[Spoiling, ...]]: ...
    @property
    def mend(self) -> Callable[[Mapping[str, Any], View, Observation], Repair | None]: ...


def _kind(file: _File) -> Kind:
    presence: bool = getattr(file, "PRESENCE", False)
    traits: frozenset[Trait] = getattr(file, "TRAITS", frozenset())
    return Kind(file.SCHEMA, file.see, file.say, file.reads, file.spoil, file.mend, presence, traits)


KINDS: Mapping[str, Kind] = {
    "across-all": _kind(across_all),
    "agreed-by-all": _kind(agreed_by_all),
    "cadence": _kind(cadence),
    "contains-all": _kind(contains_all),
    "count": _kind(count),
    "covers": _kind(covers),
    "date-order": _kind(date_order),
    "different-person": _kind(different_person),
    "has-fields": _kind(has_fields),
    "if-then": _kind(if_then),
    "in-effect": _kind(in_effect),
    "involves-all": _kind(involves_all),
    "items-have-fields": _kind(items_have_fields),
    "occasion": _kind(occasion),
    "one-of": _kind(one_of),
    "open-items": _kind(open_items),
    "refers-to": _kind(refers_to),
    "role-holder": _kind(role_holder),
    "same-value": _kind(same_value),
    "series": _kind(series),
    "used-later": _kind(used_later),
}
