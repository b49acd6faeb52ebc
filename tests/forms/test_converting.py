"""Evidence from format to format: every value, type, date, order and language is there again, or nothing is written."""

import shutil
import subprocess
from collections.abc import Mapping
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from accordant.evidence import assemble, read_pack, read_source
from accordant.evidence.excel_reader import read_excel
from accordant.evidence.yaml_writer import write_yaml
from accordant.forms.converting import convert
from accordant.model.catalogue import Field, FieldKind
from accordant.model.change import Data, fields_of
from accordant.model.evidence import Pack
from accordant.model.tree import Format, Source
from evidence.declared import TYPES as DECLARED
from evidence.declared import field

STEP = field("", FieldKind.GROUP, what=field("what", FieldKind.TEXT), by=field("by", FieldKind.DATE))
ISSUE = field(
    "",
    FieldKind.GROUP,
    id=field("id", FieldKind.TEXT),
    steps=field("steps", FieldKind.LIST, item=STEP),
    links=field("links", FieldKind.LIST, item=field("", FieldKind.REFERENCE)),
)
BODY = {**DECLARED["policy"].fields, "issues": field("issues", FieldKind.LIST, item=ISSUE)}
PARTIES = field("parties", FieldKind.LIST, item=field("", FieldKind.GROUP, id=field("id", FieldKind.TEXT)))
TYPES = {
    "policy": DECLARED["policy"]._replace(fields=BODY),
    "exit_plan": DECLARED["exit_plan"],
    "manifest": DECLARED["policy"]._replace(
        name="manifest", label="Manifest", fields={"notice": field("notice", FieldKind.TEXT), "parties": PARTIES}
    ),
}
BLANKS = " \t\r\n"
WORDS = st.text(
    st.sampled_from("abz AZ 019_-=+@'\"~[]#:,.\\/\n\t<&>éßЖ漢字ﷺ😀\u200d\u00a0\u0301\u0644\u05d0\u2028\x85"),
    min_size=1,
    max_size=20,
)
TEXTS = WORDS | st.sampled_from(
    [
        "  two before, two behind  ",
        "\tfirst\n\n  third, indented\n",
        "lang: de",
        'xml:lang="de"',
        '<p xml:lang="ar">سلام</p>',
        "Größe, große; e\u0301 is not é; שלום",
        "1/2/2026",
        "12-3",
        "3E5",
        "+1",
        "-1",
        "@SUM(A1)",
        "=HYPERLINK(A1)",
        "'quoted",
        "TRUE",
        "Yes",
        "off",
        "0x1F",
        "1_000",
        "12:30:00",
        "  007",
        "word " * 60,
        "~",
        "\\~",
        "none",
        "None",
        "all",
        "[]",
        '["x"]',
        "null",
        "no",
        "007",
        "1.0",
        "1e5",
        "=1+1",
        "_x000D_",
        "2026-02-30",
    ]
)
DATES = st.integers(0, 700_000).map(lambda days: (date(2, 1, 1) + timedelta(days=days)).isoformat())
VALUES: Mapping[FieldKind, Any] = {
    FieldKind.TEXT: TEXTS,
    FieldKind.REFERENCE: TEXTS,
    FieldKind.INTEGER: st.integers(-(10**20), 10**20).map(str) | st.just("+5"),
    FieldKind.DECIMAL: st.sampled_from(["0.1", "1.50", "-0", "-0.0", "12345678901234567890.5", "3", "00.5", "-2.25"]),
    FieldKind.DATE: DATES | st.just("2026-01-31T10:00"),
    FieldKind.FLAG: st.sampled_from(["yes", "no", "true"]),
    FieldKind.INTERVAL: st.sampled_from(["6 months", "quarterly"]),
}


def values(declared: Field) -> Any:
    if declared.kind is FieldKind.CHOICE:
        return st.sampled_from(declared.choices)
    if declared.kind is FieldKind.GROUP:
        return groups(declared.fields).filter(bool)
    if declared.kind is FieldKind.LIST and declared.item is not None:
        words = st.sampled_from(declared.choices) if declared.choices else st.nothing()
        return st.lists(values(declared.item), max_size=3) | words
    return VALUES[declared.kind] | st.none()


def groups(fields: Mapping[str, Field]) -> Any:
    return st.fixed_dictionaries({}, optional={name: values(one) | st.none() for name, one in fields.items()})


PACKS = st.lists(
    st.sampled_from(["policy", "exit_plan"]).flatmap(
        lambda name: groups(TYPES[name].fields).map(lambda data: {"type": name, **data})
    ),
    min_size=1,
    max_size=3,
)


def pack_of(documents: list[dict[str, Data]]) -> Pack:
    sources = [read_source(f"d{n}.yaml", Format.YAML, write_yaml(data).encode()) for n, data in enumerate(documents)]
    return assemble("pack", [one for one in sources if isinstance(one, Source)], types=TYPES)


def there(pack: Pack) -> list[str]:
    manifest = [ordered(fields_of(pack.manifest.root))] if pack.manifest else []
    return manifest + [ordered(fields_of(one.root)) for one in sorted(pack.documents, key=lambda one: one.type.name)]


def ordered(data: Data) -> str:
    """Write a tree, fields in order of name and items in their own; of a text not the blanks around it."""
    if isinstance(data, dict):
        return "{" + ",".join(f"{name}:{ordered(data[name])}" for name in sorted(data)) + "}"
    return (
        "[" + ",".join(map(ordered, data)) + "]"
        if isinstance(data, list)
        else repr((data and data.strip(BLANKS)) or None)
    )


