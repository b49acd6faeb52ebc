"""A pack: which files are read, what becomes of them, and what the intake says."""

import gc
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from accordant.errors import UsageError
from accordant.evidence import read_pack
from accordant.model.evidence import Pack
from accordant.model.tree import Format
from evidence.declared import TYPES

MANIFEST = """\
type: manifest
organisation: {name: Meridian Water, party: own, adopted: 2025-01-01, top_management: [Managing director, tbc]}
scope: {statement: All alliances}
notice: public facts only
parties: [{id: own, name: Meridian Water}, {id: hollin, name: Hollin}]
relationships:
  - id: north
    title: North basin
    kind: alliance
    origin: new
    adopted: 2025-04-01
    parties: [{party: own, from: 2025-04-01}, {party: hollin, from: 2025-04-01, to: 2026-01-01}]
    life_cycle:
      - {stage: 1, entered: 2025-01-01, left: 2025-03-01}
      - {stage: 9}
      - {stage: x}
      - {stage: }
      - {entered: 2025-05-01}
"""
POLICY = """\
type: policy
id: P-1
title:  Joint   policy
version: "2"
status: approved
approved_on: 2026-02-01T10:00:00
version_date: 2026-01-20
valid_until: soon
supersedes: [P-0, tbc]
relationships: [north]
transcribed: complete
"""


def write(folder: Path, files: dict[str, str]) -> Path:
    for name, text in files.items():
        path = folder / "pack" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
    return folder / "pack"


def lines(pack: Pack) -> list[str]:
    return [str(line) for line in pack.intake]


def test_header_is_read_by_its_kinds(tmp_path: Path) -> None:
    pack = read_pack(write(tmp_path, {"m.yaml": MANIFEST, "p.yml": POLICY}), types=TYPES)
    (document,) = pack.documents
    assert document.type is TYPES["policy"]
    assert (document.source.file, document.source.format) == ("p.yml", Format.YAML)
    assert (document.id, document.title, document.version, document.status) == ("P-1", "Joint policy", "2", "approved")
    assert (document.issued, document.approved_on) == (date(2026, 1, 20), date(2026, 2, 1))
    assert (document.valid_from, document.valid_until) == (None, None)
    assert document.supersedes == ("P-0",)
    assert (document.relationships, document.speaks_for_all) == (("north",), False)
    assert document.complete
    assert lines(pack) == ['p.yml:8:14: valid_until: "soon" is not a date (YYYY-MM-DD)']


@pytest.mark.parametrize("written", ["relationships: all", "relationships: [all]"])
def test_the_word_all_speaks_for_all(tmp_path: Path, written: str) -> None:
    pack = read_pack(write(tmp_path, {"m.yaml": MANIFEST, "p.yaml": f"type: policy\nid: P\n{written}\n"}), types=TYPES)
    (document,) = pack.documents
    assert document.speaks_for_all
    assert document.relationships == ()
    assert not document.complete


def test_wrong_kinds_read_as_nothing_and_are_said(tmp_path: Path) -> None:
    text = "type: policy\nid: [P]\ntitle: {a: b}\nstatus: ~\nversion: tbc\nsupersedes: P-0\napproved_on: [2026-01-01]\n"
    pack = read_pack(write(tmp_path, {"p.yaml": text}), types=TYPES)
    (document,) = pack.documents
    assert (document.id, document.title, document.status, document.version) == ("", "", "", "")
    assert document.approved_on is None
    assert document.supersedes == ("P-0",)
    assert lines(pack) == [
        "p.yaml:2:5: id: a list stands where text is expected",
        "p.yaml:2:5: the document has no id",
        "p.yaml:3:8: title: a group stands where text is expected",
        'p.yaml:6:13: supersedes: "P-0" is not a list',
        "p.yaml:7:14: approved_on: a list stands where a date (YYYY-MM-DD) is expected",
    ]


BODY = """\
type: policy
id: P-1
aproved_on: 2026-01-01
sites: many
budget: 1.000,50
public: perhaps
review_interval: often
scope: {wher: x, since: 2026-02-30}
issues:
  - {id: I-1, raised: tomorrow, state: opne}
  - text
  - {id: I-2, raised: ~, state: tbc}
"more\\nthan a name": x
"""


