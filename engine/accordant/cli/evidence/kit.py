"""`accordant evidence kit`: forms to be filled in, for the whole system or for some stages of the life cycle."""

import re
from pathlib import Path

import click

from accordant.cli.evidence.folders import put_folder
from accordant.cli.surroundings import cache, put, refusing, rule_folders, shipped
from accordant.errors import UsageError

SHAPES = ("yaml", "xml", "xlsx")
_STAGES = re.compile(r"([1-8])(?:-([1-8]))?")


@click.command()
@click.option(
    "--format", "shape", type=click.Choice(SHAPES), default="yaml", show_default=True, help="Form of the forms."
)
@click.option(
    "--output", "-o", type=click.Path(path_type=Path), required=True, help="The folder to write, or the workbook."
)
@click.option("--stage", metavar="N[-N]", help="Only what is asked for at these stages of the life cycle, such as 1-4.")
@click.option(
    "--pack",
    type=click.Path(path_type=Path, exists=True),
    help="Evidence, or a manifest alone, whose relationships and parties the forms offer.",
)
def kit(shape: str, output: Path, stage: str | None, pack: Path | None) -> None:
    r"""Write forms with a form for each type of evidence document, explained in plain words.

    In YAML and XML there is a file for each; in Excel one workbook. An untouched kit holds no evidence and no mistake.

    \b
    Exit status:
      0  written
      2  it cannot be written, or something is there already
    """
    stages = _stages(stage)
    with refusing():
        from accordant.evidence import read_pack  # noqa: PLC0415
        from accordant.forms.choosing import choose  # noqa: PLC0415
        from accordant.forms.kit import excel_kit, plan, text_kit  # noqa: PLC0415
        from accordant.rulebook import load_rulebook  # noqa: PLC0415

        compiled = load_rulebook(rule_folders(()), schemas=shipped("schemas"), cache=cache())
        chosen = choose(compiled.types, compiled.rulebook, stages)
        manifest = read_pack(pack, types=compiled.types).manifest if pack else None
        if pack and manifest is None:
            raise UsageError(f"{pack}: there is no manifest in it")
        if shape == "xlsx":
            put(excel_kit(compiled.types, chosen, manifest), output)
            click.echo(f"{output}: forms for {len(chosen)} types of document")
        else:
            files = text_kit(plan(compiled.types, chosen, manifest), shape)
            put_folder(files, output)
            click.echo(f"{output}: {len(files)} forms")


def _stages(text: str | None) -> range | None:
    if text is None:
        return None
    match = _STAGES.fullmatch(text)
    first, last = (int(match[1]), int(match[2] or match[1])) if match else (1, 0)
    if first > last:
        raise click.BadParameter(f"{text!r}: a stage from 1 to 8, or two such as 1-4", param_hint="'--stage'")
    return range(first, last + 1)
