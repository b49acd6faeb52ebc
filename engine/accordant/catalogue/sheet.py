"""One declaration file under way: its YAML nodes read as words and mappings, every complaint kept with its place."""

from collections.abc import Mapping
from collections.abc import Set as AbstractSet
from importlib.resources.abc import Traversable
from typing import NamedTuple

import yaml

from accordant.model.problem import Problem


class Sheet(NamedTuple):
    """A file, what was wrong so far, and the targets of references whose types other files may yet declare."""

    file: str
    problems: list[Problem]
    targets: list[tuple[str, Problem]]


def compose(sheet: Sheet, entry: Traversable) -> yaml.Node | None:
    """Return the root node of a YAML file; None, with a complaint, where there is none."""
    try:
        root: yaml.Node | None = yaml.compose(entry.read_text(encoding="utf-8"), Loader=yaml.CSafeLoader)
    except OSError as error:
        sheet.problems.append(Problem(sheet.file, None, None, f"cannot be read: {error.strerror}"))
    except yaml.MarkedYAMLError as error:
        mark = error.problem_mark
        line, column = (mark.line + 1, mark.column + 1) if mark else (None, None)
        sheet.problems.append(Problem(sheet.file, line, column, f"not YAML: {error.problem}"))
    except (ValueError, yaml.YAMLError) as error:
        sheet.problems.append(Problem(sheet.file, None, None, f"not YAML in UTF-8: {error}"))
    else:
        if root is None:
            sheet.problems.append(Problem(sheet.file, None, None, "the file is empty"))
        return root
    return None


def read_mapping(
    sheet: Sheet, node: yaml.Node | None, required: AbstractSet[str], optional: AbstractSet[str] = frozenset()
) -> Mapping[str, yaml.Node]:
    """Return the values of a mapping by key; complain of keys that are missing, unknown or there twice."""
    if node is None:
        return {}
    entries = {key: value for key, (_, value) in read_entries(sheet, node).items()}
    check_keys(sheet, node, entries.keys(), required=required, optional=optional)
    return entries


def check_keys(
    sheet: Sheet, node: yaml.Node, keys: AbstractSet[str], required: AbstractSet[str], optional: AbstractSet[str]
) -> None:
    """Complain of keys that are missing, and of keys that are neither required nor optional."""
    for key in sorted(required - keys):
        complain(sheet, node, f"`{key}` is missing")
    for key in sorted(keys - required - optional):
        complain(sheet, node, f"`{key}` means nothing here")


def read_entries(sheet: Sheet, node: yaml.Node) -> Mapping[str, tuple[yaml.Node, yaml.Node]]:
    """Return a mapping's nodes (key, value) by key; complain of anything else, and of a key that is there twice."""
    if not isinstance(node, yaml.MappingNode):
        complain(sheet, node, "a mapping is expected here")
        return {}
    entries: dict[str, tuple[yaml.Node, yaml.Node]] = {}
    for key, value in node.value:
        word = read_text(sheet, key)
        if word in entries:
            complain(sheet, key, f"`{word}` stands here twice")
        entries[word] = (key, value)
    return entries


def read_text(sheet: Sheet, node: yaml.Node | None) -> str:
    """Return a scalar as it is written, white space collapsed; empty for no node, and with a complaint for all else."""
    if node is None:
        return ""
    if isinstance(node, yaml.ScalarNode) and isinstance(node.value, str) and node.value.strip():
        return " ".join(node.value.split())
    complain(sheet, node, "text is expected here")
    return ""


def read_choice(sheet: Sheet, node: yaml.Node | None, known: tuple[str, ...]) -> str:
    """Return a scalar that is one of the known words; empty for no node, and with a complaint for all else."""
    word = read_text(sheet, node)
    if node is None or not word or word in known:
        return word
    complain(sheet, node, f"`{word}` is none of {', '.join(known)}")
    return ""


def read_words(
    sheet: Sheet, node: yaml.Node | None, known: tuple[str, ...] | None = None, least: int = 1
) -> tuple[str, ...]:
    """Return a list of distinct words, known ones where they are given; empty for no node; complain of all else."""
    if node is None:
        return ()
    if not isinstance(node, yaml.SequenceNode) or len(node.value) < least:
        complain(sheet, node, "a list of words is expected here")
        return ()
    words = tuple(read_text(sheet, item) if known is None else read_choice(sheet, item, known) for item in node.value)
    if len(set(words)) < len(words):
        complain(sheet, node, "a word stands here twice")
    return words


def locate(sheet: Sheet, node: yaml.Node, message: str) -> Problem:
    """Return a problem at a node."""
    return Problem(sheet.file, node.start_mark.line + 1, node.start_mark.column + 1, message)


def complain(sheet: Sheet, node: yaml.Node, message: str) -> None:
    """Keep a problem at a node."""
    sheet.problems.append(locate(sheet, node, message))
