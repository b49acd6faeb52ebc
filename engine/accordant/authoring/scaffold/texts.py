"""New files as texts in the one layout."""

from collections.abc import Mapping
from typing import Any

from accordant.authoring.formatting import format_text
from accordant.authoring.scaffold.wish import NewObligation, Wish
from accordant.authoring.scalars import one_line
from accordant.authoring.written import Scalar
from accordant.evidence.tidy_flow import NULLS
from accordant.model.change import Data


def laid_out(data: Mapping[str, Any]) -> str:
    """Return the file that says this.

    Raises:
        ValueError: if it is no file of a rulebook.
    """
    text = format_text(_flow(dict(data)) + "\n")
    if text is None:
        raise ValueError("no file of a rulebook")
    return text


def rule_data(wish: Wish) -> Mapping[str, Any]:
    """Return the rule."""
    documents: Data = list(wish.documents) if len(wish.documents) > 1 else wish.documents[0]
    return {
        "id": wish.id,
        "obligation": wish.obligation,
        "title": wish.title,
        "reason": wish.reason,
        "extent": "part",
        "require": {wish.kind: {"check": wish.kind, "in": documents, **wish.parameters}},
        "statement": {wish.kind: wish.statement},
    }


def obligation_data(wish: Wish, new: NewObligation, standard: str) -> Mapping[str, Any]:
    """Return the file of a new obligation."""
    # What is done at an interval is done again and again, from its stage on.
    at = "recurring" if wish.kind == "cadence" else "exit"
    due = {} if new.level == "system" else {"due": {"stage": str(new.stage), "at": at}}
    return {
        "obligations": [
            {
                "key": wish.obligation,
                "title": wish.title,
                "requirement": new.requirement,
                "kind": "requirement",
                "level": new.level,
                "judged_by": "record",
                "documented": "unknown",
                "core": "no",
                **due,
                "clauses": [{"edition": standard, "number": new.clause, "basis": "inferred"}],
                "confidence": "well-supported",
                "sources": ["own"],
            }
        ]
    }


def header_data(name: str, standard: str) -> Mapping[str, Any]:
    """Return the header of a rulebook of one's own."""
    return {"rulebook": name, "version": "0.1.0", "title": f"Rules of {name}", "standard": standard}


def _flow(data: Data) -> str:
    match data:
        case None:
            return "null"
        case str():
            style = '"' if data in NULLS or data != data.strip() or not data else ""
            return one_line(Scalar(data, style, 0, 0), flow=True)
        case list():
            return f"[{', '.join(map(_flow, data))}]"
        case dict():
            return f"{{{', '.join(f'{_flow(name)}: {_flow(value)}' for name, value in data.items())}}}"
