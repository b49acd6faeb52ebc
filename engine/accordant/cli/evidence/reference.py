"""`accordant evidence reference`: every document type and its fields, as a page for people."""

from pathlib import Path

import click

from accordant.cli.surroundings import put, refusing, shipped


@click.command()
@click.option("--output", "-o", type=click.Path(path_type=Path, dir_okay=False), help="Write to this file.")
def reference(output: Path | None) -> None:
    r"""Print one HTML page with every type of evidence document, its fields, and what belongs in them.

    \b
    Exit status:
      0  printed, or written
      2  it cannot be written
    """
    with refusing():
        from accordant.catalogue.declaration import load_header, load_types  # noqa: PLC0415
        from accordant.forms.reference import html_reference  # noqa: PLC0415

        schemas = shipped("schemas")
        put(html_reference(load_types(schemas), load_header(schemas)), output)
