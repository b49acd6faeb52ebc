"""Rules read aloud and their files say the same: every part of a shipped rule is heard in its sentence."""

from collections.abc import Iterator, Mapping
from typing import Any

from accordant.cards.saying import asked, judged, phrase
from accordant.checks import labels_of
from accordant.model.catalogue import DocumentType, Field
from accordant.model.rules import Condition, Rule, Tree
from accordant.rulebook import Compiled

UNHEARD = frozenset({("occasion", "nil")})  # which field holds the day of a nil return is no part of what is asked
PLACES = ("values-from", "with", "each", "seen-in", "before", "not-after", "interval", "b")
FIELDS = ("field", "key", "by", "distinct", "due", "a", "b")
LISTS = ("fields", "any-of", "then", "unique")
FILTERS = ("where", "if")


def test_each_document_field_and_value_of_a_check_is_heard(compiled: Compiled) -> None:
    labels = labels_of(compiled.types)
    silent = {
        (rule.id, check.name, wanted)
        for rule in compiled.rulebook.rules
        for check in rule.checks.values()
        for wanted in _wanted(check.parameters, compiled.types)
        if not any(word.lower() in asked(check, labels).lower() for word in wanted)
    }

    assert not silent


def test_another_parameter_is_another_sentence(compiled: Compiled) -> None:
    labels = labels_of(compiled.types)
    deaf = {
        (check.kind, path)
        for rule in compiled.rulebook.rules
        for check in rule.checks.values()
        for path, other in _altered(check.parameters)
        if asked(check._replace(parameters=other), labels) == asked(check, labels)
    }

    assert deaf <= UNHEARD


def test_another_basis_is_another_sentence(compiled: Compiled) -> None:
    labels = labels_of(compiled.types)
    own = [
        check for rule in compiled.rulebook.rules for check in rule.checks.values() if check.basis == "own-arrangement"
    ]

    assert own
    assert all(asked(check._replace(basis="requirement"), labels) != asked(check, labels) for check in own)


def test_all_is_not_said_as_any_nor_a_part_kept_silent(compiled: Compiled) -> None:
    labels = labels_of(compiled.types)
    trees = [
        (rule, tree)
        for rule in compiled.rulebook.rules
        for tree in (rule.require, rule.consider, rule.occasion, rule.refer_when)
        if isinstance(tree, Tree)
    ]
    said = [(rule, phrase(tree, rule.checks, labels), tree) for rule, tree in trees]

    assert trees
    assert not [
        (rule.id, other)
        for rule, words, tree in said
        for other in _regrouped(tree)
        if phrase(other, rule.checks, labels) == words
    ]


def test_each_part_of_a_rule_has_its_own_sentence(compiled: Compiled) -> None:
    labels = labels_of(compiled.types)
    for rule in compiled.rulebook.rules:
        words = " ".join(judged(rule, compiled.rulebook.obligations[rule.obligation], labels))
        for condition in (rule.require, rule.occasion, rule.refer_when):
            heard = condition is None or _plain(phrase(condition, rule.checks, labels)) in _plain(words)
            assert heard, rule.id
        assert all(_plain(entry.reason)[1:] in _plain(words) for entry in rule.not_applicable), rule.id
        assert ("of the life cycle" in words) == _has_due(rule, compiled), rule.id


def _has_due(rule: Rule, compiled: Compiled) -> bool:
    return (rule.due or compiled.rulebook.obligations[rule.obligation].due) is not None


def _plain(words: str) -> str:
    return words.replace(", or a dated nil return", "").replace(" and no nil return that denies it", "")


def _many(value: Any) -> tuple[Any, ...]:
    return tuple(value) if isinstance(value, list | tuple) else (value,)


def _wanted(parameters: Mapping[str, Any], types: Mapping[str, DocumentType]) -> Iterator[tuple[str, ...]]:
    """Give what must be heard of a check, each with the words by which it may be."""
    yield from _of_place(parameters, types)
    for name in PLACES:
        if isinstance(place := parameters.get(name), Mapping):
            yield from _of_place({"in": parameters["in"], **place}, types)
    for name in _many(parameters.get("target", ())):
        yield (types[name].label,)
    for name in ("at-least", "exactly", "at-least-each"):
        if parameters.get(name, 0) > 1:
            yield (str(parameters[name]),)
    for value in (*_many(parameters.get("values", ())), *_many(parameters.get("states", ()))):
        yield (str(value).replace("_", " "),)


