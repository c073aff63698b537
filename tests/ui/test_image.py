"""Pictures in an app: their numbers move to a column, and windows slide over them."""

from __future__ import annotations

import re
from typing import Any

import pytest
from waiting import wait_until

from tutor.course.faults import CourseError

SMALL = [[[1, 2], [3, 4]], [[5, 6], [7, 8]], [[9, 10], [11, 12]]]
DIGIT = {"digit": 5, "filters": ["vertical edges", "blur"]}


def column(text: str) -> dict[int, str]:
    """What is drawn of x, by place."""
    plain = text.translate(str.maketrans("₀₁₂₃₄₅₆₇₈₉", "0123456789"))
    found = re.findall(r"x(\d+) +\[?(\d+|·)", plain)
    return {int(place): value for place, value in found}


async def test_numbers_move_colour_by_colour_and_row_by_row(open_part: Any) -> None:
    async with open_part("image", layers=SMALL) as pilot:
        assert "2 · 2 · 3 = 12" in pilot.app.text and "x is empty" in pilot.app.text
        assert column(pilot.app.text) == dict.fromkeys([1, 2, 3, 4], "·")
        seen: dict[int, str] = {}
        for _ in range(12):
            await pilot.press("right")
            seen |= {place: at for place, at in column(pilot.app.text).items() if at != "·"}
        assert seen == {place: str(place) for place in range(1, 13)}
        before = pilot.app.text
        await pilot.press("l")
        assert pilot.app.text == before


async def test_the_place_is_explained(open_part: Any) -> None:
    async with open_part("image", task={"text": "Find 85.", "when": "place == 85"}) as pilot:
        await pilot.press("c", "down", "down", *["right"] * 4)
        assert "green, row 3, column 4  →  place 1·64 + 2·8 + 4 = 84" in pilot.app.text
        assert "green, layer 2 of 3" in pilot.app.text and "○ Find 85." in pilot.app.text
        await pilot.press("right")
        assert "✔ Find 85." in pilot.app.text
        await pilot.press("left", "up")
        assert "= 76" in pilot.app.text


async def test_colours_are_taken_whole_and_then_it_begins_anew(open_part: Any) -> None:
    async with open_part("image") as pilot:
        for end in (64, 128, 192):
            await pilot.press("c")
            assert f" = {end}\n" in pilot.app.text
        await pilot.press("c")
        assert "x is empty" in pilot.app.text


async def test_unrolling_plays_and_a_key_stops_it(open_part: Any) -> None:
    long = [[[*range(10)] for _ in range(10)]]  # it plays for 12 seconds
    async with open_part("image", layers=long) as pilot:
        part = pilot.app.part
        await pilot.press("space")
        await wait_until(pilot, lambda: part.state >= 2)
        assert part.playing
        await pilot.press("left")
        assert not part.playing
        await pilot.press("r")
        assert part.state == 0


async def test_playing_ends_at_the_end_and_begins_anew(
    open_part: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    async with open_part("image", layers=[[[1]]]) as pilot:
        part = pilot.app.part
        await pilot.press("right")
        states: list[int] = []
        show = part.show

        def noted(state: int) -> None:
            states.append(state)
            show(state)

        monkeypatch.setattr(part, "show", noted)
        await pilot.press("space")
        await wait_until(pilot, lambda: not part.playing)
        assert states == [0, 1]


async def test_a_window_slides_over_a_digit(open_part: Any) -> None:
    async with open_part("image", **DIGIT) as pilot:
        assert "(8 + 2·0 − 3) / 1 + 1 → 6" in pilot.app.text
        assert "the map, 6 × 6" in pilot.app.text and "[−39]" in pilot.app.text
        await pilot.press("down", "right")
        assert "[−48]" in pilot.app.text
        assert "0·1 + 16·(−1) + 0·1 + 16·(−1) + 0·1 + 16·(−1) = −48" in pilot.app.text
        await pilot.press("f")
        assert "blur" in pilot.app.text and "1/9 1/9 1/9" in pilot.app.text
        await pilot.press("f", "s", "p")
        assert "(8 + 2·1 − 3) / 2 + 1 → 4" in pilot.app.text
        assert "the picture, 10 × 10" in pilot.app.text


async def test_the_window_stays_on_the_picture(open_part: Any) -> None:
    async with open_part("image", **DIGIT, stride=2) as pilot:
        await pilot.press(*["right"] * 9, *["down"] * 9)
        assert pilot.app.part.state.place == (2, 2)
        await pilot.press("h", "k")
        assert pilot.app.part.state.place == (1, 1)
        await pilot.press("s")
        assert "stride 3" in pilot.app.text and pilot.app.part.state.place == (0, 0)


async def test_the_largest_answer_can_be_a_task(open_part: Any) -> None:
    task = {"text": "Find the strongest answer.", "when": "value == largest"}
    async with open_part("image", **DIGIT, task=task) as pilot:
        await pilot.press(*["down"] * 4, *["right"] * 4)
        assert "○ Find" in pilot.app.text
        await pilot.press("right")
        assert "[ 48]" in pilot.app.text and "✔ Find" in pilot.app.text


async def test_pooling(open_part: Any) -> None:
    async with open_part("image", digit=5, pool=2) as pilot:
        await pilot.press("down", "right")
        assert "The largest of 13, 16, 11, 16 is 16." in pilot.app.text
        before = pilot.app.text
        await pilot.press("s", "p", "f")
        assert pilot.app.text == before


@pytest.mark.sampled
@pytest.mark.parametrize("size", [(80, 24), (140, 45), (60, 18)])
@pytest.mark.parametrize(
    "options",
    [{}, {"layers": SMALL}, {"digit": 3}, DIGIT, {**DIGIT, "padding": 1}, {"pool": 4}],
)
async def test_the_picture_fits_its_place(
    open_part: Any, size: tuple[int, int], options: dict[str, Any]
) -> None:
    async with open_part("image", size=size, **options) as pilot:
        await pilot.press("right", "down")
        assert max(len(row) for row in pilot.app.text.split("\n")) <= pilot.app.part.size.width
        assert len(pilot.app.part.picture) == pilot.app.part.size.height


@pytest.mark.parametrize(
    ("options", "complaint"),
    [
        ({"drawing": "dog"}, "choose cat, tree"),
        ({"digit": 1797}, "1796"),
        ({"digit": 1, "drawing": "cat"}, "one of drawing, digit and layers"),
        ({"layers": [[[1, 2]], [[3, 4]]]}, "one, or three"),
        ({"layers": [[[1, 2], [3]]]}, "equally large"),
        ({"layers": [[[256]]]}, "255"),
        ({"filters": ["blurr"]}, "choose vertical edges"),
        ({"filters": [[[1, 2, 3], [1, 2, 3]]]}, "3 rows of 3"),
        ({"filters": ["blur"], "layers": [[[1, 2], [3, 4]]]}, "larger than the picture"),
        ({"filters": ["blur"], "pool": 2}, "either filters or pool"),
        ({"stride": 2}, "belong to filters"),
        ({"pool": 4, "layers": [[[1, 2], [3, 4]]]}, "larger than the picture"),
        ({"task": {"text": "t", "when": "plaice == 1"}}, "Did you mean place"),
    ],
)
async def test_wrong_options_are_explained(
    open_part: Any, options: dict[str, Any], complaint: str
) -> None:
    with pytest.raises(CourseError, match=complaint):
        async with open_part("image", **options):
            pass
