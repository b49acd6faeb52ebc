"""The words that every command about rules takes: which rulebook, and which of its rules."""

from collections.abc import Callable, Sequence
from difflib import get_close_matches
from pathlib import Path
from typing import Any, TypeVar

import click

from accordant.casebook import Case, read_casebook
from accordant.cli.surroundings import cache, profile_files, rule_folders, shipped
from accordant.errors import UsageError
from accordant.model.rules import Rule, Rulebook
from accordant.rulebook import Compiled, load_rulebook

Command = TypeVar("Command", bound=Callable[..., Any])


def rules_option(command: Command) -> Command:
    """Add `--rules`."""
    option = click.option(
        "--rules",
        "added",
        type=click.Path(path_type=Path, file_okay=False, exists=True),
        multiple=True,
        help="Folder of rules of your own, added to the shipped ones.",
    )
    return option(command)


def clause_text_option(command: Command) -> Command:
    """Add `--clause-text`."""
    option = click.option(
        "--clause-text",
        type=click.Path(path_type=Path, dir_okay=False),
        help="Your licensed copy of clauses, laid over the cards; nothing of it is kept anywhere else.",
    )
    return option(command)


def load(added: tuple[Path, ...], profiles: tuple[str, ...] = ()) -> Compiled:
    """Load the shipped rulebook with the folders added to it, tailored by profiles."""
    return load_rulebook(
        rule_folders(added), schemas=shipped("schemas"), cache=cache(), profiles=profile_files(profiles)
    )


def all_cases(compiled: Compiled, added: tuple[Path, ...]) -> tuple[Case, ...]:
    """Read the cases of the rulebook loaded with these folders."""
    ids = {rule.id for rule in compiled.rulebook.rules}
    return read_casebook(rule_folders(added), schemas=shipped("schemas"), types=compiled.types, rules=ids)


def place_of(rule: Rule, added: tuple[Path, ...]) -> str:
    """Return where a rule stands, as `file:line`."""
    folders = (folder for folder in rule_folders(added) if (folder / rule.file).is_file())
    folder = next(folders, None)
    return f"{folder / rule.file if folder else rule.file}:{rule.line}"


def selected(rulebook: Rulebook, names: Sequence[str]) -> tuple[Rule, ...]:
    """Return the rules of these names, ids of rules or keys of obligations, in order of id; of no name, all.

    Raises:
        UsageError: for a name that is neither.
    """
    if not names:
        return rulebook.rules
    found = {rule.id for rule in rulebook.rules for name in names if name in (rule.id, rule.obligation)}
    known = {name for rule in rulebook.rules for name in (rule.id, rule.obligation)}
    for name in names:
        if name not in known:
            meant = get_close_matches(name, sorted(known), n=1)
            hint = f'; did you mean "{meant[0]}"?' if meant else ""
            raise UsageError(f'"{name}" is neither a rule nor an obligation that has one{hint}')
    return tuple(rule for rule in rulebook.rules if rule.id in found)
