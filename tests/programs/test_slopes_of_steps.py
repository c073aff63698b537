"""A gradient check looks at all that is stepped, and says what it did not check."""

from __future__ import annotations

import pytest

from tutor.plots.cells import plain
from tutor.programs.program import program_of_text
from tutor.programs.running import run_program
from tutor.programs.slope_rows import check_rows, sentence
from tutor.programs.slopes.check import SlopeCheck, are_right, check_gradients

DATA = """
import numpy as np
rng = np.random.default_rng(0)
x = rng.normal(size=(50, 3))
t = x @ np.array([[1.0], [2.0], [3.0]]) + 0.5
"""
LINE = """
w, b = np.zeros((3, 1)), 0.0
errors = []
for turn in range(9):
    d = x @ w + b - t
    {loss}
    w {step}
    b -= 0.1 * 2 * d.mean()
"""
MSE = "loss = np.mean(d ** 2)"
NET = """
y = (x[:, :1] > 0) * 1.0
W1, b1 = rng.normal(size=(3, 4)), np.zeros(4)
W2, b2 = rng.normal(size=(4, 1)), np.zeros(1)
for turn in range(9):
    a1 = np.tanh(x @ W1 + b1)
    a2 = 1 / (1 + np.exp(-(a1 @ W2 + b2)))
    {loss}
    dz2 = (a2 - y) / 50
    dW2, db2 = a1.T @ dz2, dz2.sum(axis=0)
    {early}
    dz1 = dz2 @ W2.T * (1 - a1 ** 2)
    dW1, db1 = x.T @ dz1, {db1}
    W1 -= dW1; b1 -= db1; b2 -= db2
    {late}
"""
ENTROPY = "-np.mean(y * np.log(a2) + (1 - y) * np.log(1 - a2))"
LATE = "W2 -= dW2"


def checked(code: str) -> SlopeCheck:
    given = program_of_text("code.py", DATA + code)
    run = run_program(given, seconds=60)
    return check_gradients(given, run, run.operations[0], by_steps=True)


def line(loss: str = MSE, step: str = "-= 0.1 * 2 * x.T @ d / 50") -> SlopeCheck:
    return checked(LINE.format(loss=loss, step=step))


def net(
    loss: str = f"J = {ENTROPY}", early: str = "", late: str = LATE, db1: str = "dz1.sum(axis=0)"
) -> SlopeCheck:
    return checked(NET.format(loss=loss, early=early, late=late, db1=db1))


@pytest.mark.parametrize(
    "loss",
    [
        MSE,
        "errors.append(np.mean(d ** 2))",
        "errors.append((d * d).sum() / 50)",
        "print(f'{turn} {np.square(d).mean():.3f}')",
        "print(turn, np.mean(np.abs(d)), np.mean((x @ w + b - t) ** 2), np.mean(d ** 2))",
    ],
)
def test_a_loss_needs_no_name(loss: str) -> None:
    check = line(loss)
    assert are_right(check) and len(check.gradients) == 2
    assert "every gradient is the slope of" in sentence(check)


def test_an_entropy_needs_no_name_and_may_come_at_times() -> None:
    check = net(f"if turn % 4 == 0: print({ENTROPY})")
    assert are_right(check) and len(check.gradients) == 4


def test_a_loss_of_one_example_is_added_up_without_a_name() -> None:
    code = """
w, c = np.array([0.1, 0.2, 0.3]), 0.1
r = 0.2
for turn in range(2):
    E = 0
    for i in range(9):
        o = 1 / (1 + np.exp(-(w @ x[i] + c)))
        e = t[i, 0] - o
        E += 0.5 * e ** 2
        d = e * o * (1 - o)
        w += r * d * x[i]
        c += r * d
"""
    check = checked(code)
    assert len(check.gradients) == 2 and are_right(check)
    assert "with its sign turned, and is added: it goes down" in sentence(check)
    assert not are_right(checked(code.replace("r * d * x[i]", "r * d * x[i] ** 2")))


def test_a_measure_of_other_outputs_is_no_loss() -> None:
    other = "p = 1 / (1 + np.exp(-(np.tanh(x[:9] @ W1 + b1) @ W2 + b2)))"
    assert "No loss was found" in sentence(net(f"{other}; loss = np.mean((p - y[:9]) ** 2)"))
    assert "No loss was found" in sentence(line("errors.append(np.mean(np.abs(d)))"))


