"""What correct programs do besides the engine's steps: nothing of it is called a mistake."""

from __future__ import annotations

import pytest
from planted import REFERENCES, program

from tutor.plots.cells import plain
from tutor.programs.comparison import EngineComparison, compare
from tutor.programs.findings import notes_of
from tutor.programs.program import Program
from tutor.programs.recorded import Recorded
from tutor.programs.reference import Reference
from tutor.programs.running import run_program

TANH = Reference((2, 5, 1), "tanh", "linear", "mse")
REGRESSION = """import numpy as np
rng = np.random.default_rng(7)
X = rng.normal(size=(16, 2))
y = X[:, :1] * X[:, 1:]
W1 = rng.normal(size=(2, 5)) * 0.5
b1 = np.zeros((1, 5))
W2 = rng.normal(size=(5, 1)) * 0.5
b2 = np.zeros((1, 1))
lr = 0.05
sW1 = sb1 = sW2 = sb2 = 0

for epoch in range(6):
    h = np.tanh(X @ W1 + b1)
    out = h @ W2 + b2
    err = out - y
    loss = (err**2).mean()
    dout = 2 * err / len(X)
    dW2 = h.T @ dout
    db2 = dout.sum(0, keepdims=True)
    dz1 = dout @ W2.T * (1 - h * h)
    dW1 = X.T @ dz1
    db1 = dz1.sum(0, keepdims=True)
    # between
    W1 -= lr * dW1
    b1 -= lr * db1
    W2 -= lr * dW2
    b2 -= lr * db2
"""
NORM = """norm = np.sqrt(sum((g**2).sum() for g in (dW1, db1, dW2, db2)))
    if norm > 0.1:
        dW1, db1, dW2, db2 = (g * 0.1 / norm for g in (dW1, db1, dW2, db2))"""
SQUARES = """sW1 = sW1 + dW1**2
    sb1 = sb1 + db1**2
    sW2 = sW2 + dW2**2
    sb2 = sb2 + db2**2"""
CHECK = """    if i == 3:
        kept = parameters["W1"][0, 0]
        parameters["W1"][0, 0] = kept + 1e-5
        up = compute_cost(forward_propagation(X, parameters)[0], Y)
        parameters["W1"][0, 0] = kept - 1e-5
        down = compute_cost(forward_propagation(X, parameters)[0], Y)
        parameters["W1"][0, 0] = kept
        gap = (up - down) / 2e-5 - grads["dW1"][0, 0]
"""
PENALTY = """dW1 = dW1 + 0.02 * W1
    dW2 = dW2 + 0.02 * W2"""
CLIP = """dW1 = np.clip(dW1, -0.05, 0.05)
    dW2 *= min(1, 0.1 / np.linalg.norm(dW2))"""
ALONE = """best = loss
    W1 *= 1 - lr * 0.01"""
