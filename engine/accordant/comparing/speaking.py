"""Parts of rules put into the words of a comparison."""

import json
from collections.abc import Mapping
from typing import Any

from accordant.model.rules import ClauseReference, Condition, Due, Question

_NOTHING = "nothing"


def spoken_condition(condition: Condition | None) -> str:
    """Say which checks a condition is made of and how: `all of a, b, (any of c, d)`."""
    if condition is None:
        return _NOTHING
    if isinstance(condition, str):
        return condition
    parts = [part if isinstance(part, str) else f"({spoken_condition(part)})" for part in condition.parts]
    return f"{condition.operator}{'' if condition.operator == 'not' else ' of'} {', '.join(parts)}"


def spoken_due(due: Due | None) -> str:
    """Say when a duty is due."""
    return f"stage {due.stage} {due.at}" if due else _NOTHING


def spoken_clauses(clauses: tuple[ClauseReference, ...]) -> str:
    """Say where editions put an obligation."""
    return ", ".join(f"{one.edition} {one.number} ({one.basis})" for one in clauses) or _NOTHING


def spoken_questions(questions: tuple[Question, ...]) -> str:
    """Say whom a person asks by what method."""
    return ", ".join(f"{one.method} {one.whom}" for one in questions) or _NOTHING


def spoken(value: Any) -> str:
    """Say a value of a parameter, a word or a list of words as it would be written."""
    match value:
        case None | "" | ():
            return _NOTHING
        case str():
            return value
        case bool():
            return "yes" if value else "no"
        case tuple() | list() if all(isinstance(one, str) for one in value):
            return ", ".join(value) or _NOTHING
        case Mapping() | list() | tuple():
            return json.dumps(value, ensure_ascii=False, sort_keys=True)
        case _:
            return str(value)
