"""The schema for editors: made from what is declared, true of every shipped rule, and false of what is misspelt."""

import json
import re
from collections.abc import Iterator
from copy import deepcopy
from pathlib import Path
from typing import Any

import pytest
import yaml
from click.testing import CliRunner
from jsonschema import Draft7Validator, Draft202012Validator

from accordant.authoring.editors import PARAMETERS, editor_schema
from accordant.catalogue.declaration import load_types
from accordant.checks import KINDS
from accordant.cli import main
from accordant.rulebook import Compiled
from accordant.rulebook.compile import compile_rulebook
from accordant.rulebook.files import Folder, Part, RuleFile, read_folder
from authoring.test_scaffold import WISHES

ROOT = Path(__file__).parents[2]
SCHEMAS = ROOT / "schemas"
COMMITTED = SCHEMAS / "editors" / "rule.json"
RULES = ROOT / "rules" / "iso44001"
RULE_FILES = [
    file
    for folder in RULES.iterdir()
    if folder.is_dir() and folder.name not in ("obligations", "conclusions", "crosswalks")
    for file in folder.glob("*.yaml")
    if not file.name.endswith(".cases.yaml")
]


class EditorsLoader(yaml.CBaseLoader):
    """Reads scalars as editors do, by the core schema of YAML 1.2."""


for kind, pattern, first in (
    ("int", "[-+]?[0-9]+", "-+0123456789"),
    ("bool", "true|false", "tf"),
    ("null", "~|null|", "~n"),
    ("float", r"[-+]?(?:\.[0-9]+|[0-9]+\.[0-9]*)(?:[eE][-+]?[0-9]+)?", "-+.0123456789"),
):
    EditorsLoader.add_implicit_resolver(f"tag:yaml.org,2002:{kind}", re.compile(f"^(?:{pattern})$"), list(first))
EditorsLoader.add_constructor("tag:yaml.org,2002:int", lambda _, node: int(node.value))
EditorsLoader.add_constructor("tag:yaml.org,2002:float", lambda _, node: float(node.value))
EditorsLoader.add_constructor("tag:yaml.org,2002:bool", lambda _, node: node.value == "true")
EditorsLoader.add_constructor("tag:yaml.org,2002:null", lambda _, __: None)


@pytest.fixture(scope="module")
def validator() -> Draft7Validator:
    schema = json.loads(COMMITTED.read_text(encoding="utf-8"))
    Draft7Validator.check_schema(schema)
    return Draft7Validator(schema)


@pytest.fixture(scope="module")
def sound() -> Folder:
    """Give a small rulebook, with the conclusions of the shipped one."""
    small, shipped = read_folder(ROOT / "tests" / "rulebook" / "sound"), read_folder(RULES)
    conclusions = [one for one in shipped.files if one.part is Part.CONCLUSION]
    return small._replace(files=(*small.files, *conclusions))


SOUND = """\
id: trust.monitored/often
obligation: trust.monitored
title: t
reason: r
extent: part
require:
  counted: {check: count, in: trust_survey, of: indicators, where: {signal: fell}, at-least: 2}
statement:
  counted: "{document}"
"""


def read(text: str) -> Any:
    return yaml.load(text, Loader=EditorsLoader)  # noqa: S506 - a loader of texts and numbers


def test_the_committed_schema_is_the_one_made() -> None:
    assert COMMITTED.read_text(encoding="utf-8") == editor_schema(SCHEMAS, load_types(SCHEMAS))


@pytest.mark.parametrize("file", RULE_FILES, ids=lambda file: f"{file.parent.name}/{file.name}")
def test_every_shipped_rule_is_what_editors_expect(file: Path, validator: Draft7Validator) -> None:
    assert [error.message for error in validator.iter_errors(read(file.read_text(encoding="utf-8")))] == []


@pytest.mark.parametrize(
    ("right", "wrong", "place"),
    [
        ("check: count", "check: cuont", "require counted check"),
        ("in: trust_survey", "in: trust_survy", "require counted in"),
        ("of: indicators", "of: indicator", "require counted of"),
        ("of: indicators", "of: interval", "require counted of"),
        ("where: {signal: fell}", "where: {sginal: fell}", "require counted where"),
        ("at-least: 2", "at-leats: 2", "require counted"),
        ("at-least: 2", "at-least: two", "require counted at-least"),
        ("obligation: trust.monitored", "obligatoin: trust.monitored", ""),
        ("extent: part", "extent: prat", "extent"),
        ('counted: "{document}"', 'counted: ""', "statement counted"),
    ],
)
def test_what_is_misspelt_is_marked_where_it_stands(
    right: str, wrong: str, place: str, validator: Draft7Validator
) -> None:
    """An unknown name is marked at the group it stands in, an unknown value at itself, and nothing else is."""
    assert validator.is_valid(read(SOUND))
    errors = list(validator.iter_errors(read(SOUND.replace(right, wrong))))
    assert {" ".join(map(str, error.absolute_path)) for error in errors} == {place}


