"""A network looked into: what vanishes, what He keeps, which units stay twins."""

from __future__ import annotations

from typing import Any

import pytest

from tutor.course.faults import CourseError

DEEP = {
    "depth": 10,
    "units": 64,
    "inputs": 64,
    "activation": "relu",
    "initializer": "small_normal",
    "dials": {
        "depth": [2, 10],
        "activation": ["sigmoid", "relu"],
        "initializer": ["small_normal", "he"],
    },
    "show": ["activations", "gradients"],
}
TWINS = {
    "depth": 1,
    "units": 4,
    "activation": "sigmoid",
    "initializer": "zeros",
    "dataset": "and",
    "learning_rate": 0.5,
    "dials": {"initializer": ["zeros", "small_normal"], "steps": [0, 10, 100]},
    "show": ["units"],
}


def figures(pilot: Any) -> dict[str, float]:
    part = pilot.app.part
    return dict(part.scene.figures(part.state))


def words(pilot: Any) -> str:
    return " ".join(pilot.app.text.split())


async def test_small_weights_lose_the_signal_and_he_keeps_it(open_part: Any) -> None:
    task = {"text": "Keep the signal.", "when": "std_last > 0.1"}
    async with open_part("histograms", **DEEP, task=task) as pilot:
        assert 1e-13 < figures(pilot)["std_last"] < 1e-12
        assert "layer 10" in pilot.app.text and "○ Keep the signal." in pilot.app.text
        await pilot.press("up", "right")
        assert 0.3 < figures(pilot)["std_last"] < 3
        assert "he" in words(pilot) and "✔ Keep the signal." in pilot.app.text


async def test_gradients_vanish_through_sigmoids(open_part: Any) -> None:
    async with open_part("histograms", **DEEP | {"activation": "sigmoid"}) as pilot:
        await pilot.press("v")
        deep = figures(pilot)
        assert deep["norm_first"] < 1e-9 * deep["norm_last"]
        assert "times shorter than in layer 10" in pilot.app.text
        await pilot.press("down", "left")
        assert figures(pilot)["depth"] == 2 and "layer 3" not in pilot.app.text
        await pilot.press("v")
        assert "outputs" in pilot.app.text


async def test_units_that_start_alike_stay_alike(open_part: Any) -> None:
    async with open_part("histograms", **TWINS) as pilot:
        assert "4 units that are all alike" in pilot.app.text
        await pilot.press("down", "right", "right")
        assert "A unit 4" in pilot.app.text and "all alike" in pilot.app.text
        assert figures(pilot)["steps"] == 100
        part = pilot.app.part
        assert all(layer.W.any() for layer in part.scene.layers(part.state))
        await pilot.press("up", "right")
        assert "✔ 4 units, no two of them alike" in pilot.app.text and "D unit 4" in pilot.app.text
        assert figures(pilot)["different"] == 4


async def test_dead_units_are_counted(open_part: Any) -> None:
    async with open_part("histograms", **DEEP | {"initializer": "he"}) as pilot:
        assert figures(pilot)["dead"] > 0 and "dead" in pilot.app.text


@pytest.mark.sampled
@pytest.mark.parametrize("size", [(80, 24), (140, 45), (60, 20)])
@pytest.mark.parametrize("view", ["activations", "gradients", "units"])
@pytest.mark.parametrize("depth", [1, 60])
async def test_the_picture_fits(
    open_part: Any, size: tuple[int, int], view: str, depth: int
) -> None:
    more = {"depth": depth, "activation": "relu", "initializer": "normal", "show": [view]}
    async with open_part("histograms", size=size, **more) as pilot:
        await pilot.pause()
        assert max(len(row) for row in pilot.app.text.split("\n")) <= pilot.app.part.size.width
        assert len(pilot.app.part.picture) == pilot.app.part.size.height
        assert f"layer {depth}" in pilot.app.text or view == "units"


@pytest.mark.parametrize(
    ("options", "complaint"),
    [
        ({"activation": "rely"}, "relu"),
        ({"activation": "softmax"}, "for outputs"),
        ({"initializer": "hee"}, "he"),
        ({"dataset": "moon"}, "moons"),
        ({"depth": 60, "units": 256}, "too slow"),
        ({"dials": {"inputs": [1, 2]}}, "dials: there is none for inputs"),
        ({"dials": {"depth": [2, 3]}}, "depth is 5 at first"),
        ({"dials": {"depth": [5, 0]}}, "depth cannot be 0"),
        ({"dials": {"depth": [5, 60], "units": [32, 256]}}, "too slow"),
        ({"show": ["weights"]}, "show"),
        ({"task": {"text": "t", "when": "std > 1"}}, "task.when"),
    ],
)
async def test_wrong_options_are_explained(
    open_part: Any, options: dict[str, Any], complaint: str
) -> None:
    with pytest.raises(CourseError, match=complaint):
        async with open_part("histograms", **options):
            pass
