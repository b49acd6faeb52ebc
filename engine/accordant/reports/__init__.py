"""Reports: a register in, one document out; each sibling module only formats."""

from collections.abc import Callable, Mapping

from accordant.model.register import Register
from accordant.reports.csv_report import render_csv
from accordant.reports.json_report import render_json
from accordant.reports.table import render_table

__all__ = ["REPORTS", "render_csv", "render_json", "render_table"]

REPORTS: Mapping[str, Callable[[Register], str]] = {
    "table": render_table,
    "json": render_json,
    "csv": render_csv,
}
