"""The words of the shipped rules: what a finding prints tells what was seen, and advises nobody."""

import re

import pytest

from accordant.authoring.wording import advice_in
from accordant.rulebook import Compiled

COMMANDED = (
    "add|agree|appoint|approve|ask|assess|assign|carry out|check|close|complete|consider|create|date|decide|define"
    "|describe|determine|develop|document|draw up|ensure|enter|establish|evaluate|fill|fix|give|have|identify"
    "|implement|include|issue"
    "|keep|list|make|monitor|name|note|obtain|plan|prepare|provide|put|record|remove|replace|report|review|revise|say"
    "|set|show|sign|state|take|tell|train|update|use|write"
)
COMMAND = re.compile(rf"(?:^|[.;:] )(?:{COMMANDED})\b (?!of\b)", re.IGNORECASE)
ASKED_FOR = re.compile(
    r"\b(?:should|shall|must|ought to|ha(?:s|ve) to(?! do\b)|needs? to|is to be|are to be|please|advis\w+|recommend\w*"
    r"|suggest\w*|you|your|remember|make sure|in order to comply|would be)\b",
    re.IGNORECASE,
)


def advising(words: str) -> list[str]:
    return [found[0] for pattern in (COMMAND, ASKED_FOR) for found in pattern.finditer(words)]


@pytest.mark.parametrize(
    "words",
    [
        "The plan should name an owner.",
        "An owner must be named.",
        "A date needs to be added.",
        "Please add a date.",
        "Establish a register.",
        "{document} has no owner. Name one.",
        "{document} has no owner: appoint one.",
        "{document} has to be signed.",
        "You have no register.",
        "It would be better to date it.",
    ],
)
def test_advice_is_known_when_it_is_met(words: str) -> None:
    assert advising(words)


@pytest.mark.parametrize(
    "words",
    [
        "{document} must name one.",
        "A date needs to be added.",
        "Please add a date.",
        "Establish a register.",
        "Name one.",
    ],
)
def test_lint_knows_commands_as_advice(words: str) -> None:
    assert advice_in(words)


@pytest.mark.parametrize(
    "words",
    ["State of the register", "{document} records no risk that has to do with climate.", "{document} names no owner."],
)
def test_what_only_tells_is_no_advice(words: str) -> None:
    assert not advice_in(words)
    assert not advising(words)


def test_no_statement_or_title_advises(compiled: Compiled) -> None:
    statements = {
        (rule.id, words): advice
        for rule in compiled.rulebook.rules
        for words in (rule.title, *rule.statements.values())
        if (advice := advising(words))
    }

    assert not statements
