"""`accordant rules coverage`: by clause, how many obligations records decide, in part, or a person alone."""

import json
from collections.abc import Iterable
from pathlib import Path

import click

from accordant.cards import FOOTNOTE
from accordant.cli.rules.selection import rules_option
from accordant.cli.surroundings import put, refusing, rule_folders, shipped
from accordant.errors import RulebookError
from accordant.model.rules import Obligation
from accordant.model.tailoring import Parameter
from accordant.register import clause_key
from accordant.reports.layout import block
from accordant.rulebook.build import build_obligation
from accordant.rulebook.coverage import Counts, Coverage, measure_coverage
from accordant.rulebook.examining import Examined, examine
from accordant.rulebook.files import Part
from accordant.rulebook.names import declared_obligations, unjudged_problems

WIDTH = 100
HEADINGS = ("clause", "by records", "records and a person", "a person alone", "guidance", "all", "no rule")


@click.command()
@click.option(
    "--format",
    "shape",
    type=click.Choice(("table", "json")),
    default="table",
    show_default=True,
    help="Form of the statement.",
)
@rules_option
def coverage(shape: str, added: tuple[Path, ...]) -> None:
    r"""Say by clause how far the rules judge what the standard asks: by records, in part, or by a person alone.

    An obligation counts once, at its first clause, if it has a rule. Good practice counts as guidance. What has no rule
    yet, and what is not even written down, is said beside it.

    \b
    Exit status:
      2  a rule is broken
      0  told
    """
    with refusing():
        examined = examine(rule_folders(added), schemas=shipped("schemas"))
        _refuse_broken(examined)
        written = (data for one in examined.read.sound[Part.OBLIGATIONS] for data in one.data["obligations"])
        obligations = sorted(
            map(build_obligation, written), key=lambda one: (clause_key(one.clauses[0].number), one.key)
        )
        found = measure_coverage(obligations, {rule.data["obligation"] for rule in examined.rules})
        known = _known(examined.read.parameters.get("known_obligations"))
        put((_json(found, known) if shape == "json" else _table(found, known)).encode(), None)


def _refuse_broken(examined: Examined) -> None:
    """Refuse what loading would, but for obligations that nothing judges: those are what is asked about."""
    told = unjudged_problems(declared_obligations(examined.read.written), examined.rules)
    rest = tuple(problem for problem in examined.problems if problem not in told)
    if rest:
        raise RulebookError(rest)


def _known(parameter: Parameter | None) -> int | None:
    return parameter.value if parameter and isinstance(parameter.value, int) else None


def _unwritten(found: Coverage, known: int | None) -> int | None:
    return None if known is None else max(0, known - sum(found.total) - len(found.without_rule))


def _json(found: Coverage, known: int | None) -> str:
    stated = {
        "by_clause": {number: counts._asdict() for number, counts in found.by_clause.items()},
        "total": sum(found.total),
        "by_judge": found.total._asdict(),
        "without_rule": {one.key: one.clauses[0].number for one in found.without_rule},
        "known_obligations": known,
        "unwritten": _unwritten(found, known),
    }
    return json.dumps(stated, ensure_ascii=False, indent=2) + "\n"


def _table(found: Coverage, known: int | None) -> str:
    """Give a line for each clause below its main clause, whose sums stand in a line of their own."""
    rows: list[tuple[str, ...]] = [HEADINGS]
    for main in dict.fromkeys(map(_main, found.by_clause)):
        below = {number: counts for number, counts in found.by_clause.items() if _main(number) == main}
        bare = [one for one in found.without_rule if one.clauses[0].number in below]
        rows.append(_row(f"Clause {main}", below.values(), bare))
        for number, counts in below.items():
            sure = "?" if number in found.unconfirmed else ""
            rows.append(_row(f"  {number}{sure}", (counts,), [one for one in bare if one.clauses[0].number == number]))
    rows.append(_row("All", (found.total,), found.without_rule))
    widths = [max(map(len, column)) for column in zip(*rows, strict=True)]
    lines = [_line(row, widths) for row in rows]
    said = [line for text in _sentences(found, known) for line in block(text, WIDTH, first="", rest="")]
    return "\n".join([*lines, "", *said, "", FOOTNOTE]) + "\n"


def _line(row: tuple[str, ...], widths: list[int]) -> str:
    cells = (cell.rjust(width) for cell, width in zip(row[1:], widths[1:], strict=True))
    return "  ".join((row[0].ljust(widths[0]), *cells)).rstrip()


def _row(head: str, some: Iterable[Counts], bare: Iterable[Obligation]) -> tuple[str, ...]:
    sums = tuple(map(sum, zip(*some, strict=True)))
    return (head, *(str(number or "-") for number in (*sums, sum(sums), len(tuple(bare)))))


def _sentences(found: Coverage, known: int | None) -> Iterable[str]:
    counts = found.total
    yield (
        f"Obligations with a rule: {sum(counts)}. Records alone decide {counts.record}; of "
        f"{counts.record_and_person} records show part, and a person the rest; {counts.person} are for a person alone; "
        f"{counts.guidance} are guidance, and never a nonconformity."
    )
    if found.without_rule:
        yield f"Written down, and without a rule: {', '.join(one.key for one in found.without_rule)}."
    if unwritten := _unwritten(found, known):
        yield f"Known in the standard ({known} in all), and not written down yet: {unwritten}."


def _main(number: str) -> str:
    return number.partition(".")[0]
