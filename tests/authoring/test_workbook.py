"""The workbook: there and back without a byte changed, and what is changed in it lands where it belongs."""

import shutil
import subprocess
from collections.abc import Callable
from io import BytesIO
from pathlib import Path

import pytest
from openpyxl import Workbook, load_workbook
from openpyxl.worksheet.worksheet import Worksheet

from accordant.authoring.workbook.importing import Imported, import_workbook
from accordant.authoring.workbook.making import make_sheets
from accordant.authoring.workbook.writing import write_workbook
from accordant.errors import UsageError

ROOT = Path(__file__).parents[2]
HERE = Path(__file__).parent
SHIPPED = ROOT / "rules" / "iso44001"
RULE = "survey.held/states-interval"


@pytest.fixture
def bench(tmp_path: Path) -> Path:
    """Give a rulebook that stands on its own, so that it is read quickly."""
    folder = Path(shutil.copytree(HERE / "bench", tmp_path / "bench"))
    shutil.copytree(SHIPPED / "conclusions", folder / "conclusions")
    shutil.copy(SHIPPED / "base.yaml", folder)
    return folder


def exported(folder: Path) -> bytes:
    sheets = make_sheets([folder], under=(), schemas=ROOT / "schemas", judged={RULE: "Met when it is met."})
    return write_workbook(sheets, (("Rulebook", folder.name),))


def imported(content: bytes, folder: Path) -> Imported:
    sheets = make_sheets([folder], under=(), schemas=ROOT / "schemas", judged={RULE: "Met when it is met."})
    return import_workbook(content, "rules.xlsx", sheets)


def cell_at(page: Worksheet, column: str, line: int = 2) -> str:
    heads = [cell.value for cell in page[1]]
    return page.cell(line, heads.index(column) + 1).coordinate


def changed(content: bytes, *changes: tuple[str, str, str]) -> bytes:
    def change(book: Workbook) -> None:
        for sheet, column, text in changes:
            book[sheet][cell_at(book[sheet], column)] = text

    return worked_on(content, change)


def worked_on(content: bytes, work: Callable[[Workbook], None]) -> bytes:
    book, out = load_workbook(BytesIO(content)), BytesIO()
    work(book)
    book.save(out)
    return out.getvalue()


def write(result: Imported) -> None:
    assert not result.problems
    for place, content in result.files.items():
        Path(place).write_bytes(content)


@pytest.mark.whole
def test_an_untouched_workbook_changes_nothing() -> None:
    assert imported(exported(SHIPPED), SHIPPED) == Imported({}, ())


def test_the_same_rules_give_the_same_bytes(bench: Path) -> None:
    assert exported(bench) == exported(bench)


def test_every_text_that_may_be_changed_lands_where_it_stands(bench: Path) -> None:
    content = changed(
        exported(bench),
        ("Rules", "Title", "Surveys: how often"),
        ("Rules", "Reason", "Asking is hearing."),
        (
            "Rules",
            "Statements",
            '[asked] {document} "{id}" is silent.\n[answered] {document} says nothing of {missing}.',
        ),
        ("Obligations", "Title", "Behaviour surveys"),
        ("Obligations", "Requirement", "Ask each side.\nAsk it again."),
        ("Obligations", "Why it is core", "No"),
    )

    write(imported(content, bench))

    rule, obligation = "survey/held.yaml", "obligations/survey.yaml"
    assert (bench / rule).read_text() == (HERE / "bench" / rule).read_text().replace(
        'title: "=HYPERLINK(\\"http://example.invalid\\")"', 'title: "Surveys: how often"'
    ).replace("reason: |\n  What nobody asks\n  nobody hears.\n", "reason: Asking is hearing.\n").replace(
        '"{document} {id} does not state {missing}."  # the first', """'{document} "{id}" is silent.'  # the first"""
    ).replace("'{document} {id} says nothing of {missing}.'", '"{document} says nothing of {missing}."')
    assert (bench / obligation).read_text() == (HERE / "bench" / obligation).read_text().replace(
        "title: Surveys of behaviour  # as", "title: Behaviour surveys  # as"
    ).replace(
        "requirement: 'Ask each side, now and then, how the other behaves.'",
        "requirement: |-\n      Ask each side.\n      Ask it again.",
    ).replace("core_reason: Nobody hears what nobody asks.", 'core_reason: "No"')
    again = exported(bench)
    assert imported(again, bench) == Imported({}, ())
    assert load_workbook(BytesIO(again))["Rules"]["F2"].value == "Ask each side.\nAsk it again."


