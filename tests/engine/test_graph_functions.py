"""Every function in a graph: its derivative, and that what is written gives what is computed."""

from __future__ import annotations

import math

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from engine.formula import FormulaError
from engine.graph import Graph
from engine.operations import RULES
from tests.support.latex_value import value_of
from tutor.typeset import inline, typeset

FORMULAS = {
    "identity": "a",
    "add": "a + b",
    "subtract": "a - b",
    "multiply": "a*b",
    "divide": "a/b",
    "power": "a**b",
    "negative": "-a",
    "max": "max(a, b, 1)",
    "min": "min(a, b, 1)",
    "less": "a < b",
    "less_equal": "a <= b",
    "greater": "a > b",
    "greater_equal": "a >= b",
    "equal": "a == b",
    "not_equal": "a != b",
}
POINTS = [(0.3, 1.7), (2.6, 0.4), (1.2, 0.7)]


@pytest.mark.parametrize("op", RULES)
@pytest.mark.parametrize("point", POINTS)
def test_derivatives_agree_with_differences(op: str, point: tuple[float, float]) -> None:
    graph = Graph.parse(f"u = {FORMULAS.get(op, f'{op}(a)')}; J = 3*u + u*u")
    assert graph.nodes[0].op == op
    inputs = dict(zip(graph.inputs, point, strict=False))
    graph.steps(inputs)
    slopes = dict(graph.gradients)
    for name in graph.inputs:
        h = 1e-6
        above, below = (
            graph.forward(inputs | {name: inputs[name] + step})[-1].value for step in (h, -h)
        )
        assert slopes[name] == pytest.approx((above - below) / (2 * h), rel=1e-5, abs=1e-8)


@pytest.mark.parametrize("op", RULES)
@pytest.mark.parametrize("point", POINTS)
def test_what_is_written_comes_to_what_is_computed(op: str, point: tuple[float, float]) -> None:
    graph = Graph.parse(f"u = {FORMULAS.get(op, f'{op}(a)')}; J = 3*u + u*u")
    for step in graph.steps(dict(zip(graph.inputs, point, strict=False))):
        written = graph.provenance(step.name).numbers
        assert value_of(written) == pytest.approx(float(step.value), rel=1e-4, abs=1e-6), written


@pytest.mark.parametrize("point", [-0.6, 1.3])
@pytest.mark.parametrize("op", ["abs", "relu", "sign", "square", "sin", "cos", "tanh", "sigmoid"])
def test_derivatives_on_either_side_of_0(op: str, point: float) -> None:
    graph = Graph.parse(f"{op}(a)")
    slope = graph.steps({"a": point})[-1].value
    above, below = (graph.forward({"a": point + h})[-1].value for h in (1e-6, -1e-6))
    assert slope == pytest.approx((above - below) / 2e-6, rel=1e-5, abs=1e-8)


@pytest.mark.parametrize(
    ("text", "forward", "backward"),
    [
        ("sqrt(a)", r"J = \sqrt{a}", r"\frac{1}{2 \cdot J}"),
        ("abs(a)", r"J = \left|a\right|", r"\text{sign}(a)"),
        ("sin(a)", r"J = \sin(a)", r"\cos(a)"),
        ("cos(a)", r"J = \cos(a)", r"-\sin(a)"),
        ("log10(a)", r"J = \log_{10}(a)", r"\frac{1}{a \cdot \log(10)}"),
        ("ln(a)", r"J = \log(a)", r"\frac{1}{a}"),
        ("a^2", "J = a^{2}", r"2 \cdot a"),
        ("a²", "J = a^{2}", r"2 \cdot a"),
        ("e^a", "J = e^{a}", "J"),
        ("η + 1", r"J = \eta + 1", "1"),
        ("min(a, 3)", r"J = \min(a, 3)", r"\mathbf{1}_{[J = a]}"),
    ],
)
def test_functions_are_written_as_in_books(text: str, forward: str, backward: str) -> None:
    graph = Graph.parse(text)
    steps = graph.steps({graph.inputs[0]: 2.0})
    assert steps[0].formula == forward
    assert steps[-1].formula.rpartition(" = ")[2] == backward or text.startswith("min")
    assert backward in steps[-1].formula


def test_a_name_assigned_again_stands_for_its_latest_value() -> None:
    graph = Graph.parse("c = a*b; c += a; c *= c; J = c + a")
    steps = {step.name: step for step in graph.steps({"a": 2, "b": 3})}
    assert [node.name for node in graph.nodes] == ["c1", "c2", "c", "J"]
    assert [steps[name].value for name in ("c1", "c2", "c", "J")] == [6, 8, 64, 66]
    assert steps["dJ/da"].value == 2 * 8 * (3 + 1) + 1
    assert steps["c"].formula == r"c = c_{2} \cdot c_{2}"


