"""Words in; words and an exit status out: parse, build, execute. Each command is imported when it is called."""

import click

from accordant import __version__
from accordant.cli.lazy import LazyGroup

COMMANDS = {
    "check": "accordant.cli.check:check",
    "explain": "accordant.cli.explain:explain",
    "judge": "accordant.cli.judge:judge",
    "evidence": "accordant.cli.evidence:evidence",
    "rules": "accordant.cli.rules:rules",
}
"""Where each command lives."""


@click.group(cls=LazyGroup, commands_at=COMMANDS, context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(__version__, prog_name="accordant")
def main() -> None:
    """Judge evidence of collaborative business relationships against ISO 44001 rules."""
