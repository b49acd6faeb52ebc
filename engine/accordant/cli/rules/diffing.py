"""`accordant rules diff`: what changed between two rulebooks, which verdicts change, what version that makes."""

from datetime import date
from pathlib import Path

import click

from accordant.casebook import Case, pack_of, read_casebook
from accordant.cli.surroundings import cache, put, read_day, refusing, rule_folders, shipped
from accordant.comparing import Evidence, Side, compare, comparison_json, comparison_text, distinct
from accordant.evidence import read_pack
from accordant.rulebook import load_rulebook
from accordant.rulebook.files import Folder, Part, read_folder

FOLDER = click.Path(path_type=Path, file_okay=False, exists=True)


@click.command()
@click.argument("old", type=FOLDER)
@click.argument("new", type=FOLDER)
@click.option(
    "--on",
    "packs",
    type=click.Path(path_type=Path, exists=True),
    multiple=True,
    help="Judge this pack by both; may be given again.  [default: the cases beside the rules]",
)
@click.option("--as-of", metavar="YYYY-MM-DD", help="Judge the packs of --on as of this date.  [default: today]")
@click.option(
    "--format",
    "shape",
    type=click.Choice(("text", "json")),
    default="text",
    show_default=True,
    help="Form of the comparison.",
)
def diff(old: Path, new: Path, packs: tuple[Path, ...], as_of: str | None, shape: str) -> None:
    r"""Compare the rulebook in folder OLD with that in NEW, in words and by their verdicts, and propose a version.

    \b
    major  a verdict gets worse, a rule is removed, or a new rule finds a nonconformity in these packs
    minor  anything else about what is judged changed, whether a verdict changes here or not
    patch  only words, comments or layout changed

    A folder without conclusions of its own adds to the shipped rulebook and is compared on top of it. The reference
    engine decides.

    \b
    Exit status:
      2  a rulebook or a case file is broken, or a pack cannot be read
      0  compared, whatever was found
    """
    day = read_day(as_of, "--as-of")
    with refusing():
        sides = _side(old), _side(new)
        evidence = _packs(packs, sides[1], day) if packs else _cases(*sides)
        comparison = compare(*sides, evidence)
        put((comparison_json if shape == "json" else comparison_text)(comparison).encode(), None)


def _side(folder: Path) -> Side:
    read = read_folder(folder)
    compiled = load_rulebook(_with_base(read, folder), schemas=shipped("schemas"), cache=cache())
    return Side(read, compiled)


def _with_base(read: Folder, folder: Path) -> tuple[Path, ...]:
    """Give the folder alone where it is a whole rulebook, else on top of the shipped one."""
    whole = any(file.part is Part.CONCLUSION for file in read.files)
    return (folder,) if whole else rule_folders((folder,))


def _packs(packs: tuple[Path, ...], side: Side, as_of: date) -> tuple[Evidence, ...]:
    types = side.compiled.types
    return tuple(Evidence(str(pack), read_pack(pack, types=types), as_of) for pack in packs)


def _cases(old: Side, new: Side) -> tuple[Evidence, ...]:
    """Give the packs of the cases on both sides, each once; those of rules that are new prove nothing of the past."""
    known = {rule.id for rule in old.compiled.rulebook.rules}
    return distinct(
        Evidence(f"{case.rule}: {case.name}", pack_of(case, side.compiled.types), case.as_of, case.options)
        for side in (old, new)
        for case in _own_cases(side)
        if case.rule in known
    )


def _own_cases(side: Side) -> tuple[Case, ...]:
    folder = Path(side.folder.place)
    folders = _with_base(side.folder, folder)
    ids = {rule.id for rule in side.compiled.rulebook.rules}
    cases = read_casebook(folders, schemas=shipped("schemas"), types=side.compiled.types, rules=ids)
    return tuple(case for case in cases if case.place.startswith(f"{folder}/"))
