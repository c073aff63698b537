"""The engine against programs as people write them, correct ones and with mistakes planted."""

from __future__ import annotations

from dataclasses import replace

import held_out
import numpy as np
import pytest
from planted import MISTAKES, REFERENCES, planted, program

from tutor.programs.comparison import EngineComparison, compare
from tutor.programs.matching import penalised, told_factor
from tutor.programs.program import Program
from tutor.programs.recorded import Recorded
from tutor.programs.reference import EngineRuns, Reference
from tutor.programs.running import run_program
from tutor.programs.set_ups import typed_reference

# The mistakes of which the default run takes so many; the slow one takes all.
some = pytest.mark.parametrize("every", [4, pytest.param(1, marks=pytest.mark.slow)])


def compared(code: str, reference: Reference) -> tuple[Recorded, EngineComparison]:
    run = run_program(Program("code.py", code), seconds=60)
    return run, compare(run, reference)


@pytest.mark.sampled
@pytest.mark.parametrize("name", sorted(REFERENCES))
def test_a_correct_program_is_found_equal_all_the_way(name: str) -> None:
    run, comparison = compared(program(name), REFERENCES[name])
    assert run.message == ""
    assert comparison.first is None
    depth = len(REFERENCES[name].layers) - 1
    found = {v.key for v in comparison.verdicts.values() if v.how != "different"}
    assert found >= {f"{key}[{n}]" for n in range(1, depth + 1) for key in ("Z", "dW", "db")}
    assert comparison.found > 5


