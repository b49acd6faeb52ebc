"""Rule files -> plain data of the right shape, or every problem of every file with its place."""

import json
from collections.abc import Iterator, Mapping
from functools import lru_cache
from pathlib import Path
from typing import Any, NamedTuple

from jsonschema import Draft202012Validator, FormatChecker, ValidationError

from accordant.evidence.places import locate
from accordant.evidence.refusal import RefusedError
from accordant.evidence.yaml_reader import read_yaml
from accordant.model.problem import Problem
from accordant.model.values import read_date
from accordant.rulebook.files import RuleFile
from accordant.rulebook.messages import fault_of, say
from accordant.rulebook.parsed import Parsed, Route
from accordant.rulebook.plain import plain
from accordant.rulebook.words import suggestion


class Shaped(NamedTuple):
    """What came of reading one file against the schema of its part.

    `written` is the file as it stands, None where it is not YAML we read; `remaining` the same without what is broken.
    """

    written: Parsed | None
    remaining: Parsed | None
    problems: tuple[Problem, ...]

    @property
    def sound(self) -> Parsed | None:
        """The file where nothing is wrong with its shape."""
        return None if self.problems else self.written


def read_shaped(file: RuleFile, schema: bytes) -> Shaped:
    """Read one file and hold it against the JSON Schema of its part; nobody may change the data it gives."""
    found = _shaped(file._replace(name="", place=""), schema)
    return Shaped(
        found.written and found.written._replace(file=file),
        found.remaining and found.remaining._replace(file=file),
        tuple(problem._replace(file=file.place) for problem in found.problems),
    )


# Most files of two rulebooks that are compared, or of one that is watched, are the same bytes.
@lru_cache(maxsize=4096)
def _shaped(file: RuleFile, schema: bytes) -> Shaped:
    wanted = _schema(schema)
    written = parse(file, wanted)
    if isinstance(written, Problem):
        return Shaped(None, None, (written,))
    return Shaped(written, *_check_structure(written, wanted))


@lru_cache(maxsize=64)
def _schema(content: bytes) -> Mapping[str, Any]:
    schema: Mapping[str, Any] = json.loads(content)
    return schema


def parse(file: RuleFile, schema: Mapping[str, Any]) -> Parsed | Problem:
    """Read one file into its tree and plain data typed by `schema`; what is not YAML we read is one problem."""
    try:
        text = file.content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        return Problem(file.place, None, None, f"not UTF-8 text: byte {error.start} cannot be read")
    try:
        root = read_yaml(text)
    except RefusedError as error:
        line, column = (None, None) if error.at is None else locate(text, error.at)
        return Problem(file.place, line, column, error.message)
    return Parsed(file, text, root, plain(root, schema))


def load_schema(schemas: Path, part: str) -> bytes:
    """Read the JSON Schema of one part of a rulebook."""
    return (schemas / f"{part}.json").read_bytes()


def _check_structure(parsed: Parsed, schema: Mapping[str, Any]) -> tuple[Parsed, tuple[Problem, ...]]:
    """Find everything about the file that its schema does not allow, and leave what is broken out of its data."""
    found = tuple(_faults(parsed, (), parsed.data, schema))
    broken = frozenset(str(route[0]) for route, _ in found if route)
    data = {key: value for key, value in parsed.data.items() if key not in broken}
    return parsed._replace(data=data, broken=broken), tuple(problem for _, problem in found)


def value_problems(parsed: Parsed, route: Route, value: Any, schema: Mapping[str, Any]) -> tuple[Problem, ...]:
    """Find everything about the value at `route` that `schema` does not allow."""
    return tuple(problem for _, problem in _faults(parsed, route, value, schema))


def _faults(parsed: Parsed, base: Route, value: Any, schema: Mapping[str, Any]) -> Iterator[tuple[Route, Problem]]:
    formats = FormatChecker(formats=())
    formats.checks("date")(_is_date)
    for error in Draft202012Validator(schema, format_checker=formats).iter_errors(value):
        route = (*base, *error.absolute_path)
        for problem in _problems(parsed, route, error):
            yield route, problem


def _is_date(value: object) -> bool:
    return not isinstance(value, str) or read_date(value) is not None


def _problems(parsed: Parsed, route: Route, error: ValidationError) -> Iterator[Problem]:
    fault = fault_of(error)
    if fault.word == "additionalProperties":
        known = sorted(_known(error))
        for key in fault.seen:
            if key not in known:
                yield parsed.problem_of_key((*route, key), f'"{key}" is not a key here{suggestion(key, known)}')
    elif "propertyNames" in error.absolute_schema_path:
        yield parsed.problem_of_key((*route, fault.seen), f'"{fault.seen}" cannot be a name: {fault.meaning}')
    else:
        yield parsed.problem(route, say(fault))


def _known(error: ValidationError) -> tuple[str, ...]:
    schema: Any = error.schema
    return tuple(schema.get("properties", ()))
