"""What is done with evidence before it is judged: `accordant evidence ...`. Each command is imported when called."""

import click

from accordant.cli.lazy import LazyGroup

COMMANDS = {
    "kit": "accordant.cli.evidence.kit:kit",
    "validate": "accordant.cli.evidence.validating:validate",
    "convert": "accordant.cli.evidence.converting:convert_evidence",
    "reference": "accordant.cli.evidence.reference:reference",
    "schema": "accordant.cli.evidence.schema:schema",
    "seal": "accordant.cli.evidence.sealing:seal",
}
"""Where each command lives."""


@click.group(cls=LazyGroup, commands_at=COMMANDS)
def evidence() -> None:
    """Prepare and protect evidence."""
