"""A pack edited: what is changed is changed, everything else stands, and headers say what the trees say."""

from collections.abc import Iterator
from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from accordant.evidence.editing import edit
from accordant.evidence.header import read_document
from accordant.evidence.manifest import read_manifest
from accordant.evidence.source import read_source
from accordant.model.change import REMOVED, Change, Data, NewDocument, data_of
from accordant.model.evidence import Document, Pack
from accordant.model.tree import Branch, Format, Node, Series, Source
from evidence.declared import TYPES
from writing import write_yaml

MANIFEST = {
    "organisation": {"name": "Meridian Water", "party": "own", "top_management": ["Managing director"]},
    "parties": [{"id": "own", "name": "Meridian Water"}, {"id": "hollin", "name": "Hollin"}],
    "relationships": [{"id": "north", "parties": [{"party": "own"}], "life_cycle": [{"stage": "1"}]}],
}
POLICY: dict[str, Data] = {"id": "P-1", "version": "2", "status": "approved", "relationships": ["north"]}
NAMES = st.sampled_from(["id", "status", "issues", "scope", "raised", "statement", "a/b", "~x"])
DATA: st.SearchStrategy[Data] = st.recursive(
    st.none() | st.text("ab ~/-", max_size=4),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(NAMES, inner, max_size=3),
    max_leaves=8,
)
BODIES = st.dictionaries(NAMES, DATA, min_size=1, max_size=4)


def source_of(file: str, kind: str, data: dict[str, Data]) -> Source:
    source = read_source(file, Format.YAML, write_yaml(kind, data).encode())
    assert isinstance(source, Source), source
    return source


def pack_of(*bodies: dict[str, Data]) -> Pack:
    documents = (
        read_document(source_of(f"{n}.yaml", "policy", body), TYPES["policy"]) for n, body in enumerate(bodies)
    )
    return Pack("pack", "", read_manifest(source_of("m.yaml", "manifest", MANIFEST))[0], tuple(documents), ())


def pointers(node: Node, pointer: str = "") -> Iterator[tuple[str, Node]]:
    """Give every place below a node, with what stands there."""
    named = node.fields.items() if isinstance(node, Branch) else ()
    parts = enumerate(node.items) if isinstance(node, Series) else named
    for name, part in parts:
        here = f"{pointer}/{str(name).replace('~', '~0').replace('/', '~1')}"
        yield here, part
        yield from pointers(part, here)


def edited(data: dict[str, Data], *changes: tuple[str, object]) -> Document:
    """Give the first of two documents after the changes; the second is as it was."""
    pack = pack_of(data, POLICY)
    after = edit(pack, [Change("0.yaml", *change) for change in changes], TYPES)
    assert after.documents[1] is pack.documents[1]
    assert after.manifest is pack.manifest
    return after.documents[0]


@settings(max_examples=40, deadline=None)
@given(st.data(), BODIES)
def test_setting_what_is_there_changes_nothing(data: st.DataObject, body: dict[str, Data]) -> None:
    document = pack_of(body).documents[0]
    pointer, node = data.draw(st.sampled_from(list(pointers(document.root))))

    assert edited(body, (pointer, data_of(node))) == document


@settings(max_examples=40, deadline=None)
@given(st.data(), BODIES)
def test_removing_a_field_then_setting_it_restores(data: st.DataObject, body: dict[str, Data]) -> None:
    document = pack_of(body).documents[0]
    places = [(place, node) for place, node in pointers(document.root) if not place.rpartition("/")[2].isdecimal()]
    pointer, node = data.draw(st.sampled_from(places))
    after = edited(body, (pointer, REMOVED), (pointer, data_of(node)))

    assert data_of(after.root) == data_of(document.root)
    assert after._replace(root=document.root, source=document.source) == document


@settings(max_examples=40, deadline=None)
@given(st.data(), BODIES, DATA)
def test_only_the_place_named_is_other(data: st.DataObject, body: dict[str, Data], value: Data) -> None:
    document = pack_of(body).documents[0]
    places = dict(pointers(document.root))
    pointer = data.draw(st.sampled_from([place for place in places if place != "/type"]))
    after = dict(pointers(edited(body, (pointer, value)).root))

    assert data_of(after[pointer]) == value
    others = [place for place in places if not place.startswith(pointer) and not pointer.startswith(place)]
    assert [after[place] for place in others] == [places[place] for place in others]


