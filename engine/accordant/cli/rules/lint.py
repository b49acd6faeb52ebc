"""`accordant rules lint`: every problem of a rulebook at once, and an exit status out."""

import sys
from pathlib import Path

import click

from accordant.cli.rules.standing import rulebooks_under
from accordant.cli.surroundings import IMPOSSIBLE, refusing, rule_folders, shipped
from accordant.errors import UsageError

FOUND = 1


@click.command()
@click.argument("folders", metavar="[DIR]...", nargs=-1, type=click.Path(path_type=Path))
@click.option(
    "--against",
    type=click.Path(path_type=Path),
    multiple=True,
    help="A text whose wording must not be copied, such as your copy of the standard; may be given again.",
)
def lint(folders: tuple[Path, ...], against: tuple[Path, ...]) -> None:
    r"""Report every problem of the rules in each DIR, or of the shipped ones, with file, line and column.

    A DIR that does not decide outcomes itself adds to the rulebook before it, the first to the shipped one.

    \b
    Exit status:
      0  nothing to report
      1  problems
      2  a DIR is not a rulebook
    """
    with refusing():
        sys.exit(_execute(folders or rule_folders(()), against))


def _execute(folders: tuple[Path, ...], against: tuple[Path, ...]) -> int:
    from accordant.authoring.lint import lint_rules  # noqa: PLC0415
    from accordant.rulebook.files import HEADER  # noqa: PLC0415

    for folder in folders:
        if not folder.is_dir():
            raise UsageError(f"{folder}: not a folder of rules")
    texts = tuple(_text(path) for path in against)
    problems = lint_rules(folders, under=rulebooks_under(folders), schemas=shipped("schemas"), against=texts)
    for problem in problems:
        click.echo(str(problem))
    if any(not (folder / HEADER).is_file() for folder in folders):
        return IMPOSSIBLE
    return FOUND if problems else 0


def _text(path: Path) -> str:
    try:
        return path.read_text(encoding="utf-8-sig", errors="replace")
    except OSError as error:
        raise UsageError(f"{path}: {error.strerror}") from error
