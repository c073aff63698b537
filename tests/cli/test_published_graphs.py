"""Worked examples of well-known texts, typed as their readers would, to all published digits."""

from __future__ import annotations

import json
from typing import Any

import pytest

from tutor.cli import main

MICROGRAD = """
c = a + b
d = a * b + b**3
c += c + 1
c += 1 + c + (-a)
d += d * 2 + (b + a).relu()
d += 3 * d + (b - a).relu()
e = c - d
f = e**2
g = f / 2.0
g += 10.0 / f
"""
XOR = "h1 = relu(x1 + x2); h2 = relu(x1 + x2 - 1); y = h1 - 2*h2"
SATURATED = "z = w*x + b; a = σ(z); C = (a - y)²/2"


def stepped(capsys: Any, *words: str) -> dict[str, float]:
    """Return the values of `nn-tutor step --graph ... --json` by name, printed without a fault."""
    assert main(["step", "--graph", *words, "--json"]) == 0
    lines = capsys.readouterr().out.splitlines()
    return {step["name"]: float(step["value"]) for step in map(json.loads, lines)}


def test_the_sum_times_z_of_cs231n(capsys: Any) -> None:
    values = stepped(capsys, "q = x + y; f = q * z", "x=-2", "y=5", "z=-4")
    assert (values["q"], values["f"]) == (3, -12)
    assert (values["df/dx"], values["df/dy"], values["df/dz"]) == (-4, -4, 3)


@pytest.mark.parametrize(
    "text",
    [
        "1/(1 + exp(-(w0*x0 + w1*x1 + w2)))",
        "sigmoid(w0*x0 + w1*x1 + w2)",
        "σ(w₀·x₀ + w₁·x₁ + w₂)",
        "dot = w0*x0 + w1*x1 + w2; f = 1 / (1 + e^-dot)",
    ],
)
def test_the_sigmoid_neuron_of_cs231n(capsys: Any, text: str) -> None:
    values = stepped(capsys, text, "w0=2", "x0=-1", "w1=-3", "x1=-2", "w2=-3")
    result = next(name for name in ("J", "f") if name in values)
    published = {"w0": -0.20, "x0": 0.39, "w1": -0.39, "x1": -0.59, "w2": 0.20}
    assert round(values[result], 2) == 0.73
    for name, slope in published.items():
        assert values[f"d{result}/d{name}"] == pytest.approx(slope, abs=0.0051)


@pytest.mark.parametrize("before", ["", "a = -4.0; b = 2.0"], ids=["inputs", "assigned"])
def test_the_example_of_micrograd(capsys: Any, before: str) -> None:
    inputs = [] if before else ["a=-4.0", "b=2.0"]
    values = stepped(capsys, before + MICROGRAD, *inputs)
    assert f"{values['g']:.4f}" == "24.7041"
    assert f"{values['dg/da']:.4f}" == "138.8338"
    assert f"{values['dg/db']:.4f}" == "645.5773"


@pytest.mark.parametrize(
    ("w", "b", "output", "trained"), [("0.6", "0.9", 0.82, 0.09), ("2", "2", 0.98, 0.20)]
)
def test_the_saturated_neuron_of_nielsen(
    capsys: Any, w: str, b: str, output: float, trained: float
) -> None:
    """300 steps at the rate 0.15 from input 1 to output 0: the worse the start, the slower."""
    values = stepped(capsys, SATURATED, f"w={w}", f"b={b}", "x=1", "y=0")
    assert round(values["a"], 2) == output
    weight, bias = float(w), float(b)
    from engine.graph import Graph

    graph = Graph.parse(SATURATED)
    for _ in range(300):
        graph.steps({"w": weight, "b": bias, "x": 1.0, "y": 0.0})
        weight -= 0.15 * graph.gradients["w"]
        bias -= 0.15 * graph.gradients["b"]
    values = stepped(capsys, SATURATED, f"w={weight}", f"b={bias}", "x=1", "y=0")
    assert round(values["a"], 2) == trained


@pytest.mark.parametrize(("x1", "x2"), [(0, 0), (0, 1), (1, 0), (1, 1)])
def test_the_xor_of_goodfellow(capsys: Any, x1: int, x2: int) -> None:
    values = stepped(capsys, XOR, f"x1={x1}", f"x2={x2}")
    assert (values["h1"], values["h2"]) == (x1 + x2, max(0, x1 + x2 - 1))
    assert values["y"] == x1 ^ x2


@pytest.mark.parametrize("text", ["-x**2", "-x^2", "−x²", "-(x)*x", "- x * x"])
def test_a_formula_may_begin_with_a_minus(capsys: Any, text: str) -> None:
    values = stepped(capsys, text, "x=-3")
    assert (values["J"], values["dJ/dx"]) == (-9, 6)


@pytest.mark.parametrize(
    ("given", "words"),
    [
        ("x=nan", "x: “nan” is not a number"),
        ("x=1e400", "x: That number is too large"),
        ("x=0,5", "0.5"),
        ("x=three", "not a number"),
        ("x=1/0", "divides by zero"),
        ("=3", "name=number"),
    ],
)
def test_what_is_no_number_is_refused_with_a_sentence(capsys: Any, given: str, words: str) -> None:
    assert main(["step", "--graph", "x**2", given]) == 2
    said = capsys.readouterr()
    assert words in said.err
    assert said.out == ""


def test_an_input_may_be_a_sum(capsys: Any) -> None:
    values = stepped(capsys, "η*x", "eta=1/4", "x=-2·10^2")
    assert values["J"] == -50
