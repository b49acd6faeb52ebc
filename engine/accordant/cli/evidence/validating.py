"""`accordant evidence validate`: every problem of the form of evidence, in every file, at once."""

import sys
from pathlib import Path
from typing import TYPE_CHECKING

import click

from accordant.cli.judging import limit_option
from accordant.cli.surroundings import refusing, shipped

if TYPE_CHECKING:
    from accordant.evidence import Limits

WRONG = 1


@click.command()
@click.argument("pack", type=click.Path(path_type=Path))
@limit_option
def validate(pack: Path, limits: "Limits | None") -> None:
    r"""Say everything that is wrong with the form of the evidence in PACK, each with its place.

    PACK is a folder, a zip or a file. Nothing is judged: what is only missing or incomplete is for check to say, which
    reads the same evidence and drops none of it for its form.

    \b
    Exit status:
      0  nothing is wrong
      1  something is
      2  the evidence cannot be read at all
    """
    with refusing():
        from accordant.catalogue.declaration import load_types  # noqa: PLC0415
        from accordant.evidence import DEFAULT_LIMITS, read_pack  # noqa: PLC0415

        read = read_pack(pack, types=load_types(shipped("schemas")), limits=limits or DEFAULT_LIMITS)
        for problem in read.intake:
            # As the file is found from here, so that an editor opens it.
            there = pack / problem.file if pack.is_dir() else pack.with_name(problem.file)
            click.echo(problem._replace(file=str(there)))
        count = len(read.documents) + (read.manifest is not None)
        click.echo(f"{count} documents, {len(read.intake)} problems", err=True)
        if read.intake:
            sys.exit(WRONG)
