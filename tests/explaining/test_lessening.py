"""What is left of a change once everything that is not needed is taken away, and how large it is."""

from accordant.casebook import pack_of
from accordant.explaining.gathering import gathered
from accordant.explaining.lessening import Parts, lesser, size, smallest
from accordant.model.change import REMOVED, Change, NewDocument
from accordant.model.evidence import Pack
from accordant.model.tree import Branch, Format, Leaf, Series, Source
from accordant.rulebook import Compiled
from casebook import all_cases


def some_pack(compiled: Compiled) -> Pack:
    case = next(case for case in all_cases(compiled.types) if case.rule == "exit.joint.agreed/by-all-parties")
    return pack_of(case, compiled.types)


def test_only_what_suffices_is_kept() -> None:
    signature = {"party": "a", "person": "[person]", "note": ["x", "y"]}
    parts: Parts = (Change("f", "/signatures/-", signature), Change("f", "/status", "approved"))

    def suffices(some: Parts) -> bool:
        return any(isinstance(one, Change) and "y" in str(one.value) for one in some)

    assert smallest(parts, suffices) == (Change("f", "/signatures/-", {"note": ["y"]}),)


def test_what_cannot_be_lessened_stays() -> None:
    parts: Parts = (Change("f", "/a", "1"), Change("f", "/b", REMOVED))
    assert smallest(parts, lambda some: len(some) == 2) == parts


def test_a_new_document_keeps_its_header() -> None:
    new = NewDocument("policy", {"id": "P", "title": "T", "aims": "A"})
    assert list(lesser((new,))) == [(), (new._replace(data={"id": "P", "title": "T"}),)]


def test_what_is_replaced_counts_twice(compiled: Compiled) -> None:
    pack = some_pack(compiled)
    file = pack.documents[0].source.file
    assert size(pack, (Change(file, "/remark", "new"),)) == 1
    assert size(pack, (Change(file, "/version_date", "2026-01-01"),)) == 2
    assert size(pack, (Change(file, "/version_date", REMOVED),)) == 1
    assert size(pack, (Change(file, "/signatures/-", {"party": "x", "person": "y"}),)) == 2
    assert size(pack, (NewDocument("policy", {"id": "P", "aims": ["A", "B"]}),)) == 3


def test_rounds_are_told_as_one(compiled: Compiled) -> None:
    pack = some_pack(compiled)
    document = pack.documents[0]
    file = document.source.file
    root = Branch({"type": Leaf("policy", 0), "id": Leaf("P", 0), "aims": Series((Leaf("A", 0),), 0)}, 0)
    new = document._replace(source=Source("new-1-policy.yaml", Format.YAML, "", "", root), root=root)
    after = pack._replace(documents=(*pack.documents, new))
    signatures = document.root.fields["signatures"]
    assert isinstance(signatures, Series)
    number = len(signatures.items)
    rounds: Parts = (
        Change(file, "/status", "draft"),
        Change(file, "/signatures/-", {"party": "x"}),
        Change(file, f"/signatures/{number}/person", "y"),
        Change(file, "/status", "approved"),
        Change("new-1-policy.yaml", "/aims", ["A"]),
    )

    told = gathered(pack, after, rounds)

    assert told[:2] == (
        Change(file, "/signatures/-", {"party": "x", "person": "y"}),
        Change(file, "/status", "approved"),
    )
    assert told[2] == NewDocument(document.type.name, {"id": "P", "aims": ["A"]})
