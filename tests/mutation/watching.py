"""A view that notes what is asked of it: each type of document, or all documents."""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from accordant.model.view import Candidate, View

EVERYTHING = "everything"


def watched(view: View) -> tuple[View, set[str]]:
    """Give the view as it notes what is asked, and the notes."""
    notes: set[str] = set()
    everything = _AskedAll(view.everything)
    everything.notes = notes
    return view._replace(candidates=_Asked(view.candidates, notes), everything=everything), notes


class _Asked(Mapping[str, Sequence[Candidate]]):
    """The documents by type, and a note of each type that was asked for."""

    def __init__(self, inner: Mapping[str, Sequence[Candidate]], notes: set[str]) -> None:
        self._inner, self._notes = inner, notes

    def get(self, key: str, default: Any = None) -> Any:
        self._notes.add(key)
        return self._inner.get(key, default)

    def __getitem__(self, key: str) -> Sequence[Candidate]:
        self._notes.add(key)
        return self._inner[key]

    def __iter__(self) -> Iterator[str]:
        self._notes.update((EVERYTHING, *self._inner))
        return iter(self._inner)

    def __len__(self) -> int:
        return len(self._inner)


class _AskedAll(tuple[Candidate, ...]):  # noqa: SLOT001 - the notes need room
    """All documents, and a note once they were asked for."""

    notes: set[str]

    def __iter__(self) -> Iterator[Candidate]:
        self.notes.add(EVERYTHING)
        return super().__iter__()
