"""Conditions read aloud: what a rule asks, in sentences made of what its checks say of themselves."""

from collections.abc import Iterator, Mapping, Sequence

from accordant.checks import KINDS, Trait, called, filtered, least, lowered
from accordant.model.rules import Check, Condition, Due, Obligation, Rule, Tree

_WHICH = {"any": "one such document is enough", "every": "in every such document"}
_NIL = ", or a dated nil return"
_MARKS: Sequence[Sequence[str]] = ("123456789", "abcdefghi", ("i", "ii", "iii", "iv", "v", "vi"))
_LEADS = {"all": "", "none": "none of these: "}
_DUE = {
    "entry": "once stage {stage} of the life cycle is entered",
    "exit": "when stage {stage} of the life cycle is left",
    "recurring": "again and again from stage {stage} of the life cycle on",
    "event": "whenever its event comes, from stage {stage} of the life cycle on",
}


def judged(rule: Rule, obligation: Obligation, labels: Mapping[str, str]) -> Iterator[str]:
    """Say how the rule is judged, a sentence a part; each sentence stands alone."""
    if rule.occasion is not None:
        yield f"Asked first is {phrase(rule.occasion, rule.checks, labels)}."
    if rule.require is None:
        yield "No record decides this: a person does, and records the judgement."
    else:
        yield f"Met when the evidence shows {_deciding(phrase(rule.require, rule.checks, labels))}."
    if rule.refer_when is not None:
        yield f"Handed to a person when the evidence shows {phrase(rule.refer_when, rule.checks, labels)}."
    yield from (f"May be not applicable: {lowered(entry.reason)}" for entry in rule.not_applicable)
    if any(_takes_the_latest(check) for check in rule.checks.values()):
        yield "Of several documents of a kind the latest in effect counts, unless it is said otherwise."
    due = rule.due or obligation.due
    if due is not None:
        yield f"Due {due_words(due)}."
    if obligation.kind == "guidance":
        yield "It introduces a stage and asks for nothing of its own: nothing is raised where it is not met."
    if rule.extent == "part" and rule.require is not None:
        yield "This judges part of the obligation; the rest is for a person."


def _takes_the_latest(check: Check) -> bool:
    return not _has(check, Trait.READS_ALL) and check.parameters.get("which", "latest") == "latest"


def _has(check: Check, trait: Trait) -> bool:
    return trait in KINDS[check.kind].traits


def considered(rule: Rule, labels: Mapping[str, str]) -> Iterator[str]:
    """Say what is only considered as good practice."""
    if rule.consider is not None:
        yield f"Good practice is {phrase(rule.consider, rule.checks, labels)}."
        yield "What is missing of it is an opportunity, never a nonconformity."


def phrase(condition: Condition, checks: Mapping[str, Check], labels: Mapping[str, str], depth: int = 0) -> str:
    """Say a condition within a sentence; parts are numbered at the first level and lettered at the second."""
    if isinstance(condition, str):
        return asked(checks[condition], labels)
    if condition.operator == "not":
        return f"the contrary of {phrase(condition.parts[0], checks, labels, depth)}"
    if len(condition.parts) == 1 and condition.operator != "none":
        return phrase(condition.parts[0], checks, labels, depth)
    parts = [phrase(part, checks, labels, depth + 1) for part in condition.parts]
    return f"{_lead(condition)}{_listed(parts, depth, 'and' if condition.operator == 'all' else 'or')}"


def asked(check: Check, labels: Mapping[str, str]) -> str:
    """Say what one check asks, with what narrows or widens it."""
    said = KINDS[check.kind].say(check.parameters, labels)
    more = ", ".join(_narrowed(check, labels))
    if more and said.endswith(_NIL):  # what narrows the occasion does not narrow the nil return
        return f"{said.removesuffix(_NIL)} ({more}){_NIL}"
    return f"{said} ({more})" if more else said


def _deciding(said: str) -> str:
    """Put right what an occasion says of itself where it decides: there a nil return speaks against it."""
    return said.replace(_NIL, " and no nil return that denies it")


def due_words(due: Due) -> str:
    """Say when a duty is due."""
    return _DUE[due.at].format(stage=due.stage)


def _lead(tree: Tree) -> str:
    if tree.operator == "any":
        return "either " if len(tree.parts) == 2 else "one of these: "  # noqa: PLR2004 - either takes two
    return _LEADS[tree.operator]


def _listed(parts: Sequence[str], depth: int, last: str) -> str:
    """Put the parts in a row, marked so that the ear and the eye can tell where each begins."""
    if depth < len(_MARKS) and len(parts) > 1:
        marks = _MARKS[depth] if len(parts) <= len(_MARKS[depth]) else [str(number + 1) for number in range(len(parts))]
        parts = [f"({mark}) {part}" for mark, part in zip(marks, parts, strict=False)]
    return parts[0] if len(parts) == 1 else f"{'; '.join(parts[:-1])}; {last} {parts[-1]}"


def _narrowed(check: Check, labels: Mapping[str, str]) -> Iterator[str]:
    parameters = check.parameters
    yield from _populated(check, labels)
    if "where" in parameters:
        inside = str(parameters.get("every") or parameters.get("of") or "")
        asked = [filtered(parameters, path, one, labels, inside=inside) for path, one in parameters["where"].items()]
        yield f"only those where {' and '.join(asked)}"
    if parameters.get("which") in _WHICH:
        yield _WHICH[parameters["which"]]
    if "states" in parameters:
        yield f"in the state {' or '.join(parameters['states'])}"
    if parameters.get("if-later-missing") == "met-so-far":
        yield "met so far while the later has not come"
    if check.basis == "own-arrangement":
        yield "as the organisation arranged it itself"


def _populated(check: Check, labels: Mapping[str, str]) -> Iterator[str]:
    """Say over which items the check goes, and how many of them it asks for."""
    parameters = check.parameters
    given = parameters.get("at-least")
    items = called(parameters, str(parameters["every"]), labels) if "every" in parameters else ""
    if given is not None and _has(check, Trait.COUNTS_HOLDING):
        yield f"for at least {given} of the {items}" if items else f"at least {given} of them"
        return
    if items and not _has(check, Trait.NAMES_ITEMS):
        yield f"for each of the {items}"
    there = given
    if there is None and items and _has(check, Trait.GOES_THROUGH):
        there = least(parameters) or None
    if there is not None and not _has(check, Trait.NAMES_NUMBER):
        # Alone among them, this kind is met by a list declared to be empty: there is nothing to ask.
        spared = ", or they are declared to be none" if check.kind == "if-then" and given is None else ""
        yield (
            f"at least {there} of them {'is' if there == 1 else 'are'} there{spared}" if there else "there may be none"
        )
    if parameters.get("at-least-each", 1) > 1:
        yield f"each at least {parameters['at-least-each']} times"
    if "distinct" in parameters:
        yield f"each with another {called(parameters, parameters['distinct'], labels, inside=parameters['of'])}"
    if parameters.get("match") == "set":
        yield "the whole list on both sides"
