"""A client at a YAML form of a kit: values written behind the colons, samples of lists taken out of their comments.

Knows the words at the head of a form and nothing of how forms are made or read.
"""

import json
import re
from collections.abc import Iterator, Mapping

from writing import Data

Fields = Mapping[str, Data]

_LINE = re.compile(r"(?P<indent> *)(?P<name>[a-z_]+):(?P<rest>.*)")
_SAMPLE = re.compile(r"(?P<head>(?:- |  )[a-z_]+):(?P<rest>.*)")
_PLAIN = re.compile(r"[A-Za-z0-9]([A-Za-z0-9 .,;/()-]*[A-Za-z0-9.;/()-])?")


def write_in(form: str, data: Fields) -> str:
    """Return the form filled in; what the kit wrote in already gives way to what the client has."""
    lines = form.splitlines()
    return "\n".join(_filled(lines, data, "")) + "\n"


def _filled(lines: list[str], data: Fields, indent: str) -> Iterator[str]:
    while lines:
        line = lines.pop(0)
        match = _LINE.fullmatch(line)
        if match is None or match["name"] == "type":
            yield line
            continue
        assert match["indent"] == indent, line
        deeper = []
        while lines and (not lines[0].strip() or lines[0].startswith((f"{indent} ", f"{indent}#  "))):
            deeper.append(lines.pop(0))
        yield from _field(match["name"], data.get(match["name"]), deeper, indent)


def _field(name: str, value: Data, deeper: list[str], indent: str) -> Iterator[str]:
    """Write one field; `deeper` is what stands below it in the form."""
    match value:
        case dict():
            yield f"{indent}{name}:"
            yield from _filled(deeper, value, f"{indent}  ")
        case [dict(), *_]:
            yield f"{indent}{name}:"
            sample = [line.removeprefix(f"{indent}#  ") for line in deeper if line.startswith(f"{indent}#  ")]
            for item in value:
                assert isinstance(item, dict)
                yield from (f"{indent}  {line}" for line in _item(sample, item))
        case [_, *_]:
            yield f"{indent}{name}:"
            yield from (f"{indent}  - {_short(one)}" for one in value)
        case None:
            yield f"{indent}{name}:"
            yield from (line for line in deeper if line.lstrip().startswith("#") or _LINE.fullmatch(line))
        case _:
            yield f"{indent}{name}: {_short(value)}"


def _item(sample: list[str], item: Fields) -> Iterator[str]:
    missing = set(item)
    for line in sample:
        match = _SAMPLE.fullmatch(line)
        assert match, line
        name = match["head"][2:]
        missing.discard(name)
        value = item.get(name)
        yield line if value is None else f"{match['head']}: {_short(value)} {match['rest'].lstrip()}"
    assert not missing, f"the sample has no {missing}"


def _short(value: Data) -> str:
    """Write a value on one line: as it is where nothing in it could be taken for YAML, in quotes and brackets else."""
    if isinstance(value, str):
        return value if _PLAIN.fullmatch(value) else json.dumps(value, ensure_ascii=False)
    return json.dumps(value, ensure_ascii=False)
