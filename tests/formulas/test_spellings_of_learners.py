"""Spellings that learners bring along: assignments, Greek letters, capitals, missing stars."""

from __future__ import annotations

import pytest

from engine.formula import parse, unknown_name


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


def test_a_name_that_is_no_product_is_not_taken_for_one() -> None:
    assert "star" not in unknown_name("wq", ["w", "x"])
    assert "star" not in unknown_name("w" * 1000, ["w", "ww"])
