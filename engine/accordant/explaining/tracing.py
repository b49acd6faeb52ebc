"""The tree of a rule's conditions with their values, one inside the other."""

from collections.abc import Iterator, Mapping

from accordant.explaining.conditions import PURPOSES, Judged, JudgedCheck
from accordant.reports.layout import block
from accordant.reports.wording import place, seen

_STEP = "  "


def trace_lines(conditions: Mapping[str, Judged], width: int) -> Iterator[str]:
    """Give one line a condition: its value, and of a check its kind, what it asked and where it saw what."""
    for name, condition in conditions.items():
        yield from _lines(condition, width, f"{name} ({PURPOSES[name]}): ", "")
    if not conditions:
        yield "  none was looked at"


def _lines(condition: Judged, width: int, lead: str, margin: str) -> Iterator[str]:
    if isinstance(condition, JudgedCheck):
        text = f"{lead}{condition.value.value}: {condition.name} ({condition.kind}): {condition.asked}"
        yield from block(text, width, first=margin, rest=margin)
        for one in condition.evidence:
            yield from block(f"{place(one)}: {seen(one)}", width, first=margin + _STEP, rest=margin + _STEP)
        return
    yield from block(f"{lead}{condition.value.value}: {condition.operator} of", width, first=margin, rest=margin)
    for part in condition.parts:
        yield from _lines(part, width, "", margin + _STEP)
