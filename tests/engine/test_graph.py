"""The computation graph: its steps, its derivatives, and its words for bad formulas."""

import math

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from engine.formula import FormulaError
from engine.graph import Graph

LESSON = {"a": 5, "b": 3, "c": 2}


def values(steps):
    return [(step.name, step.value) for step in steps]


def test_the_lesson_graph_forward_and_backward():
    graph = Graph.parse("3*(a+b*c)")
    assert values(graph.forward(LESSON)) == [("u", 6), ("v", 11), ("J", 33)]
    assert values(graph.backward()) == [
        ("dJ/dv", 3),
        ("dJ/da", 3),
        ("dJ/du", 3),
        ("dJ/db", 6),
        ("dJ/dc", 9),
    ]


def test_named_parts_give_the_same_steps():
    named = Graph.parse("u = b*c; v = a + u; J = 3*v").steps(LESSON)
    lines = Graph.parse("u = b*c\nv = a + u\nJ = 3*v\n").steps(LESSON)
    whole = Graph.parse("3*(a+b*c)").steps(LESSON)
    assert values(named) == values(whole) == values(lines)
    assert [step.formula for step in named] == [step.formula for step in whole]


def test_formulas_and_operands_show_the_chain_rule():
    steps = {step.name: step for step in Graph.parse("3*(a+b*c)").steps(LESSON)}
    assert steps["u"].formula == r"u = b \cdot c"
    assert steps["u"].operands == {"b": 3.0, "c": 2.0}
    assert steps["dJ/db"].formula == (
        r"\frac{dJ}{db} = \frac{dJ}{du} \cdot \frac{du}{db} = \frac{dJ}{du} \cdot c"
    )
    assert steps["dJ/db"].operands == {"dJ/du": 3.0, "du/db": 2.0}
    assert steps["dJ/dv"].formula == r"\frac{dJ}{dv} = 3"
    assert steps["dJ/db"].shape == ()
    assert {step.phase for step in steps.values()} == {"forward", "backward"}


def test_a_variable_used_twice_gets_one_step_with_a_sum():
    steps = Graph.parse("a*a + a*b").steps({"a": 5, "b": 3})
    (da,) = [step for step in steps if step.name == "dJ/da"]
    assert da.value == 13
    assert da.formula.endswith(r"= \frac{dJ}{du} \cdot (a + a) + \frac{dJ}{dv} \cdot b")
    assert da.operands == {"dJ/du": 1.0, "du/da": 10.0, "dJ/dv": 1.0, "dv/da": 3.0}


def test_a_direct_share_is_written_as_a_partial_derivative():
    steps = {step.name: step for step in Graph.parse("u = a*b; J = a*u").steps({"a": 5, "b": 3})}
    assert steps["dJ/da"].value == 30
    assert r"\frac{\partial J}{\partial a}" in steps["dJ/da"].formula
    assert steps["dJ/da"].operands["∂J/∂a"] == 15


def test_each_derivative_waits_for_all_of_its_consumers():
    graph = Graph.parse("u = a + b; v = u*a; w = v*u; J = w + u")
    names = [step.name for step in graph.steps({"a": 2, "b": 1}) if step.phase == "backward"]
    assert names == ["dJ/dw", "dJ/dv", "dJ/du", "dJ/da", "dJ/db"]


def test_automatic_names_are_no_kin_of_numbered_ones():
    graph = Graph.parse("z1 = w1*x1 + w2*x2; J = w1*x2 + w2*x1 + z1")
    assert [node.name for node in graph.nodes] == ["u", "v", "z1", "s", "t", "p", "J"]


def test_automatic_names_avoid_the_given_ones():
    graph = Graph.parse("u*v + J*exp(w)")
    assert [node.name for node in graph.nodes] == ["s", "t", "p", "L"]
    assert graph.inputs == ("u", "v", "J", "w")
    many = Graph.parse("+".join(["a"] * 30))
    assert len({node.name for node in many.nodes}) == 29


def test_parts_without_variables_are_computed_but_have_no_derivative():
    steps = Graph.parse("a + 2*3").steps({"a": 1})
    assert values(steps) == [("u", 6), ("J", 7), ("dJ/da", 1)]


def test_a_variable_that_does_not_reach_the_result_has_derivative_zero():
    steps = Graph.parse("u = a*b; J = 2*b").steps({"a": 1, "b": 4})
    assert dict(values(steps))["dJ/da"] == 0
    assert dict(values(steps))["dJ/db"] == 2


