"""Text that fits: lines of a given width as a terminal shows them, whatever the characters, and grids of them."""

import re
from collections.abc import Iterable, Sequence
from itertools import accumulate
from unicodedata import category, combining, east_asian_width

_JOINERS = "\u200c\u200d"
_EMOJI_STYLE = "\ufe0f"
_HEADER_ROOM = 2  # tabulate makes a column at least this much wider than its header
_STAND_INS = 0xF0000  # supplementary private use: one column wide to every measure of width
_NOTHING = "\U0010fffc"
_SPACE = "\U0010fffd"
_BREAKS_AFTER = re.compile(r"[^/\\_.:@-]*[/\\_.:@-]+|[^/\\_.:@-]+")


def clean(text: str) -> str:
    """Return the text on one line: white space collapsed, what would steer a terminal or hide shown as an escape."""
    text = " ".join(text.split())
    if text.isascii() and text.isprintable():
        return text
    shown = "".join(_shown(character) for character in text)
    # A mark with nothing before it would sit on whatever the layout puts there.
    return "".join(
        f"◌{character}" if _rides(character) and before == " " else character
        for before, character in zip(" " + shown, shown, strict=False)
    )


def columns(text: str) -> int:
    """Return how many columns a terminal gives to cleaned text."""
    return len(text) if text.isascii() else sum(width for _, width in _clusters(text))


def wrap(text: str, width: int) -> list[str]:
    """Return the cleaned text in lines of at most `width` columns (two or more).

    Words break only when they are wider than a line: after a slash, dot, colon, hyphen or underscore where that
    helps.
    """
    lines = [""]
    for word in clean(text).split(" "):
        used, size = columns(lines[-1]), columns(word)
        if not used or used + 1 + size <= width:
            lines[-1] += f" {word}" if used else word
        else:
            lines.append(word)
        if size > width:
            lines[-1:] = _break_word(word, width)
    return lines


def block(text: str, width: int, *, first: str, rest: str) -> list[str]:
    """Return the text wrapped to `width` columns in all, its lines led by `first` and then `rest` (equally wide)."""
    return [f"{rest if after else first}{line}" for after, line in enumerate(wrap(text, width - len(first)))]


def shorten(text: str, width: int) -> str:
    """Return the cleaned text, cut to `width` columns with an ellipsis where it is longer."""
    text = clean(text)
    if columns(text) <= width:
        return text
    clusters = _clusters(text)
    ends = accumulate(size for _, size in clusters)
    return "".join(cluster for (cluster, _), end in zip(clusters, ends, strict=True) if end < width).rstrip() + "…"


def grid(headers: Sequence[str], rows: Iterable[Sequence[Sequence[str]]], widths: Sequence[int]) -> list[str]:
    """Return the lines of a grid: each cell is lines already wrapped to its column's width, colour codes apart.

    Headers are plain, and two columns narrower than their column or more.
    """
    from tabulate import tabulate  # noqa: PLC0415 -- costs a start that prints no table nothing

    # tabulate measures by len unless wcwidth happens to be installed: it is shown one plain character a column.
    stand_ins: dict[str, str] = {}
    laid_out = tabulate(
        [["\n".join(_disguise(line, stand_ins) for line in cell) for cell in row] for row in rows],
        headers=[header.ljust(width - _HEADER_ROOM, _SPACE) for header, width in zip(headers, widths, strict=True)],
        tablefmt="grid",
        disable_numparse=True,
    )
    names = {ord(stand_in): cluster for cluster, stand_in in stand_ins.items()}
    return laid_out.translate({**names, ord(_NOTHING): "", ord(_SPACE): " "}).split("\n")


def _shown(character: str) -> str:
    if category(character) not in {"Cc", "Cf", "Cs"} or character in _JOINERS:
        return character
    return f"\\u{ord(character):04x}"


def _rides(character: str) -> bool:
    return bool(combining(character)) or character in _JOINERS or category(character) in {"Mn", "Me"}


def _clusters(text: str) -> list[tuple[str, int]]:
    """Return each character with the marks that ride on it, and the columns they take together."""
    clusters: list[tuple[str, int]] = []
    for character in text:
        if clusters and _rides(character):
            cluster, width = clusters[-1]
            clusters[-1] = (cluster + character, 2 if character == _EMOJI_STYLE else width)
        else:
            clusters.append((character, 2 if east_asian_width(character) in "WF" else 1))
    return clusters


def _break_word(word: str, width: int) -> list[str]:
    lines = [""]
    for piece in _BREAKS_AFTER.findall(word):
        whole = columns(piece) <= width
        for part in [piece] if whole else [cluster for cluster, _ in _clusters(piece)]:
            if columns(lines[-1]) + columns(part) > width:
                lines.append("")
            lines[-1] += part
    return lines


def _disguise(line: str, stand_ins: dict[str, str]) -> str:
    if line.isascii():
        return line
    return "".join(
        cluster
        if cluster.isascii()
        else stand_ins.setdefault(cluster, chr(_STAND_INS + len(stand_ins))) + _NOTHING * (width - 1)
        for cluster, width in _clusters(line)
    )
