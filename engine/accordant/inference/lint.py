"""What may be asked at all: names and texts durable-rules can be trusted with, and rows and facts that are plain."""

import re
from collections.abc import Iterable, Mapping, Sequence
from typing import Final

from accordant.errors import InferenceError
from accordant.inference.values import VALUES
from accordant.model.inference import Fact, Form, FormRow
from accordant.model.rules import DecisionList

CHECKS = 12
"""The most columns a form or decision list may have."""

RESERVED: Final = frozenset({"id", "sid", "one", "gate", "prime", "table"})
"""Names of properties the encoding keeps for itself; `fact` names a fact's kind and nothing else."""

_NAME: Final = re.compile(r"[a-z][a-z0-9]*(_[a-z0-9]+)*")
_CONSTANT: Final = re.compile(r"[A-Za-z0-9][A-Za-z0-9 ._:/(),+-]*")
_LONGEST_NAME, _LONGEST_CONSTANT = 60, 1000
_FACTS = 500_000


def name_problems(names: Iterable[str]) -> tuple[str, ...]:
    """Say which names of properties cannot be used: snake_case, not reserved, at most 60 characters."""
    return tuple(
        f"{name!r} is not a name: lower-case words joined by `_`, at most {_LONGEST_NAME} long, not {sorted(RESERVED)}"
        for name in names
        if name in RESERVED or len(name) > _LONGEST_NAME or not _NAME.fullmatch(name)
    )


def constant_problems(constants: Iterable[str]) -> tuple[str, ...]:
    """Say which texts cannot be compared with: plain ASCII words, at most 1000 characters."""
    return tuple(
        f"{constant!r} cannot be compared with: letters, digits, blanks and ._:/(),+- only, a letter or digit first"
        for constant in constants
        if len(constant) > _LONGEST_CONSTANT or not _CONSTANT.fullmatch(constant)
    )


def collisions(names: Iterable[str]) -> tuple[tuple[str, str], ...]:
    """Pairs of names with one 32-bit FNV-1a hash, by which alone durable-rules tells properties apart."""
    seen: dict[int, str] = {}
    return tuple((seen[mark], name) for name in sorted(names) if seen.setdefault(mark := fnv(name), name) != name)


def fnv(text: str) -> int:
    """FNV-1a, 32 bit, of the UTF-8 bytes, as durable-rules computes it for ASCII."""
    mark = 0x811C9DC5
    for byte in text.encode():
        mark = ((mark ^ byte) * 16777619) & 0xFFFFFFFF
    return mark


def refuse_rows(forms: Sequence[Form], rows: Sequence[FormRow]) -> None:
    """Raise InferenceError for the first row that no form can read."""
    columns = {form.id: form.columns for form in forms}
    for index, row in enumerate(rows):
        if row.form not in columns:
            raise InferenceError(f"row {index}: there is no form {row.form!r}")
        if len(row.values) != len(columns[row.form]) or not VALUES.issuperset(row.values):
            raise InferenceError(
                f"row {index}: form {row.form!r} takes {len(columns[row.form])} values, not {row.values!r}"
            )


def refuse_cells(decision: DecisionList, rows: Sequence[Mapping[str, str]]) -> None:
    """Raise InferenceError for the first row that has not one declared value in each column of the decision list."""
    for index, row in enumerate(rows):
        for column, values in decision.columns.items():
            if row.get(column) not in values:
                raise InferenceError(f"row {index}: {decision.id!r} knows no {column} {row.get(column)!r}")


def refuse_facts(facts: Sequence[Fact]) -> None:
    """Raise InferenceError for the first fact that is not flat: plain names, a kind, text and 63-bit integers."""
    if len(facts) > _FACTS:
        raise InferenceError(f"{len(facts)} facts are more than {_FACTS}")
    sound: set[str] = {"fact"}
    for index, fact in enumerate(facts):
        if not isinstance(fact.get("fact"), str):
            raise InferenceError(f"fact {index} has no kind")
        for name, value in fact.items():
            if name not in sound:
                for problem in name_problems((name,)):
                    raise InferenceError(f"fact {index}: {problem}")
                sound.add(name)
            if not isinstance(value, str) and (type(value) is not int or not -(2**62) <= value < 2**62):
                raise InferenceError(f"fact {index}: {name} is {value!r}, neither text nor a 63-bit integer")
