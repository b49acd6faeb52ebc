"""A register as CSV: one row a finding, in plain words, opening clean in a spreadsheet."""

import csv
import io
from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING

from accordant.model.register import Finding, Register
from accordant.model.tailoring import Deviation
from accordant.reports.audience import for_audience, may_advise, may_grade
from accordant.reports.wording import ask, cite, clause_words, deviation_words, outcome_words, strength_words

if TYPE_CHECKING:
    from accordant.model.beside import Beside, Column

BYTE_ORDER_MARK = "\ufeff"
"""Without it Excel reads UTF-8 as the local code page."""

LONGEST_CELL = 32_000
"""Excel cuts a cell at 32,767 characters and spills the rest over the rows below."""

_FORMULA_STARTS = ("=", "+", "-", "@", "\t", "\r", "＝", "＋", "－", "＠")  # noqa: RUF001 -- Excel takes the wide ones too


def render_csv(register: Register) -> str:
    """Return every finding as a row, and after them every deviation of a profile.

    The text holds its own line ends (CRLF) and starts with a byte order mark.
    """
    register = for_audience(register)
    cells = _columns(register)
    text = io.StringIO(newline="")
    writer = csv.writer(text, dialect="excel", lineterminator="\r\n", quoting=csv.QUOTE_ALL)
    writer.writerow(cells)
    writer.writerows([[safe_cell(cell(finding)) for cell in cells.values()] for finding in register.findings])
    for deviation in register.profile.deviations if register.profile else ():
        row = _deviation(register, deviation)
        writer.writerow([safe_cell(row.get(name, "")) for name in cells])
    return BYTE_ORDER_MARK + text.getvalue()


def safe_cell(text: str) -> str:
    """Return the text as a spreadsheet may hold it: no formula, one kind of line break, nothing over its limit."""
    guard = "'" if text.startswith(_FORMULA_STARTS) else ""
    text = guard + text.replace("\r\n", "\n").replace("\r", "\n").replace("\0", "\\0")
    text = text.encode("utf-8", "backslashreplace").decode("utf-8")
    return text if len(text) <= LONGEST_CELL else text[:LONGEST_CELL] + " […]"


def _profile(register: Register) -> str:
    return f"{register.profile.id} {register.profile.version}" if register.profile else ""


def _deviation(register: Register, deviation: Deviation) -> dict[str, str]:
    return {
        "Organisation": register.organisation,
        "As of": register.as_of,
        "Outcome": "not checked" if deviation.kind == "not-checked" else "deviation from the rulebook",
        "Statement": deviation_words(deviation),
        "Rule": deviation.what if deviation.kind in ("not-checked", "severity") else "",
        "Profile": _profile(register),
        "Notice": register.notice,
    }


def _columns(register: Register) -> Mapping[str, Callable[[Finding], str]]:
    number = clause_words(register)
    graded = may_grade(register)
    return {
        "Organisation": lambda _: register.organisation,
        "As of": lambda _: register.as_of,
        "Subject": lambda one: one.subject,
        "Due at life-cycle stage": lambda one: "" if one.life_cycle_stage is None else str(one.life_cycle_stage),
        # The word keeps a spreadsheet from reading 8.10 as 8.1, or 8.6.2 as a date.
        "Clause": lambda one: f"clause {number(one.clause)}" if one.clause else "",
        "Title": lambda one: one.title,
        "Outcome": lambda one: outcome_words(one.outcome, extent=one.extent, graded=graded),
        "Severity": lambda one: one.severity or "",
        "Reason for the severity": lambda one: one.severity_reason or "",
        "Severity if confirmed": lambda one: one.severity_if_confirmed or "",
        "Part or whole": lambda one: one.extent,
        "Requirement": lambda one: one.requirement,
        "Statement": lambda one: one.statement,
        "Evidence": lambda one: "\n".join(cite(evidence) for evidence in one.evidence),
        "Weakest evidence": lambda one: strength_words(register, one),
        "Why it matters": lambda one: one.reason,
        "Still to ask": lambda one: "\n".join(ask(question) for question in one.remaining),
        "Judgement on record": lambda one: cite(one.judgement) if one.judgement else "",
        "Listed under": lambda one: "\n".join(one.depends_on),
        "Also affects": lambda one: "\n".join(one.also_affects),
        **({"Suggestion": lambda one: one.advice or ""} if may_advise(register) else {}),
        "Kind": lambda one: one.kind,
        "Level": lambda one: one.level,
        "Obligation": lambda one: one.obligation,
        "Rule": lambda one: one.rule,
        "Finding": lambda one: one.id,
        "Profile": lambda _: _profile(register),
        "Notice": lambda _: register.notice,
        **(_beside(register.beside) if register.beside else {}),
    }


def _beside(beside: "Beside") -> Mapping[str, Callable[[Finding], str]]:
    """Return a column for each crosswalk that was asked for, and one for clause text."""
    from accordant.reports.aside import column_words, licence_words, text_words  # noqa: PLC0415 - few registers have it

    def in_column(column: "Column") -> Callable[[Finding], str]:
        return lambda one: column_words(column, one.obligation)

    cells = {f"Crosswalk {column.name}": in_column(column) for column in beside.columns}
    texts = beside.texts
    return (
        cells
        if texts is None
        else {**cells, f"Clause text, {licence_words(texts)}": lambda one: text_words(texts, one)}
    )