def turned(pack: Pack, to: Format) -> Pack:
    converted = convert(pack, TYPES, to, single=to is Format.EXCEL)
    assert converted.problems == ()
    if to is Format.EXCEL:
        workbook = read_excel("p.xlsx", converted.files[""], TYPES)
        assert (workbook.problems, workbook.whole) == ((), True)
        return assemble("pack", workbook.sources, types=TYPES)
    sources = [read_source(name, to, text) for name, text in converted.files.items()]
    return assemble("pack", [one for one in sources if isinstance(one, Source)], types=TYPES)


@settings(max_examples=20, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(PACKS)
def test_round_trips_keep_every_value(documents: list[dict[str, Data]]) -> None:
    pack = pack_of(documents)
    from_xml = turned(pack, Format.XML)
    from_excel = turned(from_xml, Format.EXCEL)
    from_yaml = turned(from_excel, Format.YAML)

    assert there(from_xml) == there(pack)
    assert there(from_excel) == there(pack)
    assert there(from_yaml) == there(pack)


def test_the_longest_text_of_a_cell_goes_round() -> None:
    pack = pack_of([{"type": "policy", "id": "P", "statement": "=wörd\n" * 5_461}])
    round_trip = turned(turned(turned(pack, Format.XML), Format.EXCEL), Format.YAML)

    assert there(round_trip) == there(pack)


POLICY: dict[str, Data] = {"type": "policy", "id": "POL-1", "statement": "Share", "issues": [{"id": "I-1"}]}


def written(folder: Path, files: Mapping[str, bytes]) -> Path:
    for name, text in files.items():
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_bytes(text)
    return folder


def test_comments_in_yaml_survive_and_are_told_to_be_lost_elsewhere(tmp_path: Path) -> None:
    text = b"# what we know\ntype: policy\nid: POL-1  # ours\n"
    pack = read_pack(written(tmp_path, {"deep/a.yaml": text}), types=TYPES)

    same, other = (convert(pack, TYPES, to, single=False) for to in (Format.YAML, Format.XML))

    assert (same.files, same.losing) == ({"deep/a.yaml": text}, ())
    assert (list(other.files), other.losing) == (["deep/a.xml"], ("deep/a.yaml",))


@pytest.mark.parametrize("to", [Format.YAML, Format.XML])
def test_one_file_holds_all_documents(to: Format, tmp_path: Path) -> None:
    pack = pack_of([POLICY, {**POLICY, "id": "POL-2"}, {"type": "manifest", "notice": "n", "parties": [{"id": "us"}]}])

    converted = convert(pack, TYPES, to, single=True)

    file = tmp_path / f"all.{to.value}"
    file.write_bytes(converted.files[""])
    assert there(read_pack(file, types=TYPES)) == there(pack)


@pytest.mark.parametrize(
    ("data", "place", "to"),
    [
        ({**POLICY, "issues": ["text"]}, "d0.yaml:5:3: /issues", Format.EXCEL),
        ({**POLICY, "statement": ["a"]}, "d0.yaml:4:3: /statement", Format.EXCEL),
        ({**POLICY, "item": "x"}, "d0.yaml:1:1: `policy`: XML has no field called `item`", Format.XML),
    ],
)
def test_what_the_other_format_cannot_hold_is_told_at_its_place(data: dict[str, Data], place: str, to: Format) -> None:
    (problem,) = convert(pack_of([data]), TYPES, to, single=True).problems

    assert str(problem).startswith(place)


def test_the_same_evidence_gives_the_same_bytes() -> None:
    pack = pack_of([POLICY])

    assert convert(pack, TYPES, Format.EXCEL, single=True) == convert(pack, TYPES, Format.EXCEL, single=True)


def test_documents_without_a_file_of_their_own_are_named_by_type_and_id() -> None:
    pack = turned(pack_of([POLICY, {**POLICY, "id": "a/b"}, {**POLICY, "id": "a b"}]), Format.EXCEL)

    assert list(convert(pack, TYPES, Format.YAML, single=False).files) == [
        "policy-POL-1.yaml",
        "policy-a-b.yaml",
        "policy-a-b-2.yaml",
    ]


@pytest.mark.skipif(shutil.which("soffice") is None, reason="LibreOffice is not installed here")
def test_libreoffice_opens_it_and_what_it_saves_is_the_same_evidence(tmp_path: Path) -> None:
    pack = pack_of(
        [
            {**POLICY, "approved_on": "2026-01-31", "sites": "3", "budget": "1.5", "statement": "=1+1 _x000D_\nЖ 😀"},
            {**POLICY, "id": None, "issues": [{"steps": [{"what": "007", "by": "2026-02-28"}]}], "supersedes": []},
            {"type": "manifest", "parties": [{"id": "us"}]},
        ]
    )
    (tmp_path / "kit.xlsx").write_bytes(convert(pack, TYPES, Format.EXCEL, single=True).files[""])
    subprocess.run(
        ["soffice", f"-env:UserInstallation={(tmp_path / 'user').as_uri()}", "--headless", "--convert-to", "xlsx",
         "--outdir", str(tmp_path / "out"), str(tmp_path / "kit.xlsx")],
        check=True, capture_output=True, timeout=120,
    )  # fmt: skip
    workbook = read_excel("kit.xlsx", (tmp_path / "out" / "kit.xlsx").read_bytes(), TYPES)

    assert (workbook.problems, workbook.whole) == ((), True)
    assert there(assemble("pack", workbook.sources, types=TYPES)) == there(pack)
