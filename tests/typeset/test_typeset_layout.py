"""Every formula of formulas.txt looks as it was judged to look best, in rows and in one line."""

from __future__ import annotations

from pathlib import Path
from typing import NamedTuple

import pytest
from rich.cells import cell_len

from tutor.typeset import inline, layout, typeset


class Example(NamedTuple):
    tex: str
    line: str
    rows: list[str]


def examples() -> list[Example]:
    """Read blocks of `tex SOURCE`, `one INLINE` and the rows, each after a bar."""
    blocks = Path(__file__).with_name("formulas.txt").read_text("utf-8").split("\n\n")
    found = []
    for block in blocks:
        tex, line, *rows = block.strip("\n").split("\n")
        found.append(Example(tex[4:], line[4:], [row[2:] for row in rows]))
    return found


EXAMPLES = examples()
every_formula = pytest.mark.parametrize("example", EXAMPLES, ids=[e.tex[:40] for e in EXAMPLES])


@every_formula
def test_rows(example: Example) -> None:
    assert [row.rstrip() for row in typeset(example.tex)] == example.rows


@every_formula
def test_one_line(example: Example) -> None:
    assert inline(example.tex) == example.line


@every_formula
def test_rows_are_one_rectangle_of_single_cells(example: Example) -> None:
    box = layout(example.tex)
    assert {cell_len(row) for row in box.rows} == {box.width}
    assert {len(row) for row in box.rows} == {box.width}, "a glyph is not one cell wide"
    assert 0 <= box.baseline < box.height
    assert all(char.isprintable() for row in box.rows for char in row)


def test_the_baseline_is_where_the_text_goes_on() -> None:
    assert layout(r"\frac{a}{b}").baseline == 1
    assert layout("x").baseline == 0
    assert layout(r"W^{[1]}").baseline == 1
    assert layout(r"\nabla_\theta").baseline == 0


def test_an_empty_formula_is_an_empty_row() -> None:
    assert typeset("") == [""]
    assert inline("") == ""


def test_wide_letters_take_two_cells() -> None:
    box = layout(r"\text{如果} + \frac{1}{\text{二}}")
    assert {cell_len(row) for row in box.rows} == {box.width}
    assert box.rows[box.baseline].startswith("如果 + ──")


@pytest.mark.parametrize(
    ("tex", "same"),
    [
        (r"\mathbf{W}\mathrm{d}\bm{x}", "Wdx"),
        (r"a≤b·α", r"a \leq b \cdot \alpha"),
        (r"\dfrac12", r"\frac{1}{2}"),
        (r"\displaystyle x", "x"),
        (r"x ^2", "x^2"),
        (r"f''", r"f^{\prime\prime}"),
        (r"\sum\limits_i", r"\sum_i"),
        (r"\operatorname*{argmax}_k", r"\argmax_k"),
        ("\\begin{bmatrix}1\\\\[2pt]2\\\\\\end{bmatrix}", "\\begin{bmatrix}1\\\\2\\end{bmatrix}"),
        ("x\n\t+  y", "x + y"),
    ],
)
def test_two_ways_to_write_the_same(tex: str, same: str) -> None:
    assert typeset(tex) == typeset(same)
    assert inline(tex) == inline(same)
