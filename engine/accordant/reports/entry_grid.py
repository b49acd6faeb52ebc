"""The entries of one subject, and the conclusions, as grids."""

from collections.abc import Sequence

from accordant.model.register import DrawnConclusion, Evidence, Finding, Register
from accordant.reports.front import heading
from accordant.reports.layout import grid, shorten, wrap
from accordant.reports.wording import clause_words, grade, place, seen, source, subject_words

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


def entry_grid(register: Register, findings: Sequence[Finding], width: int, *, colour: bool) -> list[str]:
    """Return the findings as a grid of clause, grade, finding and evidence, `width` columns at most."""
    widths = _entry_widths(width)
    number = clause_words(register)
    rows = []
    for finding in findings:
        words = grade(register, finding)
        rows.append(
            [
                wrap(number(finding.clause), widths[0]),
                [_painted(line, words) if colour else line for line in wrap(words, widths[1])],
                [line for text in _finding_texts(register, finding) for line in wrap(text, widths[2])],
                [line for text in _evidence_texts(finding) for line in wrap(text, widths[3])],
            ],
        )
    return grid(("Clause", "Grade", "Finding", "Evidence"), rows, widths)


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


def _entry_widths(width: int) -> tuple[int, int, int, int]:
    room = width - 13
    clause, words = 9, max(10, min(14, room // 5))
    finding = (room - clause - words) * 3 // 5
    return (clause, words, finding, room - clause - words - finding)


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
        graded,
        f"Also affects: {affects}" if affects else "",
        f"Listed under: {under}" if under else "",
        f"Rule: {finding.rule}",
    ]
    return [text for text in texts if text]


def _evidence_texts(finding: Finding) -> list[str]:
    texts = [text for evidence in finding.evidence[:MOST_CITATIONS] for text in _citation_texts(evidence)]
    left = len(finding.evidence) - MOST_CITATIONS
    if left > 0:
        texts.append(f"and {left} more, in the JSON and CSV reports")
    if finding.judgement:
        texts += ["Judgement on record:", *_citation_texts(finding.judgement)]
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
