"""How problems are put to the author of a rule: no validator's jargon, always the next step."""

from collections.abc import Iterable
from difflib import get_close_matches

_SHOWN = 13


def unknown(what: str, word: str, known: Iterable[str]) -> str:
    """Say that `word` is not a known `what`, with the likeliest meant word or else the allowed ones."""
    names = sorted(known)
    return f'"{word}" is not {what}{suggestion(word, names)}'


def suggestion(word: str, names: list[str]) -> str:
    """End a sentence: what was probably meant, and what is allowed where that is short."""
    meant = get_close_matches(word, names, n=1, cutoff=0.6)
    allowed = f"allowed: {listed(names)}" if 0 < len(names) <= _SHOWN else ""
    hints = ([f'did you mean "{meant[0]}"?'] if meant else []) + ([allowed] if allowed else [])
    return "; " + " ".join(hints) if hints else ""


def listed(names: Iterable[str]) -> str:
    """Put the names in a row."""
    return ", ".join(names)


def quoted(names: Iterable[str]) -> str:
    """Put the names in a row, each in quotation marks."""
    return ", ".join(f'"{name}"' for name in names)