def test_an_input_assigned_again_keeps_its_name_for_what_was_given() -> None:
    graph = Graph.parse("w := w - eta*dw; J = w**2")
    steps = {step.name: step for step in graph.steps({"w": 1, "η": 0.1, "dw": 4})}
    assert graph.inputs == ("w", "eta", "dw")
    assert steps["w1"].value == pytest.approx(0.6)
    assert steps["dJ/dw"].value == pytest.approx(1.2)
    assert steps["dJ/deta"].value == pytest.approx(2 * 0.6 * -4)


def test_numbered_names_avoid_those_of_the_learner() -> None:
    names = [node.name for node in Graph.parse("c = a; c += c1; c += c2; u = c*c3; u + v").nodes]
    assert names == ["c4", "c5", "c", "u", "J"]


def test_a_number_with_a_name_has_a_derivative() -> None:
    steps = {step.name: step.value for step in Graph.parse("a = -4; J = a**2 + 2*3").steps({})}
    assert steps["dJ/da"] == -8
    assert "dJ/du" in steps and "dJ/dv" not in steps


def test_e_and_pi_are_numbers_unless_they_are_given_or_assigned() -> None:
    assert Graph.parse("e*a + pi").inputs == ("a",)
    assert Graph.parse("e*a + pi", {"e": 5.0, "a": 1.0}).inputs == ("e", "a")
    assert Graph.parse("e = a + 1; e*pi").forward({"a": 1})[-1].value == pytest.approx(2 * math.pi)


@pytest.mark.parametrize("text", ["sum = a + b; J = sum*max", "exp = a*2; J = exp + log"])
def test_names_of_functions_are_free_for_the_learner(text: str) -> None:
    graph = Graph.parse(text)
    assert graph.forward(dict.fromkeys(graph.inputs, 2.0))[-1].value > 0


@pytest.mark.parametrize(
    "text",
    [
        *("A.T", "a @ b", "sum(a)", "softmax(a)", "dot(a, b)"),
        *("max(a, axis=0)", "max(a, b, keepdims=True)", "J = 2*min(a, axis=1)"),
    ],
)
def test_matrices_have_no_place_in_a_graph(text: str) -> None:
    with pytest.raises(FormulaError, match="single numbers"):
        Graph.parse(text)


def test_what_follows_from_numbers_taken_for_true() -> None:
    graph = Graph.parse("u = b*c; v = a + u; J = 3*v")
    graph.steps({"a": 5, "b": 3, "c": 2})
    assert graph.expected("v", {"u": 5.0}) == 10
    assert graph.expected("dJ/dc", {"dJ/du": 4.0, "b": 5.0}) == 20
    assert graph.values["u"] == 6


PIECES = (
    "a b u J e η c1 2 0.5 -1 + - * / ** ^ ² ( ) , < == = += := ; max( min( sqrt( abs( log( π √ T"
)
GARBAGE = st.lists(st.sampled_from([*PIECES.split(), " "]), max_size=14).map("".join)
CALLED = [name for name in RULES if name not in FORMULAS]
FORMULA = st.recursive(
    st.sampled_from(["a", "b", "η", "u", "w1", "e", "π", "2", "0.5", "-3"]),
    lambda inner: st.one_of(
        st.builds("({}{}{})".format, inner, st.sampled_from([*"+-*/^<", ">=", "=="]), inner),
        st.builds("{}({})".format, st.sampled_from([*CALLED, "-", "√", "σ"]), inner),
        st.builds("{}({}, {})".format, st.sampled_from(["max", "min"]), inner, inner),
        inner.map("({})²".format),
    ),
    max_leaves=5,
)
STATEMENT = st.builds(
    "{} {} {}".format, st.sampled_from("abuJ"), st.sampled_from(["=", ":=", "+=", "*="]), FORMULA
)
PROGRAM = st.lists(STATEMENT, min_size=1, max_size=4).map("; ".join)


@given(st.one_of(GARBAGE, FORMULA, PROGRAM))
@settings(max_examples=200, deadline=None)
def test_what_can_be_read_can_be_walked_and_written(text: str) -> None:
    try:
        graph = Graph.parse(text)
    except FormulaError as error:
        assert 0 <= error.position <= len(text)
        return
    steps = graph.steps({name: 0.5 + place for place, name in enumerate(graph.inputs)})
    assert len({step.name for step in steps}) == len(steps)
    for step in steps:
        assert typeset(step.formula)
        assert inline(graph.provenance(step.name).numbers)
        expected = graph.expected(step.name, {})
        assert expected == step.value or (math.isnan(expected) and math.isnan(step.value))


@given(st.one_of(FORMULA, PROGRAM))
@settings(max_examples=50, deadline=None)
def test_formulas_of_known_parts_are_all_read(text: str) -> None:
    assert Graph.parse(text).nodes
