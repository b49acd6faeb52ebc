"""The benchmark: what a check costs beside yardsticks that need nothing of ours, all measured in one run.

`make bench` runs it whole; `python -m benchmarks.bench --turns 3 --sizes small medium` is quicker.
"""

import argparse
import json
import math
import os
import statistics
import subprocess
import sys
import tempfile
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import NamedTuple

from benchmarks import yardsticks
from benchmarks.forty import reduce_rules
from benchmarks.installation import START, install
from benchmarks.processes import Command, Ratio, Run, by_turns, ratio, seconds, spread

TESTS = Path(__file__).parent.parent
COPIES = (1, 2, 4, 8)


class Goals(NamedTuple):
    """The most that a rulebook may cost: beside the imports, beside CSafeLoader, the engines beside reading."""

    small: float
    larger: float
    engines: float


class Book(NamedTuple):
    """A rulebook to measure: what it is called, the Python it is installed for, and what it may cost."""

    name: str
    python: str
    goals: Goals


class Bench(NamedTuple):
    """Where everything is, and how often each size is measured; the first rulebook is the smaller one."""

    books: Sequence[Book]
    folder: Path
    turns: Mapping[str, int]

    @property
    def python(self) -> str:
        """The Python that yardsticks run in."""
        return self.books[0].python

    def pack(self, size: str, form: str = "yaml") -> Path:
        """Give the folder of a pack."""
        return self.folder / f"{size}-{form}"

    def check(self, book: Book, size: str, form: str = "yaml") -> Command:
        """Give the command that is measured."""
        return (book.python, "-c", START, "check", str(self.pack(size, form)), *yardsticks.OPTIONS)


class Line(NamedTuple):
    """One figure of the table."""

    what: str
    figure: Ratio
    goal: float | None = None