def test_the_first_line_that_is_documented_leads_to_the_schema(tmp_path: Path) -> None:
    """As the README has it: the schema written beside the rulebook, the line in a rule of one of its folders."""
    section = (ROOT / "rules" / "README.md").read_text(encoding="utf-8").partition("## In your editor")[2]
    (line,) = re.findall(r"^# yaml-language-server: .*$", section, flags=re.MULTILINE)
    (words,) = re.findall(r"^accordant (rules schema --output .*)$", section, flags=re.MULTILINE)
    command, _, output = words.rpartition(" ")
    rule = tmp_path / "mine" / "trust" / "often.yaml"
    rule.parent.mkdir(parents=True)
    rule.write_text(f"{line}\n{SOUND}", encoding="utf-8")

    assert CliRunner().invoke(main, [*command.split(), str(tmp_path / output)]).exit_code == 0
    named = rule.parent / line.partition("$schema=")[2]
    schema = json.loads(named.resolve().read_text(encoding="utf-8"))
    Draft7Validator.check_schema(schema)
    assert Draft7Validator(schema).is_valid(read(rule.read_text(encoding="utf-8")))
    assert not Draft7Validator(schema).is_valid(read(SOUND.replace("trust_survey", "trust_survy")))


def declared(fields: Any, group: str = "") -> Iterator[str]:
    """Give the fields declared, those of a group by their path, and those of a list's items as the list is entered."""
    for name, field in (fields or {}).items():
        yield f"{group}{name}"
        yield from declared(field.get("fields"), f"{group}{name}.")
        yield from declared(field.get("item", {}).get("fields"))


def test_every_document_type_and_attribute_is_offered() -> None:
    """What the declarations say is what an editor completes: no more, and no less."""
    definitions = json.loads(COMMITTED.read_text(encoding="utf-8"))["definitions"]
    header = read((SCHEMAS / "header.yaml").read_text(encoding="utf-8"))
    shared = set(declared(header["fields"]))
    assert set(definitions["header"]["enum"]) == shared
    types = [read(file.read_text(encoding="utf-8")) for file in (SCHEMAS / "documents").glob("*.yaml")]
    assert set(definitions["document"]["enum"]) == {one["type"] for one in types}
    for one in types:
        offered = definitions[f"in-{one['type']}"]["definitions"]["field"]["anyOf"]
        assert {*offered[0].get("enum", ()), *shared} == {*declared(one["fields"]), *shared}, one["type"]
        assert {"$ref": "#/definitions/header"} in offered


def places(data: Any, route: tuple[Any, ...] = ()) -> Iterator[tuple[tuple[Any, ...], Any]]:
    """Give every value in a check that a parameter can be: a number, a word, a list of words."""
    match data:
        case dict():
            for name, value in data.items():
                yield from places(value, (*route, name))
        case list():
            yield route, data
            for index, value in enumerate(data):
                yield from places(value, (*route, index))
        case _:
            yield route, data


def by_name(check: dict[str, Any], route: tuple[Any, ...]) -> dict[str, Any]:
    """Give the check with the value there named as a parameter."""
    named = deepcopy(check)
    place: Any = named
    for step in route[:-1]:
        place = place[step]
    place[route[-1]] = {"parameter": "ours"}
    return named


@pytest.mark.parametrize("kind", KINDS)
def test_a_parameter_stands_wherever_the_rulebook_lets_it(
    kind: str, validator: Draft7Validator, sound: Folder, compiled: Compiled
) -> None:
    document, given = WISHES[kind]
    numbers = {name: int(value) for name, value in given.items() if isinstance(value, str) and value.isdigit()}
    check = {"check": kind, "in": document, **given, **numbers}
    head = "id: exit.agreed/ours\nobligation: exit.agreed\ntitle: t\nreason: r\nextent: part\n"
    for route, value in [one for one in places(check) if one[0] != ("check",)]:
        if isinstance(value, str) and value.isdigit():
            continue  # as a parameter this is a number, and no word
        rule = f"{head}require: {{it: {json.dumps(by_name(check, route))}}}\nstatement: {{it: '{{document}}'}}\n"
        declared = f"  ours: {{value: {json.dumps(value)}, unit: words, changed_by: anyone}}\n".encode()
        header = next(one for one in sound.files if one.part is Part.RULEBOOK)
        files = [one for one in sound.files if one is not header]
        files += [header._replace(content=header.content + declared)]
        files += [RuleFile("exit/ours.yaml", "exit/ours.yaml", Part.RULE, rule.encode())]
        loaded = compile_rulebook([sound._replace(files=tuple(files))], SCHEMAS, kinds=KINDS, types=compiled.types)

        assert "exit.agreed/ours" in {one.id for one in loaded.rulebook.rules}
        assert [error.message for error in validator.iter_errors(read(rule))] == [], route


