"""Single texts of a rule file changed where they stand: every other character of the file stays as it is."""

import re
from collections.abc import Mapping
from typing import Final, NamedTuple

from accordant.authoring.scalars import block_lines, one_line
from accordant.authoring.written import Entry, Group, Scalar, read_written, starts
from accordant.evidence.yaml_reader import read_yaml
from accordant.rulebook.parsed import Route

REVIEW: Final = "Review:"
"""The word that opens a reviewer's comment: a comment of the file, above what it is about."""

_FIRST: Final = re.compile(rf"[ \t]*# {REVIEW} ?(.*)")
_FURTHER: Final = re.compile(r"[ \t]*#(?:   (.*))?")
_BOM: Final = "\N{ZERO WIDTH NO-BREAK SPACE}"


class _Cut(NamedTuple):
    start: int
    end: int
    text: str


class Edits(NamedTuple):
    """What is to be changed in one file: texts by their way, and reviewers' comments by the way of what they are on."""

    texts: Mapping[Route, str]
    reviews: Mapping[Route, str]


def edit_text(content: str, edits: Edits) -> str:
    """Return the content of a file with these changes.

    Raises:
        ValueError: for a way that leads to no text, or to what shares its line with something else.
    """
    mark, text = (_BOM, content[1:]) if content.startswith(_BOM) else ("", content)
    root = read_written(text)
    cuts = [_cut_text(text, root, route, said) for route, said in edits.texts.items()]
    cuts += [_cut_review(text, root, route, said) for route, said in edits.reviews.items()]
    for cut in sorted(cuts, reverse=True):
        text = text[: cut.start] + cut.text + text[cut.end :]
    read_yaml(text)
    return mark + text


def review_of(text: str, root: Group, route: Route) -> str:
    """Return the reviewer's comment above the entry at this way; empty where there is none."""
    start, end = _review_span(text, _line_of(text, entry_at(root, route)))
    lines = text[start:end].splitlines()
    found = [_FIRST.fullmatch(line) or _FURTHER.fullmatch(line) for line in lines]
    return "\n".join(match[1] or "" for match in found if match)


def entry_at(root: Group, route: Route) -> Entry:
    """Find the entry at the end of a way.

    Raises:
        ValueError: if it leads nowhere.
    """
    group, found = root, None
    for step in route:
        group = found.value if found is not None and isinstance(found.value, Group) else group
        at = {(entry.key.text if entry.key else index): entry for index, entry in enumerate(group.entries)}
        found = at.get(step)
        if found is None:
            break
    if found is None:
        raise ValueError(f"{route} leads nowhere")
    return found


def _is_flow(root: Group, route: Route) -> bool:
    around = (entry_at(root, route[:depth]).value for depth in range(1, len(route)))
    return root.flow or any(isinstance(group, Group) and group.flow for group in around)


def _cut_text(text: str, root: Group, route: Route, said: str) -> _Cut:
    entry, flow = entry_at(root, route), _is_flow(root, route)
    old = entry.value
    if not isinstance(old, Scalar):
        raise ValueError(f"{route} leads to no text")  # noqa: TRY004 - the way is at fault, not a type
    block, line_end = None if flow else block_lines(said), _line_end(text)
    if block is not None:
        inner = " " * (entry.column + 2)
        written = line_end.join([block[0], *(f"{inner}{line}" if line else "" for line in block[1:])])
    else:
        written = one_line(Scalar(said, '"', 0, 0), flow=flow)
        if old.style in ("'", '"') and written == said and not {"\\", '"'} & set(said):
            # Quotation marks that were there stay: whether they were needed is for the layout.
            written = f'"{said}"'
    ends_line = old.style in ("|", ">") and text[old.start : old.end].endswith("\n")
    return _Cut(old.start, old.end, written + (line_end if ends_line else ""))


def _cut_review(text: str, root: Group, route: Route, said: str) -> _Cut:
    line = _line_of(text, entry_at(root, route))
    start, end = _review_span(text, line)
    indent = re.match(r"[ \t]*", text[line:])
    before, line_end = indent[0] if indent else "", _line_end(text)
    first, *rest = said.split("\n") if said else [""]
    lines = [f"{before}# {REVIEW} {first}", *(f"{before}#   {more}" for more in rest)] if said else []
    return _Cut(start, end, "".join(f"{one.rstrip()}{line_end}" for one in lines))


def _line_end(text: str) -> str:
    return "\r\n" if "\r\n" in text else "\n"


def _line_of(text: str, entry: Entry) -> int:
    """Find the start of the line that an entry begins, with its dash."""
    start = text.rfind("\n", 0, starts(entry)) + 1
    if text[start : starts(entry)].strip(" -"):
        raise ValueError("it shares its line with something else: put it on a line of its own")
    return start


def _review_span(text: str, line: int) -> tuple[int, int]:
    """Find where the reviewer's comment that ends above a line begins and ends; where it would, if there is none."""
    start = line
    while start:
        above = text.rfind("\n", 0, start - 1) + 1
        said = text[above:start].rstrip("\r\n")
        if _FIRST.fullmatch(said):
            return above, line
        if not _FURTHER.fullmatch(said):
            break
        start = above
    return line, line
