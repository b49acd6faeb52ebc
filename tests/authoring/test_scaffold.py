"""rules new: for every kind of check the scaffold is clean, in its layout, and its cases run."""

import shutil
from collections.abc import Mapping
from pathlib import Path

import pytest
from click.testing import CliRunner

from accordant.authoring.formatting import format_text
from accordant.authoring.lint import lint_rules
from accordant.authoring.scaffold import NewObligation, Wish, scaffold
from accordant.casebook import read_casebook, run_case
from accordant.checks import KINDS
from accordant.cli import main
from accordant.errors import RulebookError, UsageError
from accordant.model.change import Data
from accordant.rulebook import load_rulebook

pytestmark = pytest.mark.whole

ROOT = Path(__file__).parents[2]
SHIPPED = ROOT / "rules" / "iso44001"
SCHEMAS = ROOT / "schemas"
OBLIGATION = NewObligation("Ask of ourselves what is asked here.", "8.8.1", "joint", 7)
WISHES: Mapping[str, tuple[str, Mapping[str, Data]]] = {
    "across-all": ("all-documents", {"fields": ["owner"]}),
    "agreed-by-all": ("joint_exit_strategy", {}),
    "cadence": ("trust_survey", {"interval": {"in": "kpi_framework", "field": "relationship_interval"}}),
    "contains-all": ("audit_report", {"field": "clauses_covered", "values": ["4", "5"]}),
    "count": ("trust_survey", {"of": "indicators", "at-least": "2"}),
    "covers": ("trust_survey", {"each": {"manifest": "parties"}, "of": "participants", "field": "party"}),
    "date-order": (
        "joint_exit_strategy",
        {"field": "version_date", "not-after": {"in": "agreement", "field": "version_date"}},
    ),
    "different-person": ("joint_exit_strategy", {"a": "owner", "b": "approved_by"}),
    "has-fields": ("trust_survey", {"fields": ["interval"]}),
    "if-then": ("trust_survey", {"every": "indicators", "if": {"signal": "fell"}, "then": ["action_ref"]}),
    "in-effect": ("agreement", {}),
    "involves-all": ("trust_survey", {"of": "participants", "by": "party"}),
    "items-have-fields": ("trust_survey", {"every": "indicators", "fields": ["indicator", "score"]}),
    "occasion": ("issue_log", {"of": "issues"}),
    "one-of": ("trust_survey", {"every": "indicators", "field": "signal", "values": ["holds"]}),
    "open-items": ("trust_survey", {"every": "actions", "where": {"status": "open"}, "due": "due"}),
    "refers-to": ("agreement", {"field": "exit_strategy", "target": "joint_exit_strategy"}),
    "role-holder": ("collaborative_policy", {"field": "approved_by", "role": "top-management"}),
    "same-value": ("agreement", {"field": "parties", "with": {"in": "joint_rmp", "field": "parties"}, "match": "set"}),
    "series": ("trust_survey", {"of": "indicators", "by": "id", "field": "score"}),
    "used-later": (
        "candidate_list",
        {"of": "candidates", "seen-in": {"in": "partner_evaluation", "of": "evaluations", "field": "candidate"}},
    ),
}
NEVER_CONTRADICTED = {"in-effect", "occasion", "series"}
"""What is not in effect contradicts nothing; no occasion and too short a series can be told only by what is beside."""


