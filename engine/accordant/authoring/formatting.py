"""The one layout of rule files, of obligations, cases, conclusions, profiles: kept comments, unchanged meaning."""

from pathlib import Path

from accordant.authoring.arrangement import kind_of
from accordant.authoring.layout import lay_out
from accordant.authoring.written import read_written
from accordant.evidence.places import locate
from accordant.evidence.refusal import RefusedError
from accordant.evidence.yaml_reader import read_yaml
from accordant.model.change import fields_of
from accordant.model.problem import Problem


def files_of(path: Path) -> tuple[Path, ...]:
    """Give the YAML files at or below a path, in order of name."""
    return tuple(sorted(path.rglob("*.yaml"))) if path.is_dir() else (path,)


def format_file(place: str, content: bytes) -> bytes | Problem | None:
    """Give the content of a file in its one layout; what cannot be read is a problem, what is none of ours is None."""
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        return Problem(place, None, None, f"not UTF-8 text: byte {error.start} cannot be read")
    try:
        laid_out = format_text(text)
    except RefusedError as error:
        line, column = (None, None) if error.at is None else locate(text, error.at)
        return Problem(place, line, column, error.message)
    return None if laid_out is None else laid_out.encode()


def format_text(text: str) -> str | None:
    """Give the text of a file in its one layout: what it says is the same, and what is laid out once stays.

    None is given for a file that is no part of a rulebook.

    Raises:
        RefusedError: if it cannot be read, or has anchors.
    """
    meaning = fields_of(read_yaml(text))
    root = read_written(text)
    kind = kind_of([entry.key.text for entry in root.entries if entry.key])
    if kind is None:
        return None
    laid_out = lay_out(root, kind)
    if fields_of(read_yaml(laid_out)) != meaning:
        raise AssertionError(f"the layout changed what the file says:\n{laid_out}")
    return laid_out
