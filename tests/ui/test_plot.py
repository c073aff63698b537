"""The plot in an app: keys move the point, turn dials and lead through the steps."""

from __future__ import annotations

import json
from typing import Any

import pytest
from pydantic import ValidationError
from textual.app import App, ComposeResult
from textual.containers import VerticalScroll
from waiting import wait_until

from tutor.live.plot.options import PlotOptions
from tutor.messages import Copied
from tutor.plots.cells import plain
from tutor.themes import role_colours
from tutor.widgets.plot import Plot

LEARNERS = {"classical": (66, 50), "small network": (78, 200), "large network": (97, 3000)}


def options(**given: Any) -> PlotOptions:
    return PlotOptions.model_validate_json(json.dumps(given))


def learners(**more: Any) -> PlotOptions:
    curves = [
        {"name": name, "formula": f"{limit} * m / (m + {k})"}
        for name, (limit, k) in LEARNERS.items()
    ]
    sketch = {"curves": curves, "variable": "m", "domain": [10, 1e6], "log_x": True, "point": 100}
    return options(**sketch | more)


def sigmoid(**more: Any) -> PlotOptions:
    curve = {"name": "a", "formula": "sigmoid(w*z + b)"}
    dials = {
        "w": {"from": -2, "to": 2, "step": 0.5, "value": 1},
        "b": {"from": -2, "to": 2, "step": 0.5, "value": 0},
    }
    plot = {"curves": [curve], "variable": "z", "domain": [-6, 6], "point": 0, "parameters": dials}
    return options(**plot | more)


class PlotApp(App[None]):
    def __init__(self, plot: Plot) -> None:
        super().__init__()
        self._plot = plot
        self.copied: list[str] = []

    def get_theme_variable_defaults(self) -> dict[str, str]:
        return role_colours(dark=True)

    def compose(self) -> ComposeResult:
        with VerticalScroll(can_focus=False):
            yield self._plot

    def on_copied(self, message: Copied) -> None:
        self.copied.append(message.text)


async def shown(given: PlotOptions, *keys: str, size: tuple[int, int] = (80, 30)) -> str:
    """Return the plot as text after the keys."""
    plot = Plot(given)
    async with PlotApp(plot).run_test(size=size) as pilot:
        await pilot.press("tab", *keys)
        await pilot.pause()
        return plain(plot.picture)


async def test_the_point_moves_to_round_numbers_on_a_log_axis() -> None:
    assert "m = 100 " in await shown(learners())
    assert "m = 300 " in await shown(learners(), "right", "l")
    assert "m = 80 " in await shown(learners(), "left", "h")
    assert "m = 600 " in await shown(learners(), "shift+right")


async def test_every_curve_has_its_value_at_the_point() -> None:
    rows = (await shown(learners(point=1000.0), size=(110, 30))).split("\n")
    values = " ".join(row for row in rows if "m = 1,000" in row or "large network " in row)
    for name, (limit, k) in LEARNERS.items():
        assert name in values and f"{limit * 1000 / (1000 + k):.4g}" in values


async def test_the_point_stops_at_the_end_of_the_domain() -> None:
    keys = ["shift+right"] * 20
    assert "z = 6 " in await shown(sigmoid(), *keys)


async def test_dials_are_chosen_and_turned() -> None:
    text = await shown(sigmoid(point=2.0), "down", "right", "right", "down", "left")
    b_row = next(row for row in text.split("\n") if row.startswith("▸ b"))
    w_row = next(row for row in text.split("\n") if row.startswith("  w"))
    assert b_row.split()[2] == "−0.5" and w_row.split()[1] == "2"
    assert f"{1 / (1 + 2.718281828459045**-3.5):.4g}" in text


async def test_without_dials_up_and_down_are_left_to_the_page() -> None:
    plot = Plot(learners())
    async with PlotApp(plot).run_test(size=(80, 9)) as pilot:
        await pilot.press("tab", "down")
        await pilot.pause()
        assert pilot.app.query_one(VerticalScroll).scroll_target_y > 0


async def test_slope_and_kink() -> None:
    text = await shown(
        options(curves=["relu(z)"], variable="z", domain=[-3, 3], point=0, slope=True)
    )
    assert "slope 0 | 1" in text
    text = await shown(options(curves=["a**2"], variable="a", domain=[0, 6], point=5, slope=True))
    assert "a = 5" in text and "slope 10" in text


