"""Spellings that learners bring along: assignments, Greek letters, capitals, missing stars."""

from __future__ import annotations

import pytest

from engine.formula import FormulaError, parse, unknown_name


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("w := w - alpha*dw", "w - alpha*dw"),
        ("w ← w - α*dw", "w - alpha*dw"),
        ("η*dw", "eta*dw"),
        ("ReLU(z)", "relu(z)"),
        ("Sigmoid(z) + Tanh(z)", "sigmoid(z) + tanh(z)"),
    ],
)
def test_a_spelling_is_read(typed: str, meant: str) -> None:
    assert parse(typed) == parse(meant)


@pytest.mark.parametrize(
    ("typed", "known", "product"),
    [("wx", ["w", "x"], "w*x"), ("alphadw", ["w", "alpha", "dw"], "alpha*dw")],
)
def test_a_missing_star_is_told(typed: str, known: list[str], product: str) -> None:
    assert unknown_name(typed, known).endswith(product)


@pytest.mark.parametrize(
    ("typed", "told"),
    [
        ("sin x", r"in brackets: sin\(x\)"),
        ("2*ln x + 1", r"in brackets: ln\(x\)"),
        ("sin²(x)", r"sin\(x\)\*\*2 is its square"),
        ("tanh^2(x)", r"tanh\(x\)\*\*2 is its square"),
        ("x^2(y)", "with a star: 2"),
        ("lg(x)", r"Write log10\(x\)"),
        ("log(x, 2)", r"write log\(x\)/log\(b\)"),
        ("arctan(x)", "Known are exp"),
        ("∛x", r"x\*\*\(1/3\)"),
    ],
)
def test_how_to_write_it_is_told(typed: str, told: str) -> None:
    with pytest.raises(FormulaError, match=told):
        parse(typed)


def test_a_name_that_is_no_product_is_not_taken_for_one() -> None:
    assert "star" not in unknown_name("wq", ["w", "x"])
    assert "star" not in unknown_name("w" * 1000, ["w", "ww"])
