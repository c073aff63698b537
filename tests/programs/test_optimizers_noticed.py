"""Mistakes in the formulas of optimizers and in decaying rates; right ones show nothing."""

from __future__ import annotations

import re
import textwrap

import pytest

from tutor.programs.comparison import compare
from tutor.programs.noticing.rules import noticed
from tutor.programs.program import Program
from tutor.programs.reference import Reference
from tutor.programs.running import run_program

BEGIN = """
import numpy as np
rng = np.random.default_rng(1)
X, y = rng.normal(size=(12, 3)), rng.normal(size=12)
slope = lambda w: X.T @ (X @ w - y) / 12
lr, beta1, beta2, eps, decay = 0.05, 0.9, 0.99, 1e-8, 0.1
"""
LOOP = """
w, m, v = rng.normal(size=3), np.zeros(3), np.zeros(3)
for t in range(1, 6):
    g = slope(w)
"""


def _loops(*bodies: str) -> str:
    """Trainings of one weight vector, one after another."""
    return BEGIN + "".join(LOOP + textwrap.indent(each.strip(), "    ") + "\n" for each in bodies)


def _noticed(code: str) -> set[tuple[int, str]]:
    run = run_program(Program("code.py", code), keep=20_000)
    assert run.message == ""
    return {(each.line, each.kind) for each in noticed(run)}


def _marked(code: str) -> set[tuple[int, str]]:
    """What is to be noticed: the comments at the ends of lines, each the kind of a mistake."""
    lines = enumerate(code.split("\n"), 1)
    return {(n, found[1]) for n, line in lines if (found := re.search(r"  # (.+)$", line))}


MOMENTS = "m = beta1 * m + (1 - beta1) * g\nv = beta2 * v + (1 - beta2) * g ** 2\n"
ADAM = f"{MOMENTS}w = w - lr * (m / (1 - beta1**t)) / (np.sqrt(v / (1 - beta2**t)) + eps)"
RIGHT = {
    "Adam": [
        ADAM,
        f"{MOMENTS}w -= lr * m / (np.sqrt(v) + eps)",
        "m += (1 - beta1) * (g - m)\nv += (1 - beta2) * (g * g - v)\n"
        "rate = lr * np.sqrt(1 - beta2**t) / (1 - beta1**t)\nw -= rate * m / (v**0.5 + eps)",
        "m *= beta1\nm += (1 - beta1) * g\nv *= beta2\nv += (1 - beta2) * np.square(g)\n"
        "below = np.sqrt(v)\nbelow /= (1 - beta2**t) ** (1 / 2)\nbelow += eps\n"
        "w -= lr / (1 - beta1**t) * m / below",
        f"{MOMENTS}one, two = 1 - np.power(beta1, t), 1 / (1 - beta2**t)\n"
        "w = w - lr * (m / one) / np.sqrt(v * two + eps)",
    ],
    "near Adam": [
        f"{MOMENTS}top = v if t == 1 else np.maximum(top, v)\nw -= lr * m / (np.sqrt(top) + eps)",
        "m = beta1 * m + (1 - beta1) * g\nv = np.maximum(beta2 * v, np.abs(g))\n"
        "w -= lr / (1 - beta1**t) * m / (v + eps)",
        f"{MOMENTS}ahead = beta1 * m / (1 - beta1 ** (t + 1)) + (1 - beta1) * g / (1 - beta1**t)\n"
        "w -= lr * ahead / (np.sqrt(v / (1 - beta2**t)) + eps)",
        f"g = g + 0.01 * w\n{ADAM}",
        f"{ADAM}\nw = w * (1 - lr * 0.1)",
        "m = beta1 * m + (1 - beta1) * g\nv = beta2 * v + (1 - beta2) * (g - m) ** 2 + eps\n"
        "w -= lr * (m / (1 - beta1**t)) / (np.sqrt(v / (1 - beta2**t)) + eps)",
        "c = beta1 * m + (1 - beta1) * g\nw -= lr * np.sign(c)\nm = beta2 * m + (1 - beta2) * g",
    ],
    "momentum": [
        "m = beta1 * m - lr * g\nw += m",
        "m = beta1 * m + g\nw = w - lr * m",
        "m = beta1 * m + (1 - beta1) * g\nw -= lr * m",
        "m = beta1 * m + (1 - 0.5) * g\nw -= lr * m",
        "old = m\nm = beta1 * m - lr * g\nw += -beta1 * old + (1 + beta1) * m",
        "m = beta1 * m + g\nw -= lr * (g + beta1 * m)",
        "g = slope(w + beta1 * m)\nm = beta1 * m - lr * g\nw = w + m",
        "m = beta1 * m - lr * g\nw += m\nmean = w if t == 1 else 0.9 * mean + 0.1 * w",
        "step = 0.9 * w + g\nw -= lr * step",
        "last = m\nw = w + 0.5 * last - lr * g\nm = -lr * g",
    ],
    "a rate for each": [
        "v += g**2\nw -= lr * g / (np.sqrt(v) + eps)",
        "v = v + g * g\nw = w - lr / np.sqrt(v + eps) * g",
        "v = 0.9 * v + 0.1 * g**2\nstep = np.sqrt((m + 1e-6) / (v + 1e-6)) * g\n"
        "m = 0.9 * m + 0.1 * step**2\nw -= step",
        "m = 0.9 * m + 0.1 * g\nv = 0.9 * v + 0.1 * g**2\nw -= lr * g / np.sqrt(v - m**2 + 1e-4)",
        "v = 0.9 * v + 0.1 * g**2\nm = 0.9 * m + lr * g / (np.sqrt(v) + eps)\nw -= m",
        "v = 0.9 * v + 0.1 * g**2\nscale = (v + eps) ** -0.5\nw -= lr * g * scale",
    ],
    "rates": [
        "rate = lr / (1 + decay * t)\nw -= rate * g",
        "rate = lr * (1 / (1 + decay * t))\nw -= rate * g",
        "rate = lr * 0.5 ** (t // 2)\nw -= rate * g",
        "rate = lr * np.exp(-decay * t)\nw -= rate * g",
        "rate = 0.5 * lr * (1 + np.cos(np.pi * t / 6))\nw -= rate * g",
        "rate = lr * (1 - t / 6)\nw -= rate * g",
        "rate = lr * min(1, t / 3)\nw -= rate * g",
        "if t < 3:\n    rate = lr * (1 + 4 * t / 3)\nelse:\n    rate = lr\nw -= rate * g",
        "rate = 1e-4 * 1.3**t\nw -= rate * g",
        "lr *= 0.95\nw -= lr * g",
        "alpha = 0.01 * (1 + decay * t)\nw -= lr * (g + alpha * w)",
        "for i in range(2):\n    rate = lr * (1 + 0.5 * i)\n    tried = w - rate * g\nw = tried",
    ],
}


