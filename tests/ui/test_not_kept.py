"""What could not be kept is told once more when the program is left."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from waiting import wait_until

from tutor.progress.faults import StoreError
from tutor.runs.store import Runs
from tutor.screens.playground import PlaygroundScreen
from tutor.screens.sweep import SweepScreen
from tutor.sweeps.plan import Plan
from tutor.sweeps.store import Sweeps
from tutor.widgets.entry import Entry
from tutor.widgets.playground.board import BoardView

FULL = "The disk is full."
OpenTutor = Callable[..., Any]


def full(*_: object) -> None:
    raise StoreError(FULL)


async def test_a_run_is_told_of_until_it_is_kept(
    open_tutor: OpenTutor, monkeypatch: pytest.MonkeyPatch
) -> None:
    async with open_tutor() as pilot:
        app = pilot.app
        await pilot.press("g")
        await wait_until(pilot, lambda: isinstance(app.screen, PlaygroundScreen))
        await wait_until(pilot, lambda: app.screen.query(BoardView))
        await pilot.press("s")
        await wait_until(pilot, lambda: app.screen.run.snapshot and app.screen.run.snapshot.step)
        with monkeypatch.context() as patched:
            patched.setattr(Runs, "keep", full)
            await pilot.press("n")
            await wait_until(pilot, lambda: app.screen.query_one(Entry).is_open)
            await pilot.press("enter")
            await wait_until(pilot, lambda: app.unkept)
            assert app.unkept == f"Not kept: the run spiral. {FULL}"
        await pilot.press("n")
        await wait_until(pilot, lambda: app.screen.query_one(Entry).is_open)
        await pilot.press("enter")
        await wait_until(pilot, lambda: not app.unkept)


async def test_results_of_a_sweep_are_told_of(
    open_tutor: OpenTutor, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(Sweeps, "keep", full)
    base = {"dataset": "moons", "points": 20, "epochs": 1}
    async with open_tutor() as pilot:
        screen = SweepScreen(base, Plan(base, {"learning_rate": (0.1, 0.2)}))
        await pilot.app.push_screen(screen)
        await wait_until(pilot, lambda: screen.is_current and screen.focused)
        await pilot.press("enter")
        await wait_until(pilot, lambda: "2 results" in pilot.app.unkept)
        assert pilot.app.unkept == f"Not kept: 2 results of a sweep. {FULL}"
