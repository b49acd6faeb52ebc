"""The word that was probably meant."""

from collections.abc import Iterable

# Comparing costs the product of the lengths; no declared word is longer.
_LONGEST = 64


def did_you_mean(word: str, words: Iterable[str]) -> str:
    """Return ` (did you mean <word>?)` for the nearest of `words`, or nothing where none is near."""
    from difflib import get_close_matches  # noqa: PLC0415 - costs more than reading a small pack, and is rarely needed

    if len(word) > _LONGEST:
        return ""
    near = get_close_matches(word, words, n=1)
    return f" (did you mean {near[0]}?)" if near else ""
