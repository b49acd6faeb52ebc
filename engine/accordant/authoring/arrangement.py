"""What stands where in a rule file of each kind: the order of its keys, and what never shares a line."""

from collections.abc import Mapping
from typing import Final, NamedTuple


class Place(NamedTuple):
    """One position: `order` of its keys (the rest after, as written, then `last`), and whether it is always a block.

    `inner` names the places of its keys, `rest` that of every other key, `item` that of the items of a list.
    `rows` says that a list of groups may share one line.
    """

    block: bool = False
    order: tuple[str, ...] = ()
    last: tuple[str, ...] = ()
    inner: Mapping[str, str] = {}
    rest: str = "data"
    item: str = "data"
    rows: bool = False


_CONDITIONS: Final = {
    "require": "condition",
    "consider": "condition",
    "occasion": "condition",
    "refer_when": "condition",
}
_QUESTIONS: Final = {"remaining": "questions"}

PLACES: Final[Mapping[str, Place]] = {
    "data": Place(),
    "rule": Place(
        block=True,
        order=(
            "id", "obligation", "title", "reason", "extent", "advice", "occasion", "require", "consider", "refer_when",
            "not_applicable", "due", "depends_on", "statement", "remaining",
        ),
        inner={**_CONDITIONS, **_QUESTIONS, "statement": "lines", "not_applicable": "excuses", "due": "due"},
    ),
    "condition": Place(
        block=True,
        inner={"all": "conditions", "any": "conditions", "none": "conditions", "not": "condition"},
        rest="check",
    ),
    "conditions": Place(block=True, item="condition"),
    "check": Place(order=("check", "in", "which", "documents", "states"), last=("basis",)),
    "lines": Place(block=True),
    "questions": Place(block=True, item="question"),
    "question": Place(order=("method", "whom", "question")),
    "excuses": Place(block=True, item="excuse"),
    "excuse": Place(order=("when", "reason")),
    "due": Place(order=("stage", "at")),
    "obligations": Place(block=True, inner={"obligations": "obligation-list"}),
    "obligation-list": Place(block=True, item="obligation"),
    "obligation": Place(
        block=True,
        order=(
            "key", "title", "requirement", "kind", "level", "judged_by", "documented", "core", "core_reason", "due",
            "in_force_from", "clauses", "confidence", "sources", "remaining",
        ),
        inner={**_QUESTIONS, "due": "due", "clauses": "clauses"},
    ),
    "clauses": Place(item="clause", rows=True),
    "clause": Place(order=("edition", "number", "basis")),
    "cases": Place(block=True, order=("rule", "cases"), inner={"cases": "case-list"}),
    "case-list": Place(block=True, item="case"),
    "case": Place(
        block=True,
        order=("name", "from", "stage", "as_of", "subject", "role", "audit", "absence", "manifest", "documents", "set"),
        last=("expect",),
        inner={"documents": "document-list", "expect": "expected"},
    ),
    "document-list": Place(block=True, item="document"),
    "document": Place(order=("type", "id")),
    "expected": Place(order=("outcome", "severity", "place", "statement")),
    "decision": Place(
        block=True,
        order=("decide", "title", "columns", "results", "reasons", "first-that-holds"),
        inner={"columns": "lines", "first-that-holds": "answers"},
    ),
    "answers": Place(block=True, item="answer"),
    "answer": Place(order=("when", "then", "otherwise", "because")),
    "conclusion": Place(
        block=True,
        order=("conclude", "title", "for-each", "when-some", "when-none", "severity", "reason"),
        inner={"for-each": "pattern", "when-some": "pattern", "when-none": "pattern"},
    ),
    "pattern": Place(order=("fact", "equal", "unequal", "same", "at-most")),
    "rulebook": Place(
        block=True,
        order=("rulebook", "version", "title", "standard", "amendments", "parameters"),
        inner={"parameters": "lines"},
    ),
    "profile": Place(
        block=True,
        order=(
            "id", "version", "title", "for", "role", "audit", "sources", "confidence", "rulebooks", "parameters",
            "accept", "switch_off", "severity",
        ),
        inner={"parameters": "lines", "accept": "lines", "switch_off": "lines"},
    ),
    "successors": Place(block=True, inner={"successors": "successor-list"}),
    "successor-list": Place(block=True, item="successor"),
    "successor": Place(order=("old", "new", "since", "reason")),
    "proof": Place(block=True, inner={"explained": "explained-list"}),
    "explained-list": Place(block=True, item="explained"),
    "explained": Place(block=True, order=("mutant", "reason")),
    "base": Place(block=True, inner={"manifest": "lines", "document": "lines"}),
}  # fmt: skip

_TELLING: Final = {
    "obligations": "obligations",
    "cases": "cases",
    "decide": "decision",
    "conclude": "conclusion",
    "rulebook": "rulebook",
    "for": "profile",
    "successors": "successors",
    "explained": "proof",
    "obligation": "rule",
    "manifest": "base",
}
"""The key at the root by which a file is known, in the order asked."""


def kind_of(keys: list[str]) -> str | None:
    """Tell what a file is by the keys at its root; None for none of ours."""
    return next((kind for key, kind in _TELLING.items() if key in keys), None)
