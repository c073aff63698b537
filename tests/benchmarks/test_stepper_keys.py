"""How long the stepper of a large network takes from a key to the screen, at 140x45."""

from __future__ import annotations

import asyncio
import json
import time

import pytest
from painting import Paint, PaintedApp, report
from textual.app import ComposeResult
from textual.events import Key

from tutor.live.stepper.options import StepperOptions
from tutor.stepping.setup import StepperSetup
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
TEN_THOUSAND = StepperSetup(
    layers=(2, 16, 16, 3),
    dataset="spiral",
    examples=300,
    direction="update",
    epochs=100,
    batch_size=64,
)


class Host(PaintedApp):
    def compose(self) -> ComposeResult:
        yield Stepper(StepperOptions.model_validate_json(json.dumps(LARGE)))


async def test_keys_are_painted_quickly_on_a_large_network() -> None:
    seconds = []
    app = Host()
    async with app.run_test(size=(140, 45)) as pilot:
        paint, stepper = Paint(app, time.process_time), app.query_one(Stepper)
        stepper.focus()
        await pilot.pause(0.5)
        for key in KEYS:
            view, began = stepper.view, time.process_time()
            app.post_message(Key(key, None))
            painted = await paint.after(lambda view=view: stepper.view is not view)
            seconds.append(painted - began)
            await asyncio.sleep(0.02)
    assert report("key to paint", seconds) < LIMIT


def test_ten_thousand_steps_open_within_a_second() -> None:
    began = time.process_time()
    trace = TEN_THOUSAND.trace()
    assert len(trace.steps) >= 10_000
    first, last = trace.steps[0], trace.steps[len(trace.steps) - 1]
    seconds = time.process_time() - began
    print(f"\nten thousand steps: {seconds:.3f} s from {first.name} to {last.name}")
    assert seconds < 1.0