def _of_place(place: Mapping[str, Any], types: Mapping[str, DocumentType]) -> Iterator[tuple[str, ...]]:
    if "manifest" in place:
        yield ("manifest",)
        return
    known = [types[name] for name in _many(place["in"]) if name != "all-documents"]
    within = [one for name in ("every", "of") if (one := place.get(name))]
    yield from ((one.label,) for one in known)
    yield from (_labels(known, path, []) for path in within)
    single = [path for name in FIELDS if isinstance(path := place.get(name), str)]
    filtered = [(path, demand) for name in FILTERS for path, demand in place.get(name, {}).items()]
    for path in (*single, *(path for name in LISTS for path in place.get(name, ())), *(path for path, _ in filtered)):
        yield _labels(known, path, within)
    for value in (value for _, demand in filtered for value in _many(demand)):
        yield ("stated",) if value in ("present", "absent") else (str(value).replace("_", " "),)


def _labels(known: list[DocumentType], path: str, within: list[str]) -> tuple[str, ...]:
    """Give the labels that a path may have: of the documents, or of the items of one of their lists."""
    found = [_field(one.fields, path.split(".")) for one in known]
    for name in within:
        lists = [_field(one.fields, name.split(".")) for one in known]
        found += [_field(one.item.fields, path.split(".")) for one in lists if one and one.item]
    return tuple(one.label for one in found if one) or (path.replace("_", " "),)


def _field(fields: Mapping[str, Field], steps: list[str]) -> Field | None:
    first, *rest = steps
    field = fields.get(first)
    return _field(field.fields, rest) if field and rest else field


def _altered(parameters: Mapping[str, Any]) -> Iterator[tuple[str, Mapping[str, Any]]]:
    """Give the parameters with one of them changed, each with where it was changed."""
    for name, value in parameters.items():
        if name in ("check", "basis"):
            continue
        for path, other in _others(name, value):
            yield path, {**parameters, name: other}


def _others(name: str, value: Any) -> Iterator[tuple[str, Any]]:
    if isinstance(value, Mapping):
        for inner, one in value.items():
            yield from ((path, {**value, inner: other}) for path, other in _others(f"{name}.{inner}", one))
    elif isinstance(value, list | tuple):
        yield name, [*value, "something_else"]
    elif name == "which":
        yield name, "every" if value != "every" else "any"
    elif name == "match":
        yield name, "set" if value != "set" else "subset"
    elif name == "if-later-missing":
        yield name, "unmet"
    else:
        yield name, value + 2 if isinstance(value, int) else "something_else"


def _regrouped(tree: Tree) -> Iterator[Tree]:
    """Give the tree with another operator, with a part left out, and with two parts changed about, at every depth."""
    others = {"all": "any", "any": "all", "none": "all"}
    if len(tree.parts) > 1:
        yield tree._replace(operator=others[tree.operator])
        yield from (
            tree._replace(parts=(*tree.parts[:place], *tree.parts[place + 1 :])) for place in range(len(tree.parts))
        )
    if tree.operator in ("none", "not"):
        yield tree._replace(operator="all")
    for place, part in enumerate(tree.parts):
        if isinstance(part, Tree):
            for other in _regrouped(part):
                yield tree._replace(parts=(*tree.parts[:place], other, *tree.parts[place + 1 :]))
            yield from _merged(tree, place, part)


def _merged(tree: Tree, place: int, part: Tree) -> Iterator[Tree]:
    """Give the tree with the last part of an inner one moved out of it, where that says another thing."""
    if len(part.parts) > 1 and part.operator != tree.operator and tree.operator in ("all", "any"):
        inner: Condition = part._replace(parts=part.parts[:-1])
        yield tree._replace(parts=(*tree.parts[:place], inner, part.parts[-1], *tree.parts[place + 1 :]))
