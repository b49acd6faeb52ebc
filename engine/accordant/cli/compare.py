"""`accordant compare`: a register held against an earlier one, also when rules were renamed or divided since."""

from pathlib import Path

import click

from accordant.cli.surroundings import cache, put, refusing, rule_folders, shipped, width
from accordant.errors import UsageError

FORMATS = ("table", "json")


@click.command()
@click.argument("old", metavar="OLD", type=click.Path(path_type=Path, dir_okay=False))
@click.argument("new", metavar="NEW", type=click.Path(path_type=Path, dir_okay=False))
@click.option(
    "--rules",
    type=click.Path(path_type=Path),
    multiple=True,
    help="Folder of rules of your own that the registers were made with; may be given again.",
)
@click.option(
    "--format", "shape", type=click.Choice(FORMATS), default="table", show_default=True, help="Form of the comparison."
)
@click.option(
    "--output", "-o", type=click.Path(path_type=Path, dir_okay=False), help="Write to this file, whole or not at all."
)
def compare(old: Path, new: Path, rules: tuple[Path, ...], shape: str, output: Path | None) -> None:
    r"""Say what became of the entries of register OLD (JSON) in register NEW, a later one of the same organisation.

    \b
    closed          was to be dealt with, and is shown to be met now
    not-asked       was to be dealt with, and is not applicable or not due now
    new             there was nothing to deal with, and there is now
    worse, better   open then and now, of another weight
    other           open then and now, in another way, such as without evidence
    open            unchanged, and still to be dealt with
    settled         neither then nor now anything to deal with; only counted
    not-comparable  judged only then, or only now; it is said why

    A rule that was renamed or divided since is held against what judges in its place now (successors.yaml).

    \b
    Exit status:
      2  one of them is no register, or they do not belong together
      0  compared, whatever was found
    """
    with refusing():
        put(_compared(old, new, rules, shape, output).encode("utf-8", "backslashreplace"), output)


def _compared(old: Path, new: Path, rules: tuple[Path, ...], shape: str, output: Path | None) -> str:
    from accordant.comparing import (  # noqa: PLC0415 - rooms are entered when they are needed
        compare_registers,
        read_register,
        since_json,
        since_text,
    )
    from accordant.rulebook import load_rulebook  # noqa: PLC0415

    before, after = (read_register(_content(file), str(file)) for file in (old, new))
    compiled = load_rulebook(rule_folders(rules), schemas=shipped("schemas"), cache=cache())
    since = compare_registers(before, after, compiled.rulebook.successors)
    return since_json(since) if shape == "json" else since_text(since, width=width(output))


def _content(file: Path) -> bytes:
    try:
        return file.read_bytes()
    except OSError as error:
        raise UsageError(f"{file}: {error.strerror}") from error
