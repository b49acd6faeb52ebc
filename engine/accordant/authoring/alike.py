"""Two rules that always agree: the same checks in the same condition, so that one of them says nothing new."""

import json
from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from accordant.authoring.relations import identity
from accordant.model.problem import Problem
from accordant.rulebook.conditions import OPERATORS
from accordant.rulebook.parsed import Parsed

_DECIDING = ("require", "occasion", "refer_when")


def alike_problems(rules: Iterable[Parsed], levels: Mapping[str, str]) -> Iterator[Problem]:
    """Find each rule that decides by the same as an earlier one; `levels` gives the level of each obligation."""
    first: dict[str, Parsed] = {}
    for rule in rules:
        if "require" not in rule.data or rule.broken:
            continue
        spelled = json.dumps(
            [levels.get(str(rule.data.get("obligation"))), *(_spelled(rule, key) for key in _DECIDING)]
        )
        if spelled in first:
            other = first[spelled].data["id"]
            message = f'this always agrees with "{other}": give the two one rule, or ask something more of one'
            yield rule.problem(("id",), message)
        first.setdefault(spelled, rule)


def _spelled(rule: Parsed, key: str) -> str:
    return _condition(rule.data[key]) if key in rule.data else ""


def _condition(data: Mapping[str, Any]) -> str:
    """Spell a condition by what its checks ask; the order of parts says nothing."""
    ((key, value),) = data.items()
    if key not in OPERATORS:
        return identity(value)
    parts = [value] if key == "not" else value
    spelled = sorted({_condition(part) for part in parts})
    # all and any of one part are that part.
    return spelled[0] if len(spelled) == 1 and key in ("all", "any") else f"{key}({','.join(spelled)})"
