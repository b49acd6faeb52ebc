"""Evidence made for a rule: from nothing, mended until the rule is met, and then spoilt so that it fails."""

from collections.abc import Iterator, Mapping
from typing import TypeAlias

from accordant.casebook import Case, narrowed, pack_of
from accordant.checks import KINDS
from accordant.evidence.editing import edit
from accordant.model.change import Change, Data, NewDocument, Removed, fields_of
from accordant.model.evidence import Pack
from accordant.model.observation import Observed, Value
from accordant.observation import observe
from accordant.rulebook import Compiled

Fields: TypeAlias = dict[str, Data]

_ROUNDS = 8
"""So often is evidence mended: one repair may bring what another check, or the same, then finds wanting."""


def grown(empty: Case, compiled: Compiled) -> Pack | None:
    """Mend a pack without documents until the case's rule is met; None where no repair leads there."""
    pack = pack_of(empty, compiled.types)
    for _ in range(_ROUNDS):
        observed = _observed(empty, pack, compiled)
        if observed is None or observed.view is None:
            return None
        if all(seen.value is Value.MET for seen in observed.seen.values()):
            return pack
        changes = tuple(_repairs(observed))
        if not changes:
            return None
        pack = edit(pack, changes, compiled.types)
    return None


def spoilt(passing: Case, compiled: Compiled) -> Iterator[Mapping[str, Data]]:
    """Give ways to spoil the evidence of a case that passes, each as what a case sets that starts from it."""
    pack = pack_of(passing, compiled.types)
    observed = _observed(passing, pack, compiled)
    if observed is None or observed.view is None:
        return
    places = {document.source.file: f"/documents/{int(document.source.file[:2]) - 1}" for document in pack.documents}
    for name, check in observed.rule.checks.items():
        for spoiling in KINDS[check.kind].spoil(check.parameters, observed.view, observed.seen[name]):
            # What stands in the manifest, and what is emptied but not taken away, no case can set.
            if all(one.file in places and one.value is not None for one in spoiling.changes):
                yield {f"{places[one.file]}{one.pointer}": _value(one) for one in spoiling.changes}


def documents_of(pack: Pack) -> list[Fields]:
    """Give the documents of a pack as fields, those that were brought under ids as people give them."""
    documents = [fields_of(document.root) for document in pack.documents]
    names: dict[str, str] = {}
    for document in documents:
        written = str(document.get("id", ""))
        if written.startswith("["):
            initials = "".join(word[0] for word in str(document["type"]).split("_")).upper()
            number = 1 + sum(name.startswith(f"{initials}-") for name in names.values())
            names[written] = f"{initials}-{number}"
    return [{key: _renamed(value, names) for key, value in document.items()} for document in documents]


def _renamed(data: Data, names: Mapping[str, str]) -> Data:
    match data:
        case str():
            return names.get(data, data)
        case list():
            return [_renamed(item, names) for item in data]
        case dict():
            return {key: _renamed(value, names) for key, value in data.items()}
        case None:
            return None


def _value(change: Change) -> Data:
    return None if isinstance(change.value, Removed) else change.value


def _observed(case: Case, pack: Pack, compiled: Compiled) -> Observed | None:
    found = observe(narrowed(compiled, case.rule).rulebook, pack, compiled.types, as_of=case.as_of)
    return found[0] if found else None


def _repairs(observed: Observed) -> Iterator[Change | NewDocument]:
    for name, check in observed.rule.checks.items():
        if observed.view is not None:
            repair = KINDS[check.kind].mend(check.parameters, observed.view, observed.seen[name])
            yield from repair.changes if repair else ()
