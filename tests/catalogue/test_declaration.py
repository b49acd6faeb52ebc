"""Declaration files become document types, or every problem of every file at its place."""

import pickle
import shutil
from pathlib import Path

import pytest

from accordant.catalogue.declaration import load_header, load_types
from accordant.errors import RulebookError
from accordant.model.catalogue import DocumentType, Field, FieldKind

FIXTURES = Path(__file__).parents[2] / "fixtures/catalogue"
TYPE = """\
type: {name}
label: A label
help: Some help
levels: [joint]
ask: owner
states: [approved]
fields:
  {field}
"""


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Return a folder with a header and a manifest, and no document type."""
    for name in ("header.yaml", "manifest.yaml"):
        shutil.copy(FIXTURES / name, tmp_path)
    (tmp_path / "documents").mkdir()
    return tmp_path


def problems_of(folder: Path) -> list[str]:
    with pytest.raises(RulebookError) as raised:
        load_types(folder)
    return [str(problem) for problem in raised.value.problems]


def test_a_type_holds_what_its_file_declares() -> None:
    sample = load_types(FIXTURES)["sample"]
    assert sample._replace(fields={}) == DocumentType(
        name="sample",
        label="Sample",
        help="Every kind of field once.",
        levels=("relationship", "joint"),
        stage=5,
        ask="joint management team",
        states=("approved", "current"),
        fields={},
    )
    assert sample.fields["answer"] == Field(
        "answer", FieldKind.CHOICE, "Answer", "Which.", choices=("yes", "no", "undecided", "3")
    )
    assert sample.fields["other"].target == ("sample",)
    assert sample.fields["words"].item == Field("", FieldKind.TEXT, "", "")
    actions = sample.fields["actions"].item
    assert actions is not None
    assert list(actions.fields) == ["id", "due", "status", "parties"]


def test_the_header_stands_before_the_body_and_may_be_described_more_closely() -> None:
    sample, header = load_types(FIXTURES)["sample"], load_header(FIXTURES)
    assert list(sample.fields)[: len(header) + 1] == [*header, "note"]
    assert sample.fields["title"] == header["title"]
    assert sample.fields["owner"].label == "Owner of the sample"


def test_the_manifest_is_a_type_without_header_and_stage() -> None:
    manifest = load_types(FIXTURES)["manifest"]
    assert (list(manifest.fields), manifest.stage, manifest.states) == (["parties"], None, ())


def test_a_label_not_given_is_made_of_the_name(folder: Path) -> None:
    text = TYPE.format(name="plan", field="review_participants: {kind: text}")
    (folder / "documents/plan.yaml").write_text(text, encoding="utf-8")
    assert load_types(folder)["plan"].fields["review_participants"].label == "Review participants"


def test_types_survive_pickling() -> None:
    types = load_types(FIXTURES)
    assert pickle.loads(pickle.dumps(types)) == types  # noqa: S301


@pytest.mark.parametrize(
    ("field", "problem"),
    [
        ("a: {kind: txt}", "8:13: `txt` is none of text, integer, decimal, date, flag, choice, interval, reference, "),
        ("a: {label: A}", "8:6: `kind` is missing"),
        ("a: text", "8:6: a mapping is expected here"),
        ("a: {kind: choice}", "8:6: `choices` is missing"),
        ("a: {kind: choice, choices: open}", "8:30: a list of words is expected here"),
        ("a: {kind: choice, choices: []}", "8:30: a list of words is expected here"),
        ("a: {kind: choice, choices: [open, open]}", "8:30: a word stands here twice"),
        ("a: {kind: choice, choices: [open, '']}", "8:37: text is expected here"),
        ("a: {kind: reference}", "8:6: `target` is missing"),
        ("a: {kind: reference, target: [plam]}", "8:32: there is no document type `plam`"),
        ("a: {kind: group}", "8:6: `fields` is missing"),
        ("a: {kind: group, fields: {}}", "8:28: no field is declared here"),
        ("a: {kind: list}", "8:6: `item` is missing"),
        ("a: {kind: text, target: [plan]}", "8:6: `target` means nothing here"),
        ("a: {kind: text, kind: text}", "8:19: `kind` stands here twice"),
        ("a: {kind: text, help: [x]}", "8:25: text is expected here"),
        ("A: {kind: text}", "8:3: `A` cannot be a field's name: lower-case letters, digits and `_` only"),
        ("item: {kind: text}", "8:3: `item` cannot be a field's name: in XML a list is made of it"),
        ("type: {kind: text}", "8:3: `type` cannot be a field: it says which type a document is of"),
        ("title: {kind: date}", "8:10: `title` is a field of every document, of kind text"),
        ("a: {kind: list, item: {kind: list, item: {kind: dat}}}", "8:51: `dat` is none of"),
    ],
)  # fmt: skip
def test_a_field_that_is_none_is_refused_at_its_place(folder: Path, field: str, problem: str) -> None:
    (folder / "documents/plan.yaml").write_text(TYPE.format(name="plan", field=field), encoding="utf-8")
    (found,) = problems_of(folder)
    assert found.startswith(f"documents/plan.yaml:{problem}")


@pytest.mark.parametrize(
    ("line", "instead", "problem"),
    [
        ("type: plan", "type: plam", "1:7: the type is called `plan`, as its file"),
        ("label: A label\n", "", "1:1: `label` is missing"),
        ("levels: [joint]", "levels: [both]", "4:10: `both` is none of system, relationship, joint"),
        ("levels: [joint]", "levels: []", "4:9: a list of words is expected here"),
        ("ask: owner", "stage: 9\nask: owner", "5:8: `9` is none of 1, 2, 3, 4, 5, 6, 7, 8"),
        ("states: [approved]", "states: [final]", "6:10: `final` is none of draft, approved, current"),
        ("ask: owner", "ask: owner\nwhom: owner", "1:1: `whom` means nothing here"),
        ("ask: owner", "ask: [", "7:1: not YAML: did not find expected"),
        ("help: Some help", "help: Some \x00", "not YAML in UTF-8: unacceptable character"),
    ],
)
def test_a_type_that_is_none_is_refused_at_its_place(folder: Path, line: str, instead: str, problem: str) -> None:
    text = TYPE.format(name="plan", field="a: {kind: text}").replace(line, instead)
    (folder / "documents/plan.yaml").write_text(text, encoding="utf-8")
    (found,) = problems_of(folder)
    assert found.startswith(f"documents/plan.yaml:{' ' * problem.startswith('not')}{problem}")


def test_every_problem_of_every_file_is_told_at_once(folder: Path) -> None:
    (folder / "header.yaml").unlink()
    (folder / "documents/empty.yaml").write_text("# nothing\n", encoding="utf-8")
    (folder / "documents/latin.yaml").write_bytes(b"label: caf\xe9\n")
    (folder / "documents/plan.yaml").write_text("- type: plan\n", encoding="utf-8")
    assert problems_of(folder) == [
        "documents/empty.yaml: the file is empty",
        "documents/latin.yaml: not YAML in UTF-8: 'utf-8' codec can't decode byte 0xe9 in position 10: invalid continuation byte",  # noqa: E501
        "documents/plan.yaml:1:1: a mapping is expected here",
        "header.yaml: cannot be read: No such file or directory",
    ]


def test_a_broken_header_is_told(folder: Path) -> None:
    (folder / "header.yaml").write_text("fields: {a: {kind: text}, a: {kind: text}}\n", encoding="utf-8")
    with pytest.raises(RulebookError, match=r"^header\.yaml:1:27: `a` stands here twice$"):
        load_header(folder)
