"""Lines fit, words stay whole, nothing hidden passes."""

from unicodedata import category, east_asian_width

import pytest
from hypothesis import given
from hypothesis import strategies as st

from accordant.reports.layout import block, clean, columns, grid, shorten, wrap

WORDS = st.text(alphabet=st.characters(exclude_categories=["Cs"]) | st.sampled_from("水e\u0301/._-👩\u200d💻"))


def shown_width(text: str) -> int:
    """Measure as a terminal does, on its own terms: marks and joiners take nothing, wide characters two."""
    return sum(
        0 if category(one) in {"Mn", "Me", "Cf"} else 2 if east_asian_width(one) in {"W", "F"} else 1 for one in text
    )


@given(WORDS, st.integers(2, 40))
def test_no_line_is_wider_than_asked(text: str, width: int) -> None:
    assert all(shown_width(line) <= width for line in wrap(text, width))


@given(st.lists(st.text("ab水.", min_size=1, max_size=8), min_size=1), st.integers(16, 30))
def test_words_that_fit_are_never_broken(words: list[str], width: int) -> None:
    assert " ".join(wrap(" ".join(words), width)).split() == words


@given(WORDS, st.integers(2, 40))
def test_wrapping_loses_nothing(text: str, width: int) -> None:
    assert "".join(wrap(text, width)).replace(" ", "") == clean(text).replace(" ", "")


@pytest.mark.parametrize(
    ("text", "lines"),
    [
        ("relationships/north/exit-strategy.yaml:12:5", ["relationships/", "north/exit-", "strategy.yaml:", "12:5"]),
        ("see relationships/north now", ["see", "relationships/", "north now"]),
        ("aaaaaaaaaaaaaaaaaaaa b", ["aaaaaaaaaaaaaa", "aaaaaa b"]),
        ("水水水水水水水水", ["水水水水水水水", "水"]),
        ("", [""]),
    ],
)
def test_long_words_break_where_they_read_best(text: str, lines: list[str]) -> None:
    assert wrap(text, 14) == lines


def test_a_block_leads_its_first_line_and_hangs_the_rest() -> None:
    assert block("one two three", 9, first="- ", rest="  ") == ["- one two", "  three"]


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("a\r\n\tb\u2028c", "a b c"),
        ("\x1b[31mred", "\\u001b[31mred"),
        ("pay \u202eevil", "pay \\u202eevil"),
        ("\ud800", "\\ud800"),
        ("\u0301a e\u0301", "◌\u0301a e\u0301"),
    ],
)
def test_what_steers_a_terminal_is_shown_and_not_obeyed(text: str, shown: str) -> None:
    assert clean(text) == shown


@pytest.mark.parametrize(("text", "width"), [("abc", 3), ("水", 2), ("e\u0301", 1), ("☺\ufe0f", 2), ("", 0)])
def test_columns_are_those_of_a_terminal(text: str, width: int) -> None:
    assert columns(text) == width


@pytest.mark.parametrize(
    ("text", "cut"), [("abcdef", "abcdef"), ("abcdefg", "abcde…"), ("水水水水", "水水…"), ("abcd efg", "abcd…")]
)
def test_what_is_too_long_is_cut_with_an_ellipsis(text: str, cut: str) -> None:
    assert shorten(text, 6) == cut


def test_a_grid_lines_up_whatever_the_characters_and_colours() -> None:
    rows = [[["水e\u0301", "\x1b[31mred\x1b[0m"], ["x"]], [["\U000f0000"], ["\U0010fffc"]]]
    assert grid(("One", "Two"), rows, (8, 6)) == [
        "+----------+--------+",
        "| One      | Two    |",
        "+==========+========+",
        "| 水e\u0301      | x      |",
        "| \x1b[31mred\x1b[0m      |        |",
        "+----------+--------+",
        "| \U000f0000        | \U0010fffc      |",
        "+----------+--------+",
    ]
