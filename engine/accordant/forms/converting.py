"""Evidence from one format into another: nothing is written unless what is written reads back as the same evidence."""

import json
import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from pathlib import PurePosixPath
from typing import NamedTuple

from accordant.evidence.excel_reader import read_excel
from accordant.evidence.layout import lay_out
from accordant.evidence.limits import DEFAULT_LIMITS
from accordant.evidence.places import lines_of
from accordant.evidence.several import cut, name_of
from accordant.evidence.source import read_source
from accordant.evidence.xml_writer import write_xml
from accordant.evidence.yaml_writer import write_yaml
from accordant.forms.book import Offer, write_book
from accordant.forms.grid import fill
from accordant.model.catalogue import DocumentType
from accordant.model.change import Data, fields_of
from accordant.model.evidence import Pack
from accordant.model.problem import Problem
from accordant.model.tree import Branch, Format, Leaf, Node, Series, Source

SUFFIXES = {Format.YAML: ".yaml", Format.XML: ".xml", Format.EXCEL: ".xlsx"}

FORMAT_OF = {"yaml": Format.YAML, "xml": Format.XML, "xlsx": Format.EXCEL}
"""The format for each word of the command line."""

ABOUT = (
    "Evidence for Accordant: a sheet for each type of document with a row for each, a sheet for each list of theirs.",
    "Columns and sheets may stand in any order; the headers, and the first cell of each sheet, stay as they are.",
)

_BLANKS = " \t\r\n"
_COMMENT = {Format.YAML: re.compile(r"^[ \t]*#|[ \t]#[ \t]", re.MULTILINE), Format.XML: re.compile("<!--")}
_NOT_IN_NAMES = re.compile(r"[^A-Za-z0-9._-]+")


class Converted(NamedTuple):
    """What comes of a conversion: texts by path in the folder to write (one, without a path, for a single file).

    `problems` keep it from being written; `losing` names the files whose comments the new format does not keep.
    """

    files: Mapping[str, bytes]
    problems: tuple[Problem, ...]
    losing: tuple[str, ...]


def convert(pack: Pack, types: Mapping[str, DocumentType], to: Format, *, single: bool) -> Converted:
    """Convert all documents of a pack, the manifest first; into a single file, or into one file a document."""
    sources = _sources(pack)
    losing = tuple(dict.fromkeys(one.home for one in sources if _loses(one, to)))
    if to is Format.EXCEL:
        data = [fields_of(one.root) for one in sources]
        used = {str(one.get("type")) for one in data}
        sheets = [sheet for sheet in lay_out(types).values() if sheet.type in used or not sheet.type]
        book = write_book(sheets, fill(data, lay_out(types)), types, offer=offer_of(pack), about=ABOUT)
        problems = _differences(sources, read_excel("", book, types).sources)
        return Converted({"": book}, tuple(problems), losing)
    try:
        texts = [_text(one, to) for one in sources]
    except _UnsaidError as error:
        return Converted({}, (error.problem,), losing)
    files = {"": _joined(texts, to)} if single else dict(zip(_names(sources, to), texts, strict=True))
    return Converted(files, tuple(_differences(sources, list(_reread(files, to)))), losing)


def offer_of(pack: Pack) -> Offer:
    """Return what references of a pack may be chosen from."""
    manifest = pack.manifest
    if manifest is None:
        return Offer()
    return Offer(tuple(one.id for one in manifest.relationships), tuple(manifest.parties))


class _UnsaidError(Exception):
    """A document holds what the new format cannot say."""

    def __init__(self, problem: Problem) -> None:
        super().__init__(str(problem))
        self.problem = problem


def _sources(pack: Pack) -> list[Source]:
    manifest = [pack.manifest.source] if pack.manifest else []
    return [*manifest, *(document.source for document in pack.documents)]


def _loses(source: Source, to: Format) -> bool:
    pattern = _COMMENT.get(source.format)
    return source.format is not to and pattern is not None and bool(pattern.search(source.text))


def _text(source: Source, to: Format) -> bytes:
    """Return the text of a document; what is in the format already stays as it is, with its comments."""
    if source.format is to:
        return source.text.encode()
    data = dict(fields_of(source.root))
    if to is Format.YAML:
        return write_yaml(data).encode()
    try:
        name = data.pop("type", "")
        return write_xml(name if isinstance(name, str) else "", _sayable(data)).encode()
    except ValueError as error:
        raise _UnsaidError(_problem(source, source.root.at, str(error))) from None


