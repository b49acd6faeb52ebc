"""Reports: a register in, one document out; each sibling module only formats, and is imported when it is wanted."""

from collections.abc import Callable, Mapping

from accordant.model.register import Register

__all__ = ["REPORTS", "render_csv", "render_json", "render_table"]


def render_table(register: Register, *, width: int = 100, every: bool = False, colour: bool = False) -> str:
    """Return the register as lines of at most `width` columns; see `accordant.reports.table`."""
    from accordant.reports import table  # noqa: PLC0415

    return table.render_table(register, width=width, every=every, colour=colour)


def render_json(register: Register) -> str:
    """Return the register as JSON; see `accordant.reports.json_report`."""
    from accordant.reports import json_report  # noqa: PLC0415

    return json_report.render_json(register)


def render_csv(register: Register) -> str:
    """Return the register as CSV that opens clean in Excel; see `accordant.reports.csv_report`."""
    from accordant.reports import csv_report  # noqa: PLC0415

    return csv_report.render_csv(register)


REPORTS: Mapping[str, Callable[[Register], str]] = {
    "table": render_table,
    "json": render_json,
    "csv": render_csv,
}
