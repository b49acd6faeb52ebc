"""How documents lie in a workbook: one sheet a type with a row a document, one sheet a list with a row an item.

What every type has in common and is a list of groups (signatures) shares one sheet. Titles are for people and may be
changed as long as the address in the first cell stays; headers are labels, or the fields' own names.
"""

from collections.abc import Iterator, Mapping
from typing import NamedTuple

from accordant.model.catalogue import DocumentType, Field, FieldKind

DOCUMENT = "Document"
ITEM = "Item"
KEY = "Key"
"""The headers of the columns that tie the row of an item to its document, and to the item it is part of."""

HELPS = "accordant/"
"""How the address of a sheet begins that holds no evidence."""

MARK = "*"
"""What a header of a column ends in that must be filled for a document to count."""

LONGEST_TITLE = 31
COMMON = "*"
_FIRST = (
    *("id", "title", "version", "status", "relationships"),
    *("approved_by", "approved_on", "version_date", "transcribed"),
)


class Column(NamedTuple):
    """One column: its header, the way to the field from what a row is, and the field."""

    header: str
    path: tuple[str, ...]
    field: Field


class Sheet(NamedTuple):
    """One sheet: its address (`<type>`, `<type>/<list>`, `*/<list>`), its title, and what its rows are.

    `type` is the document type (none where types share the sheet), `parent` the address of the sheet whose rows its
    rows are part of (none for documents), `path` the way from there to the list. `keyed` says that other sheets may
    hold parts of its rows.
    """

    address: str
    title: str
    type: str
    parent: str
    path: tuple[str, ...]
    columns: tuple[Column, ...]
    keyed: bool

    @property
    def ties(self) -> tuple[str, ...]:
        """The headers of the columns that say what a row is part of, and by which name others are part of it."""
        if not self.parent:
            return (KEY,)
        above = (DOCUMENT, ITEM) if "/" in self.parent else (DOCUMENT,)
        return (*above, KEY) if self.keyed else above


def lay_out(types: Mapping[str, DocumentType]) -> Mapping[str, Sheet]:
    """Return every sheet by its address: that of a type before those of its lists, the shared ones last."""
    common = _common(types)
    shared = {name: field for name, field in common.items() if _is_shared(name, field, types)}
    found: dict[str, Sheet] = {}
    titles: set[str] = set()
    for name, declared in sorted(types.items(), key=lambda one: (one[0] != "manifest", one[0])):
        own = {field: value for field, value in declared.fields.items() if shared.get(field) != value}
        for sheet in _sheets(name, declared.label, name, "", (), _in_order(declared, common), lists=own):
            found[sheet.address] = sheet._replace(title=_title(sheet.title, titles))
    for name, field in shared.items():
        address = f"{COMMON}/{name}"
        fields = field.item.fields if field.item else {}
        columns = tuple(_columns(fields, (), "", {DOCUMENT.lower()}))
        found[address] = Sheet(address, _title(field.label, titles), "", COMMON, (name,), columns, keyed=False)
    return found


def is_item_list(field: Field) -> bool:
    """Say whether a field is a list of groups, which has a sheet of its own."""
    return field.kind is FieldKind.LIST and field.item is not None and field.item.kind is FieldKind.GROUP


def _is_shared(name: str, field: Field, types: Mapping[str, DocumentType]) -> bool:
    """Say whether a list is one that most types have alike, and whose items hold no lists of their own."""
    if not is_item_list(field) or field.item is None or any(_lists(field.item.fields, ())):
        return False
    return 2 * sum(one.fields.get(name) == field for one in types.values()) > len(types)


def _common(types: Mapping[str, DocumentType]) -> dict[str, Field]:
    """Give the fields that all documents have, as most of them have them."""
    some = [declared.fields for name, declared in types.items() if name != "manifest"]
    if len(some) < 2:  # noqa: PLR2004 - one type shares nothing
        return {}
    return {name: field for name, field in some[0].items() if all(name in fields for fields in some)}


def _in_order(declared: DocumentType, common: Mapping[str, Field]) -> Mapping[str, Field]:
    """Put what every document needs first, then what only this type has, then what is common and seldom needed."""
    names = list(declared.fields)
    body = [name for name in names if name not in common]
    order = dict.fromkeys((*(name for name in _FIRST if name in declared.fields), *body, *names))
    return {name: declared.fields[name] for name in order}


def _sheets(
    address: str,
    title: str,
    name: str,
    parent: str,
    path: tuple[str, ...],
    fields: Mapping[str, Field],
    *,
    lists: Mapping[str, Field],
) -> Iterator[Sheet]:
    inner = list(_lists(lists, ()))
    draft = Sheet(address, title, name, parent, path, (), keyed=bool(inner) or not parent)
    columns = tuple(_columns(fields, (), "", {tie.lower() for tie in draft.ties}))
    yield draft._replace(columns=columns)
    for steps, field in inner:
        below = field.item.fields if field.item else {}
        yield from _sheets(
            *("/".join((address, *steps)), f"{title} - {field.label}", name, address, steps), below, lists=below
        )


def _lists(fields: Mapping[str, Field], path: tuple[str, ...]) -> Iterator[tuple[tuple[str, ...], Field]]:
    for name, field in fields.items():
        if is_item_list(field):
            yield (*path, name), field
        elif field.kind is FieldKind.GROUP:
            yield from _lists(field.fields, (*path, name))


def _columns(fields: Mapping[str, Field], path: tuple[str, ...], above: str, taken: set[str]) -> Iterator[Column]:
    for name, field in fields.items():
        header = f"{above}{field.label}"
        if field.kind is FieldKind.GROUP:
            yield from _columns(field.fields, (*path, name), f"{header}: ", taken)
            continue
        if header.lower() in taken:
            header = f"{header} ({'/'.join((*path, name))})"
        taken.add(header.lower())
        yield Column(header, (*path, name), field)


def _title(words: str, taken: set[str]) -> str:
    """Return a title that no other sheet has and that Excel takes: short, without some characters."""
    words = "".join(" " if char in "[]:*?/\\'" else char for char in words)
    first, dash, last = words.rpartition(" - ")
    if dash and len(words) > LONGEST_TITLE:
        last = _cut(last, LONGEST_TITLE // 2)
        words = f"{_cut(first, LONGEST_TITLE - len(last) - len(dash))}{dash}{last}"
    title, number = _cut(words, LONGEST_TITLE), 1
    while title.lower() in taken:
        number += 1
        title = f"{_cut(words, LONGEST_TITLE - len(f' {number}'))} {number}"
    taken.add(title.lower())
    return title


def _cut(words: str, length: int) -> str:
    """Cut a text between words where it can be."""
    if len(words) <= length:
        return words.strip()
    whole = words[: length + 1].rpartition(" ")[0].removesuffix(" -").removesuffix(" of").removesuffix(" and")
    return whole.strip() or words[:length]
