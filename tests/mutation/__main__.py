"""The whole run: every mutant of the complete organisation judged, the figures, and what nobody noticed.

`cd tests && python -m mutation` judges all of them; `--part 1/4` one in four, of which `--keep FILE` keeps the results;
`--read FILE...` puts results together that were kept. With `--whole 6`, the whole rulebook judges every sixth mutant,
and each that none of the rules notices which rested on what is harmed: what is noticed comes out the same, and
primaries are counted of fewer mutants.
"""

import argparse
import json
import sys
from pathlib import Path

from accordant.rulebook import load_rulebook
from mutation.report import Report, told
from mutation.trial import ROOT, Bench, Trial


def main() -> int:
    """Judge or read, print, and say by the status whether the goals are held."""
    given = _arguments()
    if given.read:
        trials = [Trial(**json.loads(line)) for file in given.read for line in file.read_text("utf-8").splitlines()]
    else:
        part, parts = map(int, given.part.split("/"))
        bench = Bench(load_rulebook((ROOT / "rules" / "iso44001",), schemas=ROOT / "schemas", cache=None))
        some = enumerate(bench.mutants[part - 1 :: parts])
        trials = [bench.notice(mutant) if index % given.whole else bench.attempt(mutant) for index, mutant in some]
    if given.keep:
        given.keep.write_text("".join(f"{json.dumps(trial._asdict())}\n" for trial in trials), "utf-8")
    report = Report(tuple(trials))
    sys.stdout.write(told(report))
    return 0 if report.holds else 1


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m mutation", description=__doc__)
    parser.add_argument("--part", default="1/1")
    parser.add_argument("--whole", type=int, default=1)
    parser.add_argument("--keep", type=Path)
    parser.add_argument("--read", type=Path, nargs="+")
    return parser.parse_args()


if __name__ == "__main__":
    sys.exit(main())
