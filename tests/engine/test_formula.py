"""The grammar of formulas: every text is read or refused with its place, and every tree has one."""

from __future__ import annotations

import math
import re
from contextlib import suppress
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from engine.calls import FUNCTIONS
from engine.elementwise import ELEMENTWISE
from engine.formula import (
    MAX_LENGTH,
    Apply,
    FormulaError,
    Name,
    Node,
    Number,
    evaluate,
    parse,
    parse_statements,
    strangers,
)
from engine.operations import RULES
from engine.spelling import canonical, in_greek
from tutor.formulas import arithmetic, arrays

SIGNS = {
    "add": "+",
    "subtract": "-",
    "multiply": "*",
    "divide": "/",
    "matmul": "@",
    "power": "**",
    "less": "<",
    "less_equal": "<=",
    "greater": ">",
    "equal": "==",
}
ONE_ARGUMENT = [name for name, count in FUNCTIONS.items() if 1 in count]


def typed(tree: Node) -> str:
    """Return a tree as text, in as many brackets as there are operations."""
    match tree:
        case Number(value):
            return repr(value)
        case Name(name):
            return name
        case Apply("negative", (inner,)):
            return f"(-{typed(inner)})"
        case Apply("transpose", (inner,)):
            return f"({typed(inner)}).T"
        case Apply(function, (left, right)) if function in SIGNS:
            return f"({typed(left)} {SIGNS[function]} {typed(right)})"
    options = [f"{name}={value}" for name, value in tree.options]
    return f"{tree.function}({', '.join([*map(typed, tree.arguments), *options])})"


LEAVES = st.one_of(
    st.floats(0, 1e300).map(Number), st.sampled_from(["a", "dZ2", "x_in", "eta", "e"]).map(Name)
)
TREES = st.recursive(
    LEAVES,
    lambda inner: st.one_of(
        st.builds(Apply, st.sampled_from(list(SIGNS)), st.tuples(inner, inner)),
        st.builds(Apply, st.sampled_from(ONE_ARGUMENT), st.tuples(inner)),
        st.builds(Apply, st.just("sum"), st.tuples(inner), st.just((("axis", -1),))),
        st.builds(Apply, st.just("max"), st.lists(inner, min_size=1, max_size=3).map(tuple)),
    ),
    max_leaves=12,
)


@given(TREES)
@settings(max_examples=300, deadline=None)
def test_a_tree_written_out_is_read_as_the_same_tree(tree: Node) -> None:
    assert parse(typed(tree)) == tree


PIECES = (
    "a b2 W[1] σ( η λ 2 .5 1e3 1e400 + - * / // @ ** ^ ^{ } ( ) [ ] , . .T ᵀ ² ⁻¹ √ = := += == <"
)
WORDS = [
    *PIECES.split(),
    "≤",
    "max(",
    "np.",
    "sum(",
    "axis=",
    "True",
    "if",
    "\n",
    ";",
    " ",
    "½",
    "\0",
]
TEXTS = st.one_of(st.text(max_size=60), st.lists(st.sampled_from(WORDS), max_size=20).map("".join))


@given(TEXTS)
@settings(max_examples=400, deadline=None)
def test_any_text_is_read_or_refused_with_its_place(text: str) -> None:
    for read in (parse, parse_statements):
        try:
            read(text)
        except FormulaError as error:
            assert str(error)
            assert 0 <= error.position <= len(text)


DEEPER = "( √ - + exp( √( a** a^ a^{ -√ √√- max(a, np.exp( 1+( a=( a<( a*- a.max("
LONGER = "a+ a* a² ² .T a.T a< a@ .relu() a.relu()+ a; a=a; a+=1; √a* -a+"


@pytest.mark.sampled
@pytest.mark.parametrize("piece", [*DEEPER.split(), *LONGER.split()])
@pytest.mark.parametrize("times", [60, 300, 2000])
@pytest.mark.parametrize("end", ["", "a", "a" + ")" * 300])
def test_no_formula_is_too_deep_or_too_long_to_be_refused(piece: str, times: int, end: str) -> None:
    for read in (parse, parse_statements):
        with suppress(FormulaError):
            read((piece * times)[: MAX_LENGTH - len(end)] + end)