# Each with what stands in the program, and what stands there instead.
BESIDE = {
    "weighed examples": [
        ("lr = 0.05", "lr = 0.05\nworth = rng.uniform(0.5, 2, size=(16, 1))"),
        ("(err**2).mean()", "(worth * err**2).mean()"),
        ("2 * err / len(X)", "2 * worth * err / len(X)"),
    ],
    "sizes of weights": [
        ("(err**2).mean()", "(err**2).mean() + 0.01 * np.abs(W1).sum()"),
        ("X.T @ dz1", "X.T @ dz1 + 0.01 * np.sign(W1)"),
    ],
    "a way round the layer": [
        ("out = h @ W2 + b2", "out = h @ W2 + b2 + 0.5 * X[:, :1]"),
    ],
    "a loss without a known name": [
        ("(err**2).mean()", "np.where(np.abs(err) < 1, err**2 / 2, np.abs(err) - 0.5).mean()"),
        ("loss =", "huber ="),
        ("2 * err / len(X)", "np.clip(err, -1, 1) / len(X)"),
    ],
    "another loss": [
        ("loss = (err**2).mean()", "loss = np.log(np.cosh(err)).mean()"),
        ("2 * err / len(X)", "np.tanh(err) / len(X)"),
    ],
}
DROPOUT = [
    (
        "h = np.tanh(X @ W1 + b1)",
        "h = np.tanh(X @ W1 + b1)\n    drop = rng.random(h.shape) < 0.8",
    ),
    ("out = h @ W2", "out = (h * drop) @ W2"),
    ("h.T @ dout", "(h * drop).T @ dout"),
    ("(1 - h * h)", "drop * (1 - h * h)"),
]
STEPS = {
    "biases at another rate": [
        ("b1 -= lr * db1", "b1 -= 2 * lr * db1"),
        ("b2 -= lr", "b2 -= 2 * lr"),
    ],
    "a rate for each input": [("W1 -= lr * dW1", "W1 -= lr * dW1 / X.var(axis=0)[:, None]")],
    "the mean in the step": [
        ("dout = 2 * err / len(X)", "dout = 2 * err"),
        ("-= lr * d", "-= lr / 16 * d"),
    ],
    "half the square's slope": [("dout = 2 * err", "dout = err")],
    "numpy's names of the operators": [
        ("err = out - y", "err = np.subtract(out, y)"),
        ("h = np.tanh(X @ W1 + b1)", "h = np.tanh(np.add(np.matmul(X, W1), b1))"),
    ],
    "a gradient made smooth by its curvature": [
        ("W1 -= lr * dW1", "W1 -= lr * np.linalg.solve(X.T @ X / 16 + np.eye(2), dW1)"),
    ],
    "tried out, and not kept": [
        ("    # between", "    near = W1 + 0.1 * dW1 / np.linalg.norm(dW1)\n    # between"),
    ],
}
MADE_DATA = """import numpy as np
rng = np.random.default_rng(3)
X = rng.normal(size=(20, 3))
y = (X @ np.array([1.0, -2.0, 0.5]) + 0.3 * rng.normal(size=20) > 0).astype(int)
w = np.zeros(3)
b = 0.1
for epoch in range(5):
    p = 1 / (1 + np.exp(-(X @ w + b)))
    loss = -np.mean(y * np.log(p) + (1 - y) * np.log(1 - p))
    dw = X.T @ (p - y) / 20
    db = np.mean(p - y)
    w = w - 0.1 * dw
    b = b - 0.1 * db
"""


def ran(code: str, reference: Reference) -> tuple[Recorded, EngineComparison]:
    run = run_program(Program("habit.py", code), seconds=60)
    assert not run.message
    return run, compare(run, reference)


def compared(code: str, reference: Reference) -> EngineComparison:
    return ran(code, reference)[1]


def edited(code: str, edits: list[tuple[str, str]]) -> str:
    for before, after in edits:
        assert before in code
        code = code.replace(before, after)
    return code


@pytest.mark.parametrize(
    "between",
    [NORM, SQUARES, PENALTY, CLIP, ALONE],
    ids=["clipped", "squares from 0", "penalised", "clipped under its name", "decays alone"],
)
def test_what_stands_between_the_gradients_and_the_steps_is_no_mistake(between: str) -> None:
    code = REGRESSION.replace("# between", between)
    if between is SQUARES:
        for name in ("W1", "b1", "W2", "b2"):
            code = code.replace(f"lr * d{name}", f"lr * d{name} / np.sqrt(s{name} + 1e-8)")
    result = compared(code, TANH)
    assert (result.found >= 6, result.first) == (True, None)


@pytest.mark.parametrize("habit", STEPS)
def test_steps_of_another_kind_are_no_mistakes(habit: str) -> None:
    result = compared(edited(REGRESSION, STEPS[habit]), TANH)
    assert (result.found >= 6, result.first) == (True, None)


@pytest.mark.sampled
@pytest.mark.parametrize("habit", BESIDE)
def test_what_the_reference_does_not_do_is_named_and_not_accused(habit: str) -> None:
    run, result = ran(edited(REGRESSION, BESIDE[habit]), TANH)
    assert (result.found >= 6, result.first) == (True, None)
    assert result.beside is not None
    said = plain(notes_of(run, result).boxes[-1][1])
    assert f"Line {result.beside.line}:" in said and "cannot be compared" in said


def test_dropout_is_followed_forward_and_backward() -> None:
    result = compared(edited(REGRESSION, DROPOUT), TANH)
    assert (result.first, result.beside) == (None, None)
    found = {verdict.key for verdict in result.verdicts.values() if verdict.how != "different"}
    assert found >= {"dW[1]", "db[1]", "dZ[1]", "dW[2]"}


