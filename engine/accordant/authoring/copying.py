"""Copied text: runs of words that a rule file shares with a text its author has lying beside it."""

import re
from collections.abc import Iterable, Iterator
from typing import Final
from unicodedata import normalize

from accordant.evidence.places import locate
from accordant.model.problem import Problem

RUN: Final = 8
"""So many words in a row, alike but for case, marks and line ends, are taken for copied."""

_WORD: Final = re.compile(r"[^\W_]+")


def runs_of(texts: Iterable[str]) -> frozenset[tuple[str, ...]]:
    """Give every run of words in the texts."""
    return frozenset(run for text in texts for run in _runs([word for word, _ in _words(text)]))


def copied(place: str, text: str, runs: frozenset[tuple[str, ...]]) -> Iterator[Problem]:
    """Find every stretch of the text that is made of such runs; comments count, as they are published too."""
    words = list(_words(text))
    hits = [index for index, run in enumerate(_runs([word for word, _ in words])) if run in runs]
    for index, hit in enumerate(hits):
        if index and hit - hits[index - 1] < RUN:
            continue
        line, column = locate(text, words[hit][1])
        said = " ".join(word for word, _ in words[hit : hit + RUN])
        message = f'"{said}" stands in the text compared with: say it in words of your own'
        yield Problem(place, line, column, message)


def _runs(words: list[str]) -> Iterator[tuple[str, ...]]:
    return (tuple(words[start : start + RUN]) for start in range(len(words) - RUN + 1))


def _words(text: str) -> Iterator[tuple[str, int]]:
    """Give each word, as it is compared, with its place in the text."""
    for match in _WORD.finditer(text):
        yield normalize("NFKC", match[0]).casefold(), match.start()
