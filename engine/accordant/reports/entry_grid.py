"""The entries of one subject, and the conclusions, as grids."""

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING

from accordant.model.register import DrawnConclusion, Evidence, Finding, Register
from accordant.reports.front import heading
from accordant.reports.layout import grid, shorten, wrap
from accordant.reports.wording import clause_words, grade, place, seen, source, strength_words, subject_words

if TYPE_CHECKING:
    from accordant.model.beside import Column

Cells = Callable[[str], list[str]]
"""The lines of a cell, by the key of an obligation."""

OWN = 11
SHARED = 21
MOST_COLUMNS = 2
LONGEST_VALUE = 80
MOST_CITATIONS = 6

_COLOURS = {
    "major": "1;31",
    "minor": "31",
    "error": "35",
    "needs": "36",
    "not": "33",
    "opportunity": "34",
    "area": "31",
}


def entry_grid(
    register: Register, findings: Sequence[Finding], width: int, *, colour: bool, every: bool = False
) -> list[str]:
    """Return the findings as a grid of clause, grade, finding and evidence, `width` columns at most.

    What stands in other standards comes after the clause, where it was asked for; with `every` the weakest evidence is
    named.
    """
    more = crosswalk_columns(register)
    widths = _entry_widths(width, [size for _, size, _ in more])
    number = clause_words(register)
    rows = []
    for finding in findings:
        words = grade(register, finding)
        rows.append(
            [
                wrap(number(finding.clause), widths[0]),
                *([line for text in cells(finding.obligation) for line in wrap(text, size)] for _, size, cells in more),
                [_painted(line, words) if colour else line for line in wrap(words, widths[-3])],
                [line for text in _finding_texts(register, finding) for line in wrap(text, widths[-2])],
                [line for text in _evidence_texts(register, finding, every=every) for line in wrap(text, widths[-1])],
            ],
        )
    return grid(("Clause", *(head for head, _, _ in more), "Grade", "Finding", "Evidence"), rows, widths)


def crosswalk_columns(register: Register) -> list[tuple[str, int, Cells]]:
    """Return the columns that crosswalks add: heading, width, and the lines for an obligation.

    Up to two have a column each; more share one, for the findings need the room.
    """
    if register.beside is None or not register.beside.columns:
        return []
    from accordant.reports.aside import column_cell  # noqa: PLC0415 - few registers have crosswalks beside them

    columns = register.beside.columns
    if len(columns) > MOST_COLUMNS:
        return [("Elsewhere", SHARED, lambda key: [f"{one.name}: {column_cell(one, key)}" for one in columns])]

    def in_column(column: "Column") -> Cells:
        return lambda key: [column_cell(column, key)]

    return [(shorten(one.name, OWN - 2), OWN, in_column(one)) for one in columns]


def widening(register: Register) -> int:
    """Return how many columns of the terminal the crosswalks take."""
    return sum(size + 3 for _, size, _ in crosswalk_columns(register))


def conclusion_lines(register: Register, width: int) -> list[str]:
    """Return the conclusions with the findings they rest on; nothing where none was drawn."""
    if not register.conclusions:
        return []
    room = width - 10
    first = min(24, room // 3)
    second = min(14, room // 4)
    widths = (first, second, room - first - second)
    rows = [
        [
            wrap(f"{conclusion.rule}, {subject_words(conclusion.subject)}", widths[0]),
            wrap(_holds(conclusion), widths[1]),
            [line for text in _conclusion_texts(register, conclusion) for line in wrap(text, widths[2])],
        ]
        for conclusion in register.conclusions
    ]
    return ["", *heading("Conclusions", width), *grid(("Conclusion", "Holds", "Why"), rows, widths)]


def _entry_widths(width: int, more: Sequence[int]) -> tuple[int, ...]:
    room = width - 13 - sum(size + 3 for size in more)
    clause, words = 9, max(10, min(14, room // 5))
    finding = (room - clause - words) * 3 // 5
    return (clause, *more, words, finding, room - clause - words - finding)


def _painted(line: str, words: str) -> str:
    code = _COLOURS.get(words.partition(" ")[0])
    return f"\x1b[{code}m{line}\x1b[0m" if code and line else line


def _finding_texts(register: Register, finding: Finding) -> list[str]:
    graded = f"Graded {finding.severity}: {finding.severity_reason}" if finding.severity_reason else ""
    affects = "; ".join(_member_words(register, member, finding.subject) for member in finding.also_affects)
    under = "; ".join(_member_words(register, member, finding.subject) for member in finding.depends_on)
    texts = [
        finding.title,
        f"Statement: {finding.statement}" if finding.statement else "",
        f"Requirement: {finding.requirement}" if finding.requirement else "",
        _clause_text(register, finding),
        graded,
        f"Also affects: {affects}" if affects else "",
        f"Listed under: {under}" if under else "",
        f"Rule: {finding.rule}",
    ]
    return [text for text in texts if text]


def _clause_text(register: Register, finding: Finding) -> str:
    if register.beside is None or register.beside.texts is None:
        return ""
    from accordant.reports.aside import text_words  # noqa: PLC0415 - few users have a licensed text at hand

    return text_words(register.beside.texts, finding)


def _evidence_texts(register: Register, finding: Finding, *, every: bool) -> list[str]:
    texts = [text for evidence in finding.evidence[:MOST_CITATIONS] for text in _citation_texts(evidence)]
    left = len(finding.evidence) - MOST_CITATIONS
    if left > 0:
        texts.append(f"and {left} more, in the JSON and CSV reports")
    if finding.judgement:
        texts += ["Judgement on record:", *_citation_texts(finding.judgement)]
    if every and finding.strength:
        texts.append(f"weakest: {strength_words(register, finding)}")
    return texts or ["-"]


def _citation_texts(evidence: Evidence) -> list[str]:
    return [
        text for text in (place(evidence), source(evidence), f"seen: {shorten(seen(evidence), LONGEST_VALUE)}") if text
    ]


def _member_words(register: Register, member: str, subject: str) -> str:
    """Return a finding in a list of others: clause and rule, and its subject where that is another."""
    for finding in register.findings:
        if finding.id == member:
            elsewhere = "" if finding.subject == subject else f", {subject_words(finding.subject)}"
            return f"{clause_words(register)(finding.clause)} {finding.rule}{elsewhere}"
    return member


def _holds(conclusion: DrawnConclusion) -> str:
    if not conclusion.holds:
        return "no"
    return f"yes ({conclusion.severity})" if conclusion.severity else "yes"


def _conclusion_texts(register: Register, conclusion: DrawnConclusion) -> list[str]:
    members = [f"- {_member_words(register, member, conclusion.subject)}" for member in conclusion.members]
    return [conclusion.reason, *(["Rests on:"] if members else []), *members]
