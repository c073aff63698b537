"""How long a key takes to reach the screen while a network trains flat out, at 140x45."""

from __future__ import annotations

import asyncio
import json
import random
import time
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import Any

import pytest
from painting import Paint, PaintedApp, report
from textual.app import ComposeResult
from textual.containers import VerticalScroll
from textual.events import Key

from engine.experiment import Experiment
from tutor.live.compare.options import CompareOptions
from tutor.live.fit.options import FitOptions
from tutor.widgets.compare import Compare
from tutor.widgets.fit import Fit

pytestmark = pytest.mark.benchmark

SETTINGS = {"points": 300, "hidden": [32], "epochs": 10000, "learning_rate": 0.01}
DIALS = {"learning_rate": [0.01, 0.1], "hidden": [[8], [32]], "activation": ["relu", "tanh"]}
KEYS = 300
LIMIT = 0.050  # seconds
SPELL = 1.5  # seconds of training measured; all its epochs take a calm machine about 3.5


class PartApp(PaintedApp):
    def __init__(self, part: Fit | Compare) -> None:
        super().__init__()
        self._part = part

    def compose(self) -> ComposeResult:
        with VerticalScroll(can_focus=False):
            yield self._part


@asynccontextmanager
async def training_flat_out() -> AsyncIterator[tuple[PartApp, Fit]]:
    """An app with a fit that has the focus and trains as fast as it can."""
    fit = Fit(FitOptions.model_validate_json(json.dumps({**SETTINGS, "dials": DIALS})))
    app = PartApp(fit)
    async with app.run_test(size=(140, 45)) as pilot:
        await pilot.press("tab")
        app.post_message(Key("space", None))
        while fit.live.snapshot is None or fit.live.snapshot.epoch < 5:
            await asyncio.sleep(0.01)
        yield app, fit


async def test_keys_are_painted_quickly_while_a_network_trains_flat_out() -> None:
    pause = random.Random(0)
    seconds = []
    async with training_flat_out() as (app, fit):
        paint = Paint(app)
        for _ in range(KEYS):
            chosen, began = fit._dial, time.perf_counter()
            app.post_message(Key("down", None))
            seconds.append(await paint.after(lambda chosen=chosen: fit._dial != chosen) - began)
            if fit.live.finished:
                fit.action_run()
            await asyncio.sleep(pause.uniform(0.01, 0.09))
        assert fit.running
    assert report("key to paint", seconds) <= LIMIT


async def test_keys_are_painted_quickly_while_three_networks_train() -> None:
    given = {**SETTINGS, "change": {"initializer": ["zeros", "small_normal", "he"]}}
    part = Compare(CompareOptions.model_validate_json(json.dumps(given)))
    app, seconds = PartApp(part), []
    async with app.run_test(size=(140, 45)) as pilot:
        await pilot.press("tab")
        app.post_message(Key("space", None))
        while part.live.front is None or part.live.front.epoch < 5:
            await asyncio.sleep(0.01)
        paint = Paint(app)
        for number in range(KEYS // 3):
            speed, began = part.pace, time.perf_counter()
            app.post_message(Key("plus" if number % 2 else "minus", None))
            seconds.append(await paint.after(lambda speed=speed: part.pace != speed) - began)
            await asyncio.sleep(0.05)
        assert part.running
    assert report("key to paint, three networks", seconds) <= LIMIT


async def test_training_in_the_app_keeps_most_of_its_speed(row: Any) -> None:
    async with training_flat_out() as (_, fit):
        first, began = fit.live.training.step, time.perf_counter()
        await asyncio.sleep(SPELL)
        in_app = (fit.live.training.step - first) / (time.perf_counter() - began)
    run = Experiment.of(**{**SETTINGS, "hidden": (32,)}).start()
    began = time.perf_counter()
    while time.perf_counter() < began + SPELL:
        next(run)
    headless = run.step / (time.perf_counter() - began)
    print(f"\nsteps a second: {in_app:,.0f} in the app, {headless:,.0f} headless")
    row("steps a second without the app / in it", headless / in_app, 1 / 0.85)
