"""What a check saw: a value, with citations and the words a statement is filled from."""

from collections.abc import Mapping
from enum import StrEnum
from typing import NamedTuple

from accordant.model.evidence import Document
from accordant.model.rules import Obligation, Rule
from accordant.model.view import View


class Value(StrEnum):
    """The value of one check, or of a tree of checks, at one subject."""

    MET = "met"
    UNMET = "unmet"
    ABSENT = "absent"
    ERROR = "error"


class Cause(StrEnum):
    """Why a check is not met: no document, content missing or wrong, declared to be none, or a lapse."""

    NONE = "none"
    DOCUMENT = "document"
    CONTENT = "content"
    DECLARED_NONE = "declared-none"
    LAPSED = "lapsed"
    LAPSED_TWICE = "lapsed-twice"


class Citation(NamedTuple):
    """Where something was seen, or the innermost place where it should have been.

    `document` is None for the manifest; `at` is a code-point index in `source`'s text; `value` is the normalised text
    seen there (None: absent); `key` is a business key of the place (item id, field), never an index.
    """

    document: Document | None
    file: str
    at: int | None
    pointer: str
    value: str | None
    key: str


class Observation(NamedTuple):
    """What one check of a rule saw at one subject.

    `words` fill the statement's placeholders; `items` are business keys of the items at fault; `pending` says that
    the duty's first date has not come, `exempt` that what was seen lies before the relationship adopted the system.
    """

    value: Value
    citations: tuple[Citation, ...]
    words: Mapping[str, str]
    cause: Cause = Cause.NONE
    items: tuple[str, ...] = ()
    pending: bool = False
    exempt: bool = False


class Due(StrEnum):
    """Whether a duty is due: `doubtful` is a duty that evidence shows to be due against what the manifest claims."""

    YES = "yes"
    NO = "no"
    UNKNOWN = "unknown"
    DOUBTFUL = "doubtful"
    ENDED = "ended"


class Observed(NamedTuple):
    """One rule at one subject, observed: everything that inference and the register need to know of it.

    `scope` says whether the rule applies as far as scope and time decide (met: it does), `why` the reason when it
    does not. `seen` holds each check's observation. `judgement` is a person's recorded judgement in force.
    `view` is what the checks were shown; None where none of them needed to look.
    """

    rule: Rule
    obligation: Obligation
    subject: str
    scope: Value
    why: str
    due: Due
    seen: Mapping[str, Observation]
    entry: Citation
    stage: int | None
    judgement: Document | None
    judged: str
    view: View | None = None
