"""What is still to be fetched and asked, grouped by the person to turn to, each thing once."""

from collections.abc import Mapping, Sequence

from accordant.model.register import Register, makes_entry, questions_owed
from accordant.reports.front import heading
from accordant.reports.layout import block
from accordant.reports.wording import clause_words, subject_words

_Asked = Mapping[str, Mapping[str, Sequence[str]]]
"""Whom -> what -> the clauses and subjects it is for."""


def follow_up_lines(register: Register, width: int) -> list[str]:
    """Return the lists `Ask for`, `Ask about` and, where the audience may have it, `Suggestions`."""
    lines = _list_lines("Ask for", _documents(register), width)
    lines += _list_lines("Ask about", _questions(register), width)
    return lines + _suggestion_lines(register, width)


def _documents(register: Register) -> _Asked:
    number = clause_words(register)
    asked: dict[str, dict[str, list[str]]] = {}
    for request in register.requests:
        clauses = ", ".join(number(clause) for clause in request.clauses)
        what = f"{request.document}, for {subject_words(request.subject)}"
        asked.setdefault(request.whom, {}).setdefault(what, []).append(clauses)
    return asked


def _questions(register: Register) -> _Asked:
    number = clause_words(register)
    asked: dict[str, dict[str, list[str]]] = {}
    for finding in register.findings:
        where = f"{number(finding.clause)} {subject_words(finding.subject)}"
        for question in questions_owed(finding):
            what = f"{question.method}: {question.question}"
            asked.setdefault(question.whom, {}).setdefault(what, []).append(where)
    return asked


def _list_lines(title: str, asked: _Asked, width: int) -> list[str]:
    if not asked:
        return []
    lines = ["", *heading(title, width)]
    for whom in sorted(asked):
        lines += block(f"{whom}:", width, first="", rest="")
        for what, reasons in asked[whom].items():
            told = "; ".join(dict.fromkeys(reason for reason in reasons if reason))
            lines += block(f"{what} ({told})" if told else what, width, first="  - ", rest="    ")
    return lines


def _suggestion_lines(register: Register, width: int) -> list[str]:
    advised: dict[str, list[str]] = {}
    for finding in register.findings:
        if finding.advice and makes_entry(finding):
            advised.setdefault(finding.advice, []).append(f"{finding.rule}, {subject_words(finding.subject)}")
    if not advised:
        return []
    lines = ["", *heading("Suggestions (no part of the findings)", width)]
    for advice, rules in advised.items():
        lines += block(f"{advice} ({'; '.join(rules)})", width, first="- ", rest="  ")
    return lines
