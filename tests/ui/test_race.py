"""The race in an app: timed in a thread, with the keys alive."""

from __future__ import annotations

import re
from collections.abc import Iterator
from threading import Event
from typing import Any

import pytest

from tutor.course.faults import CourseError
from tutor.live.race.races import RACES, Contest, Way
from tutor.widgets.race import Race

SMALL = {"sizes": [2, 50, 1000], "start": 50}


async def finish(pilot: Any) -> None:
    """Wait for the end of the race."""
    await pilot.app.workers.wait_for_complete()
    await pilot.pause()


@pytest.mark.parametrize("race", ["dot", "exp", "relu", "matrix-vector"])
async def test_a_race_ends_with_medians_and_their_ratio(open_part: Any, race: str) -> None:
    async with open_part("race", race=race, **SMALL) as pilot:
        assert "Not timed yet." in pilot.app.text
        await pilot.press("space")
        await finish(pilot)
        part = pilot.app.part
        first, *_, last = (way.name for way in part.scene.race.ways)
        timings = part.state.at_hand()
        ratio = timings[first].median / timings[last].median
        faster, slower = (last, first) if ratio >= 1 else (first, last)
        assert f"{faster} is " in pilot.app.text and f"times as fast as {slower}." in pilot.app.text
        told = re.search(r"is ([\d.,]+) times", pilot.app.text)
        assert told and float(told[1].replace(",", "")) == pytest.approx(max(ratio, 1 / ratio), 0.1)
        assert f"Medians of {len(timings[first].samples)}, " in pilot.app.text


async def test_sizes_are_chosen_and_what_was_timed_is_remembered(open_part: Any) -> None:
    task = {"text": "Time the largest.", "when": "finished * (size == 1000)"}
    async with open_part("race", **SMALL, task=task) as pilot:
        await pilot.press("space")
        await finish(pilot)
        assert "○ Time the largest." in pilot.app.text and "So far" not in pilot.app.text
        await pilot.press("right", "right")
        assert "1,000 pairs" in pilot.app.text and "Not timed yet." in pilot.app.text
        await pilot.press("enter")
        await finish(pilot)
        assert "✔ Time the largest." in pilot.app.text
        assert re.search(r"So far  50: [\d.]+×   1,000: [\d.,]+×", pilot.app.text)
        await pilot.press("h")
        assert "times as fast as" in pilot.app.text
        await pilot.press("r")
        assert "Not timed yet." in pilot.app.text and "50 pairs" in pilot.app.text


@pytest.fixture
def gate(monkeypatch: pytest.MonkeyPatch) -> Iterator[Event]:
    """A race whose loop does not end before the gate is open."""
    opened = Event()
    slow = Way("loop", lambda size: lambda: opened.wait(60))
    fast = Way("np.dot", lambda size: lambda: None)
    monkeypatch.setitem(RACES, "dot", Contest("waiting for {size} numbers", (slow, fast)))
    yield opened
    opened.set()


async def test_keys_are_answered_while_it_runs_and_a_turn_stops_it(
    open_part: Any, gate: Event
) -> None:
    async with open_part("race", sizes=[2, 1000]) as pilot:
        await pilot.press("space")
        assert pilot.app.part.state.runner == "loop" and "Timing …" in pilot.app.text
        await pilot.press("left")
        assert "for 2 numbers" in pilot.app.text and "Not timed yet." in pilot.app.text
        gate.set()
        await finish(pilot)
        assert "Not timed yet." in pilot.app.text
        await pilot.press("right")
        assert "Not timed yet." in pilot.app.text


async def test_a_second_space_stops_and_a_third_starts_anew(open_part: Any, gate: Event) -> None:
    async with open_part("race", sizes=[2, 1000]) as pilot:
        await pilot.press("space", "space")
        assert "Not timed yet." in pilot.app.text
        gate.set()
        await finish(pilot)
        assert "Not timed yet." in pilot.app.text
        await pilot.press("space")
        await finish(pilot)
        assert "times as fast as" in pilot.app.text


async def test_a_timing_of_an_earlier_run_is_dropped(open_part: Any) -> None:
    async with open_part("race", **SMALL) as pilot:
        await pilot.press("space")
        await finish(pilot)
        before = pilot.app.text
        pilot.app.part.post_message(Race.Timed(0, "np.dot", None))
        await pilot.pause()
        assert pilot.app.text == before


async def test_quitting_while_it_runs_waits_for_nothing(
    open_part: Any, gate: Event, monkeypatch: pytest.MonkeyPatch
) -> None:
    ends: list[bool] = []
    slow = Way("loop", lambda size: lambda: ends.append(gate.wait(60)))
    contest = Contest("waiting for {size} numbers", (slow, RACES["dot"].ways[-1]))
    monkeypatch.setitem(RACES, "dot", contest)
    async with open_part("race", sizes=[2, 1000]) as pilot:
        await pilot.press("space")
        assert pilot.app.part.state.runner == "loop"
    assert not ends
    gate.set()


@pytest.mark.parametrize("size", [(80, 24), (140, 45), (46, 16)])
async def test_the_picture_fits_its_place(open_part: Any, size: tuple[int, int]) -> None:
    async with open_part("race", size=size, **SMALL) as pilot:
        await pilot.press("space")
        await finish(pilot)
        assert max(len(row) for row in pilot.app.text.split("\n")) <= pilot.app.part.size.width
        assert len(pilot.app.part.picture) == pilot.app.part.size.height


@pytest.mark.parametrize(
    ("options", "complaint"),
    [
        ({"race": "sort"}, "choose dot, exp"),
        ({"sizes": []}, "must be given"),
        ({"sizes": [10, 10]}, "and rise"),
        ({"sizes": [10, 1]}, "greater than or equal to 2|at least 2"),
        ({"sizes": [10, 20], "start": 30}, "30 is not among the sizes"),
        ({"task": {"text": "t", "when": "rato > 1"}}, "Did you mean ratio"),
    ],
)
async def test_wrong_options_are_explained(
    open_part: Any, options: dict[str, Any], complaint: str
) -> None:
    with pytest.raises(CourseError, match=complaint):
        async with open_part("race", **options):
            pass
