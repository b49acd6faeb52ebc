"""What evidence a rule looks at: documents, whom to ask for them, and the fields a verdict rests on."""

from collections.abc import Iterable, Iterator, Mapping

from accordant.checks import ALL_DOCUMENTS, KINDS, lowered
from accordant.model.catalogue import DocumentType, Field, FieldKind
from accordant.model.rules import Condition, Rule

_EACH = "[]"


def expected(rule: Rule, types: Mapping[str, DocumentType]) -> Iterator[str]:
    """Say, one document or choice of documents a line, what an auditor expects to be shown."""
    fields: dict[tuple[str, ...], dict[str, list[str]]] = {}
    for name in dict.fromkeys(_checks((rule.require, rule.occasion))):
        check = rule.checks[name]
        for reading in KINDS[check.kind].reads(check.parameters):
            lists = fields.setdefault(reading.types, {})
            outer, inner = _labels(reading.path, _fields(reading.types, types))
            said = lists.setdefault(outer, [])
            said += [inner] if inner and inner not in said else []
    for names, lists in fields.items():
        yield f"{_documents(names, types)}: {'; '.join(_within(lists))}"


def _checks(conditions: Iterable[Condition | None]) -> Iterator[str]:
    for condition in conditions:
        if isinstance(condition, str):
            yield condition
        elif condition is not None:
            yield from _checks(condition.parts)


def _documents(names: tuple[str, ...], types: Mapping[str, DocumentType]) -> str:
    if names == (ALL_DOCUMENTS,):
        return "Every document in effect"
    some = [types[name] for name in names if name in types]
    states = " or ".join(dict.fromkeys(state for one in some for state in one.states))
    whom = " or ".join(dict.fromkeys(one.ask for one in some if one.ask))
    said = " or ".join(lowered(one.label) if number else one.label for number, one in enumerate(some))
    return f"{said} ({', '.join(filter(None, (states, whom and f'from the {whom}')))})"


def _within(lists: Mapping[str, list[str]]) -> Iterator[str]:
    for outer, inner in lists.items():
        if not outer:
            yield from [", ".join(name for name in inner if name not in lists)] if set(inner) - set(lists) else []
        else:
            yield f"{outer} ({', '.join(inner)})" if inner else outer


def _fields(names: tuple[str, ...], types: Mapping[str, DocumentType]) -> Mapping[str, Field]:
    some = [types[name].fields for name in names if name in types] or [one.fields for one in types.values()]
    return some[0]


def _labels(path: str, fields: Mapping[str, Field]) -> tuple[str, str]:
    """Return the labels of a path: those of the list it enters, and those of the field within."""
    outer: list[str] = []
    inner: list[str] = []
    for step in path.split("."):
        name = step.removesuffix(_EACH)
        declared = fields.get(name)
        inner.append(lowered(declared.label) if declared else name.replace("_", " "))
        fields = _inside(declared)
        if step.endswith(_EACH):
            outer, inner = [*outer, *inner], []
    return " ".join(outer), " ".join(inner)


def _inside(declared: Field | None) -> Mapping[str, Field]:
    if declared is None:
        return {}
    inner = declared.item if declared.kind is FieldKind.LIST else declared
    return inner.fields if inner is not None else {}