def test_a_leak_of_its_own_is_no_mistake_in_32_bits_either() -> None:
    code = edited(
        program("closures"),
        [
            ("xs - xs.mean(axis=0)", "(xs - xs.mean(axis=0)).astype(np.float32)"),
            ("/ np.sqrt(n_in)", "/ np.float32(np.sqrt(n_in))"),
            ("rng.normal(size=(n_in, n_out))", "rng.normal(size=(n_in, n_out)).astype(np.float32)"),
            ("np.zeros(n_out)", "np.zeros(n_out, np.float32)"),
        ],
    )
    assert compared(code, Reference((2, 8, 8, 3), "leaky_relu")).first is None


@pytest.mark.sampled
@pytest.mark.parametrize(
    ("right", "wrong", "named"),
    [
        ("drop * (1 - h * h)", "(1 - h * h)", "dz1 = dout"),
        ("drop * (1 - h * h)", "drop / 0.8 * (1 - h * h)", "dz1 = dout"),
        ("(h * drop).T @ dout", "h.T @ dout", "dW2 = h.T"),
        ("dz1.sum(0", "dz1.mean(0", "db1 = "),
        ("b2 -= lr", "b2 += lr", "b2 += lr"),
    ],
)
def test_a_mistake_beside_dropout_is_named(right: str, wrong: str, named: str) -> None:
    code = edited(edited(REGRESSION, DROPOUT), [(right, wrong)])
    first = compared(code, TANH).first
    assert first is not None
    assert code.split("\n")[first.event.line - 1].strip().startswith(named)


def test_a_wrong_slope_beside_a_penalty_is_named() -> None:
    code = edited(REGRESSION, BESIDE["sizes of weights"])
    first = compared(code.replace("(1 - h * h)", "(1 - h)"), TANH).first
    assert first is not None and first.event.place.text == "1 - h"


def test_a_cell_that_is_put_back_after_a_gradient_check_is_no_step() -> None:
    before = "    parameters = update_parameters("
    code = program("dictionaries").replace(before, CHECK + before)
    result = compared(code, REFERENCES["dictionaries"])
    assert (result.found >= 6, result.first) == (True, None)


@pytest.mark.parametrize("turned", ["dW1 = -0.5 * dW1", "dW1 = dW1 * dW1"])
def test_a_gradient_that_is_turned_or_squared_afterwards_is_said(turned: str) -> None:
    first = compared(REGRESSION.replace("# between", turned), TANH).first
    assert first is not None and "dW1" in first.event.place.text


def test_data_that_the_program_makes_with_a_product_are_no_layer() -> None:
    result = compared(MADE_DATA, Reference((3, 1)))
    assert (result.found >= 5, result.first) == (True, None)
    first = compared(
        MADE_DATA.replace("np.exp(-(X @ w + b))", "np.exp(-(X @ w - b))"), Reference((3, 1))
    ).first
    assert first is not None and first.event.line == 8


def test_every_number_that_climbs_is_said_at_its_step() -> None:
    code = REGRESSION.replace("# between", SQUARES)
    for name in ("W1", "b1", "W2", "b2"):
        step = f"{name} = {name} + lr * d{name} / np.sqrt(s{name} + 1e-8)"
        code = code.replace(f"{name} -= lr * d{name}", step)
    first = compared(code, TANH).first
    assert first is not None and first.event.name == "W1" and "up the slope" in first.message


def test_a_single_number_is_no_loss_by_an_odd_factor() -> None:
    code = edited(REGRESSION, [("(err**2).mean()", "(err**2).mean() * 2 / 16 / 16")])
    first = compared(code, TANH).first
    assert first is not None and "16 / 16" in first.event.place.text


