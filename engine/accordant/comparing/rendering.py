"""A comparison as text for people and as JSON for programs."""

import json
from collections.abc import Iterator

from accordant.comparing.change import VerdictChange
from accordant.comparing.comparison import Comparison

_ORDER = ("worse", "gone", "new", "other", "better")


def comparison_text(comparison: Comparison) -> str:
    """Return the comparison in plain words, with a final line end."""
    return "\n".join(_lines(comparison)) + "\n"


def comparison_json(comparison: Comparison) -> str:
    """Return the comparison as JSON, with a final line end."""
    data = {
        "rulebook": comparison.rulebook,
        "old": comparison.old_version,
        "new": comparison.new_version,
        "proposed": {"bump": comparison.bump.value, "version": comparison.proposed, "because": comparison.because},
        "changes": [{"what": one.what, "kind": one.kind, "says": one.says} for one in comparison.changes],
        "layout": list(comparison.relaid),
        "packs": comparison.packs,
        "verdicts": [
            {
                "pack": one.pack,
                "rule": one.rule,
                "subject": one.subject,
                "way": one.way,
                "old": _verdict(one, "old"),
                "new": _verdict(one, "new"),
            }
            for one in comparison.verdicts
        ],
    }
    return json.dumps(data, indent=2, ensure_ascii=False) + "\n"


def _verdict(change: VerdictChange, side: str) -> dict[str, str | None] | None:
    verdict = change.old if side == "old" else change.new
    return {"outcome": verdict.outcome, "severity": verdict.severity} if verdict else None


def _lines(comparison: Comparison) -> Iterator[str]:
    yield f"Rulebook {comparison.rulebook}: {comparison.old_version} -> {comparison.new_version}"
    yield ""
    yield f"Changes: {len(comparison.changes)}"
    yield from (f"- {one.what}: {one.says}" for one in comparison.changes)
    if comparison.relaid:
        yield f"Only comments or layout changed in: {', '.join(comparison.relaid)}"
    yield ""
    yield f"Verdicts that change, on {comparison.packs} packs: {len(comparison.verdicts)}"
    for one in sorted(comparison.verdicts, key=lambda one: (_ORDER.index(one.way), one.rule, one.pack, one.subject)):
        yield f"- {one.way}: {one.pack}: {one.rule} at {one.subject}: {_turned(one)}"
    yield ""
    yield f"Proposed: {comparison.bump.value}, version {comparison.proposed} ({comparison.because})"


def _turned(change: VerdictChange) -> str:
    return f"{change.old or 'nothing'} -> {change.new or 'nothing'}"
