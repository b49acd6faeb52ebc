"""What types, fields and filters are called inside a sentence: by their labels, and by their names for want of one."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any

from accordant.checks.reading import ALL_DOCUMENTS, many
from accordant.model.catalogue import DocumentType, Field

_DENYING = frozenset({"no", "not"})
_HANGING = frozenset({"by", "for", "from", "in", "of", "on", "to", "with"})
_EVERY_TYPE = {ALL_DOCUMENTS: "documents of any type"}


class _Labels(Mapping[str, str]):
    """Labels of types, and of the fields of a type once one of them is asked for: there are thousands."""

    def __init__(self, types: Mapping[str, DocumentType]) -> None:
        self._types = types
        self._known = {name: lowered(one.label) for name, one in types.items()}
        self._entered: set[str] = set()

    def __getitem__(self, key: str) -> str:
        name, _, path = key.partition(" ")
        if path and name in self._types and name not in self._entered:
            self._entered.add(name)
            self._known.update((f"{name} {one}", said) for one, said in _fields(self._types[name].fields, "", ""))
        return self._known[key]

    def __iter__(self) -> Iterator[str]:
        return iter(self._types)

    def __len__(self) -> int:
        return len(self._types)


def labels_of(types: Mapping[str, DocumentType]) -> Mapping[str, str]:
    """Return the labels of types, by name, and of their fields, by `type path` with `[]` after a list entered.

    All are as they stand inside a sentence; abbreviations keep their capitals.
    """
    return _Labels(types)


def _fields(fields: Mapping[str, Field], before: str, above: str) -> Iterator[tuple[str, str]]:
    for name, field in fields.items():
        path, label = f"{before}{name}", f"{above}{lowered(field.label)}"
        yield path, label
        if field.fields:
            yield from _fields(field.fields, f"{path}.", f"{label} ")
        if field.item is not None and field.item.fields:
            yield from _fields(field.item.fields, f"{path}[].", "")


def lowered(label: str) -> str:
    """Write a label inside a sentence; one that begins with an abbreviation keeps its capitals."""
    return label if label[1:2].isupper() else label[:1].lower() + label[1:]


def spoken(path: str) -> str:
    """Say a path in words, for want of a label."""
    return path.replace("_", " ").replace(".", " ")


def called(parameters: Mapping[str, Any], path: str, labels: Mapping[str, str], *, inside: str = "") -> str:
    """Name a field of the documents a check reads (of the items of the list `inside`) by its label."""
    full = f"{inside}[].{path}" if inside else path
    named = (labels.get(f"{name} {full}") for name in many(parameters["in"]))
    said = next(filter(None, named), "") or spoken(path)
    words = said.split()
    # A label that begins or ends so would be taken for words of the sentence around it.
    return f'"{said}"' if words[0] in _DENYING or words[-1] in _HANGING else said


def row(words: Sequence[str], last: str) -> str:
    """Put words in a row: `a, b and c`."""
    return words[0] if len(words) == 1 else f"{', '.join(words[:-1])} {last} {words[-1]}"


def worded(given: Iterable[Any]) -> list[str]:
    """Say values as people write them."""
    return [str(value).replace("_", " ") for value in given]


def listed(place: Mapping[str, Any], of: str, field: str, labels: Mapping[str, str]) -> str:
    """Name a list, and in brackets which field of its items is meant; without a field the items themselves are."""
    named = called(place, of, labels)
    return f"{named} ({called(place, field, labels, inside=of)})" if field else named


def spoken_types(parameters: Mapping[str, Any], labels: Mapping[str, str], *, alike: bool = False) -> str:
    """Name the documents a check reads, as people do, and which of them.

    Where the latest counts, an earlier type goes before a later one, unless all of them are read `alike`.
    """
    named = [labels.get(name) or _EVERY_TYPE.get(name) or spoken(name) for name in many(parameters["in"])]
    preferred = not alike and parameters.get("which", "latest") == "latest"
    said = " or, for want of it, the ".join(named) if preferred else " or ".join(named)
    which = [having(parameters, path, demand, labels) for path, demand in parameters.get("documents", {}).items()]
    return f"{said} {' and '.join(which)}" if which else said


def having(parameters: Mapping[str, Any], path: str, demand: Any, labels: Mapping[str, str]) -> str:
    """Say which documents a filter admits."""
    named = called(parameters, path, labels)
    if demand in ("present", "absent"):
        return f"{'with' if demand == 'present' else 'without'} {named}"
    return f"whose {named} is {row(worded(many(demand)), 'or')}"


def filtered(
    parameters: Mapping[str, Any], path: str, demand: Any, labels: Mapping[str, str], *, inside: str = ""
) -> str:
    """Say what a filter or a condition asks of a field."""
    named = called(parameters, path, labels, inside=inside)
    if demand in ("present", "absent"):
        return f"{named} is {'' if demand == 'present' else 'not '}stated"
    return f"{named} is {row(worded(many(demand)), 'or')}"
