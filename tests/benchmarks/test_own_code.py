"""3,000 training steps of 2-32-3: opened, against the same program run plainly, and stepped."""

from __future__ import annotations

import asyncio
import os
import time
from collections.abc import Callable
from pathlib import Path

import pytest
from painting import Paint, PaintedApp, report
from textual.events import Key

from tutor.programs.looking import CodeLook
from tutor.programs.program import Program
from tutor.programs.reference import Reference
from tutor.programs.running import run_program
from tutor.sandbox.running import run
from tutor.screens.own_code import OwnCodeScreen
from tutor.widgets.own_code import OwnCode

pytestmark = pytest.mark.benchmark

ROUNDS = 7

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


SIZES = Reference((2, 32, 3))
KEYS = [
    *["right"] * 60,
    *["down"] * 30,
    *["right_square_bracket"] * 20,
    *["left"] * 30,
]
LIMIT = 0.050  # seconds


def seconds_of(work: Callable[[], object]) -> float:
    """Return how long the processors are busy with it, here and in the processes begun here."""
    before = busy()
    work()
    return busy() - before


def busy() -> float:
    """Return the seconds of this process, of its children and of those they waited for."""
    children = Path(f"/proc/self/task/{os.getpid()}/children").read_text().split()
    told = [
        Path(f"/proc/{child}/stat").read_text().rpartition(")")[2].split() for child in children
    ]
    ticks = sum(int(number) for each in told for number in each[11:15])
    return time.process_time() + ticks / os.sysconf("SC_CLK_TCK")


def plainly() -> None:
    assert not run("tutor.sandbox.text:execute", {"code": NET}, trusted=True).message


def opened(look: CodeLook) -> None:
    recorded = run_program(Program("net.py", NET), seconds=60)
    assert not recorded.message
    look.judge(recorded)


def test_opening_takes_little_longer_than_the_plain_run(
    row: Callable[[str, float, float, float], None],
) -> None:
    """Recorded, looked through and compared; runs in turn, all in processes that wait."""
    alone, against = (CodeLook(text=Program("net.py", NET), reference=r) for r in (None, SIZES))
    works = (plainly, lambda: opened(alone), lambda: opened(against))
    times = [[seconds_of(work) for work in works] for _ in range(ROUNDS + 1)][1:]
    plain, noticed, compared = (sum(column) for column in zip(*times, strict=True))
    row("own code of 3,000 steps opened, plain runs", noticed / plain, 3.0, 2.3)
    row("the same, compared with the engine", compared / plain, 3.0, 2.8)


class Host(PaintedApp):
    def on_mount(self) -> None:
        look = CodeLook(text=Program("net.py", NET), reference=SIZES, seconds=60)
        self.push_screen(OwnCodeScreen(look))


async def test_keys_are_painted_quickly() -> None:
    seconds = []
    app = Host()
    async with app.run_test(size=(140, 45)) as pilot:
        await app.workers.wait_for_complete()
        await pilot.pause()
        paint, code = Paint(app, time.process_time), app.screen.query_one(OwnCode)
        for key in KEYS:
            place, began = code.standing, time.process_time()
            app.post_message(Key(key, None))
            painted = await paint.after(lambda place=place: code.standing is not place)
            seconds.append(painted - began)
            await asyncio.sleep(0.02)
    assert report("own code, key to paint", seconds) < LIMIT
