"""From files to the compiled rulebook: what is built, and that no problem hides another."""

from collections.abc import Mapping
from datetime import date
from pathlib import Path

import pytest

from accordant.checks import KINDS
from accordant.errors import RulebookError
from accordant.model.catalogue import DocumentType
from accordant.model.rules import Check, ClauseReference, Due, NotApplicable, Question, Rulebook, RulebookPart, Tree
from accordant.rulebook import Compiled
from accordant.rulebook.compile import compile_rulebook
from accordant.rulebook.files import Folder, Part, RuleFile, digest_rules

HEADER = b"rulebook: own\nversion: 1.10\ntitle: Our own\nstandard: ISO 44001:2017\namendments: [Ours]\n"
RULE = b"""\
id: exit.agreed/own
obligation: exit.agreed
title: Our own rule
reason: We want more.
extent: part
require: {there: {check: in-effect, in: agreement}}
statement: {there: "There is no agreement."}
"""


OF_RULES = {"signatories": 2, "signed_fields": ("party", "date")}


def values(book: Rulebook) -> dict[str, object]:
    return {name: parameter.value for name, parameter in book.parameters.items()}


def own(header: bytes = HEADER, **files: bytes) -> Folder:
    more = (RuleFile(f"{name}.yaml", f"own/{name}.yaml", Part.RULE, content) for name, content in files.items())
    return Folder("own", "own", (RuleFile("rulebook.yaml", "own/rulebook.yaml", Part.RULEBOOK, header), *more))


@pytest.fixture(scope="module")
def compiled(sound: Folder, schemas: Path, types: Mapping[str, DocumentType]) -> Compiled:
    return compile_rulebook([sound], schemas, kinds=KINDS, types=types)


@pytest.fixture
def problems(schemas: Path, types: Mapping[str, DocumentType]) -> "Problems":
    return Problems(schemas, types)


class Problems:
    def __init__(self, schemas: Path, types: Mapping[str, DocumentType]) -> None:
        self.schemas, self.types = schemas, types

    def of(self, *folders: Folder) -> list[str]:
        with pytest.raises(RulebookError) as caught:
            compile_rulebook(folders, self.schemas, kinds=KINDS, types=self.types)
        return [str(problem) for problem in caught.value.problems]


def test_the_rulebook_says_what_it_is(compiled: Compiled) -> None:
    book = compiled.rulebook
    assert (book.id, book.version, book.standard) == ("sound", "1", "ISO 44001:2017")
    assert book.amendments == ("ISO 44001:2017/Amd 1:2024",)
    assert values(book) == {"systemic_defects": 3, **OF_RULES}
    assert set(book.obligations) == {"exit.agreed", "exit.explored", "exit.felt"}
    assert [rule.id for rule in book.rules] == ["exit.agreed/in-effect", "exit.felt/judged"]


def test_an_obligation(compiled: Compiled) -> None:
    agreed = compiled.rulebook.obligations["exit.agreed"]
    assert agreed.core is True
    assert agreed.due == Due(5, "exit")
    assert agreed.in_force_from == date(2024, 2, 23)
    assert agreed.clauses == (
        ClauseReference("ISO 44001:2017", "8.10", "inferred"),
        ClauseReference("ISO 44001:2017", "6.2.1 a)", "confirmed"),
    )
    assert agreed.remaining == (Question("interview", "joint management team", "Would you follow it?"),)
    explored = compiled.rulebook.obligations["exit.explored"]
    assert (explored.core, explored.due, explored.in_force_from) == (False, None, None)


def test_a_rule(compiled: Compiled) -> None:
    rule = compiled.rulebook.rules[0]
    assert rule.require == Tree("all", ("there", Tree("any", ("signed", "named")), "reviewed"))
    assert rule.consider == Tree("none", ("thin",))
    assert rule.occasion == "arose"
    assert rule.refer_when == Tree("not", ("late",))
    assert rule.not_applicable == (NotApplicable("nil-return", "Nobody has anything to leave."),)
    assert rule.due == Due(6, "recurring")
    assert rule.depends_on == ("exit.explored",)
    assert (rule.file, rule.line) == ("exit/agreed.yaml", 1)


def test_parameters_are_typed_by_the_kind_of_check(compiled: Compiled) -> None:
    parameters = {"in": "joint_exit_strategy", "every": "signatures", "fields": ["party", "date"], "at-least": 2}
    assert compiled.rulebook.rules[0].checks["named"] == Check("named", "items-have-fields", "requirement", parameters)


