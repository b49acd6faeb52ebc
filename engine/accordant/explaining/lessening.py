"""How large a change of evidence is, and what is left of it once everything that is not needed is taken away."""

from collections.abc import Callable, Iterator, Mapping

from accordant.explaining.places import Origin, origins, reached
from accordant.model.change import REMOVED, Change, Data, NewDocument, data_of
from accordant.model.evidence import Pack

Parts = tuple[Change | NewDocument, ...]

_HEADER = ("id", "title", "version", "version_date", "approved_by", "approved_on")
"""By what a document is named, told from another version, and approved: a new one is never proposed without it."""


def size(pack: Pack, parts: Parts) -> int:
    """Count the values that are written, and those that are lost: to replace one counts twice."""
    files = origins(pack)
    return sum(_size(part, files) for part in parts)


def _size(part: Change | NewDocument, files: Mapping[str, Origin]) -> int:
    if isinstance(part, NewDocument):
        return _leaves(part.data)
    node, there = reached(files[part.file].source.root, part.pointer)
    lost = _leaves(data_of(node)) if there else 0
    return lost + (0 if part.value is REMOVED else _leaves(part.value))


def smallest(parts: Parts, suffices: Callable[[Parts], bool]) -> Parts:
    """Take away part after part, and value after value within them, as long as what is left suffices."""
    while True:
        less = next((one for one in lesser(parts) if suffices(one)), None)
        if less is None:
            return parts
        parts = less


def lesser(parts: Parts) -> Iterator[Parts]:
    """Give every change that is one part, or one value within a part, less."""
    for number in range(len(parts)):
        yield (*parts[:number], *parts[number + 1 :])
    for number, part in enumerate(parts):
        for less in _less(part):
            yield (*parts[:number], less, *parts[number + 1 :])


def _less(part: Change | NewDocument) -> Iterator[Change | NewDocument]:
    if isinstance(part, Change):
        if isinstance(part.value, dict | list):
            yield from (part._replace(value=less) for less in _less_of(part.value))
        return
    header = {name: value for name, value in part.data.items() if name in _HEADER}
    body: Data = {name: value for name, value in part.data.items() if name not in header}
    for less in _less_of(body):
        if isinstance(less, dict):
            yield part._replace(data={**header, **less})


def _less_of(data: Data) -> Iterator[Data]:
    """Give the data without one of its values, at any depth."""
    if isinstance(data, dict):
        for name in data:
            yield {other: value for other, value in data.items() if other != name}
        for name, value in data.items():
            yield from ({**data, name: less} for less in _less_of(value))
    elif isinstance(data, list):
        for number, item in enumerate(data):
            yield [*data[:number], *data[number + 1 :]]
            yield from ([*data[:number], less, *data[number + 1 :]] for less in _less_of(item))


def _leaves(data: object) -> int:
    if data is None:
        return 0
    if isinstance(data, dict):
        return max(1, sum(_leaves(value) for value in data.values()))
    if isinstance(data, list):
        return max(1, sum(_leaves(item) for item in data))
    return 1
