"""Rule files -> plain data of the right shape, or every problem of every file with its place."""

import json
from collections.abc import Iterator, Mapping
from importlib.resources.abc import Traversable
from typing import TYPE_CHECKING, Any

from accordant.evidence.places import locate
from accordant.evidence.refusal import RefusedError
from accordant.evidence.yaml_reader import read_yaml
from accordant.model.problem import Problem
from accordant.model.values import read_date
from accordant.rulebook.files import RuleFile
from accordant.rulebook.parsed import Parsed, Route
from accordant.rulebook.plain import plain
from accordant.rulebook.words import listed, quoted, suggestion

if TYPE_CHECKING:
    from jsonschema import ValidationError

_A = {
    "object": "named entries",
    "array": "a list",
    "string": "text",
    "integer": "a whole number",
    "number": "a number",
    "boolean": "yes or no",
    "null": "nothing",
}
"""A validator's words for kinds of values, and ours."""


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


def load_schema(schemas: Traversable, part: str) -> Mapping[str, Any]:
    """The JSON Schema of one part of a rulebook."""
    schema: Mapping[str, Any] = json.loads((schemas / f"{part}.json").read_bytes())
    return schema


def structure_problems(parsed: Parsed, schema: Mapping[str, Any]) -> tuple[Problem, ...]:
    """Everything about the file that its schema does not allow."""
    return value_problems(parsed, (), parsed.data, schema)


def value_problems(parsed: Parsed, route: Route, value: Any, schema: Mapping[str, Any]) -> tuple[Problem, ...]:
    """Everything about the value at `route` that `schema` does not allow."""
    # Only a fresh compilation validates: a start from the cache never pays for this import.
    from jsonschema import Draft202012Validator, FormatChecker  # noqa: PLC0415

    formats = FormatChecker(formats=())
    formats.checks("date")(_is_date)
    validator = Draft202012Validator(schema, format_checker=formats)
    return tuple(problem for error in validator.iter_errors(value) for problem in _problems(parsed, route, error))


def _is_date(value: object) -> bool:
    return not isinstance(value, str) or read_date(value) is not None


def _problems(parsed: Parsed, base: Route, error: "ValidationError") -> Iterator[Problem]:
    route = (*base, *error.absolute_path)
    if error.validator == "additionalProperties":
        known = sorted(error.schema.get("properties", {}))
        for key in error.instance:
            if key not in known:
                yield parsed.problem_of_key((*route, key), f'"{key}" is not a key here{suggestion(key, known)}')
    elif "propertyNames" in error.absolute_schema_path:
        yield parsed.problem_of_key((*route, error.instance), f'"{error.instance}" cannot be a name: {_meaning(error)}')
    else:
        yield parsed.problem(route, _message(error))


def _message(error: "ValidationError") -> str:
    """The validator's finding in the words of this house; whatever has none keeps the validator's."""
    wanted = error.validator_value
    match error.validator:
        case "required":
            return f'"{_first_missing(error)}" is missing'
        case "dependentRequired":
            return _dependent(error)
        case "enum":
            return _not_among(error.instance, [value for value in wanted if value is not None])
        case "const":
            return f'this must be "{wanted}"'
        case "type":
            return f"{_shown(error.instance)} stands where {_kinds(wanted)} should"
        case "pattern":
            return f'"{error.instance}" does not fit: {_meaning(error)}'
        case "format":
            return f'"{error.instance}" is not a {wanted} (YYYY-MM-DD)'
        case "anyOf" | "oneOf":
            return _alternatives(error)
        case "not":
            return f"these may not stand together: {listed(error.instance)}"
        case _:
            return _bound(error)


def _bound(error: "ValidationError") -> str:
    wanted = error.validator_value
    match error.validator:
        case "minItems":
            return f"too short: at least {wanted}"
        case "minProperties":
            return f"too few entries: at least {wanted}"
        case "maxProperties":
            return f"too many entries ({listed(error.instance)}): {_meaning(error)}"
        case "uniqueItems":
            return "something stands here twice"
        case "minimum":
            return f"{error.instance} is too small: at least {wanted}"
        case "maximum":
            return f"{error.instance} is too large: at most {wanted}"
        case _:
            return error.message


def _first_missing(error: "ValidationError") -> str:
    # The validator raises one error a missing key, and names the key only in its message.
    return error.message.split("'")[1]


def _dependent(error: "ValidationError") -> str:
    for key, needed in error.validator_value.items():
        missing = [name for name in needed if key in error.instance and name not in error.instance]
        if missing and repr(missing[0]) in error.message:
            return f'"{missing[0]}" is missing; "{key}" needs it'
    return error.message


def _not_among(value: object, allowed: list[str]) -> str:
    if isinstance(value, str):
        return f'"{value}" is not allowed here{suggestion(value, allowed)}'
    return f"{_shown(value)} is not allowed here; allowed: {listed(allowed)}"


def _alternatives(error: "ValidationError") -> str:
    """A choice between keys says which; any other choice says what each alternative lacks."""
    inner = error.context or []
    if inner and all(part.validator == "required" for part in inner):
        return f"one of these is missing: {quoted(dict.fromkeys(_first_missing(part) for part in inner))}"
    if not inner:
        return f"only one of these alternatives may stand here: {listed(error.instance)}"
    return "; or ".join(dict.fromkeys(_message(part) for part in inner))


def _meaning(error: "ValidationError") -> str:
    meaning: str = error.schema.get("description", f"it must match {error.validator_value}")
    return meaning[0].lower() + meaning[1:].removesuffix(".")


def _kinds(wanted: str | list[str]) -> str:
    return " or ".join(_A[name] for name in ([wanted] if isinstance(wanted, str) else wanted))


def _shown(value: object) -> str:
    match value:
        case dict():
            return "named entries"
        case list():
            return "a list"
        case None:
            return "nothing"
        case _:
            return f'"{value}"'
