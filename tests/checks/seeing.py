"""Cases as packs in memory, what the checks of their rules see there, and what they see once the packs are changed."""

from collections.abc import Iterable, Iterator, Mapping
from typing import Any, NamedTuple

from accordant.checks import KINDS, Kind
from accordant.evidence.editing import edit
from accordant.evidence.header import read_document
from accordant.evidence.manifest import read_manifest
from accordant.model.change import Change, NewDocument, Repair, Spoiling, branch_of
from accordant.model.evidence import Pack
from accordant.model.observation import Observation, Observed, Value
from accordant.model.tree import Format, Source
from accordant.model.view import View
from accordant.observation import observe
from accordant.rulebook import Compiled
from casebook import Case
from judging import narrowed


class Sight(NamedTuple):
    """One check of a case's rule at the case's subject: what it saw, in which view, of which pack."""

    compiled: Compiled
    case: Case
    pack: Pack
    view: View
    name: str
    kind: str
    parameters: Mapping[str, Any]
    seen: Observation

    def __str__(self) -> str:
        return f"{self.kind}: {self.case.rule} · {self.case.name} · {self.name}"

    def spoilings(self) -> tuple[Spoiling, ...]:
        return self._kind().spoil(self.parameters, self.view, self.seen)

    def repair(self) -> Repair | None:
        return self._kind().mend(self.parameters, self.view, self.seen)

    def after(self, changes: Iterable[Change | NewDocument]) -> "Sight":
        """See again, with the kind and the parameters of this check, after changes of the evidence."""
        pack = edit(self.pack, changes, self.compiled.types)
        other = next(one for one in sights(pack, self.case, self.compiled) if one.name == self.name)
        return other._replace(kind=self.kind).asked(self.parameters)

    def asked(self, parameters: Mapping[str, Any]) -> "Sight":
        """See what the kind of check sees when asked with other parameters."""
        return self._replace(parameters=parameters, seen=self._kind().see(parameters, self.view))

    def is_met(self) -> bool:
        return self.seen.value is Value.MET

    def _kind(self) -> Kind:
        return KINDS[self.kind]


def pack_of(case: Case, compiled: Compiled) -> Pack:
    """Give the pack of a case, unwritten."""
    documents = tuple(
        read_document(_source(f"{number:02}-{document['type']}.yaml", document), compiled.types[document["type"]])
        for number, document in enumerate(case.documents)
    )
    manifest = read_manifest(_source("manifest.yaml", case.manifest))[0] if case.manifest else None
    return Pack("case", "", manifest, documents, ())


def _source(file: str, data: Mapping[str, Any]) -> Source:
    return Source(file, Format.YAML, "", "", branch_of(data))


def sights(pack: Pack, case: Case, compiled: Compiled) -> Iterator[Sight]:
    """Give what each check of the case's rule sees in a pack; nothing where none of them is shown anything."""
    observed = _observed(pack, case, compiled)
    if observed.view is not None:
        for name, check in observed.rule.checks.items():
            yield Sight(compiled, case, pack, observed.view, name, check.kind, check.parameters, observed.seen[name])


def _observed(pack: Pack, case: Case, compiled: Compiled) -> Observed:
    seen = observe(narrowed(compiled, case.rule).rulebook, pack, compiled.types, as_of=case.as_of)
    (one,) = [each for each in seen if case.subject in (None, each.subject)]
    return one


def failures_of_spoilings(sight: Sight) -> Iterator[str]:
    """Say which spoiling of what is met leaves it met."""
    for spoiling in sight.spoilings():
        if sight.after(spoiling.changes).is_met():
            yield f"{sight}: {spoiling.name} is not noticed: {spoiling.changes}"


def failures_of_repair(sight: Sight) -> Iterator[str]:
    """Say why the repair of what is not met is none, or not the smallest."""
    repair = sight.repair()
    if repair is None:
        yield f"{sight}: no repair of {sight.seen}"
        return
    if not sight.after(repair.changes).is_met():
        yield f"{sight}: not met after {repair}: {sight.after(repair.changes).seen}"
    for smaller in smaller_than(repair.changes):
        if sight.after(smaller).is_met():
            yield f"{sight}: met with less than {repair.changes}: {smaller}"


HEADER = (
    "id", "title", "version", "status", "owner", "approved_by", "approved_on", "version_date", "relationships"
)  # fmt: skip
"""What every new document has, whatever is asked of it."""


def smaller_than(changes: tuple[Change | NewDocument, ...]) -> Iterator[tuple[Change | NewDocument, ...]]:
    """Leave out each part, and each field of a new document but its header."""
    for number, part in enumerate(changes):
        before, after = changes[:number], changes[number + 1 :]
        if len(changes) > 1 and not moves_others(part, after):
            yield (*before, *after)
        for field in part.data if isinstance(part, NewDocument) else ():
            if field not in HEADER:
                data = {name: value for name, value in part.data.items() if name != field}
                yield (*before, part._replace(data=data), *after)


def moves_others(part: Change | NewDocument, after: tuple[Change | NewDocument, ...]) -> bool:
    """Say whether a later change is inside the item that this one adds: without it there is nothing to change."""
    if not isinstance(part, Change):
        return False
    inside = part.pointer.removesuffix("-")
    return part.pointer != inside and any(
        isinstance(one, Change) and one.pointer.startswith(inside) and one.pointer != part.pointer for one in after
    )
