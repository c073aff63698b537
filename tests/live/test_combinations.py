"""Two shapes and an operation: what comes out agrees with NumPy, and each fault is explained."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from engine.formula import FormulaError
from tutor.live.shapes.combination import Combination, Shape, read_combination

SHAPES = st.lists(st.integers(1, 3), max_size=4).map(tuple)
FACTORS = st.lists(st.integers(1, 3), min_size=1, max_size=2).map(tuple)


@settings(max_examples=100, deadline=None)
@given(SHAPES, SHAPES)
def test_broadcasting_is_numpys(left: Shape, right: Shape) -> None:
    try:
        expected: Shape | None = np.broadcast_shapes(left, right)
    except ValueError:
        expected = None
    combination = Combination(left, "+", right)
    assert combination.result == expected
    assert bool(combination.complaint) == (expected is None)


@settings(max_examples=100, deadline=None)
@given(FACTORS, FACTORS)
def test_products_are_numpys(left: Shape, right: Shape) -> None:
    try:
        expected: Shape | None = np.matmul(np.zeros(left), np.zeros(right)).shape
    except ValueError:
        expected = None
    combination = Combination(left, "@", right)
    assert combination.result == expected
    assert bool(combination.complaint) == (expected is None)


@pytest.mark.parametrize(
    ("text", "left", "operation", "right"),
    [
        ("(3, 1) + (1, 4)", (3, 1), "+", (1, 4)),
        ("(2,3)@(3,4)", (2, 3), "@", (3, 4)),
        ("3x4 - 4", (3, 4), "-", ()),
        ("[5,] * ()", (5,), "*", ()),
    ],
)
def test_combinations_are_read(text: str, left: Shape, operation: str, right: Shape) -> None:
    combination = read_combination(text)
    assert (combination.left, combination.operation, combination.right) == (left, operation, right)


@pytest.mark.parametrize(
    ("text", "complaint"),
    [
        ("(2, 3)", "Type two shapes"),
        ("(2, 3) + (1, 3) + 1", "Type two shapes"),
        ("(2, n) + (1, 3)", "whole numbers"),
        ("(2, 0) + (1, 3)", "from 1 to 9,999"),
        ("(1, 2, 3, 4, 5) + 1", "at most 4 sizes"),
        ("(2, 3) @ 5", "no plain number"),
        ("(2, 3, 4) @ (4, 1)", "one or two sizes"),
        ("hello + (2, 3)", "whole numbers"),
        ("? + (2, 3)", "is no size"),
    ],
)
def test_what_cannot_be_read_is_explained(text: str, complaint: str) -> None:
    with pytest.raises(FormulaError, match=complaint):
        read_combination(text)


@pytest.mark.parametrize(
    ("text", "explanation"),
    [
        ("(2, 3) + (2, 1)", "1 is stretched to 3."),
        ("(2, 3) + (3,)", "A missing size counts as 1. 1 is stretched to 2."),
        ("(3, 1) + (1, 4)", "1 is stretched to 3, and 1 is stretched to 4."),
        ("(2, 3) + (2, 3)", "Each size is equal to its partner, so nothing is stretched."),
        ("(4, 3) + (4,)", "Flush right, 3 meets 4: not equal, and neither is 1. An error."),
        ("(2, 3) @ (3, 4)", "The inner sizes agree, 3 and 3, and go. 2 and 4 remain."),
        ("(3,) @ (3,)", "The inner sizes agree, 3 and 3, and go. No size remains."),
        ("(2, 3) @ (4, 3)", "The inner sizes, 3 and 4, must be equal. An error."),
    ],
)
def test_explanations(text: str, explanation: str) -> None:
    assert read_combination(text).explanation == explanation
