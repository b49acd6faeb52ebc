"""Every kind of check has all its parts, and the one that the rules' README shows is a whole one."""

import re
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest
from jsonschema import Draft202012Validator

from accordant.checks import KINDS, Kind
from accordant.model.change import Change
from accordant.model.observation import Value
from accordant.rulebook import Compiled
from casebook import all_cases
from checks.seeing import Sight, failures_of_repair, failures_of_spoilings, pack_of, sights

README = (Path(__file__).parents[2] / "rules" / "README.md").read_text(encoding="utf-8")
SECTION = README.partition("## A new kind of check\n")[2].partition("\n## ")[0]
PARTS = ("SCHEMA", "see", "say", "spoil", "mend", "reads")
ASKED = {"in": "trust_survey", "which": "every", "field": "owner", "word": "team"}
FILES = ("00-trust_survey.yaml", "01-trust_survey.yaml")


@pytest.mark.parametrize("name", KINDS)
def test_every_kind_has_all_parts_in_a_file_of_its_own(name: str) -> None:
    kind = KINDS[name]
    functions = {part: getattr(kind, part) for part in PARTS if part != "SCHEMA"}

    Draft202012Validator.check_schema(kind.schema)
    assert all(kind.schema["properties"].values())
    assert {one.__module__ for one in functions.values()} == {f"accordant.checks.{name.replace('-', '_')}"}
    assert {part: one.__name__ for part, one in functions.items()} == {part: part for part in functions}
    assert [part for part, one in functions.items() if not (one.__doc__ or "").strip()] == []


def test_every_file_of_a_kind_is_in_the_table() -> None:
    folder = Path(__file__).parents[2] / "engine" / "accordant" / "checks"
    kinds = [file.stem for file in folder.glob("*.py") if "\nSCHEMA = " in file.read_text(encoding="utf-8")]

    assert sorted(kinds) == sorted(name.replace("-", "_") for name in KINDS)


def test_the_parts_are_told_of() -> None:
    assert [part for part in PARTS if f"\n| {part} | " not in SECTION] == []


@pytest.fixture
def shown(monkeypatch: pytest.MonkeyPatch) -> Kind:
    """Give the kind of check of the README, in the table as its author would put it there."""
    (text,) = re.findall(r"^```python\n(.*?)^```$", SECTION, flags=re.MULTILINE | re.DOTALL)
    module: Any = ModuleType("accordant.checks.mentions")
    exec(compile(text, "README", "exec"), module.__dict__)  # noqa: S102 - the example is ours
    kind = Kind(module.SCHEMA, module.see, module.say, module.reads, module.spoil, module.mend)
    monkeypatch.setitem(KINDS, "mentions", kind)  # type: ignore[arg-type]
    return kind


@pytest.fixture
def surveyed(compiled: Compiled, shown: Kind) -> Sight:
    """Give what the kind of the README sees where both surveys name an owner."""
    case = next(one for one in all_cases(compiled.types) if one.name == "two surveys of both sides")
    seen = next(iter(sights(pack_of(case, compiled), case, compiled)))
    named = seen.after([Change(file, "/owner", "The joint team") for file in FILES])
    assert Draft202012Validator(shown.schema).is_valid({"check": "mentions", **ASKED})
    return named._replace(kind="mentions").asked(ASKED)


def test_the_kind_of_the_readme_judges_is_spoilt_and_mended(surveyed: Sight, shown: Kind) -> None:
    other = surveyed.after([Change(FILES[1], "/owner", "A director")])
    silent = surveyed.after([Change(FILES[1], "/owner", " ")])

    assert [one.seen.value for one in (surveyed, other, silent)] == [Value.MET, Value.UNMET, Value.UNMET]
    assert {one.name for one in surveyed.spoilings()} == {
        "owner: deleted", "owner: blank", "another word", "not in effect",
    }  # fmt: skip
    assert list(failures_of_spoilings(surveyed)) == []
    assert [failure for one in (other, silent) for failure in failures_of_repair(one)] == []
    assert shown.say(ASKED, {}) == '"team" in the owner of the trust survey'
    assert [(one.types, one.path) for one in shown.reads(ASKED)] == [(("trust_survey",), "owner")]
