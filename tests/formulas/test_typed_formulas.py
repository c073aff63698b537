"""Typed formulas: what they mean, in which spellings, and what is refused with which words."""

from __future__ import annotations

import math
import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from engine.formula import Apply, FormulaError, Name, names_in, parse
from tutor.formulas.arithmetic import Undefined, number

A = Name("A")
B = Name("B")


@pytest.mark.parametrize(
    "spellings",
    [
        ("A @ B", "np.matmul(A, B)", "matmul(A,B)", "C = A @ B"),
        ("np.dot(A, B)", "A.dot(B)", "dot(A, B)", "numpy.dot(A, B)"),
        ("A.T", "A^T", "A^{T}", "Aᵀ", "transpose(A)", "np.transpose(A)"),
        ("A ** 2", "A^2", "A²", "A^ 2"),
        ("W1 * x", "W[1] * x", "W^[1] * x", "W^{[1]} × x", "W1 ⊙ x", "W1 · x"),
        ("log(A)", "ln(A)", "np.log(A)"),
        ("max(0, z)", "maximum(0, z)", "np.maximum(0, z)"),
        ("A - B", "A − B", "A–B"),
        ("A.sum(axis=1)", "sum(A, axis=1)", "np.sum(A, axis = 1)"),
        ("lambda * W", "λ * W"),
    ],
)
def test_spellings_of_one_formula(spellings: tuple[str, ...]) -> None:
    assert len({parse(spelling) for spelling in spellings}) == 1


def test_the_tree_keeps_precedence() -> None:
    minus_square = Apply("negative", (Apply("power", (A, Name("n"))),))
    assert parse("-A**n") == minus_square
    assert parse("A @ B * A") == Apply("multiply", (Apply("matmul", (A, B)), A))


def test_names_leave_out_constants_and_functions() -> None:
    assert names_in(parse("exp(z) + pi * W1 - e")) == {"z", "W1"}


VALUES = [
    ("1/3", 1 / 3),
    ("e^-1", math.exp(-1)),
    ("2*(3+4)", 14),
    ("-2**2", -4),
    ("sigmoid(0)", 0.5),
    ("sigmoid(-1000)", 0),
    ("relu(-3) + relu(2)", 2),
    ("max(1, 7, 3)", 7),
    ("max(4)", 4),
    ("floor((28 + 2*0 - 3)/1) + 1", 26),
    ("0 < 1 < 2", 1),
    ("0 < 1 < 1", 0),
    ("inf", math.inf),
    ("tanh(0.5)", math.tanh(0.5)),
]


@pytest.mark.parametrize(("formula", "value"), VALUES)
def test_value_of_a_formula(formula: str, value: float) -> None:
    assert number(formula) == pytest.approx(value, rel=1e-12)


NUMBERS = st.one_of(st.integers(0, 50).map(str), st.floats(0.01, 50).map(lambda x: f"{x:.3f}"))
FORMULAS = st.recursive(
    NUMBERS,
    lambda inner: st.one_of(
        st.tuples(inner, st.sampled_from("+-*/"), inner).map(lambda t: f"({t[0]} {t[1]} {t[2]})"),
        inner.map(lambda text: f"(-{text})"),
        st.tuples(inner, st.integers(0, 3)).map(lambda t: f"{t[0]}**{t[1]}"),
    ),
    max_leaves=12,
)


@given(FORMULAS)
@settings(max_examples=100, deadline=None)
def test_arithmetic_agrees_with_python(formula: str) -> None:
    in_floats = re.sub(r"[\d.]+", r"float(\g<0>)", formula)  # whole powers would be endless
    try:
        expected = eval(in_floats, {"__builtins__": {}, "float": float})
    except (ZeroDivisionError, OverflowError):
        expected = math.nan
    if math.isnan(expected):
        with pytest.raises(Undefined):
            number(formula)
        return
    assert number(formula) == pytest.approx(expected, rel=1e-9)


@pytest.mark.parametrize("formula", ["1/0", "log(-1)", "log(0)", "(-8)**(1/3)", "inf - inf"])
def test_a_formula_without_a_value_says_so(formula: str) -> None:
    with pytest.raises(Undefined):
        number(formula)


REFUSALS = [
    ("", "type a formula"),
    ("   ", "type a formula"),
    ("2a", "2 * a"),
    ("3(4)", "3 * ("),
    ("2 1/2", "between 2 and 1"),
    ("1.2.3", "between 1.2 and .3"),
    ("2√x", "2 * √"),
    ("1e5x", "1e5 * x"),
    ("(a + b", "closing bracket is missing"),
    ("a + b)", "one closing bracket too many"),
    ("a + ", "missing after the last “+”"),
    ("a b", "after “a”"),
    ("a, b", "a comma outside"),
    ("a; b", "“;” has no meaning"),
    ("'a'", "“'” has no meaning"),
    ("a if b else c", "for a choice"),
    ("[x for x in y]", "Square brackets"),
    ("().__class__", "between “(” and “)”"),
    ("a.__class__", ".__class__ is not known"),
    ("__import__(a)", "no function __import__"),
    ("f(x)", "no function f"),
    ("sigmod(x)", "Did you mean sigmoid?"),
    ("exp(a, b)", "exp takes one argument, not 2"),
    ("sum(A, 1)", "sum(A, axis=1)"),
    ("sum(A, axis=b)", "axis is a plain value"),
    ("exp(A, axis=1)", "exp takes no axis"),
    ("(a)(b)", "Write a * between"),
    ("a(b)", "write a*(...)"),
    ("a // b", "operators are"),
    ("a % b", "“%” has no meaning"),
    ("not a", "for “not”"),
    ("lambda x", "after “lambda”"),
    ("a is b", "comparison is one of"),
    ("1e999", "too large"),
    ("9" * 400, "too large"),
    ("a\0b", "U+0000"),
    ("\u202ea", "U+202E"),
    ("9" * 2001, "too long"),
    ("(" * 300 + "a" + ")" * 300, "nested too deeply"),
    ("(" * 150 + "a" + ")" * 150 + "*" + "(" * 99 + "b" + "^2)" * 99, "nested too deeply"),
    ("-" * 900 + "a", "nested too deeply"),
    ("+".join("a" * 400), "too large"),
]


@pytest.mark.parametrize(("formula", "words"), REFUSALS)
def test_refusals_say_what_is_wrong(formula: str, words: str) -> None:
    with pytest.raises(FormulaError) as caught:
        parse(formula)
    assert words in str(caught.value)


def test_an_unknown_name_suggests_the_nearest() -> None:
    with pytest.raises(FormulaError, match="did you mean alpha"):
        number("Alpha * 2", {"alpha": 1.0, "beta": 2.0})
    with pytest.raises(FormulaError, match="Did you mean alpha"):
        number("alpa * 2", {"alpha": 1.0, "beta": 2.0})
    with pytest.raises(FormulaError, match="You can use alpha, beta"):
        number("w * 2", {"alpha": 1.0, "beta": 2.0})


@pytest.mark.parametrize("formula", ["2 @ 3", "sum(2)", "max(2, 3, axis=0)", "(2).T"])
def test_plain_numbers_are_no_matrices(formula: str) -> None:
    with pytest.raises(FormulaError, match="matri"):
        number(formula)