@pytest.mark.parametrize(
    ("step", "said"),
    [
        ("-= 0.1 * (2 * x.T @ d / 50 / 50)", "1/50 of the slope"),
        ("-= 0.1 * 2 * x.T @ d", "50 times the slope"),
        ("-= 2 * x.T @ d / 50 * 0.1", "agree"),
        ("-= 0.1 * (2 * x.T @ d / 50) * 3", "3 times the slope"),
        ("-= 0.1 * 2 * x.T @ d / 50", "agree"),
        ("= w - 0.1 * 2 * x.T @ d / 50", "agree"),
    ],
)
def test_a_step_is_held_against_the_slope_as_a_whole(step: str, said: str) -> None:
    check = line(step=step)
    assert said in plain(check_rows(check)).splitlines()[0]
    assert ("every gradient is the slope" in sentence(check)) == (said == "agree")


def test_what_all_are_off_by_is_said_by_the_number_of_examples() -> None:
    code = LINE.replace("b -= 0.1 * 2 * d.mean()", "b -= 0.1 * 2 * d.sum()")
    check = checked(code.format(loss=MSE, step="-= 0.1 * 2 * x.T @ d"))
    assert "is 50 times the slope of loss (line 11), which is divided by 50" in sentence(check)


def test_gradients_made_after_a_step_are_checked_by_the_old_parameters() -> None:
    check = net(early=LATE, late="pass")
    assert sentence(check).startswith("Gradient check: dW1, db1 are not the slopes of J")
    assert are_right(net())


def test_layers_that_step_on_the_way_back_are_all_checked() -> None:
    check = checked(
        """
class Dense:
    def __init__(self, i, o):
        self.W, self.b = rng.normal(size=(i, o)), np.zeros(o)
    def forward(self, x):
        self.x = x
        return np.tanh(x @ self.W + self.b)
    def backward(self, grad, out):
        grad = grad * (1 - out ** 2)
        before = grad @ self.W.T
        self.W -= 0.1 * self.x.T @ grad
        self.b -= 0.1 * grad.sum(axis=0)
        return before
layers = [Dense(3, 4), Dense(4, 4), Dense(4, 1)]
for turn in range(5):
    outs = [x]
    for layer in layers:
        outs.append(layer.forward(outs[-1]))
    loss = np.mean((outs[-1] - t) ** 2)
    grad = 2 * (outs[-1] - t) / 50
    for n, layer in reversed(list(enumerate(layers))):
        grad = layer.backward(grad, outs[n + 1])
"""
    )
    assert len(check.gradients) == 6 and are_right(check)


@pytest.mark.parametrize("db1", ["dz1.sum()", "dz1.sum(axis=1)[:1]"])
def test_a_step_of_another_shape_is_no_slope(db1: str) -> None:
    check = net(db1=db1)
    assert not are_right(check)
    assert "its parameter (4,)" in plain(check_rows(check))


def test_what_was_not_checked_is_said() -> None:
    check = net(db1="np.array([1, 2, 3, 4])")
    assert "db1" in sentence(check)
    check = line().unchecked, line(step="-= np.array([[0.1], [0.2], [0.3]])")
    assert not check[0]
    assert [each.name for each in check[1].unchecked] == ["w"]
    assert "each gradient that was checked" in sentence(check[1])
    assert "Not checked: w." in sentence(check[1])


def test_slopes_of_0_show_nothing() -> None:
    flat = NET.replace("W2, b2 = rng.normal(size=(4, 1))", "W2, b2 = np.zeros((4, 1))")
    check = checked(flat.format(loss=f"J = {ENTROPY}", early="", late=LATE, db1="dz1.sum(axis=0)"))
    assert "dW1, db1: 0 here; check a later iteration, too." in sentence(check)


def test_a_slope_that_is_added_goes_up() -> None:
    code = LINE.replace("b -= 0.1 * 2 * d.mean()", "b += 0.1 * 2 * d.mean()")
    check = checked(code.format(loss=MSE, step="+= 0.1 * 2 * x.T @ d / 50"))
    assert "and is added: it goes up" in sentence(check)
    code = code.replace("2 * d", "-2 * d")
    check = checked(code.format(loss=MSE, step="+= 0.1 * 2 * x.T @ -d / 50"))
    assert "and is added: it goes down" in sentence(check)
    assert are_right(check)
