"""Cases as packs in memory, and what the checks of their rules see there."""

from collections.abc import Iterable, Iterator
from datetime import date

from accordant.evidence.header import read_document
from accordant.evidence.manifest import read_manifest
from accordant.model.change import branch_of
from accordant.model.evidence import Pack
from accordant.model.observation import Observation, Observed
from accordant.model.tree import Format, Source
from accordant.observation import observe
from accordant.rulebook import Compiled
from casebook import Case
from judging import narrowed


def pack_of(case: Case, compiled: Compiled) -> Pack:
    """Give the pack of a case, unwritten."""
    documents = tuple(
        read_document(source_of(f"{number:02}-{document['type']}.yaml", document), compiled.types[document["type"]])
        for number, document in enumerate(case.documents)
    )
    manifest = read_manifest(source_of("manifest.yaml", case.manifest))[0] if case.manifest else None
    return Pack("case", "", manifest, documents, ())


def source_of(file: str, data: dict[str, object]) -> Source:
    return Source(file, Format.YAML, "", "", branch_of(data))


def observed_in(pack: Pack, case: Case, compiled: Compiled) -> Observed:
    """Observe the case's rule at its subject."""
    seen = observe(narrowed(compiled, case.rule).rulebook, pack, compiled.types, as_of=date.fromisoformat(case.as_of))
    (one,) = [each for each in seen if case.subject in (None, each.subject)]
    return one


def looked_at(
    cases: Iterable[Case], outcomes: tuple[str, ...], compiled: Compiled
) -> Iterator[tuple[Case, Pack, Observed, str, Observation]]:
    """Give every check's observation in the cases of these outcomes, where the checks were shown something."""
    for case in cases:
        if case.expect["outcome"] not in outcomes:
            continue
        pack = pack_of(case, compiled)
        observed = observed_in(pack, case, compiled)
        if observed.view is not None:
            for name, seen in observed.seen.items():
                yield case, pack, observed, name, seen