def test_reviewers_comments_are_kept_above_what_they_are_about(bench: Path) -> None:
    column = "Reviewer's comment"
    said = "Is this ours?\nAsk = the manager # soon"
    content = changed(exported(bench), ("Rules", column, said), ("Obligations", column, "ok"), ("Cases", column, "=1?"))
    content = worked_on(content, lambda book: setattr(book["Cases"][cell_at(book["Cases"], column)], "data_type", "s"))

    write(imported(content, bench))

    assert (
        "schema=rule.json\n# Review: Is this ours?\n#   Ask = the manager # soon\nid: survey"
        in (bench / "survey/held.yaml").read_text()
    )
    assert "  # the first\n  # Review: ok\n  - key: survey.held\n" in (bench / "obligations/survey.yaml").read_text()
    assert "  # Review: =1?\n  - name: stated\n" in (bench / "survey/held.cases.yaml").read_text()
    again = exported(bench)
    assert imported(again, bench) == Imported({}, ())
    page = load_workbook(BytesIO(again))["Rules"]
    assert page[cell_at(page, column)].value == said

    write(imported(changed(again, ("Rules", column, ""), ("Obligations", column, ""), ("Cases", column, "")), bench))

    for file in (HERE / "bench").rglob("*.yaml"):
        assert (bench / file.relative_to(HERE / "bench")).read_bytes() == file.read_bytes()


@pytest.mark.parametrize(
    ("sheet", "column", "text", "said"),
    [
        ("Rules", "Clause", "9.9", "Rules!C2: Clause is made from the rule files, and is changed there"),
        ("Rules", "Title", " ", "Rules!D2: Title cannot be left empty"),
        ("Rules", "Title", "=1+1", "Rules!D2: a formula; write the text itself, or an apostrophe before it"),
        ("Rules", "Rule", "survey.held/new", "Rules!A2: there is no 'survey.held/new'"),
        ("Rules", "Statements", "[asked] {document}", "Rules!H2: each statement begins with the name of its check"),
        ("Cases", "Outcome", "nonconforming", "Cases!E2: Outcome is made from the rule files"),
    ],
)  # fmt: skip
def test_what_cannot_be_read_back_is_said_at_its_cell(
    sheet: str, column: str, text: str, said: str, bench: Path
) -> None:
    result = imported(changed(exported(bench), (sheet, column, text)), bench)

    assert not result.files
    assert said in "\n".join(map(str, result.problems))


def test_one_text_changed_in_two_ways_is_left_alone(bench: Path) -> None:
    content = changed(exported(bench), ("Rules", "Requirement", "One."), ("Obligations", "Requirement", "Two."))

    (problem,) = imported(content, bench).problems

    assert str(problem) == "rules.xlsx: Obligations!C2 and Rules!F2 say different things of one text"


def test_a_file_changed_meanwhile_keeps_its_change(bench: Path) -> None:
    content = exported(bench)
    file = bench / "survey/held.yaml"
    file.write_text(file.read_text().replace("does not state", "is silent on"))

    assert imported(content, bench) == Imported({}, ())
    write(imported(changed(content, ("Rules", "Title", "Surveys")), bench))
    assert 'title: "Surveys"\n' in file.read_text()
    assert "is silent on" in file.read_text()
    (problem,) = imported(changed(content, ("Rules", "Title", "Other")), bench).problems
    assert "changed in the rule files too" in str(problem)


def test_rows_sorted_and_columns_moved_are_found_by_name(bench: Path) -> None:
    def work(book: Workbook) -> None:
        page = book["Rules"]
        page.move_range("D1:D2", cols=12)
        page["P2"] = "Surveys"
        page.insert_rows(2)

    assert list(imported(worked_on(exported(bench), work), bench).files) == [str(bench / "survey/held.yaml")]


def test_no_text_is_taken_for_a_formula(bench: Path) -> None:
    book = load_workbook(BytesIO(exported(bench)))
    title = book["Rules"]["D2"]

    assert (title.value, title.data_type) == ('=HYPERLINK("http://example.invalid")', "s")
    assert title.quotePrefix
    assert not [cell for page in book for row in page.iter_rows() for cell in row if cell.data_type == "f"]


def test_headers_stay_and_texts_wrap(bench: Path) -> None:
    page = load_workbook(BytesIO(exported(bench)))["Rules"]

    assert page.freeze_panes == "B2"
    assert page["E2"].alignment.wrap_text
    assert page.column_dimensions["G"].width == 60


@pytest.mark.parametrize("content", [b"", b"PK\x03\x04", b"no workbook"])
def test_what_is_no_workbook_is_refused(content: bytes, bench: Path) -> None:
    with pytest.raises(UsageError, match=r"rules\.xlsx: not an Excel workbook"):
        imported(content, bench)


def test_another_workbook_is_refused(bench: Path) -> None:
    out = BytesIO()
    Workbook().save(out)

    with pytest.raises(UsageError, match="it has no sheet Rules, Obligations, Cases, As exported"):
        imported(out.getvalue(), bench)


@pytest.mark.skipif(shutil.which("soffice") is None, reason="LibreOffice is not installed here")
def test_libreoffice_opens_it_and_what_it_saves_comes_back(bench: Path, tmp_path: Path) -> None:
    (tmp_path / "rules.xlsx").write_bytes(exported(bench))
    subprocess.run(
        ["soffice", f"-env:UserInstallation={(tmp_path / 'user').as_uri()}", "--headless", "--convert-to", "xlsx",
         "--outdir", str(tmp_path / "out"), str(tmp_path / "rules.xlsx")],
        check=True, capture_output=True, timeout=120,
    )  # fmt: skip

    assert imported((tmp_path / "out" / "rules.xlsx").read_bytes(), bench) == Imported({}, ())
