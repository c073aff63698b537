"""Costs and what rolls down them: the lesson's numbers, divergence, races, dials and tasks."""

from __future__ import annotations

from typing import Any

import pytest
from waiting import wait_until

from tutor.course.faults import CourseError

VALLEY = {
    "cost": "(w - 2)**2",
    "over": {"w": [-3, 7]},
    "start": {"w": 5},
    "alpha": {"from": 0.05, "to": 1.15, "step": 0.05, "value": 0.1},
}


def words(pilot: Any) -> str:
    """What the part shows, with single blanks."""
    return " ".join(pilot.app.text.split())


async def test_the_first_steps_of_the_lesson(open_part: Any) -> None:
    async with open_part("surface", **VALLEY) as pilot:
        assert "w := 5 − 0.1 · 6 = 4.4" in pilot.app.text
        await pilot.press("s")
        assert "step 1" in pilot.app.text and "w := 4.4 − 0.1 · 4.8 = 3.92" in pilot.app.text
        await pilot.press("s", "s")
        assert "sgd 3.536 2.359" in words(pilot)
        await pilot.press("b", "backspace")
        assert "step 1" in pilot.app.text


async def test_a_negative_slope_adds(open_part: Any) -> None:
    async with open_part("surface", **VALLEY | {"start": {"w": 0}}) as pilot:
        assert "w := 0 − 0.1 · (−4) = 0.4" in pilot.app.text


async def test_alpha_decides(open_part: Any) -> None:
    async with open_part("surface", **VALLEY) as pilot:
        await pilot.press(*"ssssss", *["right"] * 8)
        assert "alpha 0.5" in words(pilot) and "flat here" in pilot.app.text
        await pilot.press("shift+right", "shift+right")
        assert "alpha 1 " in words(pilot) and "to and fro, no lower" in pilot.app.text
        await pilot.press("l")
        assert "✘ climbs: it diverges" in pilot.app.text
        await pilot.press("h", "h")
        assert "diverges" not in pilot.app.text


async def test_a_run_ends_where_numbers_end(open_part: Any) -> None:
    steep = {"cost": "w**4", "over": {"w": [-3, 3]}, "start": {"w": 3}, "alpha": 1}
    async with open_part("surface", **steep) as pilot:
        await pilot.press(*"s" * 12)
        text = pilot.app.text
        assert "✘ no number any more after step" in text
        await pilot.press("s")
        assert pilot.app.text == text


async def test_dials_move_the_start_and_the_numbers(open_part: Any) -> None:
    steeper = {
        "cost": "c*(w - 2)**2",
        "numbers": {"c": {"from": 1, "to": 10, "step": 1, "value": 1}},
    }
    async with open_part("surface", **VALLEY | steeper) as pilot:
        await pilot.press("down", "left", "left")
        assert "start w 4.5" in words(pilot) and "w := 4.5 − 0.1 · 5 = 4" in pilot.app.text
        await pilot.press("down", "right")
        assert "w := 4.5 − 0.1 · 10 = 3.5" in pilot.app.text
        await pilot.press("r")
        assert "w := 5 − 0.1 · 6 = 4.4" in pilot.app.text


async def test_a_task_is_noticed(open_part: Any) -> None:
    task = {"text": "Down in one step.", "when": "(step == 1) * (cost < 0.0001)"}
    async with open_part("surface", **VALLEY, task=task) as pilot:
        await pilot.press("s")
        assert "○ Down in one step." in pilot.app.text
        await pilot.press("shift+right", "right", "right", "right")
        assert "✔ Down in one step." in pilot.app.text


async def test_optimizers_race_from_one_start(open_part: Any) -> None:
    racers = ["sgd", "momentum", {"optimizer": "adam", "learning_rate": 0.3, "name": "Adam .3"}]
    async with open_part("surface", cost="valley", optimizers=racers) as pilot:
        await pilot.press(*"s" * 20)
        text = pilot.app.text
        assert all(name in text for name in ("● sgd", "▲ momentum", "■ Adam .3"))
        assert ":=" not in text
        figures = pilot.app.part.scene.figures(pilot.app.part.state)
        assert figures["cost_1"] == figures["cost"] > figures["cost_3"]


async def test_convex_beside_two_valleys(open_part: Any) -> None:
    """From one start, one cost is trapped and the other is not."""
    async with open_part("surface", cost=["squared error", "cross-entropy"], alpha=1) as pilot:
        await pilot.press(*"s" * 60)
        text, part = pilot.app.text, pilot.app.part
        assert "squared error" in text and "cross-entropy" in text
        figures = part.scene.figures(part.state)
        assert figures["w"] < -1.4 and figures["cost_1"] > 0.39
        assert figures["cost_2"] < 0.8


async def test_space_rolls_and_stops(open_part: Any) -> None:
    async with open_part("surface", **VALLEY, steps=3) as pilot:
        await pilot.press("space")
        await wait_until(pilot, lambda: not pilot.app.part.playing)
        assert "step 3" in pilot.app.text and not pilot.app.part.playing


@pytest.mark.sampled
@pytest.mark.parametrize("size", [(80, 24), (140, 45), (46, 20)])
@pytest.mark.parametrize("more", [VALLEY, {"cost": "bend"}, {"cost": ["bowl", "two valleys"]}])
async def test_the_picture_fits(open_part: Any, size: tuple[int, int], more: Any) -> None:
    async with open_part("surface", size=size, **more) as pilot:
        await pilot.press("s", "s")
        await pilot.pause()
        assert max(len(row) for row in pilot.app.text.split("\n")) <= pilot.app.part.size.width
        assert len(pilot.app.part.picture) == pilot.app.part.size.height


@pytest.mark.parametrize(
    ("options", "complaint"),
    [
        ({}, "cost"),
        ({"cost": "w**2"}, "over must name the parameters"),
        ({"cost": "w**2", "over": {"w": [0, 1]}}, "start does not say where w starts"),
        ({"cost": "w**2", "over": {"w": [1, 0]}, "start": {"w": 0}}, "lesser to the greater"),
        ({"cost": "w**2", "over": {"w": [0, 1]}, "start": {"w": 2}}, "within its range"),
        ({"cost": "w*q", "over": {"w": [0, 1]}, "start": {"w": 0}}, "There is no q here"),
        ({"cost": "bowl", "start": {"w": 1, "b": 1, "q": 1}}, "q is not among the parameters"),
        ({"cost": "bowl", "alpha": -1}, "alpha must be above 0"),
        ({"cost": "bowl", "optimizers": ["adm"]}, "optimizers"),
        ({"cost": "bowl", "optimizers": [{"optimizer": "sgd", "rho": 0.9}]}, "does not take"),
        ({"cost": "bowl", "task": {"text": "t", "when": "start_q > 0"}}, "task.when"),
    ],
)
async def test_wrong_options_are_explained(
    open_part: Any, options: dict[str, Any], complaint: str
) -> None:
    with pytest.raises(CourseError, match=complaint):
        async with open_part("surface", **options):
            pass