ONE_BY_ONE = """import numpy as np
rng = np.random.default_rng(7)
points = [(np.array([u]), np.array([np.cos(3 * u)])) for u in rng.uniform(-1, 1, 9)]
W1 = rng.normal(size=(6, 1))
b1 = rng.normal(size=6) * 0.1
W2 = rng.normal(size=(1, 6)) * 0.5
b2 = np.zeros(1)
for x, y in points:
    z1 = W1.dot(x) + b1
    a1 = np.tanh(z1)
    y_hat = W2.dot(a1) + b2
    loss = 0.5 * np.sum((y_hat - y) ** 2)
    dy = y_hat - y
    dz1 = W2.T.dot(dy) * (1 - a1**2)
    dW2 = np.outer(dy, a1)
    W1 = W1 - 0.1 * np.outer(dz1, x)
    b1 = b1 - 0.1 * dz1
    W2 = W2 - 0.1 * dW2
    b2 = b2 - 0.1 * dy
"""


def test_weights_times_a_single_input_are_no_penalty() -> None:
    reference = Reference((1, 6, 1), "tanh", "linear", "mse")
    assert compared(ONE_BY_ONE, reference).first is None
    first = compared(ONE_BY_ONE.replace("np.outer(dy, a1)", "np.outer(dy, z1)"), reference).first
    assert first is not None and first.event.place.text == "np.outer(dy, z1)"


@pytest.mark.parametrize(
    ("name", "reference"),
    [
        ("moments_in_place", Reference((4, 8, 3))),
        ("decay_in_the_step", Reference((4, 7, 3), "tanh")),
    ],
)
def test_steps_of_adam_are_no_mistakes(name: str, reference: Reference) -> None:
    """Moments begin with zeros as biases do; a bias of three numbers may rise against its slope."""
    result = compared(program(name), reference)
    assert (result.found >= 6, result.first) == (True, None)


def test_one_parameter_that_climbs_by_a_rate_for_each_number_is_said() -> None:
    code = REGRESSION.replace("# between", SQUARES)
    for name, step in (("W1", "+"), ("b1", "-"), ("W2", "-"), ("b2", "-")):
        after = f"{name} = {name} {step} lr * d{name} / np.sqrt(s{name} + 1e-8)"
        code = code.replace(f"{name} -= lr * d{name}", after)
    first = compared(code, TANH).first
    assert first is not None and first.event.name == "W1"


OF_CLASSES = "np.array([1.0, 2.0])[yb.astype(int)]"
AFTER_ALL = [
    ("for start in", "sums = [0, 0, 0, 0]\n    for start in"),
    ("/ len(xb)", "/ len(X_all)"),
    ("W1 -= alpha * dW1", "sums = [s + g for s, g in zip(sums, (dW1, db1, dW2, db2))]"),
    ("        b1 -= alpha * db1", "    for p, g in zip((W1, b1, W2, b2), sums):"),
    ("W2 -= alpha * dW2\n", "p -= alpha * g\n"),
    ("        b2 -= alpha * db2\n", ""),
]
"""Steps are taken once all batches have gone by."""
BATCHES = {
    "all are counted": AFTER_ALL,
    "all are counted in the loss, too": [
        ("(1 - yhat)).mean()", "(1 - yhat)).sum() / len(X_all)"),
        ("/ len(xb)", "/ len(X_all)"),
    ],
    "classes weigh": [("(yhat - yb) /", f"(yhat - yb) * {OF_CLASSES} /")],
    "classes weigh by a choice": [("(yhat - yb) /", "(yhat - yb) * np.where(yb == 1, 2, 0.5) /")],
    "classes weigh first": [("(yhat - yb) /", "(1 + 2 * yb) * (yhat - yb) /")],
}


@pytest.mark.sampled
@pytest.mark.parametrize("has_loss", [True, False])
@pytest.mark.parametrize("habit", BATCHES)
def test_batches_that_count_all_or_weigh_classes_are_no_mistakes(
    habit: str, has_loss: bool
) -> None:
    code = edited(program("minibatches"), BATCHES[habit])
    has_loss |= "too" in habit
    lines = (each for each in code.split("\n") if has_loss or "loss = " not in each)
    result = compared("\n".join(lines), REFERENCES["minibatches"])
    assert (result.found >= 6, result.first) == (True, None)


