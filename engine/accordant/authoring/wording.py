"""The words of rules and obligations: statements name a place, findings hold no advice, what is grave has a reason."""

import re
from collections.abc import Iterator, Mapping
from string import Formatter
from typing import Any, Final

from accordant.model.problem import Problem
from accordant.rulebook.names import Declared
from accordant.rulebook.parsed import Parsed, Route

PLACES: Final = ("document", "id", "items", "missing", "field", "value", "from")
"""The placeholders by which a statement says where it was seen, or what is not there."""

_ADVICE: Final = re.compile(
    r"\b(should|shall|ought to|must|ha(?:s|ve) to(?! do\b)|needs? to|please|recommend\w*|suggest(?:ed|s|ion|ions)?"
    r"|advis\w+)\b"
    r"|^(?:add|appoint|create|define|develop|ensure|establish|give|implement|keep|make|name|obtain|prepare|provide|put|set|sign"
    r"|state|update|write)\b(?! of\b)",
    re.IGNORECASE,
)


def wording_problems(rule: Parsed) -> Iterator[Problem]:
    """Find advice in the title and the statements of a rule, and statements that name no place."""
    data = rule.data
    texts: dict[Route, str] = {("statement", name): words for name, words in data.get("statement", {}).items()}
    for route, words in {("title",): data.get("title", ""), **texts}.items():
        advice = advice_in(words)
        if advice:
            message = f'"{advice}" is advice, and a finding says only what was seen; put it under advice'
            yield rule.problem(route, message)
    for route, words in texts.items():
        if not _placed(words):
            message = "this statement names no place: say where with {document}, or which with {items} or {missing}"
            yield rule.problem(route, message)


def advice_in(words: str) -> str:
    """Give the words by which a text advises or commands, nothing where it only tells."""
    found = _ADVICE.search(words)
    return found[0] if found else ""


def core_problems(obligation: Declared) -> Iterator[Problem]:
    """Find a core obligation without a reason, and a reason for what is not core."""
    data: Mapping[str, Any] = obligation.data
    core, reason = data.get("core"), data.get("core_reason")
    if core == "yes" and not reason:
        message = "its absence is major, and nothing says why: add core_reason, in one sentence"
        yield obligation.parsed.problem((*obligation.route, "core"), message)
    if core == "no" and reason:
        message = "a reason for what is not core: say core: yes, or leave core_reason out"
        yield obligation.parsed.problem((*obligation.route, "core_reason"), message)


def _placed(words: str) -> bool:
    try:
        return any(name in PLACES for _, name, _, _ in Formatter().parse(words))
    except ValueError:
        # A brace out of place is a problem of its own.
        return True
