"""All files of all folders -> one compiled rulebook, or every problem of every file at once."""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from importlib.resources.abc import Traversable
from typing import Any, NamedTuple

from accordant.checks import Kind
from accordant.errors import RulebookError
from accordant.inference.problems import conclusion_problems, decision_problems, form_problems
from accordant.inference.program import compile_program
from accordant.inference.shapes import form_of
from accordant.model.catalogue import DocumentType
from accordant.model.inference import Form
from accordant.model.problem import Problem
from accordant.model.rules import Condition, Rule, Rulebook, RulebookPart
from accordant.rulebook.build import build_conclusion, build_decision, build_obligation, build_rule
from accordant.rulebook.compiled import Compiled
from accordant.rulebook.conditions import CONDITIONS, condition_problems
from accordant.rulebook.files import HEADER, Folder, Part, digest_rules
from accordant.rulebook.lists import list_problems, missing_decisions
from accordant.rulebook.names import Declared, declared_obligations, obligation_problems, reference_problems, twice
from accordant.rulebook.parsed import Parsed
from accordant.rulebook.rules import rule_problems, type_parameters
from accordant.rulebook.structure import load_schema, parse, structure_problems

_CASE = re.compile(r"case (\d+) ")


class _Read(NamedTuple):
    """What came of reading: every file that could be read, and those of them that have the right shape."""

    parsed: tuple[Parsed, ...]
    sound: Mapping[Part, tuple[Parsed, ...]]


def compile_rulebook(
    folders: Sequence[Folder], schemas: Traversable, *, kinds: Mapping[str, Kind], types: Mapping[str, DocumentType]
) -> Compiled:
    """Compile the folders into one rulebook; later folders add to the first, and their parameters prevail.

    Raises:
        RulebookError: with every problem of every file, in order of place.
    """
    read, problems = _read(folders, schemas, kinds)
    # Names are looked up over all files: with one unread, many would only seem to be missing.
    if len(read.parsed) == sum(len(folder.files) for folder in folders):
        problems += _name_problems(read)
    problems += (problem for rule in read.sound[Part.RULE] for problem in _rule_problems(rule, kinds, types))
    problems += _list_problems(read)
    problems += _header_problems(folders, read)
    _refuse(problems)
    return _compiled(_rulebook(folders, read), types)


def _refuse(problems: Iterable[Problem]) -> None:
    """In order of place, each once: two checks of ours may say the same of one place."""
    ordered = sorted(
        dict.fromkeys(problems), key=lambda problem: (problem.file, problem.line or 0, problem.column or 0)
    )
    if ordered:
        raise RulebookError(tuple(ordered))


def _read(folders: Sequence[Folder], schemas: Traversable, kinds: Mapping[str, Kind]) -> tuple[_Read, list[Problem]]:
    shapes = {part: load_schema(schemas, part) for part in Part}
    parsed: list[Parsed] = []
    problems: list[Problem] = []
    sound: dict[Part, list[Parsed]] = {part: [] for part in Part}
    for file in (file for folder in folders for file in folder.files):
        result = parse(file, shapes[file.part])
        if isinstance(result, Problem):
            problems.append(result)
            continue
        parsed.append(result)
        found = structure_problems(result, shapes[file.part])
        problems += found
        if not found:
            sound[file.part].append(type_parameters(result, kinds) if file.part is Part.RULE else result)
    return _Read(tuple(parsed), {part: tuple(files) for part, files in sound.items()}), problems


def _name_problems(read: _Read) -> Iterator[Problem]:
    declared = declared_obligations(read.parsed)
    known: dict[str, Declared] = {one.data["key"]: one for one in declared}
    yield from obligation_problems(declared, tuple(one for one in read.parsed if one.file.part is Part.RULE))
    yield from reference_problems(read.sound[Part.RULE], known)


def _rule_problems(parsed: Parsed, kinds: Mapping[str, Kind], types: Mapping[str, DocumentType]) -> Iterator[Problem]:
    found = (*condition_problems(parsed, kinds), *rule_problems(parsed, kinds, types))
    yield from found
    if not found:
        for key, condition in _conditions(build_rule(parsed)):
            for message in form_problems(form_of(condition)[0]):
                yield parsed.problem_of_key((key,), message)


