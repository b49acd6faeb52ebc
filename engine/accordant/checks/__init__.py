"""The kinds of check a rule may name: one module a kind, each with `SCHEMA` and functions, all pure.

`SCHEMA` is the JSON Schema of the kind's parameters; `see(parameters, view)` judges and cites;
`say(parameters, labels)` says in words what is asked; `reads(parameters)` names the fields the verdict rests on;
`spoil(parameters, view, seen)` gives changes of evidence after each of which what was met no longer is, and
`mend(parameters, view, seen)` the smallest change after which what was not met is: None where no change of evidence
alone can do that, or where nothing is to be mended.
Adding a kind is adding a file and its line here.
"""

from collections.abc import Callable, Mapping
from typing import Any, NamedTuple

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
from accordant.checks.naming import called, filtered, labels_of
from accordant.checks.population import least
from accordant.checks.reading import ALL_DOCUMENTS, Reading, chosen_by, subject_entry
from accordant.model.change import Repair, Spoiling
from accordant.model.observation import Observation
from accordant.model.view import View

__all__ = [
    "ALL_DOCUMENTS",
    "KINDS",
    "Kind",
    "Reading",
    "called",
    "chosen_by",
    "filtered",
    "labels_of",
    "least",
    "lists_remembered",
    "subject_entry",
]


class Kind(NamedTuple):
    """One kind of check; `presence` says that it is never unmet where there is nothing, so `not` of it is refused."""

    schema: Mapping[str, Any]
    see: Callable[[Mapping[str, Any], View], Observation]
    say: Callable[[Mapping[str, Any], Mapping[str, str]], str]
    reads: Callable[[Mapping[str, Any]], tuple[Reading, ...]]
    spoil: Callable[[Mapping[str, Any], View, Observation], tuple[Spoiling, ...]]
    mend: Callable[[Mapping[str, Any], View, Observation], Repair | None]
    presence: bool = False


KINDS: Mapping[str, Kind] = {
    "across-all": Kind(
        across_all.SCHEMA, across_all.see, across_all.say, across_all.reads, across_all.spoil, across_all.mend
    ),
    "agreed-by-all": Kind(
        agreed_by_all.SCHEMA,
        agreed_by_all.see,
        agreed_by_all.say,
        agreed_by_all.reads,
        agreed_by_all.spoil,
        agreed_by_all.mend,
    ),
    "cadence": Kind(cadence.SCHEMA, cadence.see, cadence.say, cadence.reads, cadence.spoil, cadence.mend),
    "contains-all": Kind(
        contains_all.SCHEMA,
        contains_all.see,
        contains_all.say,
        contains_all.reads,
        contains_all.spoil,
        contains_all.mend,
    ),
    "count": Kind(count.SCHEMA, count.see, count.say, count.reads, count.spoil, count.mend, presence=True),
    "covers": Kind(covers.SCHEMA, covers.see, covers.say, covers.reads, covers.spoil, covers.mend),
    "date-order": Kind(
        date_order.SCHEMA, date_order.see, date_order.say, date_order.reads, date_order.spoil, date_order.mend
    ),
    "different-person": Kind(
        different_person.SCHEMA,
        different_person.see,
        different_person.say,
        different_person.reads,
        different_person.spoil,
        different_person.mend,
    ),
    "has-fields": Kind(
        has_fields.SCHEMA,
        has_fields.see,
        has_fields.say,
        has_fields.reads,
        has_fields.spoil,
        has_fields.mend,
        presence=True,
    ),
    "if-then": Kind(if_then.SCHEMA, if_then.see, if_then.say, if_then.reads, if_then.spoil, if_then.mend),
    "in-effect": Kind(
        in_effect.SCHEMA, in_effect.see, in_effect.say, in_effect.reads, in_effect.spoil, in_effect.mend, presence=True
    ),
    "involves-all": Kind(
        involves_all.SCHEMA,
        involves_all.see,
        involves_all.say,
        involves_all.reads,
        involves_all.spoil,
        involves_all.mend,
    ),
    "items-have-fields": Kind(
        items_have_fields.SCHEMA,
        items_have_fields.see,
        items_have_fields.say,
        items_have_fields.reads,
        items_have_fields.spoil,
        items_have_fields.mend,
        presence=True,
    ),
    "occasion": Kind(occasion.SCHEMA, occasion.see, occasion.say, occasion.reads, occasion.spoil, occasion.mend),
    "one-of": Kind(one_of.SCHEMA, one_of.see, one_of.say, one_of.reads, one_of.spoil, one_of.mend),
    "open-items": Kind(
        open_items.SCHEMA, open_items.see, open_items.say, open_items.reads, open_items.spoil, open_items.mend
    ),
    "refers-to": Kind(refers_to.SCHEMA, refers_to.see, refers_to.say, refers_to.reads, refers_to.spoil, refers_to.mend),
    "role-holder": Kind(
        role_holder.SCHEMA, role_holder.see, role_holder.say, role_holder.reads, role_holder.spoil, role_holder.mend
    ),
    "same-value": Kind(
        same_value.SCHEMA, same_value.see, same_value.say, same_value.reads, same_value.spoil, same_value.mend
    ),
    "series": Kind(series.SCHEMA, series.see, series.say, series.reads, series.spoil, series.mend),
    "used-later": Kind(
        used_later.SCHEMA, used_later.see, used_later.say, used_later.reads, used_later.spoil, used_later.mend
    ),
}
