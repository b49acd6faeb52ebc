"""What is done with evidence before it is judged: `accordant evidence ...`. Each command is imported when called."""

import click

from accordant.cli.lazy import LazyGroup

COMMANDS = {
    "seal": "accordant.cli.evidence.sealing:seal",
}
"""Where each command lives."""


@click.group(cls=LazyGroup, commands_at=COMMANDS)
def evidence() -> None:
    """Prepare and protect evidence."""
