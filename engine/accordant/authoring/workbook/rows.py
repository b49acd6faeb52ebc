"""What stands in each sheet: one row a rule, an obligation, a case; each cell with the place its text comes from."""

from collections.abc import Iterator, Mapping
from typing import Any, Final, NamedTuple

from accordant.authoring.editing import entry_at, review_of
from accordant.authoring.written import Group, read_written
from accordant.evidence.refusal import RefusedError
from accordant.rulebook.names import Declared
from accordant.rulebook.parsed import Parsed, Route

COMMENT: Final = "Reviewer's comment"

RULES: Final = {
    "Rule": 34, "Obligation": 28, "Clause": 22, "Title": 34, "Reason": 44, "Requirement": 44, "How it is judged": 60,
    "Statements": 60, "Depends on": 26, "Remaining": 50, COMMENT: 40,
}  # fmt: skip
OBLIGATIONS: Final = {
    "Obligation": 30, "Title": 34, "Requirement": 60, "Kind": 14, "Level": 14, "Judged by": 16, "Core": 8,
    "Why it is core": 40, "Due": 20, "Clause": 26, "Confidence": 16, "Sources": 26, "Remaining": 50, COMMENT: 40,
}  # fmt: skip
CASES: Final = {
    "Rule": 34, "Case": 40, "Starts from": 34, "What is different": 60, "Outcome": 18, "Severity": 10, "Place": 30,
    "Statement": 60, COMMENT: 40,
}  # fmt: skip
"""The columns of each sheet, with their widths."""


class Cell(NamedTuple):
    """A text; where it may be changed, the file and the way to it. `names` are the parts of a text of several."""

    text: str
    parsed: Parsed | None = None
    route: Route = ()
    names: tuple[str, ...] = ()


class Row(NamedTuple):
    """One row: what it is about, and its cells by column."""

    key: str
    cells: Mapping[str, Cell]


class Sheet(NamedTuple):
    """One sheet: its title, its columns with their widths, how many of them name a row, its rows."""

    title: str
    columns: Mapping[str, int]
    naming: int
    rows: tuple[Row, ...]


def rule_rows(
    rules: tuple[Parsed, ...], obligations: Mapping[str, Declared], judged: Mapping[str, str], own: frozenset[str]
) -> Iterator[Row]:
    """Give a row a rule; `own` are the places of the files that may be changed."""
    for rule in sorted(rules, key=lambda one: str(one.data["id"])):
        data = rule.data
        obligation, root = obligations[data["obligation"]], root_of(rule)
        changeable = obligation.parsed if obligation.parsed.file.place in own else None
        yield Row(
            data["id"],
            {
                "Rule": Cell(data["id"]),
                "Obligation": Cell(data["obligation"]),
                "Clause": Cell(_clauses(obligation.data)),
                "Title": Cell(data["title"], rule, ("title",)),
                "Reason": Cell(data["reason"], rule, ("reason",)),
                "Requirement": Cell(obligation.data["requirement"], changeable, (*obligation.route, "requirement")),
                "How it is judged": Cell(judged.get(data["id"], "")),
                "Statements": _statements(rule),
                "Depends on": Cell("\n".join(data.get("depends_on", ()))),
                "Remaining": Cell(_questions(data if "remaining" in data else obligation.data)),
                COMMENT: _review(rule, root, ("id",)),
            },
        )


def obligation_rows(obligations: Mapping[str, Declared]) -> Iterator[Row]:
    """Give a row an obligation."""
    roots = {one.parsed.file.place: root_of(one.parsed) for one in obligations.values()}
    for key, obligation in sorted(obligations.items()):
        data, parsed, route = obligation.data, obligation.parsed, obligation.route
        due = data.get("due")
        core = Cell(data["core_reason"], parsed, (*route, "core_reason")) if "core_reason" in data else Cell("")
        yield Row(
            key,
            {
                "Obligation": Cell(key),
                "Title": Cell(data["title"], parsed, (*route, "title")),
                "Requirement": Cell(data["requirement"], parsed, (*route, "requirement")),
                "Kind": Cell(data["kind"]),
                "Level": Cell(data["level"]),
                "Judged by": Cell(data["judged_by"]),
                "Core": Cell(data["core"]),
                "Why it is core": core,
                "Due": Cell(f"stage {due['stage']}, {due['at']}" if due else ""),
                "Clause": Cell(_clauses(data)),
                "Confidence": Cell(data["confidence"]),
                "Sources": Cell("\n".join(data["sources"])),
                "Remaining": Cell(_questions(data)),
                COMMENT: _review(parsed, roots[parsed.file.place], route),
            },
        )


def case_rows(files: tuple[Parsed, ...]) -> Iterator[Row]:
    """Give a row a case."""
    for parsed in sorted(files, key=lambda one: (str(one.data["rule"]), one.file.name)):
        root = root_of(parsed)
        for index, case in enumerate(parsed.data["cases"]):
            route, expect = ("cases", index), case["expect"]
            yield Row(
                f"{parsed.data['rule']} · {case['name']}",
                {
                    "Rule": Cell(parsed.data["rule"]),
                    "Case": Cell(case["name"]),
                    "Starts from": Cell(case.get("from", "")),
                    "What is different": Cell(_difference(parsed, root, index)),
                    "Outcome": Cell(expect.get("outcome", "")),
                    "Severity": Cell(expect.get("severity") or ""),
                    "Place": Cell(expect.get("place") or ""),
                    "Statement": Cell(expect.get("statement") or ""),
                    COMMENT: _review(parsed, root, route),
                },
            )


def _clauses(obligation: Mapping[str, Any]) -> str:
    return "\n".join(f"{one['number']} of {one['edition']} ({one['basis']})" for one in obligation["clauses"])


def _questions(data: Mapping[str, Any]) -> str:
    return "\n".join(f"{one['method']}, {one['whom']}: {one['question']}" for one in data.get("remaining", ()))


def _statements(rule: Parsed) -> Cell:
    """Give all statements in one cell, each after the name of its check in brackets."""
    statements = rule.data.get("statement", {})
    text = "\n".join(f"[{name}] {words}" for name, words in statements.items())
    return Cell(text, rule if statements else None, ("statement",), tuple(statements))


def _difference(parsed: Parsed, root: Group | None, index: int) -> str:
    """Give what a case says beyond its name, its start and what it expects, as it is written."""
    if root is None:
        return ""
    case = entry_at(root, ("cases", index)).value
    told = ("name", "from", "expect")
    return "\n".join(
        parsed.text[entry.key.start : entry.value.end].rstrip()
        for entry in (case.entries if isinstance(case, Group) else ())
        if entry.key and entry.key.text not in told
    )


def _review(parsed: Parsed, root: Group | None, route: Route) -> Cell:
    """Give the reviewer's comment on what stands at a way; what has no line of its own cannot have one."""
    try:
        return Cell("") if root is None else Cell(review_of(parsed.text, root, route), parsed, route)
    except ValueError:
        return Cell("")


def root_of(parsed: Parsed) -> Group | None:
    """Read how a file is written; None for one with anchors, in which nothing can be changed by place."""
    try:
        return read_written(parsed.text)
    except RefusedError:
        return None
