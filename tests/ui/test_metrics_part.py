"""A threshold to move: counts and quotients by hand, calibration that sureness spoils."""

from __future__ import annotations

from typing import Any

import pytest

from tutor.course.faults import CourseError

BY_HAND = {
    "outputs": [0.95, 0.85, 0.7, 0.55, 0.45, 0.35, 0.2, 0.1],
    "targets": [1, 1, 0, 1, 1, 0, 0, 0],
}


def figures(pilot: Any) -> dict[str, float]:
    part = pilot.app.part
    return dict(part.scene.figures(part.state))


async def test_counts_and_quotients_by_hand(open_part: Any) -> None:
    """Above 0.5: three of four right ones, and one wrong one."""
    async with open_part("metrics", **BY_HAND) as pilot:
        text = pilot.app.text
        assert "TN ✔ 3" in text and "FP ✘ 1" in text and "FN ✘ 1" in text and "TP ✔ 3" in text
        assert "accuracy  6 / 8 = 0.75" in text
        assert "precision 3 / 4 = 0.75" in text and "recall    3 / 4 = 0.75" in text


async def test_the_threshold_trades_precision_for_recall(open_part: Any) -> None:
    task = {"text": "Find all, whatever it costs.", "when": "(recall == 1) * (precision < 0.7)"}
    async with open_part("metrics", **BY_HAND, task=task) as pilot:
        await pilot.press("shift+right")
        assert "precision 2 / 2 = 1" in pilot.app.text and "recall    2 / 4" in pilot.app.text
        await pilot.press("shift+right", "shift+right")
        assert "precision 0 / 0 = –" in pilot.app.text and "○ Find all" in pilot.app.text
        await pilot.press("r", "left", "left", "left", "left")
        assert "recall    4 / 4 = 1" in pilot.app.text and "✔ Find all" in pilot.app.text


async def test_accuracy_says_little_where_a_class_is_rare(open_part: Any) -> None:
    rare = {"share": 0.05, "separation": 0, "examples": 1000}
    async with open_part("metrics", **rare) as pilot:
        assert figures(pilot)["accuracy"] == 0.95 and figures(pilot)["recall"] == 0


async def test_sureness_spoils_calibration_and_nothing_else(open_part: Any) -> None:
    options = {"examples": 5000, "dials": ["sureness"], "show": ["reliability", "threshold"]}
    async with open_part("metrics", **options) as pilot:
        honest = figures(pilot)
        assert honest["ece"] < 0.02 and f"ECE = {honest['ece']:.3f}" in pilot.app.text
        await pilot.press("down", "shift+right", "shift+right")
        too_sure = figures(pilot)
        assert too_sure["sureness"] == 3.5 and too_sure["ece"] > 0.1
        assert too_sure["accuracy"] == honest["accuracy"]
        await pilot.press("v")
        assert "answers to the 2500 of class 1" in pilot.app.text


@pytest.mark.sampled
@pytest.mark.parametrize("size", [(80, 24), (140, 45), (50, 20)])
@pytest.mark.parametrize("view", ["threshold", "reliability"])
@pytest.mark.parametrize("threshold", [0.0, 0.35, 1.0])
async def test_the_picture_fits(
    open_part: Any, size: tuple[int, int], view: str, threshold: float
) -> None:
    more = {"show": [view], "threshold": threshold, "dials": ["bins", "share"]}
    async with open_part("metrics", size=size, **more) as pilot:
        await pilot.pause()
        assert max(len(row) for row in pilot.app.text.split("\n")) <= pilot.app.part.size.width
        assert len(pilot.app.part.picture) == pilot.app.part.size.height


@pytest.mark.parametrize(
    ("options", "complaint"),
    [
        ({"outputs": [0.5]}, "1 outputs do not fit 0 targets"),
        ({"outputs": [1.5], "targets": [1]}, "outputs"),
        ({"outputs": [0.5], "targets": [2]}, "targets"),
        (BY_HAND | {"dials": ["sureness"]}, "sureness is fixed"),
        ({"dials": ["seed"]}, "dials"),
        ({"share": 1}, "share"),
        ({"task": {"text": "t", "when": "f2 > 1"}}, "task.when"),
    ],
)
async def test_wrong_options_are_explained(
    open_part: Any, options: dict[str, Any], complaint: str
) -> None:
    with pytest.raises(CourseError, match=complaint):
        async with open_part("metrics", **options):
            pass