@pytest.mark.parametrize(
    ("text", "at"),
    [
        ("a + (b * )", ")"),
        ("η*(x₁ + ½)", "½"),
        ("W^{[1]} * tan(z)", "tan"),
        ("x² + 2y", "y"),
        ("a − b c", "c"),
        ("(a + b", "("),
        ("3*1e400", "1e400"),
        ("exp(a, b)", "exp"),
        ("sum(A, axis=b)", "axis"),
        ("a $ b", "$"),
        ("²", "²"),
        ("a + ⁻¹", "⁻¹"),
    ],
)
def test_the_place_of_a_fault_is_that_in_the_text_as_typed(text: str, at: str) -> None:
    with pytest.raises(FormulaError) as caught:
        parse(text)
    assert text[caught.value.position :].startswith(at)


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("x²", "x**2"),
        ("x⁻¹⁰", "x**(-10)"),
        ("-x²", "-(x**2)"),
        ("x^{-y}", "x**(-y)"),
        ("2^3^2", "2**(3**2)"),
        ("√2 + √(x)", "sqrt(2) + sqrt(x)"),
        ("σ(θ₁·x)", "sigmoid(theta1*x)"),
        ("ϵ + ε + µ + μ", "epsilon + epsilon + mu + mu"),
        ("Δ + Ω", "Delta + Omega"),
        ("W^{[1]T} @ dZ[2]", "W1.T @ dZ2"),
        ("z.relu()", "relu(z)"),
        ("dJ/dw = 3", "3"),
        ("w -= η*dw", "w - eta*dw"),
        ("w *= 1 - λ", "w*(1 - lambda)"),
        ("c += c + 1", "c + (c + 1)"),
        ("a <= b < c", "(a <= b)*(b < c)"),
        ("a ≠ b", "a != b"),
        ("ln(x) + Log10(x) + logistic(x)", "log(x) + log10(x) + sigmoid(x)"),
        ("maximum(a, b) + absolute(c)", "max(a, b) + abs(c)"),
        ("math.exp(x)", "exp(x)"),
    ],
)
def test_spellings(typed: str, meant: str) -> None:
    def bare(node: Node) -> Node:
        """A power's negative number and the negative of a number are one."""
        match node:
            case Number(value) if value < 0:
                return Apply("negative", (Number(-value),))
            case Apply(function, arguments, options):
                return Apply(function, tuple(map(bare, arguments)), options)
        return node

    assert bare(parse(typed)) == bare(parse(meant))


def test_a_name_may_be_that_of_a_function_and_greek_on_either_side() -> None:
    values = {"sum": 3.0, "η": 0.5, "e": 2.0}
    assert evaluate(parse("sum*eta + e"), values, ELEMENTWISE) == 3.5
    assert evaluate(parse("sum*η + e"), {**values, "eta": 0.5}, ELEMENTWISE) == 3.5
    assert strangers(parse("η*w + max"), ["eta", "max"]) == ["w"]


@pytest.mark.parametrize("name", sorted({"tan", "softplus", "clip", "where", "hypot", "norm"}))
def test_what_is_missing_is_told_with_a_way_to_write_it(name: str) -> None:
    with pytest.raises(FormulaError) as caught:
        parse(f"{name}(x)")
    instead = str(caught.value).partition(" Write ")[2].removesuffix(" for it.")
    assert parse(instead)


@pytest.mark.parametrize(
    ("name", "drawn"),
    [("eta", "η"), ("theta1", "θ1"), ("beta_2", "β_2"), ("beta", "β"), ("a", "a")],
)
def test_greek_names_are_drawn_as_letters(name: str, drawn: str) -> None:
    assert in_greek(name) == drawn
    assert canonical(drawn) == name


def test_every_function_is_named_to_learners_and_to_authors() -> None:
    with pytest.raises(FormulaError, match="natural one, also ln") as caught:
        parse("frobnicate(x)")
    guide = (Path(__file__).parents[2] / "lessons" / "README.md").read_text(encoding="utf-8")
    formulas = guide.partition("### Formulas")[2].partition("\n## ")[0]
    for name in set(FUNCTIONS) - {*SIGNS, "negative"} | {"matmul"}:
        assert re.search(rf"\b{name}\b", str(caught.value)), name
        assert f"`{name}`" in formulas, name


SCALARS = sorted(set(arithmetic.FUNCTIONS) & set(ELEMENTWISE))


@pytest.mark.parametrize("name", SCALARS)
def test_numbers_arrays_plots_and_graphs_agree_on_every_function(name: str) -> None:
    assert name in arrays.FUNCTIONS
    assert name in RULES
    count = max(1, min(2, FUNCTIONS.get(name, range(2, 3))[-1]))
    for x in (0.3, 1.7, 2.5):
        arguments = (x, 1.7)[:count]
        value = arithmetic.FUNCTIONS[name](*arguments)
        for table in (ELEMENTWISE, arrays.FUNCTIONS):
            assert float(table[name](*map(np.float64, arguments))) == pytest.approx(value)


def test_every_function_of_numbers_can_stand_in_a_graph() -> None:
    assert set(SCALARS) == set(ELEMENTWISE) == set(RULES) - {"identity"}
    assert math.isclose(arithmetic.FUNCTIONS["log"](math.e), 1)
