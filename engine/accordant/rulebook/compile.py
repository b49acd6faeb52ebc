"""All files of all folders -> one compiled rulebook, or every problem of every file at once."""

from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path

from accordant.checks import Kind
from accordant.errors import RulebookError
from accordant.inference.compiler import compile_program
from accordant.inference.shapes import form_of
from accordant.model.catalogue import DocumentType
from accordant.model.problem import Problem
from accordant.model.rules import Rulebook, RulebookPart
from accordant.rulebook.build import build_conclusion, build_decision, build_obligation, build_rule
from accordant.rulebook.compiled import Compiled
from accordant.rulebook.conditions import CONDITIONS
from accordant.rulebook.files import Folder, Part, RuleFile, digest_rules
from accordant.rulebook.linting import lint, lint_profiles
from accordant.rulebook.profiles import Judged
from accordant.rulebook.reading import Read, read_files
from accordant.rulebook.successors import build_successors
from accordant.rulebook.tailoring import accept, tailor


def compile_rulebook(
    folders: Sequence[Folder],
    schemas: Path,
    *,
    kinds: Mapping[str, Kind],
    types: Mapping[str, DocumentType],
    profiles: Sequence[RuleFile] = (),
) -> Compiled:
    """Compile the folders into one rulebook; later folders add to the first, and their parameters prevail.

    The profiles then tailor it, all at once: they may not contradict each other.

    Raises:
        RulebookError: with every problem of every file, in order of place. What profiles name is looked up only
            where nothing else is wrong.
    """
    read, problems = read_files(folders, schemas, kinds, profiles)
    _refuse((*problems, *lint(read, folders, kinds=kinds, types=types)))
    judged = _judged(read)
    _refuse(lint_profiles(read, judged, types))
    tailors = read.sound[Part.PROFILE]
    rulebook = tailor(_rulebook(folders, read), tailors, judged, types)
    conditions = [getattr(rule, key) for rule in rulebook.rules for key in CONDITIONS]
    forms = {form.id: form for form, _ in (form_of(condition) for condition in conditions if condition is not None)}
    program = compile_program(forms.values(), rulebook.decisions.values(), rulebook.conclusions)
    return Compiled(rulebook, accept(types, tailors), program)


def _judged(read: Read) -> Judged:
    """Give all that a profile may name in a rulebook without problem."""
    return Judged(
        rules={rule.data["id"]: rule.data["obligation"] for rule in read.rules},
        obligations={data["key"]: data for one in read.sound[Part.OBLIGATIONS] for data in one.data["obligations"]},
        retired=build_successors(read.sound[Part.SUCCESSORS]),
    )


def _refuse(problems: Iterable[Problem]) -> None:
    """Each once, in order of place: two checks of ours may say the same of one place."""
    found = sorted(dict.fromkeys(problems), key=lambda one: (one.file, one.line or 0, one.column or 0))
    if found:
        raise RulebookError(tuple(found))


def _rulebook(folders: Sequence[Folder], read: Read) -> Rulebook:
    headers = [one.data for one in read.sound[Part.RULEBOOK]]
    lists = [one.data for one in read.sound[Part.CONCLUSION]]
    written = (data for one in read.sound[Part.OBLIGATIONS] for data in one.data["obligations"])
    obligations = {data["key"]: build_obligation(data) for data in written}
    decisions = (build_decision(data) for data in lists if "decide" in data)
    return Rulebook(
        id=headers[0]["rulebook"],
        version=headers[0]["version"],
        digest=digest_rules(file for folder in folders for file in folder.files),
        standard=headers[0]["standard"],
        amendments=tuple(dict.fromkeys(name for header in headers for name in header.get("amendments", ()))),
        parameters=read.parameters,
        obligations={key: obligations[key] for key in sorted(obligations)},
        rules=tuple(sorted(map(build_rule, read.rules), key=lambda rule: rule.id)),
        decisions={decision.id: decision for decision in decisions},
        conclusions=tuple(build_conclusion(data) for data in lists if "conclude" in data),
        parts=tuple(
            RulebookPart(header["rulebook"], header["version"], digest_rules(folder.files))
            for header, folder in zip(headers, folders, strict=True)
        ),
        successors=build_successors(read.sound[Part.SUCCESSORS]),
    )
