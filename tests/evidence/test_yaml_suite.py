"""The public YAML test suite: what is read is read as PyYAML reads it, all else is refused at a place."""

import json
from pathlib import Path
from typing import NamedTuple

import pytest
import yaml

from accordant.evidence import read_source
from accordant.evidence.limits import DEFAULT_LIMITS
from accordant.evidence.several import cut
from accordant.evidence.tidy_flow import NULLS
from accordant.model.change import Data, data_of
from accordant.model.problem import Problem
from accordant.model.tree import Format, Source


class Case(NamedTuple):
    """One document of the suite; `valid` is what the suite says of it."""

    id: str
    text: str
    valid: bool


def cases() -> list[Case]:
    data = json.loads((Path(__file__).parent / "yaml_suite" / "documents.json").read_text(encoding="utf-8"))
    return [Case(one["id"], one["yaml"], one["valid"]) for one in data]


CASES = cases()
NO_PLACE = "the file is empty"


def below_a_name(case: Case) -> Case:
    """Give the same text as the value of a field, so that what is no mapping is read, too."""
    lines = case.text.split("\n")
    return case._replace(text="root:\n" + "\n".join(f"  {line}" if line else line for line in lines))


def as_several(text: str) -> list[Source | Problem]:
    """Read the documents of a file, as a pack of one file is read."""
    data = text.encode()
    found = cut("a.yaml", Format.YAML, data, DEFAULT_LIMITS)
    if found is None:
        return [read_source("a.yaml", Format.YAML, data)]
    pieces, problems = found
    return [*problems, *(read_source("a.yaml", Format.YAML, piece, part=part) for piece, part in pieces)]


def by_library(text: str) -> list[Data] | None:
    """Give every document that is not null as PyYAML reads it, scalars as their text; None where it reads nothing."""
    try:
        nodes = list(yaml.compose_all(text, Loader=yaml.CBaseLoader))
    except yaml.YAMLError:
        return None
    return [data for node in nodes if (data := plain(node)) is not None]


def plain(node: yaml.Node | None) -> Data:
    if isinstance(node, yaml.MappingNode):
        return {str(key.value): plain(value) for key, value in node.value}
    if isinstance(node, yaml.SequenceNode):
        return [plain(item) for item in node.value]
    if node is None or (isinstance(node, yaml.ScalarNode) and not node.style and node.value in NULLS):
        return None
    return str(node.value)


@pytest.mark.parametrize("case", [*CASES, *map(below_a_name, CASES)], ids=lambda case: case.id)
def test_what_is_read_is_read_as_the_library_reads_it(case: Case) -> None:
    found = as_several(case.text)
    for one in found:
        if isinstance(one, Problem):
            assert one.message == NO_PLACE or (one.line or 0) >= 1
            assert one.message == NO_PLACE or (one.column or 0) >= 1
    read = [data_of(one.root) for one in found if isinstance(one, Source)]
    library = by_library(case.text)
    if library is None:
        # What the library cannot read as a whole, it reads in the documents before and after the one that is wrong.
        assert len(read) < len(found)
    else:
        assert all(data in library for data in read)
        assert len(read) == len(library) or len(read) < len(found)


ACCEPTED = {
    "9C9N": "a flow collection goes on in a line that is not indented deeper than its name",
    "DK95-1": "a tab is part of the white space by which a quoted text goes on",
    "QB6E": "a quoted text goes on in a line that is not indented",
    "S98Z": "blank lines before an empty block text are deeper than its first line",
    "SU5Z": "a comment follows a quoted text without a blank",
    "X4QW": "a comment follows the indicator of a block text without a blank",
}
"""What libyaml forgives: nothing can be read in two ways by it, and no value is lost."""


@pytest.mark.parametrize("case", [case for case in CASES if not case.valid], ids=lambda case: case.id)
def test_what_is_invalid_is_refused_but_for_what_the_library_forgives(case: Case) -> None:
    refused = [one for one in as_several(case.text) if isinstance(one, Problem)]
    assert bool(refused) is (case.id not in ACCEPTED)
    assert refused or by_library(case.text)


WHY_NOT = (
    "tags are not read", "a field's name must be plain text", "the document is not a mapping", "merge keys",
    "an alias cannot name", "a field without a name", "stands here twice", "the file is empty", "not YAML: ",
    "no anchor", "control character", "a second document",
)  # fmt: skip
"""Why a document that the suite holds to be valid is refused: what evidence does not hold, or what libyaml refuses."""


@pytest.mark.parametrize("case", [case for case in CASES if case.valid], ids=lambda case: case.id)
def test_what_is_valid_is_read_or_is_refused_for_what_evidence_does_not_hold(case: Case) -> None:
    refused = [one for one in as_several(case.text) if isinstance(one, Problem)]
    assert all(any(why in one.message for why in WHY_NOT) for one in refused), refused
    # What the library reads is no error of syntax here.
    syntax = [one for one in refused if one.message.startswith("not YAML: ")]
    assert not syntax or by_library(case.text) is None, syntax


def test_much_of_the_suite_is_read() -> None:
    read = [
        case
        for case in [*CASES, *map(below_a_name, CASES)]
        if any(isinstance(one, Source) for one in as_several(case.text))
    ]
    assert len(read) > 200
