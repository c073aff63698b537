"""Formulas within sentences: no line begins with a sign, and short formulas stay whole."""

from __future__ import annotations

import re

import pytest
from rich._wrap import divide_line

from tutor.plots.captions import wrapped
from tutor.typeset.breaks import GLUE, held_together, lines_of
from tutor.wrapping import break_formulas_at_signs

TEXTS = (
    "Here z = 3 and the cost of all the examples J(w, b) = 0.25 + 0.5 + 1.25 is far too large.",
    "Take w := w − α dJ/dw with α ≈ 0.1, where dJ/dw = (1/m) Σ (a − y) x and m ≥ 1 for each step.",
)
PRODUCTS = (
    "A valley J(w) = c (w − 2)² has the slope 2c (w − 2), and w − α dJ/dw is lower than w. "
    "The boundary is where the last sum is 0, and that sum is W′ x + b′: a straight line."
)
SIGNS = ("=", "≈", "≥", "+", "−", ":=")


@pytest.mark.parametrize("text", TEXTS)
def test_at_no_width_a_line_begins_with_a_sign(text: str) -> None:
    for width in range(20, 80):
        for line in lines_of(text, width):
            assert not line.startswith(SIGNS) or line[1:2].isalnum(), (width, line)
        assert " ".join(wrapped(text, width)) == text


def test_a_short_formula_stays_whole_and_each_character_keeps_its_place() -> None:
    text = "Here z = 3 is said, and a long_name = another_name may be broken."
    held = held_together(text)
    assert f"z{GLUE}={GLUE}3" in held and f"long_name{GLUE}= another_name" in held
    assert held.replace(GLUE, " ") == text


@pytest.mark.parametrize("width", range(14, 40))
def test_no_line_ends_within_a_number_or_before_its_per_cent(width: int) -> None:
    text = "Some starts gave 27 % to 87 %, and 2 147 483 648 of 12 units were right at 0.5 %."
    for line in lines_of(text, width)[1:]:
        assert not re.match(r"%|\d{3} ", line), line


@pytest.mark.parametrize("width", range(14, 40))
def test_what_belongs_together_stays_so(width: int) -> None:
    text = "At (0, −2.5), −log 0 is inf, while tanh 2 = (1) ____ but W1[0, 1] is exp z or (2) ____."
    for line in lines_of(text, width):
        assert not re.search(r"(log|tanh|exp|\(\d\)|0,)$", line), line


@pytest.mark.parametrize("text", TEXTS)
def test_the_screen_breaks_its_lines_by_the_same_rule(text: str) -> None:
    break_formulas_at_signs()
    for width in range(20, 80):
        for start in divide_line(text, width):
            rest = text[start:]
            assert not rest.startswith(SIGNS) or rest[1:2].isalnum(), (width, rest)


@pytest.mark.parametrize("text", (*TEXTS, PRODUCTS))
def test_no_line_ends_with_a_minus_or_within_a_short_product(text: str) -> None:
    break_formulas_at_signs()
    for width in range(24, 80):
        for start in divide_line(text, width):
            assert not text[:start].rstrip().endswith(("−", "= c", "W′")), (width, text[:start])
