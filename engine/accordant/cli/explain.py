"""`accordant explain`: one finding of a pack, or of a register that was made of it, in plain sentences."""

from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

import click

from accordant.cli.judging import Asked, judging_options
from accordant.cli.surroundings import put, read_day, refusing, width
from accordant.errors import UsageError

if TYPE_CHECKING:
    from accordant.explaining import Explanation
    from accordant.explaining.recorded import Recorded

FORMATS = ("text", "json")


class Wish(NamedTuple):
    """What the words of `accordant explain` ask for; None leaves it to the register, where there is one."""

    subject: Path
    entry: str
    pack: Path | None
    as_of: str | None
    asked: Asked
    trace: bool
    shape: str
    output: Path | None


@click.command()
@click.argument("subject", metavar="PACK|REGISTER", type=click.Path(path_type=Path))
@click.argument("entry")
@click.option("--pack", type=click.Path(path_type=Path), help="The evidence that REGISTER was made from.")
@click.option("--as-of", metavar="YYYY-MM-DD", help="Judge as of this date.  [default: today, or the register's]")
@judging_options("the register's or the profile's")
@click.option("--trace", is_flag=True, help="Show the tree of conditions with the value of each.")
@click.option(
    "--format", "shape", type=click.Choice(FORMATS), default="text", show_default=True, help="Form of the explanation."
)
@click.option(
    "--output", "-o", type=click.Path(path_type=Path, dir_okay=False), help="Write to this file, whole or not at all."
)
def explain(
    subject: Path,
    entry: str,
    pack: Path | None,
    as_of: str | None,
    asked: Asked,
    trace: bool,  # noqa: FBT001 - click hands flags over
    shape: str,
    output: Path | None,
) -> None:
    r"""Say why ENTRY is as it is, and the smallest change of the evidence that would make it conform.

    PACK|REGISTER is evidence, which is judged anew, or a register of it (JSON), which says how: --pack
    then names the evidence. ENTRY is the id of a finding, RULE@SUBJECT, or a part of it that no other has.
    What is proposed was applied, in memory, and assessed again; nothing of it can be left out.

    \b
    Exit status:
      2  no explanation could be produced
      0  explained
    """
    wish = Wish(subject, entry, pack, as_of, asked, trace, shape, output)
    with refusing():
        _execute(wish)


def _execute(wish: Wish) -> None:
    from accordant.explaining.as_json import render_json  # noqa: PLC0415 - rooms are entered when they are needed
    from accordant.explaining.telling import render_text  # noqa: PLC0415

    found = _explained(wish)
    text = (
        render_json(found) if wish.shape == "json" else render_text(found, width=width(wish.output), trace=wish.trace)
    )
    put(text.encode("utf-8", "backslashreplace"), wish.output)


def _explained(wish: Wish) -> "Explanation":
    from accordant.assessment import Terms, assess  # noqa: PLC0415
    from accordant.explaining import Scene, explain_in, find  # noqa: PLC0415
    from accordant.explaining.recorded import same_pack, same_verdict  # noqa: PLC0415

    recorded, folder = _register(wish)
    day = _day(wish, recorded)
    asked = wish.asked._replace(
        role=_agreed("--role", wish.asked.role, recorded.role if recorded else None),
        audit=_agreed("--audit", wish.asked.audit, recorded.audit if recorded else None),
    )
    compiled = asked.load()
    pack = asked.read(folder, compiled)
    if recorded:
        same_pack(recorded, pack)
    role, audit = asked.settled(compiled.rulebook.tailoring)
    scene = Scene(pack, compiled.rulebook, compiled.types, compiled.program, Terms(day, role, audit, asked.absence))
    register = assess(pack, compiled.rulebook, compiled.types, compiled.program, terms=scene.terms)
    if recorded:
        same_verdict(recorded, register, find(register, wish.entry))
    return explain_in(scene, register, wish.entry)


def _register(wish: Wish) -> "tuple[Recorded | None, Path]":
    """Give the register that is asked about, None where a pack is; and the pack.

    Raises:
        UsageError: for a register without its pack, or a pack given twice.
    """
    from accordant.explaining.recorded import read_recorded  # noqa: PLC0415

    if wish.subject.suffix.lower() != ".json" or wish.subject.is_dir():
        if wish.pack is not None:
            raise UsageError(f"--pack goes with a register, and {wish.subject} is not one: a register is a .json file")
        return None, wish.subject
    recorded = read_recorded(wish.subject)
    if wish.pack is None:
        raise UsageError(
            f"{wish.subject} is a register: give the evidence it was made from ({recorded.pack}) with --pack"
        )
    return recorded, wish.pack


def _day(wish: Wish, recorded: "Recorded | None") -> date:
    if recorded is None:
        return read_day(wish.as_of, "--as-of")
    return read_day(_agreed("--as-of", wish.as_of, recorded.as_of), "--as-of")


def _agreed(option: str, said: str | None, recorded: str | None) -> str | None:
    """Give what an option says, else what the register says, None where neither says anything.

    Raises:
        UsageError: if option and register say different things.
    """
    if said and recorded and said != recorded:
        raise UsageError(f"the register was made with {option} {recorded}, not {said}")
    return said or recorded