def _sayable(data: Mapping[str, Data]) -> dict[str, Data]:
    """Give null for a group of nothing, which XML does not tell from it."""
    return {name: _said(value) for name, value in data.items()}


def _said(value: Data) -> Data:
    if isinstance(value, dict):
        return _sayable(value) or None
    return [_said(item) for item in value] if isinstance(value, list) else value


def _joined(texts: Sequence[bytes], to: Format) -> bytes:
    if len(texts) == 1:
        return texts[0]
    if to is Format.YAML:
        marked = (text if text.lstrip().startswith(b"---") else b"---\n" + text for text in texts)
        return b"".join(text if text.endswith(b"\n") else text + b"\n" for text in marked)
    return (
        b"<pack>\n"
        + b"".join(text.partition(b"?>")[2].lstrip() if text.startswith(b"<?") else text for text in texts)
        + b"</pack>\n"
    )


def _names(sources: Sequence[Source], to: Format) -> Iterator[str]:
    """Give each document a path: its own where it has a file of its own, else one of its type and id."""
    taken: Counter[str] = Counter()
    for source in sources:
        data = fields_of(source.root)
        words = (data.get("type"), data.get("id"))
        made = "-".join(_NOT_IN_NAMES.sub("-", word).strip("-.") for word in words if isinstance(word, str) and word)
        alone = source.part is None
        name = str(PurePosixPath(source.file).with_suffix("")) if alone else made or "document"
        taken[name] += 1
        number = f"-{taken[name]}" if taken[name] > 1 else ""
        yield f"{name}{number}{SUFFIXES[to]}"


def _reread(files: Mapping[str, bytes], to: Format) -> Iterator[Source]:
    for name, text in files.items():
        file = name or f"pack{SUFFIXES[to]}"
        found = cut(file, to, text, DEFAULT_LIMITS) if not name else None
        pieces = [piece.data for piece in found[0]] if found else [text]
        for number, piece in enumerate(pieces, 1):
            source = read_source(name_of(file, number), to, piece)
            if isinstance(source, Source):
                yield source


def _differences(before: Sequence[Source], after: Sequence[Source]) -> Iterator[Problem]:
    """Give every document that does not read back as it was; documents of one type keep their order."""
    there: dict[str, list[Branch]] = {}
    for one in after:
        there.setdefault(_type(one), []).append(one.root)
    for source in before:
        rest = there.get(_type(source), [])
        other = rest.pop(0) if rest else None
        at = _first_difference(source.root, other)
        if at is not None:
            yield _problem(source, at[0], f"{at[1] or '/'}: the new format cannot hold what stands here")


def _type(source: Source) -> str:
    return json.dumps(fields_of(source.root).get("type"))


def _first_difference(one: Branch, other: Branch | None) -> tuple[int, str] | None:
    """Return place and pointer of the first thing that is not the same, blanks around a text aside."""
    if other is None:
        return one.at, ""
    return _difference(one, other, "")


def _difference(one: Node, other: Node | None, pointer: str) -> tuple[int, str] | None:
    if isinstance(one, Branch) and isinstance(other, Branch):
        for name in one.fields:
            found = _difference(one.fields[name], other.fields.get(name), f"{pointer}/{name}")
            if found is not None:
                return found
        return None if one.fields.keys() == other.fields.keys() else (one.at, pointer)
    if isinstance(one, Series) and isinstance(other, Series):
        if len(one.items) != len(other.items):
            return one.at, pointer
        for index, (item, twin) in enumerate(zip(one.items, other.items, strict=True)):
            found = _difference(item, twin, f"{pointer}/{index}")
            if found is not None:
                return found
        return None
    return None if other is not None and same_value(one, other) else (one.at, pointer)


def same_value(one: Node, other: Node) -> bool:
    """Say whether two values are the same: text without blanks around it; nothing, and a group of nothing, are null."""
    return _plain(one) == _plain(other)


def _plain(node: Node) -> str | bool | None:
    if isinstance(node, Leaf):
        text = (node.text or "").replace("\r\n", "\n").replace("\r", "\n").strip(_BLANKS)
        return text or None
    empty = not (node.fields if isinstance(node, Branch) else True)
    return None if empty else isinstance(node, Series)


def _problem(source: Source, at: int, message: str) -> Problem:
    line, column, sheet, cell = lines_of(source).place(at)
    return Problem(source.home, line, column, message, sheet, cell)
