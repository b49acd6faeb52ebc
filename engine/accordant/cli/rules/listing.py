"""`accordant rules list`: the rules there are, narrowed by clause, obligation, level, kind, phase or crosswalk."""

import json
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import click

from accordant.cards import FOOTNOTE, clause_words
from accordant.cli.rules.listed import Listed, Wish
from accordant.cli.rules.selection import load, place_of, rules_option
from accordant.cli.surroundings import put, refusing
from accordant.model.companions import PHASES, is_below
from accordant.model.rules import Due, Obligation, Rule, Rulebook
from accordant.register import clause_key
from accordant.reports.layout import block

WIDTH = 100
LEVELS = ("system", "relationship", "joint")
KINDS = ("requirement", "expectation", "good-practice", "guidance")


@click.command("list")
@click.option("--clause", metavar="NUMBER", help="Only rules on this clause and what stands below it: 8.6, 8.6.9.")
@click.option("--obligation", metavar="KEY", help="Only rules on this obligation and what its key begins: exit.joint.")
@click.option("--level", type=click.Choice(LEVELS), help="Only rules about this level.")
@click.option("--kind", type=click.Choice(KINDS), help="Only rules on obligations of this kind.")
@click.option("--phase", type=click.Choice(PHASES), help="Only rules on obligations of this phase.")
@click.option(
    "--crosswalk",
    "crosswalks",
    metavar="NAME[=PLACE]",
    multiple=True,
    help="Show where another standard has them: bs-11000, iso-9001; with a place, only what stands there or below: "
    "bs-11000=7, iso-9001=9.2, annex-sl=internal-audit, and none for what it does not have. May be given again.",
)
@click.option(
    "--format",
    "shape",
    type=click.Choice(("table", "json")),
    default="table",
    show_default=True,
    help="Form of the list.",
)
@rules_option
def list_rules(
    clause: str | None,
    obligation: str | None,
    level: str | None,
    kind: str | None,
    phase: str | None,
    crosswalks: tuple[str, ...],
    shape: str,
    added: tuple[Path, ...],
) -> None:
    r"""List the rules, by clause: id, clause in each edition, level, kind, phase, when due, by what judged.

    \b
    Exit status:
      2  a rule or a crosswalk is broken, or there is no such crosswalk
      0  listed
    """
    with refusing():
        compiled = load(added)
        beside = Listed.of(compiled, added, crosswalks)
        wish = Wish(clause, obligation, level, kind, phase)
        rules = [rule for rule in _by_clause(compiled.rulebook) if _wanted(rule, compiled.rulebook, beside, wish)]
        book = compiled.rulebook
        written = _json(book, rules, beside, added) if shape == "json" else _table(book, rules, beside)
        put(written.encode(), None)


def _by_clause(rulebook: Rulebook) -> list[Rule]:
    return sorted(
        rulebook.rules,
        key=lambda rule: (clause_key(rulebook.obligations[rule.obligation].clauses[0].number), rule.id),
    )


def _wanted(rule: Rule, rulebook: Rulebook, beside: Listed, wish: Wish) -> bool:
    obligation = rulebook.obligations[rule.obligation]
    return (
        (wish.clause is None or any(is_below(one.number, wish.clause.strip(".")) for one in obligation.clauses))
        and (wish.obligation is None or is_below(obligation.key, wish.obligation.strip(".")))
        and wish.level in (None, obligation.level)
        and wish.kind in (None, obligation.kind)
        and wish.phase in (None, beside.phase(obligation))
        and beside.is_there(obligation)
    )


def _table(rulebook: Rulebook, rules: Sequence[Rule], beside: Listed) -> str:
    """Put one rule on a line, in columns as wide as they need to be, so that every tool of lines can read it."""
    editions = list(dict.fromkeys(c.edition for o in rulebook.obligations.values() for c in o.clauses))
    columns = [column.name for column in beside.columns]
    rows = [("rule", *editions, *columns, "level", "kind", "phase", "due", "judged by")]
    rows += [_row(rule, rulebook.obligations[rule.obligation], beside, editions) for rule in rules]
    widths = [max(map(len, column)) for column in zip(*rows, strict=True)]
    lines = ["  ".join(cell.ljust(width) for cell, width in zip(row, widths, strict=True)).rstrip() for row in rows]
    said = [line for text in (FOOTNOTE, *beside.notes()) for line in ("", *block(text, WIDTH, first="", rest=""))]
    return "\n".join([*lines, *said]) + "\n"


def _row(rule: Rule, obligation: Obligation, beside: Listed, editions: Sequence[str]) -> tuple[str, ...]:
    numbers = [", ".join(clause_words(c) for c in obligation.clauses if c.edition == edition) for edition in editions]
    return (
        rule.id,
        *(number or "-" for number in numbers),
        *beside.cells(obligation),
        obligation.level,
        obligation.kind,
        beside.phase(obligation) or "-",
        _due(rule.due or obligation.due),
        obligation.judged_by,
    )


def _due(due: Due | None) -> str:
    return f"stage {due.stage} {due.at}" if due else "-"


def _json(rulebook: Rulebook, rules: Sequence[Rule], beside: Listed, added: tuple[Path, ...]) -> str:
    listed = [
        _plain(rule, rulebook.obligations[rule.obligation], place_of(rule, added))
        | beside.plain(rule, rulebook.obligations[rule.obligation])
        for rule in rules
    ]
    return json.dumps({"rules": listed}, ensure_ascii=False, indent=2) + "\n"


def _plain(rule: Rule, obligation: Obligation, place: str) -> dict[str, Any]:
    due = rule.due or obligation.due
    return {
        "id": rule.id,
        "obligation": obligation.key,
        "title": rule.title,
        "clauses": [{"edition": c.edition, "number": c.number, "basis": c.basis} for c in obligation.clauses],
        "level": obligation.level,
        "kind": obligation.kind,
        "due": {"stage": due.stage, "at": due.at} if due else None,
        "judged_by": obligation.judged_by,
        "confidence": obligation.confidence,
        "sources": list(obligation.sources),
        "extent": rule.extent,
        "place": place,
    }
