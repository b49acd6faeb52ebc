"""The information model as the engine uses it: document types and their fields."""

from collections.abc import Mapping
from enum import StrEnum
from typing import NamedTuple


class FieldKind(StrEnum):
    """How the text of a field is read."""

    TEXT = "text"
    INTEGER = "integer"
    DECIMAL = "decimal"
    DATE = "date"
    FLAG = "flag"
    CHOICE = "choice"
    INTERVAL = "interval"
    REFERENCE = "reference"
    GROUP = "group"
    LIST = "list"


class Field(NamedTuple):
    """One declared field.

    `choices` for a choice, `target` (document types) for a reference, `fields` for a group,
    `item` for a list: the unnamed field that each of its items is. `ahead` says of a date that it tells a plan or an
    end, and may lie after the day of the assessment; any other date tells what was done.
    """

    name: str
    kind: FieldKind
    label: str
    help: str
    choices: tuple[str, ...] = ()
    target: tuple[str, ...] = ()
    fields: "Mapping[str, Field]" = {}
    item: "Field | None" = None
    ahead: bool = False


class DocumentType(NamedTuple):
    """One type of evidence document; `fields` holds the common header and the body.

    `levels` says where it may speak (system, relationship, joint), `stage` the life-cycle stage that its existence
    shows the relationship to have reached (None: it shows nothing), `ask` whom to ask for it.
    `states` are the states in which a document of this type counts (approved; approved or current).
    """

    name: str
    label: str
    help: str
    levels: tuple[str, ...]
    stage: int | None
    ask: str
    states: tuple[str, ...]
    fields: Mapping[str, Field]
