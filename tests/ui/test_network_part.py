"""The drawn network: inputs move every activation, and a unit's sum is spelled out."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest

from tutor.course.faults import CourseError
from tutor.plots.regions import PICKED
from tutor.plots.unit_maps import MARK

THREE_FOUR_ONE = {
    "layers": [3, 4, 1],
    "inputs": {
        name: {"from": 0, "to": 4, "step": 1, "value": value}
        for value, name in enumerate(("x1", "x2", "x3"), start=1)
    },
    "weights": [[[1, 0, -1], [0, 1, 1], [1, 1, 0], [-1, 0, 2]], [[1, -1, 2, -0.5]]],
    "biases": [[0, -1, 0.5, 0], [0]],
}
HOUSE = {
    "layers": [2, 2, 1],
    "output": "linear",
    "inputs": {
        "size": {"from": 20, "to": 200, "step": 10, "value": 100},
        "wealth": {"from": 0, "to": 10, "step": 1, "value": 5},
    },
    "units": [["family", "schools"], ["price"]],
    "weights": [[[0.02, 0], [0, 0.4]], [[40, 30]]],
    "biases": [[-1, -1], [20]],
}


def words(pilot: Any) -> str:
    return " ".join(pilot.app.text.split())


async def test_the_numbers_of_the_course(open_part: Any) -> None:
    """a1 = (0, 4, 3.5, 5), z2 = 0.5, a2 = 0.6225."""
    async with open_part("network", **THREE_FOUR_ONE) as pilot:
        part = pilot.app.part
        figures = part.scene.figures(part.state)
        assert [figures[f"a1_{unit}"] for unit in range(1, 5)] == [0, 4, 3.5, 5]
        assert figures["a2_1"] == pytest.approx(1 / (1 + np.exp(-0.5)))
        assert "[1] ReLU" in pilot.app.text and "[2] σ" in pilot.app.text
        assert "○ 0" in words(pilot) and "◕ 3.5" in words(pilot) and "● 0.622" in words(pilot)


async def test_sums_are_spelled_out_unit_by_unit(open_part: Any) -> None:
    async with open_part("network", **THREE_FOUR_ONE) as pilot:
        assert "u spells out" in pilot.app.text
        await pilot.press("u")
        assert "z = 1·1 + 0·2 − 1·3 + 0 = −2" in pilot.app.text
        assert "a = ReLU(−2) = 0" in pilot.app.text
        await pilot.press("U", "U")
        assert "z = 1·0 − 1·4 + 2·3.5 − 0.5·5 + 0 = 0.5" in pilot.app.text
        assert "a = σ(0.5) = 0.6225" in pilot.app.text


async def test_a_turned_input_moves_what_follows(open_part: Any) -> None:
    task = {"text": "Bring the price below 80.", "when": "price < 80"}
    async with open_part("network", **HOUSE, task=task, unit=[2, 1]) as pilot:
        assert "price" in words(pilot) and "z = 40·1 + 30·1 + 20 = 90" in pilot.app.text
        await pilot.press("down", "l", "l")
        assert "z = 40·1 + 30·1.8 + 20 = 114" in pilot.app.text
        assert "a = z = 114" in pilot.app.text and "○ Bring the price" in pilot.app.text
        await pilot.press("up", "shift+left")
        assert "z = 40·0 + 30·1.8 + 20 = 74" in pilot.app.text
        assert "✔ Bring the price" in pilot.app.text


async def test_random_weights_and_plain_inputs(open_part: Any) -> None:
    async with open_part("network", layers=[2, 8, 3], activation="tanh", seed=3) as pilot:
        assert "x2" in pilot.app.text and "softmax" in pilot.app.text
        await pilot.press("U")
        assert "its share of all e^z" in pilot.app.text


@pytest.mark.sampled
@pytest.mark.parametrize("size", [(80, 24), (140, 45), (46, 20)])
@pytest.mark.parametrize("more", [HOUSE, {"layers": [3, 30, 2]}, {"layers": [20, 2, 1]}])
async def test_the_picture_fits(open_part: Any, size: tuple[int, int], more: Any) -> None:
    async with open_part("network", size=size, **more) as pilot:
        await pilot.press("u")
        await pilot.pause()
        assert max(len(row) for row in pilot.app.text.split("\n")) <= pilot.app.part.size.width
        assert len(pilot.app.part.picture) == pilot.app.part.size.height


@pytest.mark.parametrize("size", [(80, 24), (140, 45), (200, 60)])
async def test_two_inputs_are_shown_as_maps_and_a_click_chooses_a_unit(
    open_part: Any, size: tuple[int, int]
) -> None:
    async with open_part("network", size=size, **HOUSE) as pilot:
        part = pilot.app.part
        assert "schools 1" in words(pilot) and "price 90" in words(pilot)
        crosses = [row.index(PICKED) for row in pilot.app.text.split("\n") if PICKED in row]
        assert crosses
        layout, region = part.scene.layout, part.content_region
        left, top = layout.lefts[1], layout.tops[1][1]
        await pilot.click(offset=(region.x + left, region.y + top))
        assert (part.state.layer, part.state.unit) == (1, 2) and MARK in pilot.app.text
        await pilot.press("shift+right")
        assert crosses != [row.index(PICKED) for row in pilot.app.text.split("\n") if PICKED in row]


@pytest.mark.parametrize(
    ("options", "complaint"),
    [
        ({"layers": [3]}, "layers"),
        ({"layers": [2, 0, 1]}, "layers"),
        (HOUSE | {"layers": [3, 2, 1]}, "inputs: 2 for 3 units"),
        (HOUSE | {"units": [["a"]]}, "units: 1 names for a layer of 2"),
        (HOUSE | {"weights": [[[1, 2, 3]]]}, r"W\[1\] is \(1, 3\), but has to be \(2, 2\)"),
        (HOUSE | {"unit": [3, 1]}, "there is no unit 1 in layer 3"),
        (HOUSE | {"activation": "rely"}, "relu"),
        (HOUSE | {"task": {"text": "t", "when": "prize > 1"}}, "Did you mean price"),
    ],
)
async def test_wrong_options_are_explained(
    open_part: Any, options: dict[str, Any], complaint: str
) -> None:
    with pytest.raises(CourseError, match=complaint):
        async with open_part("network", **options):
            pass
