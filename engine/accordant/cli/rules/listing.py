"""`accordant rules list`: the rules there are, narrowed by clause, obligation, level or kind."""

import json
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import click

from accordant.cards import FOOTNOTE, clause_words
from accordant.cli.rules.selection import load, place_of, rules_option
from accordant.cli.surroundings import put, refusing
from accordant.model.rules import Due, Obligation, Rule, Rulebook
from accordant.register import clause_key

LEVELS = ("system", "relationship", "joint")
KINDS = ("requirement", "expectation", "good-practice")


@click.command("list")
@click.option("--clause", metavar="NUMBER", help="Only rules on this clause and what stands below it: 8.6, 8.6.9.")
@click.option("--obligation", metavar="KEY", help="Only rules on this obligation and what its key begins: exit.joint.")
@click.option("--level", type=click.Choice(LEVELS), help="Only rules about this level.")
@click.option("--kind", type=click.Choice(KINDS), help="Only rules on obligations of this kind.")
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
    clause: str | None, obligation: str | None, level: str | None, kind: str | None, shape: str, added: tuple[Path, ...]
) -> None:
    r"""List the rules, by clause: id, clause in each edition, level, kind, when due, by what judged.

    \b
    Exit status:
      2  a rule is broken
      0  listed
    """
    with refusing():
        rulebook = load(added).rulebook
        rules = [
            rule
            for rule in _by_clause(rulebook)
            if _wanted(rulebook.obligations[rule.obligation], clause, obligation, level, kind)
        ]
        put((_json(rulebook, rules, added) if shape == "json" else _table(rulebook, rules)).encode(), None)


def _by_clause(rulebook: Rulebook) -> list[Rule]:
    return sorted(
        rulebook.rules,
        key=lambda rule: (clause_key(rulebook.obligations[rule.obligation].clauses[0].number), rule.id),
    )


def _wanted(obligation: Obligation, clause: str | None, key: str | None, level: str | None, kind: str | None) -> bool:
    return (
        (clause is None or any(_below(one.number, clause) for one in obligation.clauses))
        and (key is None or _below(obligation.key, key))
        and level in (None, obligation.level)
        and kind in (None, obligation.kind)
    )


def _below(name: str, start: str) -> bool:
    """Say whether a dotted name is `start` or stands below it: 8.6.9 below 8.6, and 8.10 not below 8.1."""
    start = start.strip(".")
    return name == start or name.startswith(f"{start}.")


def _table(rulebook: Rulebook, rules: Sequence[Rule]) -> str:
    """Put one rule on a line, in columns as wide as they need to be, so that every tool of lines can read it."""
    editions = list(dict.fromkeys(c.edition for o in rulebook.obligations.values() for c in o.clauses))
    rows = [("rule", *editions, "level", "kind", "due", "judged by")]
    for rule in rules:
        obligation = rulebook.obligations[rule.obligation]
        numbers = [
            ", ".join(clause_words(c) for c in obligation.clauses if c.edition == edition) for edition in editions
        ]
        due = _due(rule.due or obligation.due)
        rows.append(
            (
                rule.id,
                *(number or "-" for number in numbers),
                obligation.level,
                obligation.kind,
                due,
                obligation.judged_by,
            )
        )
    widths = [max(map(len, column)) for column in zip(*rows, strict=True)]
    lines = ["  ".join(cell.ljust(width) for cell, width in zip(row, widths, strict=True)).rstrip() for row in rows]
    return "\n".join([*lines, "", FOOTNOTE]) + "\n"


def _due(due: Due | None) -> str:
    return f"stage {due.stage} {due.at}" if due else "-"


def _json(rulebook: Rulebook, rules: Sequence[Rule], added: tuple[Path, ...]) -> str:
    listed = [_plain(rule, rulebook.obligations[rule.obligation], place_of(rule, added)) for rule in rules]
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
        "extent": rule.extent,
        "place": place,
    }