@pytest.mark.parametrize(
    "text", ["-a**2", "2**-a**2", "a-b-c", "a/b/c", "a**b**c", "-2**2*a", "+a - -b"]
)
def test_operators_bind_as_in_python(text):
    inputs = {name: value for name, value in LESSON.items() if name in text}
    assert Graph.parse(text).forward(inputs)[-1].value == pytest.approx(eval(text, {}, LESSON))


@pytest.mark.parametrize(
    ("text", "inputs", "result", "gradient"),
    [
        ("log(a)", {"a": 0}, -math.inf, math.inf),
        ("1/a", {"a": 0}, math.inf, -math.inf),
        ("relu(a)", {"a": 0}, 0, 0),
        ("max(a, 3)", {"a": 3}, 3, 1),
        ("max(3, a)", {"a": 3}, 3, 0),
        ("a**2", {"a": 0}, 0, 0),
        ("2**a", {"a": 3}, 8, 8 * math.log(2)),
        ("0**a", {"a": 3}, 0, 0),
        ("sigmoid(a)", {"a": -1000}, 0, 0),
        ("sigmoid(a)", {"a": 1000}, 1, 0),
        ("exp(a)", {"a": 1000}, math.inf, math.inf),
    ],
)
def test_values_at_the_edges(text, inputs, result, gradient):
    steps = Graph.parse(text).steps(inputs)
    assert steps[-2].value == result
    assert steps[-1].value == pytest.approx(gradient)


def test_a_logarithm_of_a_negative_number_is_nan():
    assert math.isnan(Graph.parse("log(a)").forward({"a": -1})[-1].value)
    assert math.isnan(Graph.parse("a**0.5").forward({"a": -1})[-1].value)


@pytest.mark.parametrize(
    ("text", "position", "words"),
    [
        ("", 0, "nothing to read"),
        ("3(a)", 1, "star: 3 * ("),
        ("2 a", 2, "star: 2 * a"),
        ("a + ", 4, "missing after the last “+”"),
        ("u = a\nv = \nu", 10, "missing after the last “=”"),
        ("2*(a", 2, "never closed"),
        ("a)", 1, "one closing bracket too many"),
        ("a^", 2, "missing after the last"),
        ("b + ½", 4, "Write 1/2"),
        ("tan(a)", 0, "Write sin(a)/cos(a)"),
        ("a @ b", 2, "works on matrices"),
        ("__import__('os')", 11, "no meaning"),
        ("foo(3)", 0, "no function"),
        ("max()", 0, "one argument or more"),
        ("exp(1, 2)", 0, "one argument"),
        ("dJ/da = 3", 0, "dJ_da"),
        ("a = b = 3", 6, "to compare, write =="),
        ("a; b", 0, "without a name"),
        ("2*1e999", 2, "too large"),
        ("(" * 60 + "a" + ")" * 60, 50, "nested too deeply"),
        ("a*" * 300 + "a", 401, "200 operations"),
        ("a**2*" * 150 + "a", 499, "200 operations"),
        ("a" * 3000, 2000, "too long"),
    ],
    ids=lambda value: repr(value)[:20],
)
def test_what_cannot_be_read_is_named_with_its_place(text, position, words):
    with pytest.raises(FormulaError) as caught:
        Graph.parse(text)
    assert words in str(caught.value)
    assert caught.value.position == position


@pytest.mark.parametrize(
    ("inputs", "words"),
    [
        ({"b": 1}, "No value for a: give one, such as a=1"),
        ({}, "No value for a and b"),
        ({"a": 1, "b": 2, "d": 3}, "no input d"),
        ({"a": 1, "b": 2, "u": 3}, "u is computed"),
    ],
)
def test_inputs_must_be_those_of_the_formula(inputs, words):
    with pytest.raises(FormulaError) as caught:
        Graph.parse("u = a*b; J = u + 1").forward(inputs)
    assert words in str(caught.value)


def test_backward_needs_forward():
    with pytest.raises(FormulaError, match="forward first"):
        Graph.parse("a*b").backward()


def test_brackets_may_span_lines():
    assert Graph.parse("3*(a\n + b)").forward({"a": 1, "b": 2})[-1].value == 9


def test_provenance_leads_back_to_the_inputs():
    graph = Graph.parse("3*(a+b*c)")
    graph.steps(LESSON)
    origin = graph.provenance("dJ/db")
    assert origin.value == 6
    assert origin.numbers == r"3 \cdot 2"
    assert [cell.name for cell in origin.sources] == ["dJ/du", "c"]
    reached, waiting = set(), ["dJ/db", "dJ/dc", "J"]
    while waiting:
        name = waiting.pop()
        reached.add(name)
        waiting += [cell.name for cell in graph.provenance(name).sources]
    assert reached >= {"a", "b", "c", "u", "v", "dJ/dv"}
    assert graph.provenance("a").sources == ()
    assert graph.provenance("a").numbers == "5"


