"""The perceptron in an app: every number of the rule, AND and OR settle, XOR never does."""

from __future__ import annotations

from typing import Any

import pytest

from tutor.course.faults import CourseError
from tutor.live.perceptron.run import Run


async def test_an_update_number_by_number(open_part: Any) -> None:
    async with open_part("perceptron") as pilot:
        assert "z = 0 everywhere: all answers are 1." in pilot.app.text
        await pilot.press("right")
        text = pilot.app.text
        assert "AND   epoch 1" in text and "x = (0, 0)" in text
        assert "z ≥ 0, so y = 1" in text and "✘ mistaken" in text
        assert "e = t − y = −1" in text and "b  := 0 − 1 = −1" in text
        await pilot.press("l", "l", "l")
        assert "x = (1, 1)" in pilot.app.text and "w1 := 0 + 1·1 = 1" in pilot.app.text
        await pilot.press("left")
        assert "✔ right" in pilot.app.text and "stays where it is" in pilot.app.text
        await pilot.press("h", "h", "h")
        assert "Nothing looked at yet." in pilot.app.text


async def test_mistakes_are_leapt_to_until_it_settles(open_part: Any) -> None:
    async with open_part("perceptron", problems=["or"]) as pilot:
        await pilot.press(*"mmmmm")
        assert "✘ mistaken" in pilot.app.text
        await pilot.press("m")
        assert "✔ Epoch 4 without mistake: settled." in pilot.app.text
        text = pilot.app.text
        await pilot.press("right")
        assert pilot.app.text == text


async def test_xor_goes_round_for_ever(open_part: Any) -> None:
    task = {"text": "Go on until it repeats.", "when": "repeats * (problem == 3)"}
    async with open_part("perceptron", task=task) as pilot:
        await pilot.press("up", *["right"] * 11)
        assert "XOR   epoch 3" in pilot.app.text and "○ Go on" in pilot.app.text
        await pilot.press("right")
        assert "After epoch 3 as after 2: round for ever." in pilot.app.text
        assert "✔ Go on until it repeats." in pilot.app.text
        await pilot.press("down")
        assert "AND" in pilot.app.text


@pytest.mark.parametrize("learning_rate", [1.0, 0.1, 0.3])
def test_what_settles_and_what_repeats(learning_rate: float) -> None:
    runs = {name: Run(name, learning_rate, 50) for name in ("and", "or", "xor")}
    assert [runs[name].corrections[-1].settled for name in runs] == [True, True, False]
    assert [runs[name].repeats_from for name in runs] == [None, None, (3, 2)]


async def test_points_of_ones_own(open_part: Any) -> None:
    corner = {"name": "corner", "points": [[0, 0, 0], [1, 0, 0], [2, 2, 1]]}
    async with open_part("perceptron", problems=[corner], learning_rate=0.5) as pilot:
        await pilot.press("right", "right", "right")
        assert "corner   epoch 1" in pilot.app.text
        assert "w1 := 0 + 0.5·1·2 = 1" in pilot.app.text
        await pilot.press("down")
        assert "corner" in pilot.app.text


@pytest.mark.parametrize("size", [(80, 24), (140, 45), (46, 20)])
async def test_the_picture_fits(open_part: Any, size: tuple[int, int]) -> None:
    async with open_part("perceptron", size=size) as pilot:
        await pilot.press("m", "m", "m")
        await pilot.pause()
        assert max(len(row) for row in pilot.app.text.split("\n")) <= pilot.app.part.size.width
        assert len(pilot.app.part.picture) == pilot.app.part.size.height


@pytest.mark.parametrize(
    ("options", "complaint"),
    [
        ({"problems": ["nand"]}, "problems"),
        ({"problems": []}, "problems"),
        ({"problems": [{"name": "n", "points": [[0, 0, 2]]}]}, "points"),
        ({"learning_rate": 0}, "learning_rate"),
        ({"task": {"text": "t", "when": "epochs > 3"}}, "Did you mean epoch"),
    ],
)
async def test_wrong_options_are_explained(
    open_part: Any, options: dict[str, Any], complaint: str
) -> None:
    with pytest.raises(CourseError, match=complaint):
        async with open_part("perceptron", **options):
            pass
