"""The rule author's commands: `accordant rules ...`. Each is imported when it is called."""

import click

from accordant.cli.lazy import LazyGroup

COMMANDS = {
    "list": "accordant.cli.rules.listing:list_rules",
    "coverage": "accordant.cli.rules.coverage:coverage",
    "show": "accordant.cli.rules.showing:show",
    "new": "accordant.cli.rules.new:new",
    "lint": "accordant.cli.rules.lint:lint",
    "fmt": "accordant.cli.rules.fmt:fmt",
    "test": "accordant.cli.rules.testing:test",
    "prove": "accordant.cli.rules.proving:prove_rules",
    "diff": "accordant.cli.rules.diffing:diff",
    "handbook": "accordant.cli.rules.publishing:handbook",
    "export": "accordant.cli.rules.workbook:export_rules",
    "import": "accordant.cli.rules.workbook:import_rules",
    "schema": "accordant.cli.rules.schema:schema",
}
"""Where each command lives."""


@click.group(cls=LazyGroup, commands_at=COMMANDS)
def rules() -> None:
    """Read, write, prove and publish rules."""