@some
def test_the_first_wrong_operation_is_named_in_nine_of_ten(every: int) -> None:
    mistakes = [(name, number) for name, all in MISTAKES.items() for number in range(len(all))]
    assert len(mistakes) == 120
    wrong = []
    for name, number in mistakes[::every]:
        code, line = planted(name, number)
        run, comparison = compared(code, REFERENCES[name])
        got = comparison.first.event.line if comparison.first else run.line
        if got != line:
            wrong.append((name, number, line, got))
    assert len(wrong) <= -(-6 // every), wrong


@pytest.mark.sampled
@pytest.mark.parametrize("name", sorted(held_out.REFERENCES))
def test_a_correct_program_in_another_style_is_found_equal(name: str) -> None:
    run, comparison = compared(program(name), held_out.REFERENCES[name])
    assert run.message == ""
    assert comparison.first is None
    depth = len(held_out.REFERENCES[name].layers) - 1
    found = {v.key for v in comparison.verdicts.values() if v.how != "different"}
    # The same number is told under one of both names: the sum of a linear layer, of one example.
    assert all({f"A[{n}]", f"Z[{n}]"} & found for n in range(1, depth + 1))


@some
def test_mistakes_in_other_styles_are_named_in_nine_of_ten(every: int) -> None:
    all = held_out.MISTAKES.items()
    mistakes = [(name, number) for name, each in all for number in range(len(each))]
    assert len(mistakes) == 135
    wrong = []
    for name, number in mistakes[::every]:
        code, line = held_out.planted(name, number)
        run, comparison = compared(code, held_out.REFERENCES[name])
        got = comparison.first.event.line if comparison.first else run.line
        if got != line:
            wrong.append((name, number, line, got))
    assert len(wrong) <= -(-4 // every), wrong


def test_the_difference_shows_both_formulas_and_the_operation_itself() -> None:
    code, _ = planted("blobs_script", 4)
    _, comparison = compared(code, REFERENCES["blobs_script"])
    first = comparison.first
    assert first is not None
    assert (first.event.place.text, first.key) == ("dA2 * (dA2 > 0)", "dZ[2]")
    assert first.formula.startswith("dZ[2] = dA[2]")


@pytest.mark.parametrize(("rate", "said"), [(0.05, ""), (0.1, "the rate is to be 0.1")])
def test_another_rate_than_the_named_one_is_said(rate: float, said: str) -> None:
    code = program("blobs_script")
    assert "lr = 0.05" in code
    _, comparison = compared(code, replace(REFERENCES["blobs_script"], rate=rate))
    first = comparison.first
    assert (said in first.message) if first else not said


def test_later_iterations_start_from_the_programs_own_weights() -> None:
    code = program("blobs_script").replace("    # backward\n", "    W1[0, 0] += epoch\n")
    _, comparison = compared(code, REFERENCES["blobs_script"])
    keys = [v.key for v in comparison.verdicts.values() if v.how == "equal"]
    assert keys.count("A[3]") > 10


def test_a_parameter_updated_before_its_old_value_was_used_is_said() -> None:
    code = program("blobs_script").replace("    W2 -= lr * dW2\n", "")
    code = code.replace("    dA1 = W2.T", "    W2 -= lr * dW2\n    dA1 = W2.T")
    _, comparison = compared(code, REFERENCES["blobs_script"])
    assert comparison.first is not None
    assert comparison.first.event.place.text == "W2.T @ dZ2"
    assert "already updated" in comparison.first.message


@pytest.mark.parametrize("odd", [np.nan, np.inf])
def test_numbers_out_of_bounds_hold_no_penalty(odd: float) -> None:
    truth = EngineRuns(Reference((2, 2))).truth(
        np.eye(2), np.eye(2), [np.eye(2)], [np.zeros((2, 1))]
    )
    true, weights = truth.values["dW[1]"], np.array([[1.0, 2], [3, 5]])
    assert penalised(true + 0.5 * weights, true, weights, truth) == pytest.approx((1, 0.5))
    assert penalised(true + odd, true, weights, truth) is None
    assert penalised(true, true, weights + odd, truth) is None


def test_what_is_handed_below_the_inputs_has_no_slope_to_be_looked_at() -> None:
    code = program("deep_loop")
    assert "dA_prev = np.dot(W.T, dZ)" in code
    code = code.replace("dA_prev = np.dot(W.T, dZ)", "dA_prev = np.dot(W.T, dZ) / m")
    _, comparison = compared(code, REFERENCES["deep_loop"])
    assert comparison.first is not None
    assert comparison.first.event.place.text == "np.dot(W.T, dZ) / m"


def test_a_network_of_other_sizes_is_not_found() -> None:
    _, comparison = compared(program("logistic"), Reference((7, 5, 2)))
    assert (comparison.found, comparison.first) == (0, None)


@pytest.mark.parametrize(
    ("text", "title"),
    [
        ("2,5,3 relu", "2-5-3 relu, softmax"),
        ("3-1", "3-1 sigmoid"),
        ("1, 6, 1 tanh mse", "1-6-1 tanh, linear"),
        ("2,5,3 lr=0.1", "2-5-3 relu, softmax, rate 0.1"),
        ("A curve", "1-16-1 tanh, linear"),
        ("xor", "2-4-1 tanh, sigmoid"),
    ],
)
def test_a_network_is_typed_in_few_words(text: str, title: str) -> None:
    reference = typed_reference(text)
    assert reference is not None and reference.title == title


@pytest.mark.parametrize(
    "text", ["2", "2,x", "relu", "2,0,1", "2,3 relux", "2,99999999", "2,3 lr=x"]
)
def test_what_is_no_network_is_refused(text: str) -> None:
    with pytest.raises(ValueError):
        typed_reference(text)


def test_a_delta_with_the_name_of_an_activation_is_no_wrong_activation() -> None:
    code = (
        "import numpy as np\nrng = np.random.default_rng(0)\n"
        "X, y = rng.normal(size=(5, 2)), np.array([0, 1, 1, 0, 1])\n"
        "W1, W2 = rng.normal(size=(2, 3)), rng.normal(size=(3, 2))\n"
        "for i in range(3):\n    a1 = np.tanh(X @ W1)\n    exps = np.exp(a1 @ W2)\n"
        "    probs = exps / exps.sum(axis=1, keepdims=True)\n    delta = probs.copy()\n"
        "    delta[np.arange(5), y] -= 1\n    delta /= 5\n    dW2 = a1.T @ delta\n"
        "    hidden = delta @ W2.T * (1 - a1 ** 2)\n    dW1 = X.T @ hidden\n"
        "    W1 -= 0.1 * dW1\n    W2 -= 0.1 * dW2\n"
    )
    _, comparison = compared(code, Reference((2, 3, 2), "tanh"))
    assert comparison.first is None and comparison.beside is None and comparison.found == 3


def test_a_wrong_slope_stands_beside_the_one_that_is_meant() -> None:
    code = (
        "import numpy as np\nrng = np.random.default_rng(0)\n"
        "X, Y = rng.normal(size=(2, 5)), np.eye(2)[[0, 1, 1, 0, 1]].T\n"
        "W1, b1 = rng.normal(size=(3, 2)), np.zeros((3, 1))\n"
        "W2, b2 = rng.normal(size=(2, 3)), np.zeros((2, 1))\n"
        "for i in range(3):\n    Z1 = W1 @ X + b1\n    A1 = np.tanh(Z1)\n    Z2 = W2 @ A1 + b2\n"
        "    A2 = np.exp(Z2) / np.exp(Z2).sum(axis=0)\n    dZ2 = (A2 - Y) / 5\n"
        "    dW2 = dZ2 @ A1.T\n    dZ1 = W2.T @ dZ2 * (1 - Z1 ** 2)\n    dW1 = dZ1 @ X.T\n"
        "    W1 -= 0.1 * dW1\n    W2 -= 0.1 * dW2\n"
    )
    run = run_program(Program("c.py", code))
    first = compare(run, Reference((2, 3, 2), "tanh")).first
    assert first and first.event.place.text == "1 - Z1 ** 2"
    assert first.message == "This is 1 − Z[1]²; tanh′(Z[1]) is meant."
    assert first.value and first.value.array.shape == (3, 5)
    A1 = next(e for e in run.operations if e.name == "A1").value.array
    assert np.allclose(first.value.array, 1 - A1**2)


def test_lines_are_told_apart_by_what_they_belong_to() -> None:
    code = program("two_layer_class")
    _, comparison = compared(code, REFERENCES["two_layer_class"])
    lines = dict(enumerate(code.splitlines(), 1))
    told = {lines[number].strip(): phase for number, phase in comparison.phases.items()}
    assert told["hidden = np.maximum(0, X.dot(W1) + b1)"] == "forward"
    assert told["loss = -np.sum(np.log(probs[np.arange(N), y])) / N"] == "loss"
    assert told['grads["W2"] = hidden.T.dot(dscores)'] == "backward"
    assert told["self.params[name] -= learning_rate * grads[name]"] == "update"


def test_what_has_become_nan_is_equal_to_nothing() -> None:
    code = (
        "import numpy as np\nrng = np.random.default_rng(0)\n"
        "X, Y = rng.normal(size=(2, 5)), rng.normal(size=(1, 5))\n"
        "W1, b1 = rng.normal(size=(3, 2)), np.zeros((3, 1))\n"
        "W2, b2 = rng.normal(size=(1, 3)), np.zeros((1, 1))\n"
        "for i in range(900):\n    Z1 = W1 @ X + b1\n    A1 = np.maximum(Z1, 0)\n"
        "    A2 = W2 @ A1 + b2\n    dZ2 = 2 * (A2 - Y) / 5\n    dW2 = dZ2 @ A1.T\n"
        "    dZ1 = W2.T @ dZ2 * (Z1 > 1)\n    dW1 = dZ1 @ X.T\n"
        "    W1 -= 9.0 * dW1\n    W2 -= 9.0 * dW2\n"
    )
    reference = Reference((2, 3, 1), "relu", "linear", "mse")
    begun = compare(run_program(Program("c.py", code)), reference)
    assert begun.first is not None and not begun.is_lost
    lost = compare(run_program(Program("c.py", code), 14_000), reference)
    assert lost.is_lost and lost.first is None and not lost.verdicts


@pytest.mark.parametrize(
    ("kind", "said"),
    [
        ("relu", "dZ[1] = dA[1] ⊙ relu′(Z[1])   relu′(z) = 1 where z > 0"),
        ("leaky_relu", "⊙ leaky_relu′(Z[1])   leaky_relu′(z) = 1 where z > 0, else 0.01"),
        ("tanh", "dZ[1] = dA[1] ⊙ (1 − A[1] ⊙ A[1])"),
    ],
)
def test_the_slope_of_relu_is_called_by_its_name(kind: str, said: str) -> None:
    weights, biases = [np.ones((3, 2)), np.ones((1, 3))], [np.zeros((3, 1)), np.zeros((1, 1))]
    given = np.ones((2, 4)), np.ones((1, 4))
    truth = EngineRuns(Reference((2, 3, 1), kind)).truth(*given, weights, biases)
    assert truth.formulas["dZ[1]"].endswith(said)


def test_a_part_is_told_as_a_fraction() -> None:
    assert told_factor(1 / 60, 7) == "It is 1/60 of the engine's."
    assert told_factor(-0.5, 7) == "It is −1/2 of the engine's."
    assert told_factor(0.3, 7) == "It is 0.3 times the engine's."
    assert told_factor(-3, 7) == "It is −3 times the engine's."