@pytest.mark.parametrize(
    ("check", "basis"), [("there", "requirement"), ("reviewed", "own-arrangement"), ("thin", "good-practice")]
)
def test_the_basis_that_kind_and_place_imply(compiled: Compiled, check: str, basis: str) -> None:
    assert compiled.rulebook.rules[0].checks[check].basis == basis


def test_a_rule_that_only_a_person_judges(compiled: Compiled) -> None:
    rule = compiled.rulebook.rules[1]
    assert (rule.require, dict(rule.checks), dict(rule.statements)) == (None, {}, {})
    assert rule.remaining[0].method == "observe"


def test_the_program_answers_every_condition(compiled: Compiled) -> None:
    assert {name for name in compiled.program.columns if name.startswith("form ")} == {
        "form all(c0,any(c1,c2),c3)",
        "form none(c0)",
        "form c0",
        "form not(c0)",
    }


def test_a_second_folder_adds_to_the_first(sound: Folder, schemas: Path, types: Mapping[str, DocumentType]) -> None:
    added = own(HEADER + b"parameters: {systemic_defects: 4, systemic_few: 2}\n", rule=RULE)
    book = compile_rulebook([sound, added], schemas, kinds=KINDS, types=types).rulebook
    assert (book.id, book.version) == ("sound", "1")
    assert [rule.id for rule in book.rules] == ["exit.agreed/in-effect", "exit.agreed/own", "exit.felt/judged"]
    assert values(book) == {"systemic_defects": 4, "systemic_few": 2, **OF_RULES}
    assert book.amendments == ("ISO 44001:2017/Amd 1:2024", "Ours")
    assert book.parts == (
        RulebookPart("sound", "1", digest_rules(sound.files)),
        RulebookPart("own", "1.10", digest_rules(added.files)),
    )
    assert book.digest == digest_rules((*sound.files, *added.files))


def test_problems_of_all_files_at_once_in_order_of_place(sound: Folder, problems: Problems) -> None:
    badly = RULE.replace(b"in-effect", b"in-efect").replace(b"exit.agreed/own", b"exit.agreed/two")
    found = problems.of(sound, own(b=badly.replace(b"/two", b"/b"), a=badly.replace(b"part", b"half"), c=b"- no rule"))
    assert [message.split(": ")[0] for message in found] == [
        "own/a.yaml:5:9",
        "own/a.yaml:6:26",
        "own/b.yaml:6:26",
        "own/c.yaml:1:1",
    ]


def test_while_a_file_cannot_be_read_no_name_is_called_unknown(sound: Folder, problems: Problems) -> None:
    stranger = RULE.replace(b"exit.agreed", b"own.agreed")
    found = problems.of(sound, own(stranger=stranger, unreadable=b"{"))
    assert [message.partition(":")[0] for message in found] == ["own/unreadable.yaml"]


def test_bytes_that_are_no_text(sound: Folder, problems: Problems) -> None:
    assert problems.of(sound, own(latin=b"id: caf\xe9")) == ["own/latin.yaml: not UTF-8 text: byte 7 cannot be read"]


def test_a_folder_without_header(sound: Folder, problems: Problems) -> None:
    headless = own(rule=RULE)
    headless = headless._replace(files=headless.files[1:])
    assert problems.of(sound, headless) == [
        "own/rulebook.yaml: missing: it names the rulebook and the standard it judges against"
    ]


def test_headers_that_do_not_go_together(sound: Folder, problems: Problems) -> None:
    header = HEADER.replace(b"rulebook: own", b"rulebook: sound").replace(b"44001:2017", b"44001:2030")
    assert problems.of(sound, own(header)) == [
        'own/rulebook.yaml:1:11: a second "sound"; the first stands in rulebook.yaml',
        'own/rulebook.yaml:4:11: not the standard of the first rulebook, "ISO 44001:2017"',
    ]


def test_a_decision_that_nothing_makes(sound: Folder, problems: Problems) -> None:
    kept = tuple(file for file in sound.files if file.name != "conclusions/severity.yaml")
    (found,) = problems.of(sound._replace(files=kept))
    assert found.endswith('rulebook.yaml:1:1: no file decides "severity"')
