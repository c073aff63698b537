"""How long the stepper of a large network takes from a key to the screen, at 140x45."""

from __future__ import annotations

import asyncio
import json
import time
from collections.abc import Callable

import numpy as np
import pytest
from textual.app import App, ComposeResult
from textual.events import Key

from tutor.course.directives.stepper import StepperOptions
from tutor.stepping.setup import Setup
from tutor.themes import role_colours
from tutor.widgets.stepper import Stepper

pytestmark = pytest.mark.benchmark

LARGE = {
    "layers": [64, 64, 64],
    "examples": 256,
    "direction": "update",
    "optimizer": "adam",
    "epochs": 5,
}
KEYS = [*["right"] * 60, *["j"] * 20, *["full_stop"] * 20, *["c"] * 6, *["left"] * 30]
LIMIT = 0.050  # seconds
TEN_THOUSAND = Setup(
    layers=(2, 16, 16, 3),
    dataset="spiral",
    examples=300,
    direction="update",
    epochs=100,
    batch_size=64,
)


class Host(App[None]):
    @property
    def is_headless(self) -> bool:
        """False, so that every update is written out in full, as to a terminal."""
        return False

    def get_theme_variable_defaults(self) -> dict[str, str]:
        return role_colours(dark=True)

    def compose(self) -> ComposeResult:
        yield Stepper(StepperOptions.model_validate_json(json.dumps(LARGE)))


async def written(app: App[None], happened: Callable[[], bool]) -> float:
    """Wait for the first write to the terminal after something happened; the time of it."""
    driver = app._driver
    assert driver is not None
    write, done = driver.write, asyncio.get_running_loop().create_future()

    def timed_write(data: str) -> None:
        write(data)
        if happened() and not done.done():
            done.set_result(time.process_time())

    driver.write = timed_write
    try:
        return await asyncio.wait_for(done, 2)
    finally:
        driver.write = write


async def test_keys_are_painted_quickly_on_a_large_network() -> None:
    seconds = []
    app = Host()
    async with app.run_test(size=(140, 45)) as pilot:
        stepper = app.query_one(Stepper)
        stepper.focus()
        await pilot.pause(0.5)
        for key in KEYS:
            view, began = stepper.view, time.process_time()
            app.post_message(Key(key, None))
            painted = await written(app, lambda view=view: stepper.view is not view)
            seconds.append(painted - began)
            await asyncio.sleep(0.02)
    figures = [float(np.percentile(seconds, q)) for q in (50, 95, 99)]
    print("\nkey to paint: " + " / ".join(f"{1000 * f:.1f}" for f in figures) + " ms (50/95/99)")
    assert figures[1] < LIMIT


def test_ten_thousand_steps_open_within_a_second() -> None:
    began = time.process_time()
    trace = TEN_THOUSAND.trace()
    assert len(trace.steps) >= 10_000
    first, last = trace.steps[0], trace.steps[len(trace.steps) - 1]
    seconds = time.process_time() - began
    print(f"\nten thousand steps: {seconds:.3f} s from {first.name} to {last.name}")
    assert seconds < 1.0
