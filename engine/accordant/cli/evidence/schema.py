"""`accordant evidence schema`: the schemas by which editors complete and check evidence."""

from pathlib import Path

import click

from accordant.cli.evidence.folders import put_folder
from accordant.cli.surroundings import refusing, shipped


@click.command()
@click.option("--output", "-o", type=click.Path(path_type=Path), required=True, help="The folder to write.")
def schema(output: Path) -> None:
    r"""Write the schemas of evidence for editors: JSON Schema for YAML in json/, XML Schema in xsd/.

    A document names json/evidence.json or xsd/evidence.xsd, whatever its type.

    \b
    Exit status:
      0  written
      2  it cannot be written, or something is there already
    """
    with refusing():
        from accordant.catalogue.generation import generate  # noqa: PLC0415

        files = {name: text.encode() for name, text in generate(shipped("schemas")).items()}
        put_folder(files, output)
        click.echo(f"{output}: {len(files)} schemas; name json/evidence.json or xsd/evidence.xsd in your documents")