@pytest.mark.sampled
@pytest.mark.parametrize("bodies", RIGHT.values(), ids=RIGHT.keys())
def test_right_formulas_are_not_noticed(bodies: list[str]) -> None:
    assert _noticed(_loops(*bodies)) == set()


def test_a_count_that_another_loop_advances_is_not_noticed() -> None:
    """The window ends before the epoch does, by which the steps are counted."""
    epochs = (
        "w, m = rng.normal(size=3), np.zeros(3)\nfor epoch in range(1, 40):\n"
        "    for batch in range(40):\n        m = beta1 * m + (1 - beta1) * slope(w)\n"
        "        w -= lr * m / (1 - beta1**epoch)\n"
    )
    run = run_program(Program("code.py", BEGIN + epochs), keep=400)
    assert not noticed(run)


WRONG = {
    "moments": [
        f"{MOMENTS}w -= lr * m / (v + eps)  # no root",
        "v *= 0.9\nv += 0.1 * g * g\nw = w - lr * g / v  # no root",
        "v += g**2\nw -= lr * g / (v + eps)  # no root",
        "v = beta2 * v + (1 - beta2) * g  # no square\n"
        "with np.errstate(all='ignore'):\n    w = w - lr * g / (np.sqrt(v) + eps)",
        "v += g * 2  # no square\n"
        "with np.errstate(all='ignore'):\n    w = w - lr * g / np.sqrt(v + eps)",
        f"{MOMENTS}with np.errstate(all='ignore'):\n"
        "    w = w - lr * v / (np.sqrt(m) + eps)  # moments swapped",
        f"{MOMENTS}w -= lr * m / np.sqrt(v) + eps  # added outside",
    ],
    "weights of averages": [
        "m = beta1 * m + (1 - beta1) * g\nv = beta2 * v + (1 - beta1) * g**2  # uneven weights\n"
        "w -= lr * m / (np.sqrt(v) + eps)",
        "m = beta1 * m + (1 - beta2) * g  # uneven weights\nv = beta2 * v + (1 - beta2) * g**2\n"
        "w -= lr * m / (np.sqrt(v) + eps)",
        "v = beta2 * v - (1 - beta2) * g**2  # uneven weights\nw -= lr * g",
    ],
    "corrections": [
        f"{MOMENTS}above = m / (1 - beta1 * t)  # times, not power\n"
        "w -= lr * above / (np.sqrt(v / (1 - beta2**t)) + eps)",
        f"{MOMENTS}above = m / beta1**t  # no correction\n"
        "w -= lr * above / (np.sqrt(v / (1 - beta2**t)) + eps)",
        f"{MOMENTS}above = m / (1 - beta1) ** t  # no correction\n"
        "w -= lr * above / (np.sqrt(v / (1 - beta2**t)) + eps)",
        f"{MOMENTS}one = 1 - beta1**t\nbelow = np.sqrt(v / one)  # another mean's decay\n"
        "w -= lr * (m / one) / (below + eps)",
        f"{MOMENTS}rate = lr * np.sqrt(1 - beta1**t) / (1 - beta2**t)  # another mean's decay\n"
        "w -= rate * m / (np.sqrt(v) + eps)",
        "m = beta2 * m + (1 - beta2) * g  # another mean's decay\n"
        "above = m / (1 - beta1**t)\nw -= lr * above",
        f"count = 0\ncount += 1  # steps not counted\n{MOMENTS}"
        "w -= lr * m / (1 - beta1**count) / (np.sqrt(v) + eps)",
    ],
    "velocities": [
        "if t == 1:\n    u, b = np.zeros(3), np.ones(3)\nm = 0.9 * m - 0.05 * g\n"
        "u = 0.9 * b - 0.05 * g  # velocity of another\nw += m\nb += u",
        "w =- lr * g  # parameter lost",
    ],
    "rates": [
        "rate = lr * (1 + decay * t)  # growing rate\nw -= rate * g",
        "if decay:\n    rate = lr * (1.0 + t / 10)  # growing rate\nw -= rate * g",
        "rate = lr / (1 - decay * t)  # growing rate\nw -= rate * g",
        "rate = lr * np.exp(decay * t)  # growing rate\nw -= rate * g",
        "lr_decay = 0.9\nrate = lr * lr_decay * t  # growing rate\nw -= rate * g",
        "lr_decay = 0.9\nrate = lr / lr_decay**t  # growing rate\nw -= rate * g",
    ],
}


