"""One assessment, taken apart: how long each part of the way takes within a process, as JSON."""

import gc
import json
import sys
import time
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

import accordant.rules
import accordant.schemas

from accordant.assessment.assessing import Terms, assess
from accordant.assessment.chain import Chain
from accordant.evidence import read_pack
from accordant.inference.engine import infer
from accordant.model.rules import Rule, Rulebook
from accordant.observation import observe
from accordant.reports.json_report import render_json
from accordant.rulebook import load_rulebook

AS_OF = date(2026, 6, 30)


def measure(pack: Path, copies: int, cache: Path) -> dict[str, float]:
    """Give the seconds of every part; the engines are asked once more by themselves."""
    seconds: dict[str, float] = {}

    def timed(name: str, function: Callable[..., Any], *arguments: Any, **more: Any) -> Any:
        start = time.perf_counter()
        result = function(*arguments, **more)
        seconds[name] = time.perf_counter() - start
        return result

    rules, schemas = (Path(package.__path__[0]) for package in (accordant.rules, accordant.schemas))
    load_rulebook((rules / "iso44001",), schemas=schemas, cache=cache)
    gc.collect()
    compiled = timed("load", load_rulebook, (rules / "iso44001",), schemas=schemas, cache=cache)
    rulebook = multiplied(compiled.rulebook, copies)
    read = timed("read", read_pack, pack, types=compiled.types)
    gc.collect()
    register = timed("assess", assess, read, rulebook, compiled.types, compiled.program, terms=Terms(AS_OF))
    timed("show", render_json, register)
    seconds["whole"] = sum(seconds.values()) - seconds["load"]
    observed = timed("observe", observe, rulebook, read, compiled.types, as_of=AS_OF)
    timed("engines", infer, Chain(rulebook, observed, absence_counts=False), compiled.program)
    return seconds


def multiplied(rulebook: Rulebook, copies: int) -> Rulebook:
    """Give a rulebook of as many rules again, each copy with obligations of its own, so that only numbers grow."""
    obligations = {
        _named(key, copy): obligation._replace(key=_named(key, copy))
        for copy in range(copies)
        for key, obligation in rulebook.obligations.items()
    }
    rules = tuple(_copied(rule, copy) for copy in range(copies) for rule in rulebook.rules)
    return rulebook._replace(obligations=obligations, rules=rules)


def _copied(rule: Rule, copy: int) -> Rule:
    return rule._replace(
        id=_named(rule.id, copy),
        obligation=_named(rule.obligation, copy),
        depends_on=tuple(_named(key, copy) for key in rule.depends_on),
    )


def _named(name: str, copy: int) -> str:
    return f"{name}.{copy}" if copy else name


if __name__ == "__main__":
    sys.stdout.write(json.dumps(measure(Path(sys.argv[1]), int(sys.argv[2]), Path(sys.argv[3]))))
