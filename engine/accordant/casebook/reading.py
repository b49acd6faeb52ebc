"""Case files -> cases, or every problem of every file with its place."""

from collections.abc import Collection, Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

from accordant.casebook.case import Case
from accordant.casebook.expanding import expanded, started
from accordant.casebook.fitting import strays
from accordant.casebook.pointing import put
from accordant.errors import RulebookError
from accordant.model.catalogue import DocumentType
from accordant.model.problem import Problem
from accordant.rulebook.files import Part, RuleFile, read_cases
from accordant.rulebook.parsed import Parsed, Route
from accordant.rulebook.structure import load_schema, read_shaped
from accordant.rulebook.words import unknown

_NO_BASE: Mapping[str, Any] = {"manifest": {"type": "manifest"}, "document": {}}


def read_casebook(
    folders: Sequence[Path], *, schemas: Path, types: Mapping[str, DocumentType], rules: Collection[str] | None = None
) -> tuple[Case, ...]:
    """Read the cases of every rule in these folders of rules, in order of folder, file and place.

    The base of the first folder serves every folder that has none of its own. `rules` are the ids of the rules there
    are; None lets every id pass.

    Raises:
        RulebookError: with every problem of every case file, in order of place.
    """
    shapes = {part: load_schema(schemas, part) for part in (Part.CASES, Part.BASE)}
    problems: list[Problem] = []
    cases: list[Case] = []
    base = _NO_BASE
    for folder in folders:
        parsed = [_sound(file, shapes, problems) for file in read_cases(folder)]
        sound = [one for one in parsed if one is not None]
        found = next((one.data for one in sound if one.file.part is Part.BASE), base)
        base = found if folder == folders[0] else base
        for one in sound:
            if one.file.part is Part.CASES:
                reading = _Reading(one, found, types, problems)
                cases += reading.cases(rules)
    if problems:
        raise RulebookError(tuple(sorted(problems, key=lambda one: (one.file, one.line or 0, one.column or 0))))
    return tuple(cases)


def _sound(file: RuleFile, shapes: Mapping[Part, bytes], problems: list[Problem]) -> Parsed | None:
    shaped = read_shaped(file, shapes[file.part])
    problems += shaped.problems
    return shaped.sound


class _Reading:
    """One sound case file on its way to cases; problems are gathered, not raised, so that all are found."""

    def __init__(
        self, parsed: Parsed, base: Mapping[str, Any], types: Mapping[str, DocumentType], problems: list[Problem]
    ) -> None:
        self.parsed = parsed
        self.base = base
        self.types = types
        self.problems = problems

    def cases(self, rules: Collection[str] | None) -> Iterator[Case]:
        rule = self.parsed.data["rule"]
        if rules is not None and rule not in rules:
            self._say(("rule",), unknown("a rule of this rulebook", rule, rules))
        known: dict[str, dict[str, Any] | None] = {}
        for index, written in enumerate(self.parsed.data["cases"]):
            case = self._whole(index, written, known)
            known[written["name"]] = case
            if case is None:
                continue
            place = str(self.parsed.problem(("cases", index), "")).rpartition(":")[0]
            try:
                yield expanded(rule, place, case, written, self.base, self.types)
            except ValueError as error:
                self._say(("cases", index, "manifest"), str(error))

    def _whole(
        self, index: int, written: Mapping[str, Any], known: Mapping[str, dict[str, Any] | None]
    ) -> dict[str, Any] | None:
        """Return the case with all that it starts from and sets; None where something is wrong with either."""
        before = len(self.problems)
        if written["name"] in known:
            self._say(("cases", index, "name"), f'"{written["name"]}" names a second case of this rule')
        start = known.get(written.get("from", ""), {})
        if "from" in written and written["from"] not in known:
            self._say(("cases", index, "from"), unknown("the name of a case above", written["from"], known))
            return None
        if start is None:
            return None  # what is wrong was said of the case it starts from
        case = started(written, start)
        for pointer, value in written.get("set", {}).items():
            try:
                put(case, pointer, value)
            except ValueError as error:
                self._say_of_key(("cases", index, "set", pointer), str(error))
        for number, document in enumerate(case.get("documents", ())):
            self._check(("cases", index, "documents", number), document)
        return case if len(self.problems) == before else None

    def _check(self, route: Route, document: Mapping[str, Any]) -> None:
        """Say what is wrong with one document, where it is written or else where its case is."""
        name = str(document.get("type"))
        if name not in self.types:
            self._say((*route, "type"), unknown("a document type", name, self.types))
            return
        for stray in strays(dict(document), self.types[name].fields):
            message = unknown(f'a field of "{name}"', str(stray.route[-1]), stray.known)
            if self._is_written((*route, *stray.route)):
                self._say_of_key((*route, *stray.route), message)
            else:
                self._say(route[:2], message)

    def _is_written(self, route: Route) -> bool:
        data: Any = self.parsed.data
        for step in route:
            if not (step in data if isinstance(data, dict) else isinstance(step, int) and step < len(data)):
                return False
            data = data[step]
        return True

    def _say(self, route: Route, message: str) -> None:
        self.problems.append(self.parsed.problem(route, message))

    def _say_of_key(self, route: Route, message: str) -> None:
        self.problems.append(self.parsed.problem_of_key(route, message))
