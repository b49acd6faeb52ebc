"""Words in; words and an exit status out: parse, build, execute. Each command is imported when it is called."""

from typing import Any

import click

from accordant import __version__
from accordant.cli.lazy import LazyGroup
from accordant.cli.surroundings import breaking_off

COMMANDS = {
    "check": "accordant.cli.check:check",
    "explain": "accordant.cli.explain:explain",
    "compare": "accordant.cli.compare:compare",
    "judge": "accordant.cli.judge:judge",
    "evidence": "accordant.cli.evidence:evidence",
    "rules": "accordant.cli.rules:rules",
}
"""Where each command lives."""


class Main(LazyGroup):
    """All commands, each of which may be broken off."""

    def invoke(self, ctx: click.Context) -> Any:
        """Run the command."""
        with breaking_off():
            return super().invoke(ctx)


@click.group(cls=Main, commands_at=COMMANDS, context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(__version__, prog_name="accordant")
def main() -> None:
    r"""Judge evidence of collaborative business relationships against ISO 44001 rules.

    \b
    Exit status of every command, beside its own:
      130  broken off (Ctrl-C)
    """