@pytest.mark.sampled
@pytest.mark.parametrize(
    ("right", "wrong"),
    [
        ("dz2.sum(axis=0)", "dz2.sum(axis=0) / len(X_all)"),
        ("(yhat - yb) / len(xb)", "(yhat - yb) * yhat * (1 - yhat) / len(xb)"),
        ("h1.T @ dz2", "h1.T @ dz2 * len(xb) / len(X_all)"),
        ("(yhat - yb) / len(xb)", "(yhat - yb) / len(X_all)"),
        ("(yhat - yb) / len(xb)", "(yhat - yb) / xb.shape[1]"),
        ("(1 - yhat)).mean()", "(1 - yhat)).sum() / xb.shape[1]"),
    ],
)
def test_a_batch_that_is_divided_otherwise_is_said(right: str, wrong: str) -> None:
    code = edited(program("minibatches"), [(right, wrong)])
    first = compared(code, REFERENCES["minibatches"]).first
    at = code[: code.index(wrong)].count("\n") + 1
    assert first is not None and first.event.line == at


UNNAMED = [
    ("dW2", "up"),
    ("db2", "top"),
    ("dW1", "low"),
    ("db1", "foot"),
    ("dz1", "back"),
    ("dout", "front"),
]
"""Names that tell of no gradient."""
OWN_LOSSES = {
    "a soft edge": [
        ("(err**2).mean()", "np.where(np.abs(err) < 1, err**2 / 2, np.abs(err) - 0.5).mean()"),
        ("2 * err / len(X)", "np.clip(err, -1, 1) / len(X)"),
    ],
    "a quantile": [
        ("(err**2).mean()", "np.maximum(-0.8 * err, 0.2 * err).mean()"),
        ("2 * err / len(X)", "np.where(err < 0, -0.8, 0.2) / len(X)"),
    ],
    "weights by the targets": [
        ("(err**2).mean()", "((1 + (y > 0)) * err**2).mean()"),
        ("2 * err / len(X)", "2 * (1 + (y > 0)) * err / len(X)"),
    ],
    "two losses": [
        ("(err**2).mean()", "(err**2).mean() + 0.3 * np.abs(err).mean()"),
        ("2 * err / len(X)", "(2 * err + 0.3 * np.sign(err)) / len(X)"),
    ],
    "a mixed mean": [
        ("dz1 = dout @ W2.T", "dh = 2 * err @ W2.T / len(X)\n    dz1 = dh"),
        ("2 * err / len(X)\n    dW2 = h.T @ dout", "err\n    dW2 = 2 * h.T @ dout / len(X)"),
        ("dout.sum(0, keepdims=True)", "2 * dout.mean(0, keepdims=True)"),
    ],
}


@pytest.mark.sampled
@pytest.mark.parametrize("has_names", [True, False])
@pytest.mark.parametrize("habit", OWN_LOSSES)
def test_slopes_of_the_programs_own_loss_are_right_by_any_name(habit: str, has_names: bool) -> None:
    code = edited(edited(REGRESSION, OWN_LOSSES[habit]), [] if has_names else UNNAMED)
    result = compared(code, TANH)
    assert (result.found >= 6, result.first) == (True, None)


@pytest.mark.parametrize(
    ("right", "wrong"),
    [
        ("np.clip(err, -1, 1) / len(X)", "np.clip(err, -1, 1) * err / len(X)"),
        ("h.T @ dout", "h.T @ (2 * dout - err)"),
        ("(1 - h * h)", "(1 - h)"),
    ],
)
def test_what_is_no_slope_of_the_programs_own_loss_is_said_by_any_name(
    right: str, wrong: str
) -> None:
    code = edited(edited(REGRESSION, OWN_LOSSES["a soft edge"]), [(right, wrong)])
    assert compared(edited(code, UNNAMED), TANH).first is not None


ONE_OUTPUT = """import numpy as np
rng = np.random.default_rng(1)
X, y = rng.normal(size=(30, 3)), rng.normal(size=30)
w_hid, b_hid = rng.normal(size=(14, 3)), np.zeros(14)
w_out, b_out = rng.normal(size=14) * 0.3, 0.0
for plant, truth in zip(X, y):
    hid = 1 / (1 + np.exp(-(np.dot(w_hid, plant) + b_hid)))
    answer = np.dot(w_out, hid) + b_out
    miss = answer - truth
    blame_w_out = miss * hid
    blame_hid = miss * w_out * hid * (1 - hid)
    w_out = w_out - 0.1 * blame_w_out
    b_out = b_out - 0.1 * miss
    w_hid = w_hid - 0.1 * np.outer(blame_hid, plant)
    b_hid = b_hid - 0.1 * blame_hid
"""


