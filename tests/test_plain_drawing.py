"""Drawing with plain characters: nothing else is left, and nothing moves."""

from __future__ import annotations

from pathlib import Path

import pytest
from rich.cells import cell_len
from rich.segment import Segment
from textual.color import Color

import tutor
from tutor.course.index import shipped_course
from tutor.plain_drawing import PLAIN, PlainDrawing
from tutor.typeset import inline


def test_each_sign_becomes_plain_ones_of_the_same_width() -> None:
    for place in range(0x20, 0x30000):
        sign = chr(place)
        if sign.isprintable():
            plain = sign.translate(PLAIN)
            assert plain.isascii() and cell_len(plain) == cell_len(sign), (hex(place), plain)


def test_formulas_stay_readable() -> None:
    written = inline(r"\hat{y}_1 = \sigma(w^2 x_1 + \theta) \approx \frac{\partial J}{\partial w}")
    (segment,) = PlainDrawing().apply([Segment(written)], Color(0, 0, 0))
    assert segment.text == "y1 = s(w2 x1 + t) ~ dJ/dw"


def test_a_product_of_numbers_is_no_number() -> None:
    written = "0·1 + 2·(−1) + (3)·4, n = 8 · 8 · 3, step 5 of 8 · backward"
    (segment,) = PlainDrawing().apply([Segment(written)], Color(0, 0, 0))
    assert segment.text == "0*1 + 2*(-1) + (3)*4, n = 8 * 8 * 3, step 5 of 8 . backward"


PROGRAM = Path(tutor.__file__).parent


@pytest.mark.parametrize(
    "files", [(shipped_course(), "*.md"), (PROGRAM, "*.py")], ids=["course", "program"]
)
def test_every_sign_of_the_course_and_the_program_is_like_its_plain_one(
    files: tuple[Path, str],
) -> None:
    """A question mark stands only for what nobody has thought of."""
    folder, pattern = files
    texts = (path.read_text("utf-8") for path in folder.rglob(pattern))
    signs = {sign for text in texts for sign in text if sign.isprintable()}
    assert {sign for sign in signs if "?" in sign.translate(PLAIN)} == {"?"}


@pytest.mark.parametrize(
    "signs", ["▁▂▄█", "━─┄", "│┆", "✔◐✘○", "●▲■○△□", "▾▹", "░▒▓", "▓≡", "▀▄█", "▶◀↑↓", "□▣", "○●□▣"]
)
def test_what_signs_tell_apart_plain_ones_do(signs: str) -> None:
    """How far, how much, which sign a weight has, which class: one character cannot mean two."""
    assert len({*signs.translate(PLAIN)}) == len(signs)