def _conditions(rule: Rule) -> Iterator[tuple[str, Condition]]:
    written = (rule.require, rule.consider, rule.occasion, rule.refer_when)
    for key, condition in zip(CONDITIONS, written, strict=True):
        if condition is not None:
            yield key, condition


def _list_problems(read: _Read) -> Iterator[Problem]:
    files = read.sound[Part.CONCLUSION]
    yield from twice((str(_name(one)), one, (_word(one),)) for one in files)
    for parsed in files:
        found = list_problems(parsed)
        yield from found
        if not found:
            yield from _inference_problems(parsed)


def _inference_problems(parsed: Parsed) -> Iterator[Problem]:
    if "conclude" in parsed.data:
        yield from (parsed.problem((), message) for message in conclusion_problems(build_conclusion(parsed.data)))
        return
    for message in decision_problems(build_decision(parsed.data)):
        case = _CASE.match(message)
        route = ("first-that-holds", int(case[1]) - 1) if case else ()
        yield parsed.problem(route, message)


def _word(parsed: Parsed) -> str:
    return "conclude" if "conclude" in parsed.data else "decide"


def _name(parsed: Parsed) -> object:
    return parsed.data.get(_word(parsed))


def _header_problems(folders: Sequence[Folder], read: _Read) -> Iterator[Problem]:
    for folder in folders:
        if not any(file.part is Part.RULEBOOK for file in folder.files):
            yield Problem(f"{folder.place}/{HEADER}", None, None, "missing: it names the rulebook and its standard")
    headers = read.sound[Part.RULEBOOK]
    if not headers:
        return
    found = {str(_name(one)) for one in read.parsed if one.file.part is Part.CONCLUSION}
    yield from missing_decisions(headers[0], found)
    yield from twice((one.data["rulebook"], one, ("rulebook",)) for one in headers)
    for other in headers[1:]:
        if other.data["standard"] != headers[0].data["standard"]:
            yield other.problem(
                ("standard",), f'not the standard of the first rulebook, "{headers[0].data["standard"]}"'
            )


def _rulebook(folders: Sequence[Folder], read: _Read) -> Rulebook:
    headers: list[dict[str, Any]] = [one.data for one in read.sound[Part.RULEBOOK]]
    lists = [one.data for one in read.sound[Part.CONCLUSION]]
    obligations = (build_obligation(data) for one in read.sound[Part.OBLIGATIONS] for data in one.data["obligations"])
    decisions = (build_decision(data) for data in lists if "decide" in data)
    rules = (build_rule(one) for one in read.sound[Part.RULE])
    return Rulebook(
        id=headers[0]["rulebook"],
        version=headers[0]["version"],
        digest=digest_rules(file for folder in folders for file in folder.files),
        standard=headers[0]["standard"],
        amendments=tuple(dict.fromkeys(name for header in headers for name in header.get("amendments", ()))),
        parameters={name: value for header in headers for name, value in header.get("parameters", {}).items()},
        obligations={obligation.key: obligation for obligation in sorted(obligations)},
        rules=tuple(sorted(rules, key=lambda rule: rule.id)),
        decisions={decision.id: decision for decision in decisions},
        conclusions=tuple(build_conclusion(data) for data in lists if "conclude" in data),
        parts=tuple(
            RulebookPart(header["rulebook"], header["version"], digest_rules(folder.files))
            for header, folder in zip(headers, folders, strict=True)
        ),
    )


def _compiled(rulebook: Rulebook, types: Mapping[str, DocumentType]) -> Compiled:
    forms: dict[str, Form] = {}
    for rule in rulebook.rules:
        for _, condition in _conditions(rule):
            form, _ = form_of(condition)
            forms.setdefault(form.id, form)
    program = compile_program(forms.values(), rulebook.decisions.values(), rulebook.conclusions)
    return Compiled(rulebook, types, program)
