"""`accordant rules export` and `accordant rules import`: the rules as a workbook, and what was changed in it back."""

import sys
from collections.abc import Mapping
from pathlib import Path

import click

from accordant.authoring.trial import try_out
from accordant.authoring.workbook.importing import import_workbook
from accordant.authoring.workbook.making import make_sheets
from accordant.authoring.workbook.rows import Sheet
from accordant.authoring.workbook.writing import write_workbook
from accordant.cards.saying import judged
from accordant.checks import labels_of
from accordant.cli.rules.standing import rulebooks_under
from accordant.cli.surroundings import IMPOSSIBLE, cache, put, put_all, refusing, rule_folders, shipped
from accordant.rulebook import Compiled, load_rulebook


@click.command("export")
@click.argument("folders", metavar="[DIR]...", nargs=-1, type=click.Path(path_type=Path, exists=True, file_okay=False))
@click.option(
    "--output", "-o", type=click.Path(path_type=Path, dir_okay=False), required=True, help="The workbook to write."
)
def export_rules(folders: tuple[Path, ...], output: Path) -> None:
    r"""Write the rules of each DIR, or the shipped ones, as a workbook: sheets of rules, of obligations and of cases.

    \b
    Exit status:
      0  written
      2  a rule or a case file is broken, or the workbook cannot be written
    """
    with refusing():
        wanted = folders or rule_folders(())
        compiled = _load(wanted)
        book = compiled.rulebook
        about = (("Rulebook", book.id), ("Version", book.version), ("Standard", book.standard), ("Digest", book.digest))
        put(write_workbook(_sheets(wanted, compiled), about), output)


@click.command("import")
@click.argument("workbook", type=click.Path(path_type=Path, exists=True, dir_okay=False))
@click.option(
    "--folder",
    type=click.Path(path_type=Path, exists=True, file_okay=False),
    required=True,
    help="The folder of rules that the changes are written into.",
)
def import_rules(workbook: Path, folder: Path) -> None:
    r"""Write what was changed in WORKBOOK into the rule files, and name the files that change.

    Titles, reasons, requirements, statements and reviewers' comments are read back, each where it stands: comments and
    layout of the files stay. What comes of it is loaded first, cases included, as if it stood there: all of it is
    written, or nothing.

    \b
    Exit status:
      0  written, or nothing to write
      2  something was changed that cannot be read back, or would break the rules; nothing is written
    """
    with refusing():
        sheets = _sheets((folder,), _load((folder,)))
        imported = import_workbook(workbook.read_bytes(), str(workbook), sheets)
        for problem in imported.problems:
            click.echo(str(problem), err=True)
        if imported.problems:
            sys.exit(IMPOSSIBLE)
        try_out(imported.files, folder, under=rulebooks_under((folder,)), schemas=shipped("schemas"))
        put_all({Path(place): content for place, content in imported.files.items()})
        for place in imported.files:
            click.echo(place)


def _load(folders: tuple[Path, ...]) -> Compiled:
    return load_rulebook((*rulebooks_under(folders), *folders), schemas=shipped("schemas"), cache=cache())


def _sheets(folders: tuple[Path, ...], compiled: Compiled) -> tuple[Sheet, ...]:
    under = rulebooks_under(folders)
    return make_sheets(folders, under=under, schemas=shipped("schemas"), judged=_judged(compiled))


def _judged(compiled: Compiled) -> Mapping[str, str]:
    labels, book = labels_of(compiled.types), compiled.rulebook
    return {rule.id: "\n".join(judged(rule, book.obligations[rule.obligation], labels)) for rule in book.rules}
