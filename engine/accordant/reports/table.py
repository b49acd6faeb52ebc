"""A register as text for a terminal or a pipe: what was judged, what was not, the entries, what to ask."""

from collections.abc import Sequence

from accordant.model.register import Finding, Register, makes_entry
from accordant.reports.audience import for_audience
from accordant.reports.entry_grid import conclusion_lines, entry_grid, widening
from accordant.reports.follow_up import follow_up_lines
from accordant.reports.front import front_lines, heading
from accordant.reports.layout import block
from accordant.reports.wording import FOOTNOTE, ORGANISATION, outcome_words

NARROWEST = 60
"""Columns below which a grid of four columns cannot be read; less is taken as this, and crosswalks add to it."""


def render_table(register: Register, *, width: int = 100, every: bool = False, colour: bool = False) -> str:
    """Return the register as lines of at most `width` columns, with a final line end.

    `every` shows every finding, not only the entries; `colour` marks grades by ANSI codes. The register comes
    sorted; the table keeps its order.
    """
    register = for_audience(register)
    width = max(width, NARROWEST + widening(register))
    lines = front_lines(register, width)
    for subject in _subjects(register):
        lines += ["", *_subject_lines(register, subject, width, every=every, colour=colour)]
    lines += conclusion_lines(register, width)
    lines += follow_up_lines(register, width)
    if any(finding.clause_basis != "confirmed" for finding in register.findings):
        lines += ["", *block(FOOTNOTE, width, first="", rest="")]
    lines += _note_lines(register, width)
    return "\n".join(lines) + "\n"


def _note_lines(register: Register, width: int) -> list[str]:
    """Return what the columns of crosswalks rest on."""
    if register.beside is None:
        return []
    from accordant.reports.aside import notes  # noqa: PLC0415 - few registers have anything beside them

    return [line for text in notes(register.beside) for line in ("", *block(text, width, first="", rest=""))]


def _subjects(register: Register) -> Sequence[str]:
    """Return every subject there is, findings or none, in the register's order."""
    listed = [f"relationship:{relationship.id}" for relationship in register.relationships]
    named = [finding.subject for finding in register.findings]
    return list(dict.fromkeys([ORGANISATION, *named, *listed]))


def _subject_lines(register: Register, subject: str, width: int, *, every: bool, colour: bool) -> list[str]:
    findings = [finding for finding in register.findings if finding.subject == subject]
    shown = [finding for finding in findings if every or makes_entry(finding)]
    lines = heading(_subject_title(register, subject), width)
    if shown:
        lines += entry_grid(register, shown, width, colour=colour, every=every)
    hidden = [finding for finding in findings if not (every or makes_entry(finding))]
    if hidden or not shown:
        lines += block(_hidden_words(hidden, entries=bool(shown)), width, first="", rest="")
    return lines


def _subject_title(register: Register, subject: str) -> str:
    if subject == ORGANISATION:
        return f"Organisation: {register.organisation or 'not stated'}"
    for one in register.relationships:
        if subject == f"relationship:{one.id}":
            stage = "unknown" if one.life_cycle_stage is None else str(one.life_cycle_stage)
            parties = ", ".join(one.parties) or "none named"
            return f"Relationship {one.id}: {one.title} (parties: {parties}; life-cycle stage: {stage})"
    return f"{subject.replace(':', ' ', 1).capitalize()} (not among the relationships of the manifest)"


def _hidden_words(hidden: Sequence[Finding], *, entries: bool) -> str:
    """Return what the grid leaves out, counted: nothing judged is said, too."""
    counts: dict[str, int] = {}
    for finding in hidden:
        words = "listed under another entry"
        if not finding.depends_on:
            words = outcome_words(finding.outcome, extent=finding.extent, graded=True)
        counts[words] = counts.get(words, 0) + 1
    told = "; ".join(f"{words}: {count}" for words, count in counts.items()) or "nothing was judged here"
    return f"Not shown: {told}." if entries else f"No entries: {told}."
