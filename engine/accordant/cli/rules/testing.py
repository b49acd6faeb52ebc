"""`accordant rules test`: the cases beside the rules, run; one line a failure, one line to sum up."""

import sys
import time
from collections.abc import Iterable, Iterator, Sequence
from contextlib import suppress
from pathlib import Path
from typing import NamedTuple

import click

from accordant.casebook import Result, run_case
from accordant.cli.rules.selection import all_cases, load, place_of, rules_option, selected
from accordant.cli.surroundings import put, refusing, rule_folders
from accordant.errors import AccordantError
from accordant.evidence.collector import collector_paused

FAILED = 1
POLL_SECONDS = 0.5


class Ran(NamedTuple):
    """What came of a run: the results of the cases, the rules that no case proves with their places, all the rules."""

    results: tuple[Result, ...]
    unproved: tuple[str, ...]
    rules: int

    @property
    def failures(self) -> tuple[Result, ...]:
        """Give the results that are not as expected."""
        return tuple(result for result in self.results if not result.as_expected)


@click.command()
@click.argument("rule_ids", metavar="[RULE-ID]...", nargs=-1)
@rules_option
@click.option("--watch", is_flag=True, help="Run again whenever a file of the rules changes, until interrupted.")
def test(rule_ids: tuple[str, ...], added: tuple[Path, ...], watch: bool) -> None:  # noqa: FBT001 - click's flag
    r"""Run the cases beside the rules, or beside those named by RULE-ID (a rule's id, or its obligation's key).

    A line for each case that is not as expected says where it stands, what was expected and what was got; so does a
    line for each rule that no case proves. The reference engine decides.

    \b
    Exit status:
      2  a rule or a case file is broken, or there is no such rule
      1  a case is not as expected, or a rule has no case
      0  none of these; with --watch, also when Ctrl-C ends it
    """
    with refusing():
        if watch:
            _watch(rule_ids, added)
        ran = run(rule_ids, added)
        put(_lines(report(ran)), None)
    sys.exit(FAILED if ran.failures or ran.unproved else 0)


def run(rule_ids: Sequence[str], added: tuple[Path, ...]) -> Ran:
    """Run the cases of the named rules (of no name, of all)."""
    compiled = load(added)
    rules = selected(compiled.rulebook, rule_ids)
    names = {rule.id for rule in rules}
    cases = all_cases(compiled, added)
    with collector_paused():
        results = tuple(run_case(case, compiled) for case in cases if case.rule in names)
    proved = {case.rule for case in cases}
    # What a person judges has nothing a case could prove.
    unproved = tuple(rule for rule in rules if rule.require is not None and rule.id not in proved)
    return Ran(results, tuple(f"{place_of(rule, added)}: {rule.id}" for rule in unproved), len(rules))


def report(ran: Ran) -> Iterator[str]:
    """Give the lines of a run."""
    for result in ran.failures:
        yield f"{result.case.place}: {result.case.rule} · {result.case.name}: {_difference(result)}"
    for rule in ran.unproved:
        yield f"{rule}: no case proves this rule"
    failed = len(ran.failures)
    said = f"{_counted(len(ran.results), 'case')} of {_counted(ran.rules, 'rule')}"
    verdict = f"{len(ran.results) - failed} as expected, {failed} not" if failed else "all as expected"
    alone = f"; {_counted(len(ran.unproved), 'rule')} without a case" if ran.unproved else ""
    yield f"{said}: {verdict}{alone}"


def _difference(result: Result) -> str:
    """Put expected and got side by side, for each thing that differs."""
    if result.trouble:
        return result.trouble
    return "; ".join(
        f"{name}: expected {_shown(wanted)}, got {_shown(result.got[name])}"
        for name, wanted in result.case.expect.items()
        if result.got[name] != wanted
    )


def _shown(value: str | None) -> str:
    if value is None:
        return "none"
    return f'"{value}"' if " " in value else value


def _counted(number: int, noun: str) -> str:
    return f"{number} {noun}" if number == 1 else f"{number} {noun}s"


def _watch(rule_ids: Sequence[str], added: tuple[Path, ...]) -> None:
    """Run, and run again after each change, until interrupted; what is broken is said and waited for."""
    seen = None
    try:
        while True:
            found = _state(rule_folders(added))
            if found != seen:
                seen = found
                put(_lines([*_run_or_say(rule_ids, added), "Waiting for a change; Ctrl-C ends."]), None)
            time.sleep(POLL_SECONDS)
    except KeyboardInterrupt:
        sys.exit(0)


def _lines(lines: Iterable[str]) -> bytes:
    return "".join(f"{line}\n" for line in lines).encode()


def _run_or_say(rule_ids: Sequence[str], added: tuple[Path, ...]) -> Iterator[str]:
    try:
        yield from report(run(rule_ids, added))
    except (AccordantError, OSError) as error:
        # A file may be gone for the moment in which an editor puts another in its place.
        yield str(error)


def _state(folders: Sequence[Path]) -> tuple[tuple[str, int, int], ...]:
    """Describe every file of the rules by its name, size and time: what differs when one is saved."""
    found = []
    for file in sorted(file for folder in folders for file in folder.rglob("*.yaml")):
        with suppress(OSError):
            status = file.stat()
            found.append((str(file), status.st_size, status.st_mtime_ns))
    return tuple(found)
