"""A kit that a client filled in by hand yields what the organisation yields, also after LibreOffice has saved it."""

import re
import shutil
import subprocess
from collections.abc import Iterator
from datetime import date
from io import BytesIO
from pathlib import Path
from typing import NamedTuple

import pytest
from openpyxl import Workbook, load_workbook
from openpyxl.worksheet.worksheet import Worksheet

from accordant.evidence import read_pack
from accordant.forms.choosing import choose
from accordant.forms.kit import excel_kit, plan, text_kit
from accordant.model.change import fields_of
from accordant.model.evidence import Pack
from accordant.model.register import Evidence, Finding, Register
from accordant.rulebook import Compiled
from evidence.test_same_pack import without_places
from forms.typing_in import HEADINGS, Client
from forms.writing_in import write_in
from judging import judge
from packs import samples
from writing import Data

SAMPLES = {sample.name: sample for sample in samples()}
IN_NUMBERS = re.compile(r"(-?\d+)\.0+")


class Filled(NamedTuple):
    """A sample pack, and the workbook of the kit into which a client typed its documents."""

    pack: Pack
    register: Register
    book: Workbook


def documents(pack: Pack) -> Iterator[tuple[str, dict[str, Data]]]:
    for one in pack.documents:
        data = dict(fields_of(one.root))
        del data["type"]
        yield one.type.name, data


@pytest.fixture(scope="module", params=["complete"])
def filled(request: pytest.FixtureRequest, compiled: Compiled) -> Filled:
    """Give the kit filled in; for the whole system, or of the demo for the types that it brings."""
    sample = SAMPLES[request.param]
    pack = read_pack(sample.yaml, types=compiled.types)
    used = [name for name in compiled.types if name in {"manifest", *(one.type.name for one in pack.documents)}]
    chosen = choose(compiled.types, compiled.rulebook, None) if sample.name == "complete" else used
    book = load_workbook(BytesIO(excel_kit(compiled.types, chosen, pack.manifest)))
    Client(book).type_in([(compiled.types[name], data) for name, data in documents(pack)])
    return Filled(pack, judge(pack, compiled, as_of=sample.as_of), book)


def saved(book: Workbook, folder: Path) -> Path:
    book.save(folder / "kit.xlsx")
    return folder / "kit.xlsx"


def typed(finding: Finding) -> Finding:
    """Give a finding without its places, and with numbers as cells show them: 4.0 is 4."""

    def number(one: Evidence) -> Evidence:
        return one._replace(value=one.value and IN_NUMBERS.sub(r"\1", one.value))

    plain = without_places(finding)
    return plain._replace(evidence=tuple(map(number, plain.evidence)))


def left_empty(finding: Finding) -> Finding:
    """Give a finding without its places: what is absent may have a line of the form, left empty, or none."""
    plain = without_places(finding)
    return plain._replace(evidence=tuple(one if one.value else one._replace(pointer="") for one in plain.evidence))


def check_same(path: Path, filled: Filled, compiled: Compiled) -> None:
    register = judge(read_pack(path, types=compiled.types), compiled, as_of=filled.register.as_of)
    assert register.intake == filled.register.intake == ()
    assert list(map(typed, register.findings)) == list(map(typed, filled.register.findings))
    assert register.conclusions == filled.register.conclusions


@pytest.mark.whole
def test_a_kit_typed_in_yields_what_the_organisation_yields(filled: Filled, compiled: Compiled, tmp_path: Path) -> None:
    check_same(saved(filled.book, tmp_path), filled, compiled)


@pytest.mark.whole
def test_what_was_typed_in_is_what_the_cells_ask_for(filled: Filled) -> None:
    asked = 0
    for page in filled.book.worksheets:
        for words, column in strict_choices(filled.book, page):
            said = {str(page.cell(row, column).value) for row in range(HEADINGS + 1, page.max_row + 1)} - {"None"}
            assert said <= words, page.title
            asked += len(said)
        for column in page.iter_cols(min_row=HEADINGS + 1):
            if any(isinstance(cell.value, date) for cell in column):
                letter = str(column[0].column_letter)
                assert page.column_dimensions[letter].number_format == "yyyy-mm-dd", (page.title, letter)
                asked += 1
    assert asked > 100