def main() -> None:
    """Make the packs, measure, and print one table."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--turns", type=int, default=25, help="turns of the small size; the larger take fewer")
    parser.add_argument("--sizes", nargs="+", default=["small", "medium", "large"])
    words = parser.parse_args()
    many, some, few = words.turns, max(words.turns // 2, 3), max(words.turns // 8, 1)
    turns = {"toy": many, "small": many, "medium": some, "large": few}
    with tempfile.TemporaryDirectory() as folder:
        os.environ["XDG_CACHE_HOME"] = f"{folder}/cache"
        books = (
            Book("40 rules", install(Path(folder) / "forty", rules=reduce_rules), Goals(1.6, 0.7, 0.25)),
            Book("all rules", install(Path(folder) / "all"), Goals(2.2, 0.9, 0.4)),
        )
        bench = Bench(books, Path(folder), turns)
        _ours(books[0], "benchmarks.packs", folder, *words.sizes)
        for line in figures(bench, words.sizes):
            sys.stdout.write(written(line))
            sys.stdout.flush()


def figures(bench: Bench, sizes: Sequence[str]) -> Iterator[Line]:
    """Measure and give one line after the other."""
    yield from _small(bench, sizes[0])
    for size in sizes[1:]:
        yield from _larger(bench, size)
    yield from _growth(bench, sizes)


def written(line: Line) -> str:
    """Write a figure with its spread and its goal."""
    goal = "" if line.goal is None else f"at most {line.goal:g}: {'yes' if line.figure.median <= line.goal else 'NO'}"
    figure, low, high = (f"{value:.3g}" if value < 1000 else f"{value:.0f}" for value in line.figure)
    return f"{line.what:<70} {figure:>7}  {f'{low}-{high}':<15} {goal}".rstrip() + "\n"


def _small(bench: Bench, size: str) -> Iterator[Line]:
    commands = {"nothing": yardsticks.nothing(bench.python), "imports": yardsticks.imports(bench.python)}
    for book in bench.books:
        commands[book.name] = bench.check(book, size)
    commands["own imports"] = yardsticks.own_imports(bench.python, bench.pack(size))
    runs = by_turns(commands, bench.turns[size])
    for book in bench.books:
        what = f"{size} YAML, {book.name}, check / importing yaml, lxml.etree, click"
        yield Line(what, _over(runs, book.name, "imports"), book.goals.small)
    yield Line("    importing what a check imports / the same", _over(runs, "own imports", "imports"))
    yield Line("    python -c pass / the same", _over(runs, "nothing", "imports"))
    for book in bench.books:
        yield from _parts(bench, book, size)
    yield from _absolute(size, runs)


def _larger(bench: Bench, size: str) -> Iterator[Line]:
    few = bench.books[0]
    commands = {book.name: bench.check(book, size) for book in bench.books}
    commands |= {
        "XML": bench.check(few, size, "xml"),
        "reading": yardsticks.read_files(bench.python, bench.pack(size)),
        "CSafeLoader": yardsticks.load_yaml(bench.python, bench.pack(size)),
        "lxml": yardsticks.parse_xml(bench.python, bench.pack(size, "xml")),
    }
    runs = by_turns(commands, bench.turns[size])
    for book in bench.books:
        what = f"{size} YAML, {book.name}, check / loading it with CSafeLoader"
        yield Line(what, _over(runs, book.name, "CSafeLoader"), book.goals.larger)
    yield Line(f"{size} XML, {few.name}, check / YAML, check", _over(runs, "XML", few.name), 1.5)
    yield Line(f"{size} XML, {few.name}, check / parsing it with lxml", _over(runs, "XML", "lxml"))
    yield from _absolute(size, runs)


def _growth(bench: Bench, sizes: Sequence[str]) -> Iterator[Line]:
    few = bench.books[0]
    middle = sizes[min(1, len(sizes) - 1)]
    for book in bench.books:
        taken = [_stages(bench, book, middle) for _ in range(bench.turns[middle])]
        both = [one["engines"] / one["read"] for one in taken]
        what = f"{middle} YAML, {book.name}, both engines / reading the pack, in process"
        yield Line(what, spread(both), book.goals.engines)
    if len(sizes) > 1:
        weights = [_bytes(bench.pack(size)) for size in sizes]
        grown = [
            exponent(weights, [_stages(bench, few, size)["whole"] for size in sizes])
            for _ in range(bench.turns["large"])
        ]
        yield Line(f"growth in evidence, {sizes[0]} to {sizes[-1]}, exponent", spread(grown), 1.15)
    rules = [
        exponent(COPIES, [_stages(bench, few, middle, copies)["assess"] for copies in COPIES])
        for _ in range(bench.turns["large"])
    ]
    yield Line(f"growth in rules, {COPIES[0]} to {COPIES[-1]} times {few.name}, exponent", spread(rules), 1.15)


def _parts(bench: Bench, book: Book, size: str) -> Iterator[Line]:
    """Take a check apart: the milliseconds of each part of the way, in process."""
    taken = [_stages(bench, book, size) for _ in range(bench.turns[size])]
    for part in ("load", "read", "observe", "engines", "assess", "show"):
        yield Line(f"    {size}, {book.name}, {part}, milliseconds", spread([one[part] * 1000 for one in taken]))


def exponent(sizes: Sequence[float], times: Sequence[float]) -> float:
    """Give the power of the size that the time grows with: the slope through the logarithms."""
    return statistics.linear_regression([math.log(size) for size in sizes], [math.log(one) for one in times]).slope


def _over(runs: Mapping[str, Sequence[Run]], one: str, other: str) -> Ratio:
    return ratio(seconds(runs[one]), seconds(runs[other]))


def _absolute(size: str, runs: Mapping[str, Sequence[Run]]) -> Iterator[Line]:
    for name, some in runs.items():
        yield Line(f"    {size}, {name}, milliseconds", spread([one.seconds * 1000 for one in some]))
        yield Line(f"    {size}, {name}, peak memory in MB", spread([one.kilobytes / 1000 for one in some]))


def _stages(bench: Bench, book: Book, size: str, copies: int = 1) -> dict[str, float]:
    told = _ours(book, "benchmarks.stages", str(bench.pack(size)), str(copies), str(bench.folder / "cache"))
    found: dict[str, float] = json.loads(told)
    return found


def _ours(book: Book, module: str, *words: str) -> str:
    """Run a module of this folder in a process of its own: what it weighs must not count with what it starts."""
    command = [book.python, "-m", module, *words]
    return subprocess.run(command, cwd=TESTS, check=True, capture_output=True, text=True).stdout


def _bytes(folder: Path) -> int:
    return sum(file.stat().st_size for file in folder.rglob("*") if file.is_file())


if __name__ == "__main__":
    main()
