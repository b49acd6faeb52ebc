"""Processes timed by turns, so that what else the machine does falls on all of them alike."""

import os
import statistics
import time
from collections.abc import Mapping, Sequence
from typing import NamedTuple

Command = Sequence[str]


class Run(NamedTuple):
    """One process from start to end: wall time, and the most memory that it or a child of it held."""

    seconds: float
    kilobytes: int


class Ratio(NamedTuple):
    """Ratios of runs of the same turn: their median, first and third quartile."""

    median: float
    low: float
    high: float


def by_turns(commands: Mapping[str, Command], turns: int) -> dict[str, list[Run]]:
    """Run every command once a turn, after one turn that does not count."""
    for command in commands.values():
        run(command)
    runs: dict[str, list[Run]] = {name: [] for name in commands}
    for _ in range(turns):
        for name, command in commands.items():
            runs[name].append(run(command))
    return runs


def run(command: Command) -> Run:
    """Run a command to its end with all it prints thrown away."""
    nowhere = [(os.POSIX_SPAWN_OPEN, stream, os.devnull, os.O_RDWR, 0) for stream in range(3)]
    start = time.perf_counter()
    child = os.posix_spawn(command[0], command, os.environ, file_actions=nowhere)
    _, status, usage = os.wait4(child, 0)
    seconds = time.perf_counter() - start
    if os.waitstatus_to_exitcode(status) not in (0, 1, 3):
        raise RuntimeError(f"status {status}: {' '.join(command)}")
    return Run(seconds, usage.ru_maxrss)


def ratio(over: Sequence[float], under: Sequence[float]) -> Ratio:
    """Compare what was measured in the same turn."""
    return spread([one / other for one, other in zip(over, under, strict=True)])


def spread(values: Sequence[float]) -> Ratio:
    """Give median and quartiles; with fewer than four values, the extremes instead."""
    few = len(values) < 4
    low, middle, high = (min(values), statistics.median(values), max(values)) if few else statistics.quantiles(values)
    return Ratio(middle, low, high)


def seconds(runs: Sequence[Run]) -> list[float]:
    """Give the wall times of runs."""
    return [one.seconds for one in runs]
