"""ANSI text out of pictures, and pictures out of plotext's text."""

from __future__ import annotations

from tutor.plots.ansi import ansi, code_of, parse, terminal_palette
from tutor.plots.cells import Span


def test_colours_become_escape_codes() -> None:
    picture = [[Span("a"), Span("b", "forward"), Span("c", (1, 2, 3), (4, 5, 6), bold=True)]]
    assert ansi(picture, terminal_palette({})) == (
        "a\x1b[34mb\x1b[0m\x1b[1;38;2;1;2;3;48;2;4;5;6mc\x1b[0m"
    )


def test_no_color_writes_the_text_alone() -> None:
    picture = [[Span("b", "forward", "muted"), Span("c", (1, 2, 3)), Span("  ")]]
    assert ansi(picture, terminal_palette({"NO_COLOR": "1"})) == "bc"


def test_parse_turns_numbers_back_into_roles() -> None:
    text = f"ab\x1b[0m\x1b[38;5;{code_of('loss')}mcd\x1b[0m \x1b[0m\n"
    assert parse(text, "muted") == [[Span("ab", "muted"), Span("cd", "loss"), Span(" ", "muted")]]
