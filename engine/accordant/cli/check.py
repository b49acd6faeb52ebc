"""`accordant check`: one pack in, its register and an exit status out."""

import os
import sys
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

import click

from accordant.cli.judging import Asked, judging_options
from accordant.cli.surroundings import put, read_day, refusing, width
from accordant.errors import UsageError
from accordant.model.register import Register

if TYPE_CHECKING:
    from accordant.model.beside import Beside
    from accordant.rulebook import Compiled

FORMATS = ("table", "json", "csv")
ENGINES = ("durable", "reference")
GRADES = ("major", "minor")


class Wish(NamedTuple):
    """What the words of `accordant check` ask for."""

    pack: Path
    shape: str
    output: Path | None
    as_of: date
    asked: Asked
    severity: str | None
    engine: str | None
    strict: bool
    every: bool
    crosswalks: tuple[str, ...]
    clause_text: Path | None
    keep_clause_text: bool


@click.command()
@click.argument("pack", type=click.Path(path_type=Path))
@click.option(
    "--format", "shape", type=click.Choice(FORMATS), default="table", show_default=True, help="Form of the register."
)
@click.option(
    "--output", "-o", type=click.Path(path_type=Path, dir_okay=False), help="Write to this file, whole or not at all."
)
@click.option("--as-of", metavar="YYYY-MM-DD", help="Judge as of this date.  [default: today]")
@judging_options("the profile's")
@click.option("--severity", type=click.Choice(GRADES), help="Show only entries of this grade or graver in the table.")
@click.option(
    "--engine", type=click.Choice(ENGINES), help="Engine that decides.  [default: durable, verified by reference]"
)
@click.option("--strict", is_flag=True, help="Exit 3 while questions remain for a person.")
@click.option("--all", "every", is_flag=True, help="Show every finding in the table, not only entries.")
@click.option(
    "--crosswalk",
    "crosswalks",
    metavar="NAME",
    multiple=True,
    help="Show where another standard has each finding, as rules list --crosswalk names it; may be given again.",
)
@click.option(
    "--clause-text",
    type=click.Path(path_type=Path, dir_okay=False),
    help="Your licensed copy of clauses, shown beside the findings of a table on your screen.",
)
@click.option("--keep-clause-text", is_flag=True, help="Let your clause text stand in files, JSON and CSV too.")
def check(
    pack: Path,
    shape: str,
    output: Path | None,
    as_of: str | None,
    asked: Asked,
    severity: str | None,
    engine: str | None,
    strict: bool,  # noqa: FBT001 - click hands flags over
    every: bool,  # noqa: FBT001
    crosswalks: tuple[str, ...],
    clause_text: Path | None,
    keep_clause_text: bool,  # noqa: FBT001
) -> None:
    r"""Judge the evidence in PACK (a folder, a zip or a file) and print the nonconformity register.

    \b
    Exit status, the first that holds:
      2  no register could be produced
      1  a nonconformity
      3  evidence missing, an error, an unreadable file, or a judgement owed
      0  none of these
    """
    day = read_day(as_of, "--as-of")
    wish = Wish(
        *(pack, shape, output, day, asked, severity, engine, strict, every),
        *(crosswalks, clause_text, keep_clause_text),
    )
    with refusing():
        status = _execute(wish)
    sys.exit(status)


def _execute(wish: Wish) -> int:
    """Run the way once; rooms are entered only when they are needed, so that `--help` stays quick."""
    from accordant.assessment import Terms, assess  # noqa: PLC0415
    from accordant.evidence import collector_paused  # noqa: PLC0415
    from accordant.register.summary import exit_status  # noqa: PLC0415

    # The process ends with its register: what is made on the way is needed to the end, and little of it in rings.
    with collector_paused():
        compiled = wish.asked.load()
        beside = _beside(wish, compiled) if wish.crosswalks or wish.clause_text else None
        pack = wish.asked.read(wish.pack, compiled)
        role, audit = wish.asked.settled(compiled.rulebook.tailoring)
        terms = Terms(wish.as_of, role, audit, wish.asked.absence, wish.engine)
        register = assess(pack, compiled.rulebook, compiled.types, compiled.program, terms=terms)
        register = register if beside is None else register._replace(beside=beside)
        put(_rendered(register, wish).encode(), wish.output)
        return exit_status(register, strict=wish.strict)


def _beside(wish: Wish, compiled: "Compiled") -> "Beside":
    from accordant.cli.companions import beside, clause_texts  # noqa: PLC0415 - few registers have anything beside them

    leaves_the_screen = wish.shape != "table" or wish.output is not None
    if wish.clause_text and leaves_the_screen and not wish.keep_clause_text:
        raise UsageError(
            "clause text stays in a table on your screen; --keep-clause-text lets it stand in this register"
        )
    return beside(wish.crosswalks, clause_texts(wish.clause_text), compiled, wish.asked.rules)


def _rendered(register: Register, wish: Wish) -> str:
    from accordant.register.order import at_least  # noqa: PLC0415
    from accordant.reports import REPORTS, render_table  # noqa: PLC0415

    if wish.shape != "table":
        return str(REPORTS[wish.shape](register))
    shown = register if wish.severity is None else at_least(register, wish.severity)
    return render_table(shown, width=width(wish.output), every=wish.every, colour=_colour(wish))


def _colour(wish: Wish) -> bool:
    return wish.output is None and sys.stdout.isatty() and "NO_COLOR" not in os.environ
