"""3,000 training steps of 2-32-3, recorded, against the same program run plainly."""

from __future__ import annotations

import time
from collections.abc import Callable

import pytest

from tutor.programs.program import Program
from tutor.programs.running import run_program
from tutor.sandbox.running import run

pytestmark = pytest.mark.benchmark

NET = """import numpy as np
rng = np.random.default_rng(0)
m = 64
X = rng.normal(size=(2, m))
Y = np.eye(3)[rng.integers(0, 3, m)].T
W1, b1 = rng.normal(size=(32, 2)), np.zeros((32, 1))
W2, b2 = rng.normal(size=(3, 32)) * 0.2, np.zeros((3, 1))
for i in range(3000):
    Z1 = W1 @ X + b1
    A1 = np.maximum(Z1, 0)
    Z2 = W2 @ A1 + b2
    E = np.exp(Z2 - Z2.max(axis=0))
    A2 = E / E.sum(axis=0)
    dZ2 = A2 - Y
    dW2 = dZ2 @ A1.T / m
    db2 = dZ2.sum(axis=1, keepdims=True) / m
    dZ1 = (W2.T @ dZ2) * (Z1 > 0)
    dW1 = dZ1 @ X.T / m
    db1 = dZ1.sum(axis=1, keepdims=True) / m
    W1 -= 0.1 * dW1
    b1 -= 0.1 * db1
    W2 -= 0.1 * dW2
    b2 -= 0.1 * db2
"""


def best(work: Callable[[], object], times: int = 5) -> float:
    seconds = []
    for _ in range(times):
        start = time.perf_counter()
        work()
        seconds.append(time.perf_counter() - start)
    return min(seconds)


def test_a_recorded_run_takes_at_most_three_times_the_plain_one() -> None:
    def plainly() -> None:
        assert not run("tutor.sandbox.text:execute", {"code": NET}, trusted=True).message

    def recorded() -> None:
        assert not run_program(Program("net.py", NET), seconds=60).message

    plain, kept = best(plainly), best(recorded)
    assert kept < 3 * plain, f"{kept:.2f} s against {plain:.2f} s"