def test_body_is_compared_with_what_is_declared(tmp_path: Path) -> None:
    assert lines(read_pack(write(tmp_path, {"p.yaml": BODY}), types=TYPES)) == [
        "p.yaml:3:13: aproved_on: not a known field (did you mean approved_on?)",
        'p.yaml:4:8: sites: "many" is not a whole number',
        'p.yaml:5:9: budget: "1.000,50" is not a number',
        'p.yaml:6:9: public: "perhaps" is not yes or no',
        'p.yaml:7:18: review_interval: "often" is not an interval (such as 6 months, or quarterly)',
        "p.yaml:8:15: scope/wher: not a known field (did you mean where?)",
        'p.yaml:8:25: scope/since: "2026-02-30" is not a date (YYYY-MM-DD)',
        'p.yaml:10:23: issues/0/raised: "tomorrow" is not a date (YYYY-MM-DD)',
        'p.yaml:10:40: issues/0/state: "opne" is not one of open, closed (did you mean open?)',
        'p.yaml:11:5: issues/1: "text" is not a group of fields',
        "p.yaml:13:22: more\\nthan a name: not a known field",
    ]


def test_notes_of_one_document_are_bounded(tmp_path: Path) -> None:
    text = "type: policy\nid: P-1\n" + "".join(f"unknown{number}: x\n" for number in range(500))
    pack = read_pack(write(tmp_path, {"p.yaml": text}), types=TYPES)
    assert len(pack.intake) == 101
    assert pack.intake[-1].message == "more than 100 problems: the rest is not listed"


def test_manifest_is_what_is_claimed(tmp_path: Path) -> None:
    manifest = read_pack(write(tmp_path, {"m.yaml": MANIFEST}), types=TYPES).manifest
    assert manifest is not None
    assert (manifest.organisation, manifest.own_party, manifest.adopted) == ("Meridian Water", "own", date(2025, 1, 1))
    assert (manifest.scope, manifest.notice) == ("All alliances", "public facts only")
    assert manifest.top_management == ("Managing director",)
    assert manifest.parties == {"own": "Meridian Water", "hollin": "Hollin"}
    (north,) = manifest.relationships
    assert (north.id, north.title, north.kind, north.origin) == ("north", "North basin", "alliance", "new")
    assert (north.adopted, north.pointer) == (date(2025, 4, 1), "/relationships/0")
    assert [member.party for member in north.members] == ["own", "hollin"]
    assert [member.until for member in north.members] == [None, date(2026, 1, 1)]
    assert [span.stage for span in north.life_cycle] == [1, None, None, None, None]
    assert north.life_cycle[0].left == date(2025, 3, 1)
    assert north.life_cycle[1].pointer == "/relationships/0/life_cycle/1"


def test_manifest_is_read_from_xml(tmp_path: Path) -> None:
    text = (
        "<manifest><organisation><name>M</name></organisation><relationships><item id='a'/></relationships></manifest>"
    )
    manifest = read_pack(write(tmp_path, {"any.xml": text}), types=TYPES).manifest
    assert manifest is not None
    assert manifest.organisation == "M"
    assert [relationship.id for relationship in manifest.relationships] == ["a"]


def test_ids_of_a_manifest_are_looked_at(tmp_path: Path) -> None:
    text = """\
type: manifest
organisation: {party: us}
parties: [{id: own}, {name: Nobody}, {id: own}]
relationships:
  - {id: north, parties: [{party: own}, {party: holin}]}
  - {title: South}
  - {id: north, title: again}
"""
    pack = read_pack(write(tmp_path, {"m.yaml": text, "n.yaml": "type: manifest\n"}), types=TYPES)
    assert pack.manifest is not None
    assert [(relationship.id, relationship.title) for relationship in pack.manifest.relationships] == [
        ("north", ""),
        ("unnamed-2", "South"),
    ]
    assert lines(pack) == [
        'm.yaml:2:23: organisation/party: "us" is not one of the parties',
        "m.yaml:3:22: parties/1: a party without an id is left out",
        'm.yaml:3:38: parties/2: party "own" stands here twice',
        'm.yaml:5:49: relationships/0/parties/1/party: "holin" is not one of the parties',
        "m.yaml:6:5: relationships/1: a relationship without an id is judged as unnamed-2",
        'm.yaml:7:5: relationships/2: relationship "north" stands here twice; the first is judged',
        "n.yaml:1:7: a second manifest: m.yaml is the one that counts",
    ]


@pytest.mark.parametrize(
    "text", ["type: manifest\n", "type: manifest\norganisation: x\nparties: {}\nrelationships: [x, [y]]\n"]
)
def test_an_empty_or_misshapen_manifest_is_read(tmp_path: Path, text: str) -> None:
    manifest = read_pack(write(tmp_path, {"m.yaml": text}), types=TYPES).manifest
    assert manifest is not None
    assert (manifest.organisation, manifest.parties, manifest.relationships) == ("", {}, ())


def test_relationships_and_versions_are_compared_over_documents(tmp_path: Path) -> None:
    files = {
        "m.yaml": MANIFEST,
        "a.yaml": "type: policy\nid: P-1\nversion: 1\nrelationships: [nroth]\n",
        "b.xml": "<policy id='P-1'><version>1</version></policy>",
        "c.yaml": "type: policy\nid: P-1\nversion: 2\n",
    }
    assert lines(read_pack(write(tmp_path, files), types=TYPES)) == [
        'a.yaml:4:17: relationship "nroth" is not in the manifest (did you mean north?)',
        'b.xml:1:13: "P-1" version "1" is also in a.yaml',
    ]


