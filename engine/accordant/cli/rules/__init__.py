"""The rule author's commands: `accordant rules ...`."""

import click

from accordant.cli.lazy import LazyGroup

COMMANDS: dict[str, str] = {
    "fmt": "accordant.cli.rules.fmt:fmt",
    "lint": "accordant.cli.rules.lint:lint",
    "schema": "accordant.cli.rules.schema:schema",
}
"""Where each command lives."""


@click.group(cls=LazyGroup, commands_at=COMMANDS)
def rules() -> None:
    """Read, write, prove and publish rules."""
