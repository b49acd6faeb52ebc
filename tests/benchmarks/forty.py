"""A rulebook of forty rules out of the shipped ones: what a rulebook costs in its first year, before it is complete.

Two rules of each clause and of each stage of the life cycle, then those that use a kind of check no other uses, then
the first that are left.
"""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import yaml

COUNT = 40
_SYSTEM = ("4", "5", "6", "7", "9", "10")


def reduce_rules(rulebook: Path) -> None:
    """Leave forty rules in the folder of a rulebook, the obligations they judge, and what these depend on."""
    rules = {file: _read(file) for file in sorted(rulebook.glob("*/*.yaml")) if _is_rule(file)}
    obligations = {file: _read(file) for file in sorted(rulebook.glob("obligations/*.yaml"))}
    known = {one["key"]: one for content in obligations.values() for one in content["obligations"]}
    kept = set(_chosen(rules, known))
    judged = {rules[file]["obligation"] for file in kept}
    for file, rule in rules.items():
        if file in kept:
            led = [key for key in rule.pop("depends_on", ()) if key in judged]
            _write(file, rule | ({"depends_on": led} if led else {}))
        else:
            file.unlink()
        file.with_name(f"{file.stem}.cases.yaml").unlink(missing_ok=True)
    for file, content in obligations.items():
        content["obligations"] = [one for one in content["obligations"] if one["key"] in judged]
        _write(file, content) if content["obligations"] else file.unlink()
    for name in ("successors.yaml", "proof.yaml"):
        (rulebook / name).unlink(missing_ok=True)


def _chosen(rules: dict[Path, Any], known: dict[str, Any]) -> Iterator[Path]:
    groups: dict[str, list[Path]] = {}
    for file, rule in rules.items():
        groups.setdefault(_group(known[rule["obligation"]]), []).append(file)
    chosen = [file for name, files in sorted(groups.items()) if name for file in files[:2]]
    used = {kind for file in chosen for kind in _kinds(rules[file])}
    for file, rule in rules.items():
        if not used.issuperset(_kinds(rule)) and file not in chosen:
            chosen.append(file)
            used.update(_kinds(rule))
    chosen += [file for file in rules if file not in chosen]
    yield from chosen[:COUNT]


def _group(obligation: dict[str, Any]) -> str:
    if "due" in obligation:
        return f"stage {obligation['due']['stage']}"
    clause = str(obligation["clauses"][0]["number"]).partition(".")[0]
    return f"clause {clause}" if clause in _SYSTEM else ""


def _kinds(part: Any) -> Iterator[str]:
    """Give the kinds of check a rule uses, wherever in it."""
    if isinstance(part, dict):
        if "check" in part:
            yield str(part["check"])
        for inner in part.values():
            yield from _kinds(inner)
    elif isinstance(part, list):
        for inner in part:
            yield from _kinds(inner)


def _is_rule(file: Path) -> bool:
    return file.parent.name not in ("obligations", "conclusions", "crosswalks") and not file.name.endswith(
        ".cases.yaml"
    )


def _read(file: Path) -> Any:
    return yaml.load(file.read_text("utf-8"), Loader=yaml.CBaseLoader)  # noqa: S506 - texts only, from our own folder


def _write(file: Path, content: Any) -> None:
    file.write_text(yaml.dump(content, Dumper=yaml.CSafeDumper, allow_unicode=True, sort_keys=False), encoding="utf-8")