def test_negative_numbers_are_filled_in_with_brackets():
    graph = Graph.parse("a - b/c**2")
    graph.steps({"a": 1, "b": -2, "c": -3})
    assert graph.provenance("u").numbers == "(-3)^{2}"
    assert graph.provenance("dJ/du").numbers == (
        r"\left(-1\right) \cdot \left(-\frac{-2}{9^{2}}\right)"
    )


@pytest.mark.parametrize(
    ("text", "name", "formula", "numbers"),
    [
        ("-a", "J", "J = -a", r"-\left(-3\right)"),
        (
            "u = 2*a; J = u - a",
            "dJ/da",
            r"\frac{dJ}{da} = \frac{dJ}{du} \cdot \frac{du}{da} + \frac{\partial J}{\partial a}"
            r" = \frac{dJ}{du} \cdot 2 - 1",
            r"1 \cdot 2 - 1",
        ),
        ("a - a", "dJ/da", r"\frac{dJ}{da} = (1 - 1)", "(1 - 1)"),
    ],
)
def test_signs_never_stand_side_by_side(text, name, formula, numbers):
    graph = Graph.parse(text)
    graph.steps({"a": -3})
    assert (graph.provenance(name).formula, graph.provenance(name).numbers) == (formula, numbers)


def test_of_equal_numbers_the_formula_too_takes_the_first():
    graph = Graph.parse("max(a, b, c)")
    graph.steps({"a": 2, "b": 2, "c": 2})
    names = [graph.provenance(f"dJ/d{name}") for name in "abc"]
    assert [origin.value for origin in names] == [1, 0, 0]
    assert [origin.formula.partition(" = ")[2] for origin in names] == [
        r"\mathbf{1}_{[J = a]}",
        r"\mathbf{1}_{[J = b > a]}",
        r"\mathbf{1}_{[J = c > \max(a, b)]}",
    ]
    assert names[2].numbers == r"\mathbf{1}_{[2 = 2 > \max(2, 2)]}"
    assert [source.name for source in names[1].sources] == ["a", "b", "J"]


def expressions():
    leaves = st.sampled_from(["a", "b", "c", "2", "0.5"])

    def larger(parts):
        binary = st.tuples(parts, st.sampled_from("+-*/"), parts).map(lambda t: f"({''.join(t)})")
        calls = st.tuples(st.sampled_from(["exp", "tanh", "sigmoid", "-"]), parts)
        pairs = st.tuples(parts, parts)
        return st.one_of(
            binary,
            calls.map(lambda t: f"{t[0]}({t[1]})"),
            pairs.map(lambda t: f"max({t[0]}, {t[1]})"),
            parts.map(lambda p: f"log(1 + ({p})**2)"),
            parts.map(lambda p: f"relu({p})"),
        )

    return st.recursive(leaves, larger, max_leaves=8)


# A number next to 0 makes c/c a difference of giants, whose digits are gone whoever computes it.
POINTS = st.floats(-2, 2).filter(lambda value: value == 0 or abs(value) > 1e-3)


@settings(max_examples=80, deadline=None)
@given(expressions(), st.tuples(*[POINTS] * 3))
def test_derivatives_agree_with_central_differences(text, point):
    graph = Graph.parse(text)
    inputs = {name: value for name, value in zip("abc", point, strict=True) if name in graph.inputs}
    gradients = {step.name: step.value for step in graph.steps(inputs) if step.phase == "backward"}
    assume(all(math.isfinite(value) for value in (*gradients.values(), *graph.values.values())))
    for name in graph.inputs:
        estimates = [_difference(graph, inputs, name, h) for h in (1e-4, 1e-5)]
        smooth = abs(estimates[0] - estimates[1]) < 1e-5 * (1 + abs(estimates[1]))
        one_sided = _kink(graph, inputs, name)
        assume(smooth and not one_sided)
        assert gradients[f"dJ/d{name}"] == pytest.approx(estimates[1], rel=1e-3, abs=1e-3)


def _difference(graph, inputs, name, h):
    up, down = (graph.forward(inputs | {name: inputs[name] + d})[-1].value for d in (h, -h))
    return (up - down) / (2 * h)


def _kink(graph, inputs, name, h=1e-5):
    low, middle, high = (
        graph.forward(inputs | {name: inputs[name] + d})[-1].value for d in (-h, 0, h)
    )
    return abs(high - 2 * middle + low) > 1e-8 * (1 + abs(middle))