def strict_choices(book: Workbook, page: Worksheet) -> Iterator[tuple[set[str], int]]:
    """Give the columns whose cells refuse what is not among the choices, with the choices."""
    for rule in page.data_validations.dataValidation:
        if rule.type == "list" and rule.showErrorMessage:
            area = str(rule.formula1).removeprefix("Choices!").replace("$", "")
            words = {str(cell[0].value) for cell in book["Choices"][area]}
            yield from (
                (words, column) for area in rule.sqref.ranges for column in range(area.min_col, area.max_col + 1)
            )


def test_a_manifest_typed_in_is_the_manifest(compiled: Compiled, tmp_path: Path) -> None:
    pack = read_pack(SAMPLES["complete"].yaml / "manifest.yaml", types=compiled.types)
    assert pack.manifest
    data = dict(fields_of(pack.manifest.root))
    book = load_workbook(BytesIO(excel_kit(compiled.types, ["manifest"], None)))
    del data["type"]
    Client(book).type_in([(compiled.types["manifest"], data)])

    manifest = read_pack(saved(book, tmp_path), types=compiled.types).manifest

    assert manifest
    assert fields_of(manifest.root) == {"type": "manifest", **data}


@pytest.mark.whole
@pytest.mark.skipif(shutil.which("soffice") is None, reason="LibreOffice is not installed here")
@pytest.mark.parametrize("filled", ["demo"], indirect=True)
def test_libreoffice_keeps_a_kit_and_what_was_typed_in(filled: Filled, compiled: Compiled, tmp_path: Path) -> None:
    untouched = tmp_path / "untouched.xlsx"
    untouched.write_bytes(excel_kit(compiled.types, ["manifest", "joint_exit_strategy"], filled.pack.manifest))
    kit = saved(filled.book, tmp_path)
    subprocess.run(
        ["soffice", f"-env:UserInstallation={(tmp_path / 'user').as_uri()}", "--headless", "--convert-to", "xlsx",
         "--outdir", str(tmp_path / "out"), str(kit), str(untouched)],
        check=True, capture_output=True, timeout=240,
    )  # fmt: skip

    check_same(tmp_path / "out" / kit.name, filled, compiled)
    pack = read_pack(tmp_path / "out" / "untouched.xlsx", types=compiled.types)
    assert (pack.intake, pack.documents) == ((), ())
    assert pack.manifest
    for file in (kit, untouched):
        assert helps(tmp_path / "out" / file.name) == helps(file)


def helps(path: Path) -> dict[str, object]:
    """Give by sheet what helps to fill it in: choices and dates by column, far enough down, and notes of headings."""
    found: dict[str, object] = {}
    for page in load_workbook(path).worksheets:
        rules = {
            (
                str(rule.formula1).replace("$", ""),
                bool(rule.showErrorMessage),
                column,
                area.min_row,
                area.max_row >= 1000,
            )
            for rule in page.data_validations.dataValidation
            for area in rule.sqref.ranges
            for column in range(area.min_col, area.max_col + 1)
        }
        dates = {
            number
            for column in page.column_dimensions.values()
            if column.number_format.lower().replace("\\", "") == "yyyy-mm-dd"
            for number in range(column.min, column.max + 1)
        }
        notes = [(cell.value, cell.comment and cell.comment.text) for cell in page[HEADINGS]]
        found[page.title] = (page.sheet_state, rules, dates, notes)
    return found


@pytest.mark.whole
def test_yaml_forms_filled_in_yield_what_the_organisation_yields(compiled: Compiled, tmp_path: Path) -> None:
    sample = SAMPLES["complete"]
    pack = read_pack(sample.yaml, types=compiled.types)
    chosen = choose(compiled.types, compiled.rulebook, None)
    forms = text_kit(plan(compiled.types, chosen, pack.manifest), "yaml")
    (tmp_path / "manifest.yaml").write_bytes(forms["manifest.yaml"])
    for number, (name, data) in enumerate(documents(pack)):
        form = next(text for path, text in forms.items() if path.endswith(f"/{name}.yaml"))
        (tmp_path / f"{number}.yaml").write_text(write_in(form.decode(), data), encoding="utf-8")

    again = read_pack(tmp_path, types=compiled.types)
    register, wanted = (judge(one, compiled, as_of=sample.as_of) for one in (again, pack))

    assert register.intake == ()
    assert list(map(left_empty, register.findings)) == list(map(left_empty, wanted.findings))
    assert register.conclusions == wanted.conclusions
