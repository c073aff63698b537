"""Where a slope is taken at the wrong value, the function is told or its call, by what tells."""

from __future__ import annotations

import pytest

from tutor.programs.comparison import compare
from tutor.programs.program import Program
from tutor.programs.reference import Reference
from tutor.programs.running import run_program

BEGIN = """import numpy as np
rng = np.random.default_rng(0)
X = rng.normal(size=(20, 2))
y = X[:, :1] * X[:, 1:] > 0
def squash(x):
    return 1 / (1 + np.exp(-x))
def bend(x):
    return squash(x) * (1 - squash(x))  # of a sum
V, a = rng.normal(size=(2, 4)), np.zeros(4)
W, b = rng.normal(size=(4, 1)), np.zeros(1)
"""
STEPS = """
    W -= 0.1 * first.T @ end / 20
    b -= 0.1 * end.mean(axis=0)
    V -= 0.1 * X.T @ back / 20
    a -= 0.1 * back.mean(axis=0)
"""
ALL_CALLS = """for step in range(6):
    low = X @ V + a
    first = squash(low)
    high = first @ W + b
    out = squash(high)
    end = 2 * (out - y) * bend(out)
    back = end @ W.T * bend(first)
"""
ONE_CALL = ALL_CALLS.replace("bend(out)", "bend(high)")
NO_SUMS = """for step in range(6):
    first = squash(X @ V + a)
    out = squash(first @ W + b)
    end = 2 * (out - y) * out * (1 - out)
    back = end @ W.T * bend(first)
"""
NAMED = NO_SUMS.replace("first = ", "low = X @ V + a; first = ")
LAMBDAS = (
    """pair = (lambda x: 1 / (1 + np.exp(-x)),
    lambda x: x * (1 - x))
for step in range(6):
    low = X @ V + a
    first = pair[0](low)
    out = pair[0](first @ W + b)
    end = 2 * (out - y) * out * (1 - out)
    back = end @ W.T * pair[1](low)
"""
    + STEPS
)
OUTPUTS = "    return x * (1 - x)  # of what squash gives"
OWN = "    return squash(x) * (1 - squash(x))  # of a sum"
FUNCTION = "squash(x) * (1 - squash(x))"


def _line(text: str) -> str | None:
    program = Program("net.py", text)
    network = Reference((2, 4, 1), "sigmoid", "sigmoid", "mse")
    first = compare(run_program(program), network).first
    return first and program.lines[first.event.line - 1].strip()


@pytest.mark.sampled
@pytest.mark.parametrize(
    ("text", "line"),
    [
        pytest.param(BEGIN + ALL_CALLS + STEPS, f"return {FUNCTION}  # of a sum", id="all calls"),
        pytest.param(BEGIN + ONE_CALL + STEPS, "back = end @ W.T * bend(first)", id="one call"),
        pytest.param(BEGIN + NO_SUMS + STEPS, f"return {FUNCTION}  # of a sum", id="no sums"),
        pytest.param(BEGIN + NAMED + STEPS, "back = end @ W.T * bend(first)", id="sums at hand"),
        pytest.param(
            (BEGIN + NAMED + STEPS)
            .replace("bend(x):\n", "bend(out):\n")
            .replace(FUNCTION, "squash(out) * (1 - squash(out))"),
            "return squash(out) * (1 - squash(out))  # of a sum",
            id="argument called an output",
        ),
        pytest.param(BEGIN + LAMBDAS, "lambda x: x * (1 - x))", id="of sums like its pair"),
        pytest.param(
            BEGIN + LAMBDAS.replace("x * (1 - x)", FUNCTION).replace("[1](low", "[1](first"),
            "back = end @ W.T * pair[1](first)",
            id="call of a lambda",
        ),
    ],
)
def test_the_function_or_its_call_is_told(text: str, line: str) -> None:
    assert _line(text) == line


def test_functions_of_sums_and_of_outputs_are_right() -> None:
    sums = ONE_CALL.replace("bend(first)", "bend(low)")
    assert _line(BEGIN + sums + STEPS) is None
    assert _line(BEGIN.replace(OWN, OUTPUTS) + ALL_CALLS + STEPS) is None


@pytest.mark.parametrize("function", ["def squash(x):\n    return ", "squash = lambda x: "])
def test_an_activation_that_is_right_in_one_layer_is_called_wrongly_in_another(
    function: str,
) -> None:
    text = BEGIN.replace("def squash(x):\n    return ", function) + ONE_CALL + STEPS
    program = Program("net.py", text.replace("bend(high)", "1").replace("bend(first)", "bend(low)"))
    linear = Reference((2, 4, 1), "sigmoid", "linear", "mse")
    first = compare(run_program(program), linear).first
    assert first is not None
    assert first.event.place.text == "squash(high)"
    assert first.message == "This is sigmoid(Z[2]); Z[2] itself is meant."
