"""Parts that play: a task is done where they come to rest, of a training run also on its way."""

from __future__ import annotations

from typing import Any

import pytest
from waiting import wait_until

PARABOLA = {
    "variable": "x",
    "domain": [-1, 1],
    "curves": ["x**2"],
    "point": -0.5,
    "move_by": 0.5,
    "task": {"text": "The lowest place.", "when": "abs(x) < 0.001"},
}
PICTURE = [[[1, 2], [3, 4]]]
DIGIT = {"digit": 0, "filters": ["blur"]}
PASSED = [
    ("plot", PARABOLA, False),
    ("image", {"layers": PICTURE, "task": {"text": "One.", "when": "place == 1"}}, False),
    ("image", {**DIGIT, "task": {"text": "One on.", "when": "column == 2"}}, False),
    ("surface", {"cost": "bowl", "task": {"text": "Roll.", "when": "step == 1"}}, True),
    ("perceptron", {"task": {"text": "Look.", "when": "step == 1"}}, True),
]


@pytest.mark.parametrize(("name", "options", "is_run"), PASSED)
async def test_what_is_passed_counts_in_a_run_alone_and_a_pause_counts_everywhere(
    open_part: Any, monkeypatch: Any, name: str, options: dict[str, Any], is_run: bool
) -> None:
    async with open_part(name, **options) as pilot:
        part = pilot.app.part
        monkeypatch.setattr(type(part), "MOVES_A_SECOND", 1e-6)  # it moves by hand alone
        await pilot.press("space")
        goal = part.scene.next(part.state)
        assert part.playing and not part.done
        part.show(goal)
        assert part.done == is_run
        await pilot.press("space")
        assert part.done and not part.playing and part.state == goal


async def test_a_played_point_rests_at_the_end_and_plays_from_the_start_again(
    open_part: Any, monkeypatch: Any
) -> None:
    async with open_part("plot", **PARABOLA) as pilot:
        part = pilot.app.part
        shown: list[tuple[float, bool]] = []
        show = part.show

        def noted(state: Any) -> None:
            show(state)
            shown.append((state.point, part.playing))

        monkeypatch.setattr(part, "show", noted)
        for places in ([0.0, 0.5, 1.0], [-1.0, -0.5, 0.0, 0.5, 1.0]):
            shown.clear()
            await pilot.press("space")
            await wait_until(pilot, lambda: shown and shown[-1][0] == 1)
            assert shown == [(place, place < 1) for place in places]
        assert not part.done
        await pilot.press("left", "left")
        assert part.done
