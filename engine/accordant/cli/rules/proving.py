"""`accordant rules prove`: what no rule noticed of bad evidence, and no case of a weaker rule."""

import json
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import click

from accordant.cli.rules.selection import all_cases, load, rules_option, selected
from accordant.cli.surroundings import put, refusing, rule_folders
from accordant.evidence.collector import collector_paused
from accordant.proving import Flaw, Proof, Suggestion, Survivor, prove, read_declared

FAILED = 1
LEAST_PERCENT = 95


@click.command("prove")
@click.argument("rule_ids", metavar="[RULE-ID]...", nargs=-1)
@rules_option
@click.option(
    "--format",
    "shape",
    type=click.Choice(("table", "json")),
    default="table",
    show_default=True,
    help="Form of the report.",
)
def prove_rules(rule_ids: tuple[str, ...], added: tuple[Path, ...], shape: str) -> None:
    r"""Prove the rules, or those named by RULE-ID (a rule's id, or its obligation's key), by mutation.

    Every conforming case is spoiled in each way its checks know: the rule must notice. Every rule is weakened in one
    part at a time: one of its cases must notice. What nothing noticed survives, and is listed with a case that would
    tell, or with the reason declared in proof.yaml. A rule that lets everything pass (vacuous) or refuses what is as
    good as its own case (over-strict) is listed too.

    \b
    Exit status:
      2  a rule, a case file or proof.yaml is broken, or there is no such rule
      1  fewer than 95 % noticed, or something listed that no declared reason explains
      0  none of these
    """
    with refusing():
        compiled = load(added)
        rules = selected(compiled.rulebook, rule_ids)
        declared = read_declared(rule_folders(added))
        with collector_paused():
            proof = prove(compiled, all_cases(compiled, added), rules, declared)
        put((_json(proof) if shape == "json" else "".join(f"{line}\n" for line in _lines(proof))).encode(), None)
    sys.exit(FAILED if proof.score < LEAST_PERCENT or proof.open else 0)


def _lines(proof: Proof) -> Iterator[str]:
    for survivor in proof.survivors:
        yield f"survived: {survivor.id}"
        yield f"  {survivor.says}"
        yield from _advice(survivor)
    for name, flaws in (("vacuous", proof.vacuous), ("over-strict", proof.over_strict)):
        for flaw in flaws:
            yield f"{name}: {flaw.id}"
            yield f"  {flaw.says}"
            if flaw.explained:
                yield f"  explained: {flaw.explained}"
    explained = sum(1 for survivor in proof.survivors if survivor.explained)
    yield (
        f"{proof.mutants} mutants: {proof.killed} noticed ({proof.score:.1f} %), {len(proof.survivors)} survived, "
        f"{explained} of them explained; {len(proof.vacuous)} vacuous, {len(proof.over_strict)} over-strict"
    )


def _advice(survivor: Survivor) -> Iterator[str]:
    if survivor.explained:
        yield f"  explained: {survivor.explained}"
    elif survivor.suggestion is None:
        yield "  no small change of a case tells them apart: write a case of your own, or explain it in proof.yaml"
    else:
        yield "  a case that would tell:"
        yield f"    - {json.dumps(_case(survivor.suggestion), ensure_ascii=False)}"


def _case(one: Suggestion) -> dict[str, Any]:
    """Write a suggestion as an entry of a case file; its name is left to the author."""
    return {
        "name": "...",
        "from": one.start,
        **({"set": dict(one.changes)} if one.changes else {}),
        **({"manifest": dict(one.manifest)} if one.manifest else {}),
        "expect": {"outcome": one.outcome},
    }


def _json(proof: Proof) -> str:
    whole = {
        "mutants": proof.mutants,
        "killed": proof.killed,
        "survivors": [
            {
                "id": one.id,
                "rule": one.rule,
                "says": one.says,
                "suggestion": _case(one.suggestion) if one.suggestion else None,
                "explained": one.explained or None,
            }
            for one in proof.survivors
        ],
        "vacuous": [_flaw(flaw) for flaw in proof.vacuous],
        "over_strict": [_flaw(flaw) for flaw in proof.over_strict],
        "rules": [tally._asdict() for tally in proof.tallies],
    }
    return json.dumps(whole, ensure_ascii=False, indent=2) + "\n"


def _flaw(flaw: Flaw) -> dict[str, str | None]:
    return {"id": flaw.id, "rule": flaw.rule, "says": flaw.says, "explained": flaw.explained or None}
