"""The rule author's commands: `accordant rules ...`. Each is imported when it is called."""

import click

from accordant.cli.lazy import LazyGroup

COMMANDS = {
    "list": "accordant.cli.rules.listing:list_rules",
    "show": "accordant.cli.rules.showing:show",
    "test": "accordant.cli.rules.testing:test",
    "prove": "accordant.cli.rules.proving:prove_rules",
    "diff": "accordant.cli.rules.diffing:diff",
    "handbook": "accordant.cli.rules.publishing:handbook",
}
"""Where each command lives."""


@click.group(cls=LazyGroup, commands_at=COMMANDS)
def rules() -> None:
    """Read, write, prove and publish rules."""
