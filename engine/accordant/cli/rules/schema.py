"""`accordant rules schema`: the schema by which an editor completes and explains rule files."""

from pathlib import Path

import click

from accordant.cli.surroundings import put, refusing, shipped


@click.command()
@click.option("--output", "-o", type=click.Path(path_type=Path, dir_okay=False), help="Write to this file.")
def schema(output: Path | None) -> None:
    r"""Print the JSON Schema of a rule file for editors: kinds of check, document types and attributes are known.

    \b
    Exit status:
      0  printed, or written
      2  it cannot be written
    """
    with refusing():
        from accordant.authoring.editors import editor_schema  # noqa: PLC0415
        from accordant.catalogue.declaration import load_types  # noqa: PLC0415

        schemas = shipped("schemas")
        put(editor_schema(schemas, load_types(schemas)).encode(), output)
