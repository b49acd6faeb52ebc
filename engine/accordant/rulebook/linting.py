"""Everything wrong with readable files beyond their shape: names, checks, decisions, conclusions, headers."""

import re
from collections.abc import Iterator, Mapping, Sequence

from accordant.checks import Kind
from accordant.inference.problems import conclusion_problems, decision_problems, form_problems
from accordant.inference.shapes import form_of
from accordant.model.catalogue import DocumentType
from accordant.model.problem import Problem
from accordant.rulebook.build import build_conclusion, build_decision, conditions_of
from accordant.rulebook.conditions import condition_problems
from accordant.rulebook.files import HEADER, Folder, Part
from accordant.rulebook.lists import list_problems, missing_decisions
from accordant.rulebook.names import Declared, declared_obligations, obligation_problems, reference_problems, twice
from accordant.rulebook.parameters import parameter_problems, references
from accordant.rulebook.parsed import Parsed
from accordant.rulebook.profiles import Judged, profile_problems
from accordant.rulebook.reading import Read
from accordant.rulebook.rules import rule_problems
from accordant.rulebook.successors import successor_problems

_CASE = re.compile(r"case (\d+) ")


def lint(
    read: Read, folders: Sequence[Folder], *, kinds: Mapping[str, Kind], types: Mapping[str, DocumentType]
) -> tuple[Problem, ...]:
    """Find every problem that the shape of the files does not show."""
    return (
        # Names are looked up over all files: with one unread, many would only seem to be missing.
        *(_name_problems(read) if read.whole else ()),
        *(problem for rule in _known(read) for problem in _rule_problems(rule, kinds, types)),
        *_list_problems(read),
        *_header_problems(folders, read),
        *_parameter_problems(read),
    )


def lint_profiles(read: Read, judged: Judged, types: Mapping[str, DocumentType]) -> tuple[Problem, ...]:
    """Find everything wrong with what profiles name in a rulebook that is without problem itself."""
    return profile_problems(read.sound[Part.PROFILE], judged, types)


def _known(read: Read) -> Iterator[Parsed]:
    """Give the rules all of which is known: with a header broken, those that name a parameter are not."""
    headers = sum(one.file.part is Part.RULEBOOK for one in read.written)
    sound = headers == len(read.sound[Part.RULEBOOK])
    return (rule for rule in read.rules if sound or not any(references(rule.data, ())))


def _name_problems(read: Read) -> Iterator[Problem]:
    declared = declared_obligations(read.written)
    known: dict[str, Declared] = {one.data["key"]: one for one in declared}
    yield from obligation_problems(declared, tuple(one for one in read.written if one.file.part is Part.RULE))
    yield from reference_problems(read.rules, known)
    yield from successor_problems(read.sound[Part.SUCCESSORS], read.rules)


def _rule_problems(parsed: Parsed, kinds: Mapping[str, Kind], types: Mapping[str, DocumentType]) -> Iterator[Problem]:
    found = (*condition_problems(parsed, kinds), *rule_problems(parsed, kinds, types))
    yield from found
    if not found:
        for key, condition in conditions_of(parsed.data):
            for message in form_problems(form_of(condition)[0]):
                yield parsed.problem_of_key((key,), message)


def _list_problems(read: Read) -> Iterator[Problem]:
    files = read.sound[Part.CONCLUSION]
    yield from twice((one.data[_word(one)], one, (_word(one),)) for one in files)
    for parsed in files:
        found = list_problems(parsed)
        yield from found or _inference_problems(parsed)


def _inference_problems(parsed: Parsed) -> Iterator[Problem]:
    if "conclude" in parsed.data:
        yield from (parsed.problem((), message) for message in conclusion_problems(build_conclusion(parsed.data)))
        return
    for message in decision_problems(build_decision(parsed.data)):
        case = _CASE.match(message)
        yield parsed.problem(("first-that-holds", int(case[1]) - 1) if case else (), message)


def _word(parsed: Parsed) -> str:
    return "conclude" if "conclude" in parsed.data else "decide"


def _parameter_problems(read: Read) -> tuple[Problem, ...]:
    rules = [one for one in read.written if one.file.part is Part.RULE]
    return parameter_problems(read.sound[Part.RULEBOOK], read.sound[Part.PROFILE], rules)


def _header_problems(folders: Sequence[Folder], read: Read) -> Iterator[Problem]:
    for folder in folders:
        if not any(file.part is Part.RULEBOOK for file in folder.files):
            place = f"{folder.place}/{HEADER}"
            yield Problem(place, None, None, "missing: it names the rulebook and the standard it judges against")
    headers = read.sound[Part.RULEBOOK]
    if not headers:
        return
    decided = {str(one.data.get("decide")) for one in read.written if one.file.part is Part.CONCLUSION}
    yield from missing_decisions(headers[0], decided) if read.whole else ()
    yield from twice((one.data["rulebook"], one, ("rulebook",)) for one in headers)
    standard = headers[0].data["standard"]
    for other in headers[1:]:
        if other.data["standard"] != standard:
            yield other.problem(("standard",), f'not the standard of the first rulebook, "{standard}"')
