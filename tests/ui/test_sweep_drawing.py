"""What is drawn of a sweep, and when."""

from __future__ import annotations

from typing import Any

import pytest
from textual.app import App
from waiting import wait_until

from engine.sweep import Result
from tutor.plots.cells import plain
from tutor.screens.sweep import SweepScreen
from tutor.sweeps.plan import Plan
from tutor.themes import THEMES, role_colours
from tutor.widgets.playground import sweep as sweep_widget
from tutor.widgets.playground.sweep import SweepView

BASE = {"dataset": "moons", "points": 20, "epochs": 2}
PLAN = Plan(BASE, {"learning_rate": (0.01, 0.1), "hidden": ((2,), (4,))})


class ThemedApp(App[None]):
    def __init__(self) -> None:
        super().__init__()
        for theme in THEMES:
            self.register_theme(theme)
        self.theme = THEMES[0].name

    def get_theme_variable_defaults(self) -> dict[str, str]:
        return role_colours(dark=True)


async def test_a_long_table_is_scrolled_by_keys() -> None:
    plan = Plan(BASE, {"seed": tuple(range(60))})
    screen = SweepScreen(BASE, plan)
    app = ThemedApp()
    async with app.run_test(size=(80, 24)) as pilot:
        await app.push_screen(screen)
        view = screen.query_one(SweepView)
        await pilot.pause()
        assert "↑ ↓  rows 1 to " in plain(view.picture)
        await pilot.press("down", "j", "up")
        assert "rows 2 to " in plain(view.picture)
        await pilot.press("end")
        assert "of 60" in plain(view.picture) and " to 60 of 60" in plain(view.picture)
        await pilot.press("home")
        assert "rows 1 to " in plain(view.picture)
        assert len(view.picture) <= view.size.height


async def test_thousands_of_results_are_summed_up_once_for_all_keys_that_scroll(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    plan = Plan(BASE, {"seed": tuple(range(3000)), "learning_rate": (0.1, 1.0)})
    view = SweepView(plan, fills=True)
    summed: list[int] = []
    real = sweep_widget.summed_up

    def counted(*arguments: Any) -> Any:
        summed.append(1)
        return real(*arguments)

    monkeypatch.setattr(sweep_widget, "summed_up", counted)
    app = ThemedApp()
    async with app.run_test(size=(90, 24)) as pilot:
        figures = {"accuracy": 0.5}
        view.sweep.results = tuple(Result(trial, figures, "", "") for trial in plan.trials())
        await app.mount(view)
        await wait_until(pilot, lambda: "6000 of 6000" in plain(view.picture))
        before = len(summed)
        view.focus()
        await pilot.press(*["down"] * 9)
        assert "rows 10 to" in plain(view.picture) and len(summed) == before


async def test_a_sweep_that_goes_as_its_colours_change_is_not_drawn(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    app, later = ThemedApp(), list[Any]()
    async with app.run_test() as pilot:
        view = SweepView(PLAN)
        await app.mount(view)
        await pilot.pause()
        monkeypatch.setattr(view, "call_after_refresh", later.append)
        view.notify_style_update()
        await view.remove()
        for draw in later:
            draw()
        assert len(later) == 1
