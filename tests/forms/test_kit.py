"""The kit: an untouched one holds no mistake and proves nothing; a filled one is evidence; it explains itself."""

import re
from datetime import date
from io import BytesIO
from pathlib import Path

import pytest
from openpyxl import load_workbook
from openpyxl.worksheet.worksheet import Worksheet

from accordant.evidence import read_pack
from accordant.forms.choosing import choose
from accordant.forms.kit import excel_kit, plan, text_kit
from accordant.model.evidence import Manifest
from accordant.model.register import Outcome
from accordant.rulebook import Compiled
from judging import judge

ROOT = Path(__file__).parents[2]
DEMO = ROOT / "fixtures" / "demo" / "yaml" / "manifest.yaml"
SOME = ("manifest", "collaborative_policy", "joint_exit_strategy", "relationship_register")


@pytest.fixture(scope="module")
def manifest(compiled: Compiled) -> Manifest:
    found = read_pack(DEMO, types=compiled.types).manifest
    assert found is not None
    return found


@pytest.fixture(scope="module")
def workbook(compiled: Compiled, manifest: Manifest) -> bytes:
    return excel_kit(compiled.types, SOME, manifest)


def write(folder: Path, shape: str, compiled: Compiled, manifest: Manifest | None = None) -> Path:
    if shape == "xlsx":
        (folder / "kit.xlsx").write_bytes(excel_kit(compiled.types, SOME, manifest))
        return folder
    chosen = choose(compiled.types, compiled.rulebook, None)
    for name, text in text_kit(plan(compiled.types, chosen, manifest), shape).items():
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_bytes(text)
    return folder


@pytest.mark.parametrize("shape", ["yaml", "xml", "xlsx"])
def test_an_untouched_kit_holds_no_mistake_and_nothing_conforms(shape: str, compiled: Compiled, tmp_path: Path) -> None:
    pack = read_pack(write(tmp_path, shape, compiled), types=compiled.types)
    outcomes = {one.outcome for one in judge(pack, compiled, as_of="2026-06-30").findings}

    assert pack.intake == ()
    assert Outcome.NOT_EVIDENCED in outcomes
    assert not outcomes & {Outcome.CONFORMING, Outcome.NONCONFORMING, Outcome.ERROR, Outcome.OPPORTUNITY}


def test_a_kit_has_a_form_for_each_relationship_and_the_manifest_as_it_is_known(
    compiled: Compiled, manifest: Manifest, tmp_path: Path
) -> None:
    pack = read_pack(write(tmp_path, "yaml", compiled, manifest), types=compiled.types)

    assert [one.id for one in pack.manifest.relationships] == [one.id for one in manifest.relationships]  # type: ignore[union-attr]
    assert pack.intake == ()
    for one in manifest.relationships:
        form = tmp_path / "relationships" / one.id / "joint_exit_strategy.yaml"
        assert f"relationships:\n  - {one.id}\n" in form.read_text(encoding="utf-8")


def test_every_field_is_explained_and_samples_fill_in(compiled: Compiled, tmp_path: Path) -> None:
    form = text_kit(plan(compiled.types, ["joint_exit_strategy"], None), "yaml")[
        "relationship/joint_exit_strategy.yaml"
    ]
    text = form.decode()
    declared = compiled.types["joint_exit_strategy"]
    explained = re.findall(r"^# ([^\n]+)", text, flags=re.MULTILINE)

    assert all(any(line.startswith(field.label) for line in explained) for field in declared.fields.values())
    filled = text.replace("\nsignatures:\n", "\nsignatures:\n  - party: us\n    date: 2026-01-31\n")
    (tmp_path / "a.yaml").write_text(filled, encoding="utf-8")
    (document,) = read_pack(tmp_path, types=compiled.types).documents
    assert "signatures" in document.root.fields


def test_the_sample_of_a_list_is_a_list_once_it_is_taken_out_of_the_comment(compiled: Compiled, tmp_path: Path) -> None:
    form = text_kit(plan(compiled.types, ["joint_exit_strategy"], None), "yaml")[
        "relationship/joint_exit_strategy.yaml"
    ]
    (tmp_path / "a.yaml").write_text(re.sub(r"^#(  [- ])", r"\1", form.decode(), flags=re.MULTILINE), encoding="utf-8")

    pack = read_pack(tmp_path, types=compiled.types)

    assert pack.intake == ()
    assert len(pack.documents) == 1


def page_of(workbook: bytes, title: str) -> Worksheet:
    return load_workbook(BytesIO(workbook))[title]


def head(page: Worksheet, words: str) -> str:
    return next(cell.column_letter for cell in page[2] if cell.value == words)


def test_cells_offer_choices_dates_and_relationships(workbook: bytes, manifest: Manifest) -> None:
    page = page_of(workbook, "Joint exit strategy")
    choices = load_workbook(BytesIO(workbook))["Choices"]
    offered = {}
    for rule in page.data_validations.dataValidation:
        area = str(rule.formula1).removeprefix("Choices!").replace("$", "")
        words = tuple(cell[0].value for cell in choices[area])
        offered |= {str(cells).rstrip("0123456789").partition("3")[0]: words for cells in rule.sqref.ranges}

    assert offered[head(page, "Status *")] == ("draft", "approved", "current", "superseded", "withdrawn")
    assert offered[head(page, "Relationships")] == ("all", *(one.id for one in manifest.relationships))
    assert offered[head(page, "Party")] == tuple(manifest.parties)
    assert page.column_dimensions[head(page, "Approved on *")].number_format == "yyyy-mm-dd"
    assert choices.sheet_state == "hidden"


def test_needed_columns_are_marked_and_every_header_has_a_note(workbook: bytes) -> None:
    page = page_of(workbook, "Joint exit strategy")

    assert [cell.value for cell in page[2] if str(cell.value).endswith("*")] == ["Id *", "Status *", "Approved on *"]
    assert all(cell.comment and cell.comment.text for cell in page[2])


def test_a_filled_workbook_is_evidence(workbook: bytes, compiled: Compiled, tmp_path: Path) -> None:
    book = load_workbook(BytesIO(workbook))
    page = book["Collaborative working policy"]
    for header, value in {"Id *": "POL-7", "Status *": "approved", "Approved on *": date(2026, 1, 15)}.items():
        page[f"{head(page, header)}3"] = value
    book.save(tmp_path / "kit.xlsx")

    (document,) = read_pack(tmp_path, types=compiled.types).documents

    assert (document.id, document.status, document.approved_on) == ("POL-7", "approved", date(2026, 1, 15))


def test_stages_choose_what_rules_look_for(compiled: Compiled) -> None:
    early, late = (choose(compiled.types, compiled.rulebook, range(*ends)) for ends in ((1, 5), (8, 9)))

    assert "manifest" in early
    assert "manifest" in late
    assert "joint_exit_strategy" not in choose(compiled.types, compiled.rulebook, range(2, 4))
    assert "selection_decision" in early
    assert "selection_decision" not in late
    assert "disengagement_notice" in late
    assert set(early) | set(late) <= set(choose(compiled.types, compiled.rulebook, None)) == set(compiled.types)