@pytest.fixture(scope="module")
def under(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Give the shipped rulebook without its rules, so that it is read quickly."""
    folder = tmp_path_factory.mktemp("under")
    shutil.copy(SHIPPED / "base.yaml", folder)
    header = (SHIPPED / "rulebook.yaml").read_text()
    # The parameters of good practice are those of the rules left out.
    (folder / "rulebook.yaml").write_text(header.partition("  # good practice")[0])
    shutil.copytree(SHIPPED / "conclusions", folder / "conclusions")
    return folder


def wish_of(kind: str) -> Wish:
    document, parameters = WISHES[kind]
    statement = "{document} does not show what is asked."
    return Wish(f"own.{kind}", "shown", "Shown", "We ask.", (document,), kind, parameters, statement, OBLIGATION)


def written(wish: Wish, folder: Path, under: Path) -> tuple[str, ...]:
    made = scaffold(wish, folder, under=[under], schemas=SCHEMAS)
    for name, text in made.files.items():
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_text(text)
    return made.missing


@pytest.mark.parametrize("kind", KINDS)
def test_a_scaffold_of_every_kind_is_clean_and_its_cases_run(kind: str, under: Path, tmp_path: Path) -> None:
    missing = written(wish_of(kind), tmp_path, under)

    assert lint_rules([tmp_path], under=[under], schemas=SCHEMAS) == ()
    assert all(format_text(file.read_text()) == file.read_text() for file in tmp_path.rglob("*.yaml"))
    compiled = load_rulebook([under, tmp_path], schemas=SCHEMAS, cache=None)
    cases = read_casebook([under, tmp_path], schemas=SCHEMAS, types=compiled.types)
    outcomes = ["conforming", "nonconforming", "not-evidenced"]
    if kind in NEVER_CONTRADICTED:
        outcomes.remove("nonconforming")
        assert missing == ("it is contradicted",)
    else:
        assert not missing
    assert [case.expect["outcome"] for case in cases] == outcomes
    assert all(run_case(case, compiled).as_expected for case in cases)


def test_a_second_rule_of_the_same_obligation_adds_only_itself(under: Path, tmp_path: Path) -> None:
    written(wish_of("count"), tmp_path, under)
    second = wish_of("has-fields")._replace(obligation="own.count", aspect="stated", new=None)

    made = scaffold(second, tmp_path, under=[under], schemas=SCHEMAS)

    assert set(made.files) == {"own/count-stated.yaml", "own/count-stated.cases.yaml"}


def test_a_rule_that_is_there_is_not_written_over(under: Path, tmp_path: Path) -> None:
    written(wish_of("count"), tmp_path, under)

    with pytest.raises(UsageError, match=r"own/count-shown\.yaml is there already"):
        scaffold(wish_of("count")._replace(new=None), tmp_path, under=[under], schemas=SCHEMAS)


def test_what_the_loader_would_refuse_is_said_before_anything_is_written(under: Path, tmp_path: Path) -> None:
    wish = wish_of("count")._replace(parameters={"of": "indicatrs", "at-least": "2"})

    with pytest.raises(RulebookError) as refused:
        scaffold(wish, tmp_path, under=[under], schemas=SCHEMAS)

    (problem,) = refused.value.problems
    assert problem.file == f"{tmp_path}/own/count-shown.yaml"
    assert problem.message == '"indicatrs" is not a field of "trust_survey"; did you mean "indicators"?'
    assert not list(tmp_path.iterdir())


def test_all_is_taken_as_options(tmp_path: Path) -> None:
    folder = tmp_path / "mine"
    words = ["--folder", str(folder), "--id", "trust.monitored/twice", "--title", "Measured twice", "--reason", "Once."]
    words += ["--document", "trust_survey", "--check", "series", "--with", "of=indicators", "--with", "by=id"]
    words += ["--with", "field=score", "--with", "at-least=2", "--statement", "{document} does not measure {missing}."]

    ran = CliRunner().invoke(main, ["rules", "new", *words])

    assert ran.exit_code == 0, ran.output
    assert (folder / "trust" / "monitored-twice.yaml").read_text() == (
        "id: trust.monitored/twice\nobligation: trust.monitored\ntitle: Measured twice\nreason: Once.\nextent: part\n"
        "require:\n  series: {check: series, in: trust_survey, of: indicators, by: id, field: score, at-least: 2}\n"
        'statement:\n  series: "{document} does not measure {missing}."\n'
    )
    assert not (folder / "obligations").exists()


def test_what_is_not_said_is_asked(tmp_path: Path) -> None:
    folder = tmp_path / "mine"
    answers = ["trust.survey", "own-interval", "Surveyed as we said", "Trust fades.", "trust_survey", "cadence"]
    answers += ["{in: kpi_framework, field: relationship_interval}", "", "Survey as often as we said.", "8.8.1"]

    ran = CliRunner().invoke(main, ["rules", "new", "--folder", str(folder)], input="\n".join([*answers, ""]))

    assert ran.exit_code == 0, ran.output
    names = {file.relative_to(folder).as_posix() for file in folder.rglob("*.yaml")}
    assert names == {
        "rulebook.yaml", "obligations/trust-survey.yaml", "trust/survey-own-interval.yaml",
        "trust/survey-own-interval.cases.yaml",
    }  # fmt: skip


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (["--id", "trust.monitored"], "is no id of a rule"),
        (["--id", "a/b", "--title", "t", "--reason", "r", "--document", "trust_survy"], 'did you mean "trust_survey"?'),
        (
            [
                "--id",
                "a/b",
                "--title",
                "t",
                "--reason",
                "r",
                "--document",
                "trust_survey",
                "--check",
                "count",
                "--with",
                "of",
            ],
            '"of" is no parameter: write name=value',
        ),
    ],
)
def test_words_that_do_not_fit_are_refused(words: list[str], said: str, tmp_path: Path) -> None:
    ran = CliRunner().invoke(main, ["rules", "new", "--folder", str(tmp_path / "mine"), *words])

    assert ran.exit_code == 2
    assert said in ran.output
    assert not (tmp_path / "mine").exists()
