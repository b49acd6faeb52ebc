"""A group of commands that imports a command only when it is called or its help is asked for."""

from collections.abc import Mapping
from importlib import import_module
from typing import Any

import click


class LazyGroup(click.Group):
    """A group whose `commands_at` says where each command lives: name -> `module:attribute`."""

    def __init__(self, *args: Any, commands_at: Mapping[str, str], **more: Any) -> None:
        super().__init__(*args, **more)
        self.commands_at = commands_at
        _lay_out(self)

    def list_commands(self, ctx: click.Context) -> list[str]:
        """Give the names in the order of the table, with those added in the ordinary way."""
        return [*self.commands_at, *super().list_commands(ctx)]

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        """Import the command of this name, None where there is none."""
        if cmd_name not in self.commands_at:
            return super().get_command(ctx, cmd_name)
        module, _, attribute = self.commands_at[cmd_name].partition(":")
        command: click.Command = getattr(import_module(module), attribute)
        _lay_out(command)
        return command


def _lay_out(command: click.Command) -> None:
    r"""Let lines after a line `\b` stay as they are: click looks for the character, raw docstrings have its name."""
    command.help = command.help and command.help.replace("\\b\n", "\b\n")