def settings() -> dict[str, list[str]]:
    """Give the patterns of each schema, as the rules' README has them for VS Code."""
    section = (ROOT / "rules" / "README.md").read_text(encoding="utf-8").partition("## In your editor")[2]
    (block,) = re.findall(r"^```json\n(.*?)^```$", section, flags=re.MULTILINE | re.DOTALL)
    return {
        schema: [patterns] if isinstance(patterns, str) else patterns
        for schema, patterns in json.loads(block)["yaml.schemas"].items()
    }


def schemas_of(name: str) -> list[str]:
    """Give the schemas of a file by the documented way: anywhere in the workspace, the last pattern that matches."""
    found = []
    for schema, patterns in settings().items():
        matching = [one for one in patterns if matches(name, one.removeprefix("!"))]
        if matching and not matching[-1].startswith("!"):
            found.append(schema)
    return found


def matches(name: str, pattern: str) -> bool:
    words = re.escape(f"**/{pattern}").replace(r"\*\*/", "(?:.*/)?").replace(r"\*", "[^/]*")
    return re.fullmatch(words, name) is not None


OWN_FILES = [file for file in RULES.rglob("*.yaml") if file.parent.name != "crosswalks" and file.parent != RULES] + [
    RULES / "rulebook.yaml"
]


def test_settings_name_the_right_schema_for_every_file_of_a_rulebook() -> None:
    kinds = {"obligations": "obligations.json", "conclusions": "conclusion.json"}
    for file in OWN_FILES:
        name = file.relative_to(RULES)
        wanted = "rulebook.json" if len(name.parts) == 1 else kinds.get(name.parts[0], "editors/rule.json")
        wanted = "cases.json" if name.name.endswith(".cases.yaml") else wanted
        assert schemas_of(f"/projects/mine/{name.as_posix()}") == [f"./schemas/{wanted}"], name
        assert (SCHEMAS / wanted).is_file()
    assert schemas_of("/projects/mine/crosswalks/own.yaml") == []
    assert schemas_of("/projects/other/trust/own.yaml") == []
    assert schemas_of("/projects/pack/manifest.yaml") == []


@pytest.mark.parametrize("file", [one for one in OWN_FILES if one not in RULE_FILES], ids=lambda file: file.name)
def test_every_other_file_of_a_rulebook_is_what_editors_expect(file: Path) -> None:
    (schema,) = schemas_of(f"/home/me/mine/{file.relative_to(RULES).as_posix()}")
    validator = Draft202012Validator(json.loads((ROOT / schema).read_text(encoding="utf-8")))
    assert [error.message for error in validator.iter_errors(read(file.read_text(encoding="utf-8")))] == []


@pytest.mark.parametrize("file", sorted((ROOT / "rules" / "profiles").glob("*.yaml")), ids=lambda file: file.name)
def test_every_shipped_profile_is_what_editors_expect(file: Path) -> None:
    validator = Draft202012Validator(json.loads((SCHEMAS / "profile.json").read_text(encoding="utf-8")))
    assert [error.message for error in validator.iter_errors(read(file.read_text(encoding="utf-8")))] == []


def test_every_parameter_is_explained() -> None:
    assert {name for kind in KINDS.values() for name in kind.schema["properties"]} == set(PARAMETERS)


def test_editors_explain_kinds_types_and_attributes() -> None:
    definitions = json.loads(COMMITTED.read_text(encoding="utf-8"))["definitions"]
    kinds = definitions["check"]["properties"]["check"]
    types = definitions["document"]
    own, _, _ = definitions["in-agreement"]["definitions"]["field"]["anyOf"]

    assert dict(zip(kinds["enum"], kinds["enumDescriptions"], strict=True))["covers"].startswith("Each of a population")
    assert "The contract or alliance agreement" in types["enumDescriptions"][types["enum"].index("agreement")]
    assert "annexed" in own["enumDescriptions"][own["enum"].index("exit_strategy")]
