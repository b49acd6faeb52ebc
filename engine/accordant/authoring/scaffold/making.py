"""The files of a new rule, tried out before any of them is written."""

from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import NamedTuple

from accordant.authoring.scaffold.casing import Bench, make_cases
from accordant.authoring.scaffold.texts import header_data, laid_out, obligation_data, rule_data
from accordant.authoring.scaffold.wish import Wish
from accordant.authoring.trial import copied_aside
from accordant.errors import UsageError
from accordant.evidence.yaml_reader import read_yaml
from accordant.model.change import fields_of
from accordant.rulebook import load_rulebook
from accordant.rulebook.files import HEADER


class Scaffold(NamedTuple):
    """The new files by their names below the folder, and which of the usual cases could not be made."""

    files: Mapping[str, str]
    missing: tuple[str, ...]


def scaffold(wish: Wish, folder: Path, *, under: Sequence[Path], schemas: Path) -> Scaffold:
    """Make the files of a new rule in `folder`, which adds to the rulebooks in `under`; nothing is written there.

    Raises:
        UsageError: if the rule, or its obligation, is there already, or what is wished for cannot be.
        RulebookError: with every problem of what would be written.
    """
    with copied_aside(folder) as copy:
        return _tried(wish, copy, under, schemas)


def _tried(wish: Wish, copy: Path, under: Sequence[Path], schemas: Path) -> Scaffold:
    written = dict(_rule_files(wish, copy, under, schemas))
    for name, text in written.items():
        if (copy / name).exists():
            raise UsageError(f"{name} is there already: choose another aspect, or change the rule that is there")
        (copy / name).parent.mkdir(parents=True, exist_ok=True)
        (copy / name).write_text(text, encoding="utf-8", newline="\n")
    compiled = load_rulebook((*under, copy), schemas=schemas, cache=None)
    rule = next(one for one in compiled.rulebook.rules if one.id == wish.id)
    base = fields_of(read_yaml(((under[0] if under else copy) / "base.yaml").read_text(encoding="utf-8")))
    cases = make_cases(Bench(rule, compiled, base))
    text = laid_out({"rule": wish.id, "cases": cases.made})
    return Scaffold({**written, f"{wish.file}.cases.yaml": text}, cases.missing)


def _rule_files(wish: Wish, copy: Path, under: Sequence[Path], schemas: Path) -> Iterator[tuple[str, str]]:
    """Give the header where there is none, the obligation where it is new, and the rule."""
    known = load_rulebook(under, schemas=schemas, cache=None) if under else None
    standard = known.rulebook.standard if known else "ISO 44001:2017"
    if not (copy / HEADER).exists():
        yield HEADER, laid_out(header_data(_slug(copy.name), standard))
    if wish.new is not None:
        yield (
            f"obligations/{wish.obligation.replace('.', '-')}.yaml",
            laid_out(obligation_data(wish, wish.new, standard)),
        )
    yield f"{wish.file}.yaml", laid_out(rule_data(wish))


def _slug(name: str) -> str:
    kept = "".join(char if char.isascii() and char.isalnum() else "-" for char in name.lower()).strip("-")
    return kept or "own-rules"
