"""One line says the same as two dimensions: nothing becomes ambiguous."""

from __future__ import annotations

import pytest
from rich.cells import cell_len

from tutor.typeset import inline


@pytest.mark.parametrize(
    ("tex", "line"),
    [
        (r"W^{[1]}", "W[1]"),
        (r"a^{[l-1](i)}", "a[l−1]⁽ⁱ⁾"),
        (r"dZ^{[1]}", "dZ[1]"),
        (r"X dZ^\top / m", "X dZᵀ / m"),
        (r"\alpha / m", "α / m"),
        (r"W^{[2]\top}", "W[2]ᵀ"),
        (r"a^{[l]}_j", "a[l]ⱼ"),
        (r"y^{(i)}", "y⁽ⁱ⁾"),
        (r"\frac{\partial L}{\partial w}", "∂L/∂w"),
        (r"\frac{\partial L}{\partial W^{[1]}}", "∂L/∂W[1]"),
        (r"w^\top x + b", "wᵀx + b"),
        (r"n_x", "nₓ"),
        (r"x_{ij}", "xᵢⱼ"),
    ],
)
def test_the_notation_of_the_course(tex: str, line: str) -> None:
    assert inline(tex) == line


@pytest.mark.parametrize(
    ("tex", "line"),
    [
        (r"\frac{a+b}{c}", "(a + b)/c"),
        (r"\frac{1}{2h}", "1/(2h)"),
        (r"\frac{a}{bc}", "a/(bc)"),
        (r"\frac{-1}{m}", "−1/m"),
        (r"\frac{a}{\frac{b}{c}}", "a/(b/c)"),
        (r"\frac{\frac{a}{b}}{c}", "(a/b)/c"),
        (r"\frac{\log x}{m}", "(log x)/m"),
        (r"-\log\frac{a}{b}", "−log (a/b)"),
        (r"\frac{(a+b)c}{64}", "(a + b)c/64"),
        (r"\frac{1}{(a+b)(c+d)}", "1/((a + b)(c + d))"),
        (r"\frac{1}{f(x)}", "1/(f(x))"),
        (r"\frac{a}{b}x", "(a/b) x"),
        (r"2\frac{a}{b}", "2 (a/b)"),
        (r"\frac{a}{b} + c", "a/b + c"),
        (r"\frac{a}{b}^2", "(a/b)²"),
        (r"\frac{1}{2(a+b)}", "1/(2(a + b))"),
        (r"\frac{1}{(a+b)}", "1/(a + b)"),
        (r"-\frac{a}{b}", "−a/b"),
    ],
)
def test_fractions_get_the_parentheses_they_need(tex: str, line: str) -> None:
    assert inline(tex) == line


@pytest.mark.parametrize(
    ("tex", "line"),
    [
        (r"a_{i,j}", "a_(i,j)"),
        (r"x_\theta", "x_θ"),
        (r"x_\theta y", "x_θ y"),
        (r"x_{CE}y", "x_CE y"),
        (r"x_\theta^2", "x²_θ"),
        (r"e^{z_i}", "e^(zᵢ)"),
        (r"e^{-\frac{a}{b}}", "e^(−a/b)"),
        (r"1_{[z>0]}", "1_[z>0]"),
        (r"x_{(a)(b)\theta}", "x_((a)(b)θ)"),
        (r"\sum_{\theta}^{n} x", "∑_θⁿ x"),
        (r"x_{\text{train}}", "x_train"),
    ],
)
def test_scripts_without_small_letters_keep_clear_ends(tex: str, line: str) -> None:
    assert inline(tex) == line


def test_roots_have_parentheses_where_they_hold_more_than_a_symbol() -> None:
    assert inline(r"\sqrt{x_i} \sqrt{12}y \sqrt{ab}") == "√xᵢ √12 y √(ab)"
    assert inline(r"\sqrt{x}^2 = \sqrt{x^2}") == "(√x)² = √x²"


def test_an_accent_takes_no_cell_of_its_own() -> None:
    assert inline(r"\hat{y}") == "ŷ"
    assert cell_len(inline(r"\hat{m}_t")) == 2
