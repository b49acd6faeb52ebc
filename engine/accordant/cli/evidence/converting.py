"""`accordant evidence convert`: evidence from one format into another, whole or not at all."""

import sys
from pathlib import Path
from typing import TYPE_CHECKING

import click

from accordant.cli.evidence.folders import put_folder
from accordant.cli.judging import limit_option
from accordant.cli.surroundings import IMPOSSIBLE, put, refusing, shipped
from accordant.errors import UsageError

if TYPE_CHECKING:
    from accordant.evidence import Limits

_SUFFIXES = {"yaml": (".yaml", ".yml"), "xml": (".xml",), "xlsx": (".xlsx",)}


@click.command("convert")
@click.argument("source", metavar="SRC", type=click.Path(path_type=Path))
@click.argument("target", metavar="DST", type=click.Path(path_type=Path))
@click.option("--to", "shape", type=click.Choice(tuple(_SUFFIXES)), required=True, help="The format to write.")
@limit_option
def convert_evidence(source: Path, target: Path, shape: str, limits: "Limits | None") -> None:
    r"""Write the evidence in SRC (a folder, a zip or a file) as DST, in another format.

    DST is a file if its name says so, one for all documents; else a folder with a file for each. What is written is
    read back first: nothing is written unless every value is there again. Comments stay where the format stays.

    \b
    Exit status:
      0  written
      2  something cannot be read, or cannot be said in the other format; nothing is written
    """
    single = target.suffix.lower() in _SUFFIXES[shape]
    with refusing():
        from accordant.catalogue.declaration import load_types  # noqa: PLC0415
        from accordant.evidence import DEFAULT_LIMITS, read_pack  # noqa: PLC0415
        from accordant.forms.converting import FORMAT_OF, convert  # noqa: PLC0415

        if shape == "xlsx" and not single:
            raise UsageError(f"{target}: a workbook is a file whose name ends in .xlsx")
        types = load_types(shipped("schemas"))
        pack = read_pack(source, types=types, limits=limits or DEFAULT_LIMITS)
        if not pack.sound or not (pack.documents or pack.manifest):
            for problem in pack.intake:
                click.echo(str(problem), err=True)
            raise UsageError(f"{source}: not all of it can be read as evidence: nothing is written")
        converted = convert(pack, types, FORMAT_OF[shape], single=single)
        for problem in converted.problems:
            click.echo(str(problem), err=True)
        if converted.problems:
            sys.exit(IMPOSSIBLE)
        if single:
            put(converted.files[""], target)
        else:
            put_folder(converted.files, target)
        if converted.losing:
            click.echo(f"comments are not kept in {shape}: {', '.join(converted.losing)}", err=True)
        count = len(pack.documents) + (pack.manifest is not None)
        click.echo(f"{target}: {count} documents")