@pytest.mark.sampled
@pytest.mark.parametrize("bodies", WRONG.values(), ids=WRONG.keys())
def test_wrong_formulas_are_noticed_on_their_lines(bodies: list[str]) -> None:
    code = _loops(*bodies)
    assert _noticed(code) == _marked(code)


@pytest.mark.parametrize("place", [":", "..."])
def test_averages_that_are_written_over_are_no_others(place: str) -> None:
    """m[:] = beta1 * m + ...: the array stays, in the state of an optimizer or of a layer."""
    right = [*RIGHT["Adam"], *RIGHT["a rate for each"]]
    wrong = [
        each for kind in ("moments", "weights of averages", "corrections") for each in WRONG[kind]
    ]
    code = re.sub(r"^( +[mv]) = (?!rng)", rf"\1[{place}] = ", _loops(*right, *wrong), flags=re.M)
    assert code.count(f"[{place}] = ") > 30
    assert _noticed(code) == _marked(code)


def test_steps_counted_from_0_are_noticed() -> None:
    code = _loops(
        f"t = t - 1\n{MOMENTS}with np.errstate(all='ignore'):\n"
        "    above = m / (1 - beta1**t)  # steps from 0\n    w = w - lr * above"
    )
    assert _noticed(code) == _marked(code)


def test_averages_are_followed_through_closures_and_tuples() -> None:
    """State that is handed back, the old count in place of the new one."""
    code = f"""{BEGIN}
def step(state, params, slopes):
    m, v, t = state
    n = t + 1
    m = [beta1 * a + (1 - beta1) * g for a, g in zip(m, slopes)]
    v = [*map(lambda a, g: beta2 * a + (1 - beta1) * g ** 2, v, slopes)]  # uneven weights
    new = []
    for p, a, b in zip(params, m, v):
        a = a / (1 - beta1 ** n)
        new.append(p - lr * a / (b / (1 - beta2 ** n) + eps))  # no root
    return (m, v, t), new  # steps not counted
state, params = ([np.zeros(3)] * 2, [np.zeros(3)] * 2, 0), [rng.normal(size=3), np.ones(3)]
for i in range(6):
    state, params = step(state, params, [slope(p) for p in params])
"""
    assert _noticed(code) == _marked(code)


def test_a_velocity_in_place_of_its_parameter_is_told() -> None:
    code = """
import numpy as np
rng = np.random.default_rng(0)
X, Y = rng.normal(size=(9, 3)), (rng.uniform(size=(9, 1)) > 0.5) * 1.0
params = {"W": rng.normal(size=(3, 1)), "b": np.ones(1)}
velocity = {k: np.zeros_like(p) for k, p in params.items()}
for i in range(4):
    A = 1 / (1 + np.exp(-(X @ params["W"] + params["b"])))
    grads = {"W": X.T @ (A - Y) / 9, "b": (A - Y).mean(axis=0)}
    for k in params:
        velocity[k] = 0.9 * velocity[k] - 0.5 * grads[k]
        params[k] = velocity[k]
"""
    run = run_program(Program("code.py", code))
    first = compare(run, Reference((3, 1))).first
    assert first is not None
    assert first.event.line == 12