@settings(max_examples=40, deadline=None)
@given(BODIES, DATA)
def test_every_node_stands_where_something_stood(body: dict[str, Data], value: Data) -> None:
    document = pack_of(body).documents[0]
    after = edited(body, ("/scope/where", value))

    assert {node.at for _, node in pointers(after.root)} <= {node.at for _, node in pointers(document.root)} | {
        document.root.at
    }


@settings(max_examples=40, deadline=None)
@given(st.dictionaries(st.sampled_from(["id", "title", "status", "approved_on"]), DATA, min_size=1))
def test_headers_say_what_the_trees_say(header: dict[str, Data]) -> None:
    after = edited(POLICY, *((f"/{name}", value) for name, value in header.items()))

    assert after == read_document(after.source, TYPES["policy"])
    assert after.root is after.source.root


@settings(max_examples=40, deadline=None)
@given(BODIES, st.lists(DATA, min_size=1, max_size=3))
def test_items_are_appended_in_order_to_a_list_or_a_new_one(body: dict[str, Data], values: list[Data]) -> None:
    before = data_of(pack_of(body).documents[0].root)
    assert isinstance(before, dict)
    issues = before.get("issues")
    after = data_of(edited(body, *(("/issues/-", value) for value in values)).root)

    assert isinstance(after, dict)
    assert after["issues"] == [*(issues if isinstance(issues, list) else []), *values]


def test_an_item_is_removed_and_groups_on_the_way_are_made() -> None:
    after = edited(
        POLICY,
        ("/relationships/0", REMOVED),
        ("/scope/where", "here"),
        ("/status/x", "y"),
        ("/version_date", "2026-01-02"),
    )

    assert after.relationships == ()
    assert data_of(after.root.fields["scope"]) == {"where": "here"}
    assert data_of(after.root.fields["status"]) == {"x": "y"}
    assert after.issued == date(2026, 1, 2)


@pytest.mark.parametrize("pointer", ["/scope", "/scope/where", "/statement/x", "/relationships/0/x"])
def test_removing_what_is_not_there_changes_nothing(pointer: str) -> None:
    assert edited(POLICY, (pointer, REMOVED)) == pack_of(POLICY).documents[0]


@pytest.mark.parametrize("pointer", ["/relationships/1", "/relationships/1/x", ""])
def test_a_pointer_that_leads_nowhere_is_refused(pointer: str) -> None:
    with pytest.raises(ValueError, match=r"0\.yaml"):
        edited(POLICY, (pointer, "x"))


def test_a_file_not_in_the_pack_is_refused() -> None:
    with pytest.raises(ValueError, match="gone"):
        edit(pack_of(POLICY), [Change("gone.yaml", "/id", "x")], TYPES)


def test_the_manifest_is_read_anew() -> None:
    after = edit(pack_of(POLICY), [Change("m.yaml", "/relationships/0/parties/-", {"party": "hollin"})], TYPES)

    assert after.manifest is not None
    assert [member.party for member in after.manifest.relationships[0].members] == ["own", "hollin"]


def test_new_documents_come_last_under_names_of_their_own() -> None:
    new = [NewDocument("exit_plan", {"id": "X-1"}), NewDocument("exit_plan", {"id": "X-2"})]
    after = edit(edit(pack_of(POLICY), new, TYPES), new[:1], TYPES)

    assert [document.id for document in after.documents] == ["P-1", "X-1", "X-2", "X-1"]
    assert len({document.source.file for document in after.documents}) == 4
    assert {document.type.name for document in after.documents[1:]} == {"exit_plan"}


def test_a_document_of_another_type_is_read_as_that_type_and_of_none_is_gone() -> None:
    assert edited(POLICY, ("/type", "exit_plan")).type is TYPES["exit_plan"]
    assert edit(pack_of(POLICY), [Change("0.yaml", "/type", REMOVED)], TYPES).documents == ()
