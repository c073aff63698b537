"""The way from step to step: shown, skipped by the next key, left out where nothing moves."""

from __future__ import annotations

from typing import Any

import pytest
from textual.app import App, ComposeResult

from tutor.live.stepper.options import StepperOptions
from tutor.plots.cells import plain
from tutor.stepping.motion import SECONDS
from tutor.themes import THEMES, role_colours
from tutor.widgets.stepper.stepper import Stepper

OPTIONS: list[dict[str, Any]] = [
    {"graph": "3 * (a + b * c)", "inputs": {"a": 5, "b": 3, "c": 2}},
    {"layers": (2, 3, 1), "activation": "tanh"},
]


class Watched(Stepper):
    """Keeps every picture that it draws."""

    def __init__(self, options: StepperOptions) -> None:
        super().__init__(options)
        self.time = 0.0
        self.clock = lambda: self.time
        self.drawn: list[str] = []

    def _draw(self) -> None:
        super()._draw()
        self.drawn.append(plain(self.picture))


class StepperApp(App[None]):
    def __init__(self, options: dict[str, Any], level: str = "full") -> None:
        super().__init__()
        self.stepper = Watched(StepperOptions(**options))
        for theme in THEMES:
            self.register_theme(theme)
        self.theme = THEMES[0].name
        self.animation_level = level

    def get_theme_variable_defaults(self) -> dict[str, str]:
        return role_colours(dark=True)

    def compose(self) -> ComposeResult:
        yield self.stepper


@pytest.mark.sampled
@pytest.mark.parametrize("size", [(80, 24), (140, 45), (200, 60)])
@pytest.mark.parametrize("options", OPTIONS)
async def test_a_step_is_shown_on_its_way_and_ends_where_it_would_without(
    options: dict[str, Any], size: tuple[int, int]
) -> None:
    ends = []
    for level in ("full", "none"):
        app = StepperApp(options, level)
        async with app.run_test(size=size) as pilot:
            await pilot.press("tab")
            for _ in range(3):
                app.stepper.time += 1
                app.stepper.drawn.clear()
                await pilot.press("right")
            await pilot.pause()
            ends.append(app.stepper.drawn[-1])
            assert app.stepper.view.walk.position == 3
            assert (len(set(app.stepper.drawn)) > 1) == (level == "full")
    assert ends[0] == ends[1]


async def test_keys_in_a_burst_are_shown_at_once() -> None:
    app = StepperApp(OPTIONS[0])
    async with app.run_test(size=(100, 30)) as pilot:
        await pilot.press("tab")
        await pilot.pause()
        stepper = app.stepper
        stepper.drawn.clear()
        for _ in range(3):
            stepper.time += SECONDS / 5
            stepper.action_step(1)
            await pilot.pause()
        assert stepper.view.walk.position == 3
        texts = [text for text in stepper.drawn if "step 2 of" in text or "step 3 of" in text]
        assert texts and all("v = 11" in text for text in texts)


async def test_what_is_slow_to_draw_does_not_move() -> None:
    app = StepperApp(OPTIONS[0])
    async with app.run_test(size=(100, 30)) as pilot:
        await pilot.press("tab")
        stepper = app.stepper
        stepper.clock = iter(range(1000)).__next__  # each look at the clock takes a second
        stepper.show(stepper.view)
        stepper.drawn.clear()
        await pilot.press("right")
        assert stepper.view.walk.position == 1
        assert stepper.drawn and all("u = 6" in text for text in stepper.drawn)


async def test_a_key_on_the_way_finds_the_step_done() -> None:
    app = StepperApp(OPTIONS[0])
    async with app.run_test(size=(100, 30)) as pilot:
        await pilot.press("tab")
        stepper = app.stepper
        stepper.time += 1
        stepper.action_step(1)
        assert stepper.view.walk.position == 1 and "step 1 of" in plain(stepper.picture)
        stepper.action_step(-1)
        assert stepper.view.walk.position == 0 and "u = ·" in plain(stepper.picture)
        await pilot.pause()
        assert "u = ·" in plain(stepper.picture)