async def test_a_nudge_is_felt_by_the_slope() -> None:
    text = await shown(options(curves=["a**2"], variable="a", domain=[0, 6], point=2, nudge=0.001))
    assert "a + 0.001 = 2.001  gives 4.004001: 0.004001 more, 4.001 times the nudge" in text


async def test_zoom_makes_the_axis_narrow_around_the_point() -> None:
    given = options(curves=["a**2"], variable="a", domain=[0, 6], point=2)
    text = await shown(given, "plus", "plus")
    assert "2.00" in text and "1.98" in text
    assert "1.98" not in await shown(given, "plus", "plus", "minus", "minus")


async def test_the_steps_lead_round() -> None:
    given = options(
        curves=["a**2"],
        variable="a",
        domain=[0, 6],
        point=1,
        steps=[{"caption": "Here it is $a^2$.", "point": 2}, {"caption": "There.", "point": 5}],
    )
    assert "1/2  Here it is a²." in await shown(given)
    second = await shown(given, "space")
    assert "2/2  There." in second and "a = 5" in second
    assert "1/2  Here" in await shown(given, "space", "space")
    assert "2/2" in await shown(given, "backspace")


async def test_a_reached_task_stays_ticked() -> None:
    given = learners(task={"text": "Reach 300", "when": "m >= 300"})
    assert "○ Reach 300" in await shown(given, "right")
    assert "✔ Reach 300" in await shown(given, "right", "right")
    assert "✔ Reach 300" in await shown(given, "right", "right", "left", "left")


async def test_space_lets_the_point_run_and_stops_it() -> None:
    plot = Plot(learners())
    async with PlotApp(plot).run_test(size=(80, 30)) as pilot:
        await pilot.press("tab", "space")
        await wait_until(pilot, lambda: plot.state.point != 100)
        await pilot.press("space")
        await wait_until(pilot, lambda: not plot.playing)
        halted = plot.state.point
        await pilot.pause()
        assert halted is not None and halted > 100
        assert plot.state.point == halted


async def test_reset_and_copy() -> None:
    plot = Plot(learners())
    app = PlotApp(plot)
    async with app.run_test(size=(80, 30)) as pilot:
        await pilot.press("tab", "right", "r", "y")
        await pilot.pause()
    assert plot.state.point == 100
    assert "m = 100" in app.copied[0] and "classical" in app.copied[0]


@pytest.mark.parametrize("size", [(80, 24), (140, 45), (46, 14)])
async def test_the_picture_fits_its_place(size: tuple[int, int]) -> None:
    plot = Plot(learners(note="A sketch.", task={"text": "Reach 300", "when": "m >= 300"}))
    async with PlotApp(plot).run_test(size=size) as pilot:
        await pilot.pause()
        assert len(plot.picture) == plot.size.height
        assert max(sum(len(s.text) for s in row) for row in plot.picture) <= plot.size.width


@pytest.mark.parametrize(
    ("given", "complaint"),
    [
        ({"curves": ["x*y"], "domain": [0, 1]}, "There is no y here"),
        ({"curves": ["x*"], "domain": [0, 1]}, "is missing after"),
        ({"curves": ["x"], "domain": [1, 0]}, "from the lesser to the greater"),
        ({"curves": ["x"], "domain": [0, 1], "log_x": True}, "above 0"),
        ({"curves": ["x"], "domain": [0, 1], "point": 2}, "must lie in the domain"),
        ({"curves": ["x"], "domain": [0, 1], "slope": True}, "need a point"),
        ({"curves": ["x", "x"], "domain": [0, 1]}, "same name"),
        ({"curves": [{"slope_of": "y"}], "domain": [0, 1]}, "there is no curve y"),
        ({"curves": [{}], "domain": [0, 1]}, "either a formula or slope_of"),
        (
            {"curves": ["x"], "domain": [0, 1], "task": {"text": "t", "when": "q"}},
            "task.when: There is no q here",
        ),
    ],
)
def test_wrong_options_are_explained(given: dict[str, Any], complaint: str) -> None:
    with pytest.raises(ValidationError, match=complaint):
        options(**given)
