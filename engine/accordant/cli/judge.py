"""`accordant judge`: what a person found, recorded as a document of the pack that `check` then shows and uses."""

from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

import click

from accordant.cli.surroundings import cache, read_day, refusing, rule_folders, shipped
from accordant.errors import UsageError

if TYPE_CHECKING:
    from accordant.evidence.recording import Judged
    from accordant.model.evidence import Pack
    from accordant.rulebook import Compiled

OUTCOMES = ("conforming", "nonconforming", "opportunity", "not-applicable")
METHODS = ("examine", "interview", "observe")


@click.command()
@click.argument("pack", type=click.Path(path_type=Path))
@click.option("--obligation", required=True, metavar="KEY", help="What was judged, as rules list names it.")
@click.option(
    "--subject", required=True, metavar="SUBJECT", help="For what: organisation, or relationship:ID of the manifest."
)
@click.option("--outcome", required=True, type=click.Choice(OUTCOMES), help="What the person concluded.")
@click.option("--method", required=True, type=click.Choice(METHODS), help="How the person came to it.")
@click.option("--who", required=True, metavar="POST", help="Post title of the person who judged.")
@click.option("--seen", required=True, metavar="TEXT", help="What was seen or heard, so that another can follow.")
@click.option("--valid-until", metavar="YYYY-MM-DD", help="Last day on which the judgement counts.  [default: no end]")
@click.option("--on", metavar="YYYY-MM-DD", help="The day of the judgement.  [default: today]")
@click.option(
    "--rules",
    type=click.Path(path_type=Path),
    multiple=True,
    help="Folder of rules of your own, whose obligations can be judged too; may be given again.",
)
def judge(
    pack: Path,
    obligation: str,
    subject: str,
    outcome: str,
    method: str,
    who: str,
    seen: str,
    valid_until: str | None,
    on: str | None,
    rules: tuple[Path, ...],
) -> None:
    r"""Record a person's judgement of one obligation as a document in the folder PACK.

    The document is written into the folder judgements of the pack and never takes the place of another; check
    shows it beside its own verdict, and where only a person can judge it decides.

    \b
    Exit status:
      2  the judgement cannot be recorded
      0  recorded
    """
    day = read_day(on, "--on")
    until = read_day(valid_until, "--valid-until") if valid_until else None
    for option, text in (("--who", who), ("--seen", seen)):
        if not text.strip() or not text.replace("\n", " ").isprintable():
            raise click.BadParameter("a text that can be read is wanted", param_hint=f"'{option}'")
    with refusing():
        from accordant.evidence.recording import Judged  # noqa: PLC0415 - rooms are entered when they are needed

        words = Judged(obligation, subject, outcome, method, who.strip(), " ".join(seen.split()), day, until)
        click.echo(_record(pack, words, rules))


def _record(pack: Path, judged: "Judged", rules: tuple[Path, ...]) -> Path:
    from accordant.evidence import read_pack  # noqa: PLC0415
    from accordant.evidence.recording import record  # noqa: PLC0415
    from accordant.rulebook import load_rulebook  # noqa: PLC0415

    if not pack.is_dir():
        raise UsageError(f"{pack}: a judgement is written into a folder")
    compiled = load_rulebook(rule_folders(rules), schemas=shipped("schemas"), cache=cache())
    _refuse_strangers(judged, read_pack(pack, types=compiled.types), compiled)
    _refuse_days(judged.on, judged.until)
    return record(pack, judged)


def _refuse_strangers(judged: "Judged", pack: "Pack", compiled: "Compiled") -> None:
    """Refuse an obligation or a subject that there is not, with the nearest one that there is."""
    from accordant.evidence.suggestion import did_you_mean  # noqa: PLC0415

    known = compiled.rulebook.obligations
    if judged.obligation not in known:
        raise UsageError(f"no obligation is called {judged.obligation}{did_you_mean(judged.obligation, known)}")
    claimed = pack.manifest.relationships if pack.manifest else ()
    subjects = ("organisation", *(f"relationship:{one.id}" for one in claimed))
    if judged.subject not in subjects:
        raise UsageError(f"{judged.subject} is not a subject of this pack; there are: {', '.join(subjects)}")
    level = known[judged.obligation].level
    if (level == "system") is not (judged.subject == "organisation"):
        wanted = "organisation" if level == "system" else "a relationship"
        raise UsageError(f"{judged.obligation} is judged at {wanted}, not at {judged.subject}")


def _refuse_days(on: date, until: date | None) -> None:
    if until is not None and until < on:
        raise UsageError(f"a judgement of {on} cannot be valid until {until} only")
