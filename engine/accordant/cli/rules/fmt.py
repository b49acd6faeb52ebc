"""`accordant rules fmt`: rule files put into their one layout, or a list of those that are not."""

import sys
from pathlib import Path

import click

from accordant.cli.surroundings import IMPOSSIBLE, put, refusing
from accordant.errors import UsageError

DIFFERS = 1


@click.command()
@click.argument("paths", metavar="PATH...", nargs=-1, required=True, type=click.Path(path_type=Path))
@click.option("--check", is_flag=True, help="Write nothing; list the files that are not in their layout.")
def fmt(paths: tuple[Path, ...], check: bool) -> None:  # noqa: FBT001 - click hands flags over
    r"""Put each file at or below PATH into the one layout of its kind: comments stay, and so does what it says.

    Rules, obligations, cases, conclusions, profiles and rulebook.yaml have a layout; other files below a folder are
    left alone.

    \b
    Exit status:
      0  every file is in its layout (now)
      1  with --check: some are not
      2  a file cannot be read, or has no layout
    """
    with refusing():
        sys.exit(_execute(paths, check=check))


def _execute(paths: tuple[Path, ...], *, check: bool) -> int:
    from accordant.authoring.formatting import files_of, format_file  # noqa: PLC0415
    from accordant.model.problem import Problem  # noqa: PLC0415

    status = 0
    for path, file in [(given, file) for given in paths for file in files_of(given)]:
        content = _content(file)
        laid_out = format_file(str(file), content)
        if isinstance(laid_out, Problem) or (laid_out is None and path == file):
            click.echo(str(laid_out or Problem(str(file), None, None, "not a file of a rulebook")), err=True)
            status = IMPOSSIBLE
        elif laid_out is not None and laid_out != content:
            click.echo(str(file))
            status = max(status, DIFFERS) if check else status
            if not check:
                put(laid_out, file)
    return status


def _content(file: Path) -> bytes:
    try:
        return file.read_bytes()
    except OSError as error:
        raise UsageError(f"{file}: {error.strerror}") from error
