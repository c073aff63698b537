"""The range of a formula holds whatever the formula comes to."""

from __future__ import annotations

import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from engine.formula import parse
from tutor.formulas.arithmetic import Undefined, number
from tutor.formulas.ranges import ANY, NOTHING, Range, at, range_of

NAMES = ("x", "y")
LEAVES = st.one_of(
    st.sampled_from(NAMES), st.floats(-5, 5).map(lambda value: f"({value:.3g})"), st.just("0")
)
ONE = ("abs", "exp", "log", "log2", "log10", "sqrt", "square", "sin", "cos", "tanh", "sigmoid")
ONE += ("relu", "floor", "ceil", "round", "sign", "-")
TWO = ("+", "-", "*", "/", "<", "<=", ">", ">=", "==", "!=")


def _deeper(inner: st.SearchStrategy[str]) -> st.SearchStrategy[str]:
    return st.one_of(
        st.builds("{}({})".format, st.sampled_from(ONE), inner),
        st.builds("({} {} {})".format, inner, st.sampled_from(TWO), inner),
        st.builds("({})**{}".format, inner, st.integers(0, 3)),
        st.builds("{}({}, {})".format, st.sampled_from(("max", "min")), inner, inner),
    )


FORMULAS = st.recursive(LEAVES, _deeper, max_leaves=8)
ENDS = st.floats(-100, 100)


@given(FORMULAS, st.tuples(ENDS, ENDS), st.tuples(ENDS, ENDS), st.floats(0, 1), st.floats(0, 1))
def test_no_value_lies_outside(
    formula: str, x: tuple[float, float], y: tuple[float, float], along: float, across: float
) -> None:
    ranges = {"x": Range(*sorted(x)), "y": Range(*sorted(y))}
    point = {"x": _within(ranges["x"], along), "y": _within(ranges["y"], across)}
    try:
        value = number(formula, point)
    except Undefined:
        return
    found = range_of(parse(formula), ranges)
    assert not found.empty
    slack = 1e-9 * max(1.0, abs(value))  # of rounding
    assert found.low - slack <= value <= found.high + slack


def _within(ends: Range, share: float) -> float:
    return min(max(ends.low + share * (ends.high - ends.low), ends.low), ends.high)


@pytest.mark.parametrize(
    ("formula", "x", "wanted"),
    [
        ("x > 3", Range(0, 3), at(0)),
        ("x >= 3", Range(0, 3), Range(0, 1)),
        ("(x > 3) * (x < 9)", Range(0, 2), at(0)),
        ("(x > 3) + (x < 9)", Range(0, 2), at(1)),
        ("abs(x - 1) < 0.1", Range(2, 5), at(0)),
        ("(x - 2)**2 < 0", ANY, at(0)),
        ("exp(x)", ANY, Range(0, math.inf)),
        ("sigmoid(x) > 1", ANY, at(0)),
        ("x - x", ANY, ANY),
        ("0 * x", ANY, at(0)),
        ("x > 0", NOTHING, at(0)),
        ("x != 0", NOTHING, at(1)),
        ("(x > 0) + 1", NOTHING, at(1)),
    ],
)
def test_what_comes_out(formula: str, x: Range, wanted: Range) -> None:
    assert range_of(parse(formula), {"x": x}) == wanted
