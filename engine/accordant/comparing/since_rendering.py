"""Two registers compared, as text for people and as JSON for programs."""

import json
from collections.abc import Iterator

from accordant.comparing.change import Verdict
from accordant.comparing.registers import ReadRegister
from accordant.comparing.since import KINDS, Entry, Since
from accordant.comparing.verdicts import SYSTEMIC
from accordant.model.register import Outcome
from accordant.reports.layout import block, wrap
from accordant.reports.wording import outcome_words, subject_words

_HEADINGS = {
    "closed": "Closed: was to be dealt with, and is shown to be met now",
    "not-asked": "Not asked any more: not applicable now, or not due",
    "new": "New: there was nothing to deal with, and there is now",
    "worse": "Worse than it was",
    "better": "Better than it was, and open still",
    "other": "Open in another way than it was",
    "open": "Unchanged, and open still",
    "not-comparable": "Not comparable",
}
"""The kinds that are listed, in reading order; what was settled and is settled still is only counted."""


def since_text(since: Since, *, width: int) -> str:
    """Return the comparison in plain words, with a final line end."""
    return "\n".join(_lines(since, width)) + "\n"


def since_json(since: Since) -> str:
    """Return the comparison as JSON, with a final line end."""
    data = {
        "organisation": since.new.organisation,
        "old": _register(since.old),
        "new": _register(since.new),
        "judged_otherwise": {name: {"old": was, "new": now} for name, (was, now) in since.otherwise.items()},
        "counts": {kind: len(since.of(kind)) for kind in KINDS},
        "entries": [
            {
                "kind": one.kind,
                "rule": one.rule,
                "subject": one.subject,
                "clause": one.topic.clause,
                "title": one.topic.title,
                "old": _verdict(one.old),
                "new": _verdict(one.new),
                "because": one.because or None,
            }
            for kind in KINDS
            for one in since.of(kind)
        ],
    }
    text = json.dumps(data, indent=2, ensure_ascii=False) + "\n"
    # A lone surrogate has no UTF-8; its JSON escape says the same.
    return text.encode("utf-8", "backslashreplace").decode("utf-8")


def _register(register: ReadRegister) -> dict[str, object]:
    books = [{"id": name, "version": version} for name, version in register.rulebooks]
    return {"pack": register.pack, "as_of": register.as_of, "rulebooks": books}


def _verdict(verdict: Verdict | None) -> dict[str, str | None] | None:
    return {"outcome": verdict.outcome, "severity": verdict.severity} if verdict else None


def _lines(since: Since, width: int) -> Iterator[str]:
    yield from wrap(f"{since.new.organisation}: {since.old.as_of} compared with {since.new.as_of}", width)
    old, new = (", ".join(" ".join(book) for book in one.rulebooks) for one in (since.old, since.new))
    yield from wrap(f"Rules: {new}" if old == new else f"Rules: {old}; then {new}", width)
    for name, (was, now) in since.otherwise.items():
        yield from wrap(f"Judged otherwise, and verdicts may differ for that alone: {name} {was}; then {now}", width)
    for kind, heading in _HEADINGS.items():
        entries = since.of(kind)
        if entries:
            yield ""
            yield f"{heading}: {len(entries)}"
            for entry in entries:
                yield from block(_said(entry), width, first="- ", rest="  ")
    yield ""
    yield from wrap(f"Neither then nor now anything to deal with: {len(since.of('settled'))}", width)


def _said(entry: Entry) -> str:
    what = " ".join(filter(None, (entry.topic.clause, entry.topic.title)))
    was, now = (_words(one, entry.topic.extent) for one in (entry.old, entry.new))
    turned = was if entry.kind == "open" else f"{was}, then {now}"
    because = f" ({entry.because})" if entry.because else ""
    return f"{what} ({subject_words(entry.subject)}, {entry.rule}): {turned}{because}"


def _words(verdict: Verdict | None, extent: str) -> str:
    if verdict is None:
        return "nothing"
    if verdict.outcome == SYSTEMIC:
        return "systemic failure"
    if verdict.severity:
        return f"nonconforming, {verdict.severity}"
    return outcome_words(Outcome(verdict.outcome), extent=extent, graded=verdict.outcome != Outcome.NONCONFORMING)