def test_one_output_of_one_example_scales_what_goes_up_its_slope() -> None:
    """The gradient of its weights is a number times what the units below give."""
    reference = Reference((3, 14, 1), "sigmoid", "linear", "mse")
    correct = compare(run_program(Program("code.py", ONE_OUTPUT)), reference)
    assert correct.first is None and correct.found > 5
    turned = ONE_OUTPUT.replace("miss = answer - truth", "miss = truth - answer")
    first = compare(run_program(Program("code.py", turned)), reference).first
    assert first is not None and first.event.place.text == "truth - answer"
    assert first.message == "The sign is turned."


PARTS_ADDED_UP = """
    gW1, gb1, gW2, gb2 = np.zeros_like(W1), np.zeros_like(b1), np.zeros_like(W2), np.zeros_like(b2)
    for k in range(4):
        xb, yb = X[4 * k : 4 * k + 4], y[4 * k : 4 * k + 4]
        h = np.tanh(xb @ W1 + b1)
        err = h @ W2 + b2 - yb
        dout = 2 * err / len(X)
        gW2 += h.T @ dout
        gb2 += dout.sum(0, keepdims=True)
        dz1 = dout @ W2.T * (1 - h * h)
        gW1 += xb.T @ dz1
        gb1 += dz1.sum(0, keepdims=True)
    sW1, sb1 = 0.9 * sW1 + 0.1 * gW1**2, 0.9 * sb1 + 0.1 * gb1**2
    sW2, sb2 = 0.9 * sW2 + 0.1 * gW2**2, 0.9 * sb2 + 0.1 * gb2**2
    W1 -= lr * gW1 / (np.sqrt(sW1) + 1e-8)
    b1 -= lr * gb1 / (np.sqrt(sb1) + 1e-8)
    W2 -= lr * gW2 / (np.sqrt(sW2) + 1e-8)
    b2 -= lr * gb2 / (np.sqrt(sb2) + 1e-8)
"""


@pytest.mark.parametrize("begin", ["rng.normal(size=(5, 1)) * 0.5", "np.zeros((5, 1))"])
def test_parts_of_the_data_that_are_added_up_are_no_mistake(begin: str) -> None:
    """Each part's gradient is a quarter of its mean, and that of zeros is nothing at first."""
    start = REGRESSION.replace("rng.normal(size=(5, 1)) * 0.5", begin)
    code = start[: start.index("    h = ")] + PARTS_ADDED_UP
    run = run_program(Program("code.py", code))
    assert compare(run, TANH).first is None


TAKEN_AWAY = """import math
import numpy as np
rng = np.random.default_rng(1)
X = rng.normal(size=(2, 12))
y = [1 if x > 0 else 0 for x in X[0]]
w1, b1 = rng.normal(size=(6, 2)), np.zeros((6, 1))
w2, b2 = rng.normal(size=(1, 6)), np.zeros((1, 1))
loss = 0
for k in range(12):
    x, t = X[:, [k]], y[k]
    h = np.tanh(w1 @ x + b1)
    out = 1 / (1 + np.exp(-(w2 @ h + b2)))
    p = out.item()
    loss -= t * math.log(p) + (1 - t) * math.log(1 - p)
    d = out - t
    dh = (w2.T @ d) * (1 - h ** 2)
    w2 -= 0.1 * d @ h.T
    b2 -= 0.1 * d
    w1 -= 0.1 * dh @ x.T
    b1 -= 0.1 * dh
"""


def test_a_sum_that_logarithms_are_taken_from_is_a_loss() -> None:
    reference = Reference((2, 6, 1), "tanh")
    compared = compare(run_program(Program("code.py", TAKEN_AWAY)), reference)
    assert compared.first is None and compared.found > 5
    wrong = TAKEN_AWAY.replace("+ (1 - t) * math.log(1 - p)", "+ (1 - t) * math.log(p)")
    first = compare(run_program(Program("code.py", wrong)), reference).first
    assert first is not None and first.event.line == 14
    none = TAKEN_AWAY.replace("X[:, [k]], y[k]", "X[:, 12:], y[k]").replace("out.item()", "0.5")
    assert compare(run_program(Program("code.py", none)), reference).first is None
