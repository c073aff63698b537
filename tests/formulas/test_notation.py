"""The preview of a typed formula: the course's notation, laid out without an error."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from engine.formula import FormulaError
from tutor.formulas.notation import latex, symbol
from tutor.typeset import typeset

SYMBOLS = [
    ("W1", "W^{[1]}"),
    ("dZ2", "dZ^{[2]}"),
    ("b", "b"),
    ("x1", "x_{1}"),
    ("dw12", "dw_{12}"),
    ("n_x", "n_{x}"),
    ("n1", "n^{[1]}"),
    ("A_prev", r"A_{\text{prev}}"),
    ("alpha", r"\alpha"),
    ("beta1", r"\beta_{1}"),
    ("lambda_", r"\lambda"),
    ("delta", r"\delta"),
    ("y_hat", r"\hat{y}"),
    ("Yhat", r"\hat{Y}"),
    ("loss", r"\text{loss}"),
]


@pytest.mark.parametrize(("name", "tex"), SYMBOLS)
def test_symbols(name: str, tex: str) -> None:
    assert symbol(name) == tex


FORMULAS = [
    ("dZ2 @ A1.T / m", r"\frac{dZ^{[2]} A^{[1]\top}}{m}"),
    (
        "W2.T @ dZ2 * (1 - A1**2)",
        r"W^{[2]\top} dZ^{[2]} \odot \left(1 - \left(A^{[1]}\right)^{2}\right)",
    ),
    ("1/(1 + exp(-z))", r"\frac{1}{1 + e^{-z}}"),
    ("a - (b - c)", r"a - \left(b - c\right)"),
    ("a - b - c", "a - b - c"),
    ("a - -b", r"a - \left(-b\right)"),
    ("(a + b) * c", r"\left(a + b\right) \cdot c"),
    ("-(a + b)", r"-\left(a + b\right)"),
    ("-a**2", "-a^{2}"),
    ("(-a)**2", r"\left(-a\right)^{2}"),
    ("(a**b)**c", r"\left(a^{b}\right)^{c}"),
    ("(A @ B).T", r"\left(A B\right)^{\top}"),
    ("dA1 * (Z1 > 0)", r"dA^{[1]} \odot \mathbf{1}_{[Z^{[1]} > 0]}"),
    ("max(0, z)", r"\max\left(0, z\right)"),
    ("relu(z)", r"\operatorname{ReLU}\left(z\right)"),
    ("sum(dZ, axis=1)", r"\sum_{\text{axis 1}} dZ"),
    ("1e-8", "10^{-8}"),
]


@pytest.mark.parametrize(("formula", "tex"), FORMULAS)
def test_formulas(formula: str, tex: str) -> None:
    assert latex(formula) == tex


def test_what_cannot_be_read_has_no_preview() -> None:
    with pytest.raises(FormulaError):
        latex("dZ2 @")


NAMES = st.sampled_from(["W1", "dZ2", "x", "A_prev", "alpha", "n_x", "y_hat", "loss", "2", "0.5"])
TYPED = st.recursive(
    NAMES,
    lambda inner: st.one_of(
        st.tuples(inner, st.sampled_from(["+", "-", "*", "/", "@", "**", "<"]), inner).map(
            lambda t: f"({t[0]}) {t[1]} ({t[2]})"
        ),
        st.tuples(
            st.sampled_from(
                [
                    "exp",
                    "log",
                    "sqrt",
                    "abs",
                    "sum",
                    "mean",
                    "floor",
                    "ceil",
                    "softmax",
                    "tanh",
                    "-",
                ]
            ),
            inner,
        ).map(lambda t: f"{t[0]}({t[1]})"),
        inner.map(lambda text: f"({text}).T"),
    ),
    max_leaves=8,
)


@given(TYPED)
@settings(max_examples=100, deadline=None)
def test_every_preview_can_be_typeset(formula: str) -> None:
    assert typeset(latex(formula))