def test_files_come_by_path_and_others_are_left_alone(tmp_path: Path) -> None:
    text = "type: policy\nid: {}\n"
    names = ["b.yaml", "a/z.YML", "a.yaml", "a/b/c.yaml", "ä.yaml"]
    files = {name: text.format(name) for name in names}
    left_alone = {".hidden.yaml": text, ".git/x.yaml": text, "scan.pdf": "%PDF", "notes.txt": "\0"}
    pack = read_pack(write(tmp_path, {**files, **left_alone}), types=TYPES)
    assert [document.id for document in pack.documents] == sorted(names)
    assert pack.intake == ()
    assert pack.name == "pack"


def test_a_pack_can_be_one_file_or_given_by_a_link(tmp_path: Path) -> None:
    folder = write(tmp_path, {"p.yaml": POLICY})
    (tmp_path / "link").symlink_to(folder)
    assert read_pack(folder / "p.yaml", types=TYPES).documents == read_pack(tmp_path / "link", types=TYPES).documents
    (folder / "p.txt").write_text("x")
    assert [line.message for line in read_pack(folder / "p.txt", types=TYPES).intake] == [
        "neither YAML, XML nor Excel by its name"
    ]


def test_a_pack_that_is_not_there_is_a_usage_error(tmp_path: Path) -> None:
    with pytest.raises(UsageError, match="No such file"):
        read_pack(tmp_path / "none", types=TYPES)


def test_digest_covers_names_and_bytes_and_nothing_else(tmp_path: Path) -> None:
    def digest(number: int, files: dict[str, str]) -> str:
        return read_pack(write(tmp_path / str(number), files), types=TYPES).digest

    same = {"b.yaml": "type: policy\n", "a.yaml": "type: x\n"}
    first = digest(1, same)
    assert digest(2, dict(reversed(same.items()))) == first
    assert digest(3, {**same, "a.txt": "x"}) == first
    others = [
        {**same, "a.yaml": "type: x\n\n"},
        {"b.yaml": same["b.yaml"], "c.yaml": same["a.yaml"]},
        {"b.yaml": same["b.yaml"]},
        {"a.yaml": same["b.yaml"], "b.yaml": same["a.yaml"]},
    ]
    assert len({first, *(digest(4 + number, files) for number, files in enumerate(others))}) == 5


@pytest.mark.parametrize("enabled", [True, False])
def test_the_collector_is_left_as_it_was(tmp_path: Path, *, enabled: bool) -> None:
    pack = write(tmp_path, {"p.yaml": POLICY})
    was_enabled = gc.isenabled()
    try:
        (gc.enable if enabled else gc.disable)()
        read_pack(pack, types=TYPES)
        assert gc.isenabled() is enabled
    finally:
        (gc.enable if was_enabled else gc.disable)()


SEEDS = [
    POLICY,
    BODY,
    MANIFEST,
    "<policy id='x'><scope><where>é</where></scope><issues><item id='1'/></issues></policy>",
]
EDITS = st.tuples(
    st.integers(0, 600),
    st.integers(0, 12),
    st.binary(max_size=6)
    | st.sampled_from([b"&a ", b"*a", b"<", b": ", b"- ", b"{", b"]", b"\n", b'"', b"!!", b"<<: "]),
)
MUTATED = st.tuples(st.sampled_from(SEEDS), st.lists(EDITS, min_size=1, max_size=4))


def mutate(text: str, edits: list[tuple[int, int, bytes]]) -> bytes:
    data = text.encode()
    for at, length, replacement in edits:
        data = data[:at] + replacement + data[at + length :]
    return data


@settings(max_examples=150, deadline=None)
@given(st.lists(st.binary(max_size=80) | MUTATED.map(lambda drawn: mutate(*drawn)), min_size=20, max_size=20))
def test_no_bytes_raise(tmp_path_factory: pytest.TempPathFactory, contents: list[bytes]) -> None:
    folder = tmp_path_factory.mktemp("pack")
    for number, data in enumerate(contents):
        (folder / f"{number}.{('yaml', 'xml')[number % 2]}").write_bytes(data)
    pack = read_pack(folder, types=TYPES)
    for line in pack.intake:
        assert line.message
        assert str(line).isprintable()
        assert (line.line is None) is (line.column is None)
        assert line.line is None or (line.line >= 1 and (line.column or 0) >= 1)
    read = {document.source.file for document in pack.documents} | {line.file for line in pack.intake}
    files = {str(path.name) for path in folder.iterdir()}
    assert files - read <= ({pack.manifest.source.file} if pack.manifest else set())
