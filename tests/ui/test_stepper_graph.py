from collections.abc import AsyncIterator, Callable
from contextlib import AbstractAsyncContextManager, asynccontextmanager
from typing import Any

import pytest
from textual.pilot import Pilot
from textual.widgets import Input

from tutor.plots.cells import plain
from tutor.widgets.picture import PictureView
from tutor.widgets.stepper import Stepper

WORKED = {"graph": "3*(a + b*c)", "inputs": {"a": 5, "b": 3, "c": 2}, "free": True}


class Driver:
    """A stepper with the focus on it, and hands on the keys."""

    def __init__(self, pilot: Pilot[Any]) -> None:
        self.pilot = pilot
        self.stepper = pilot.app.query_one(Stepper)

    async def press(self, *keys: str) -> str:
        await self.pilot.press(*keys)
        await self.pilot.pause()
        return self.text

    async def type(self, text: str) -> str:
        for key in text:
            await self.pilot.press({" ": "space", "*": "asterisk"}.get(key, key))
        return await self.press("enter")

    @property
    def text(self) -> str:
        return plain(self.stepper.query_one(PictureView).picture)

    @property
    def position(self) -> int:
        return self.stepper.view.walk.position

    @property
    def hint(self) -> str:
        return str(self.stepper.query_one("#hint").render())


Stepping = Callable[..., AbstractAsyncContextManager[Driver]]


@pytest.fixture
def stepping(open_part: Any) -> Stepping:
    """Run a stepper that has the focus; options as keywords."""

    @asynccontextmanager
    async def run(size: tuple[int, int] = (80, 24), **options: Any) -> AsyncIterator[Driver]:
        async with open_part("stepper", size, **(options or WORKED)) as pilot:
            yield Driver(pilot)

    return run


async def test_forward_and_backward_and_back_again(stepping: Stepping) -> None:
    async with stepping() as it:
        assert "u = ·" in it.text
        seen = [await it.press("right") for _ in range(8)]
        assert "u = 6" in seen[0]
        assert "v = 11" in seen[1]
        assert "J = 33" in seen[2]
        assert [line for line in seen[7].splitlines() if "9 ◀" in line]
        assert "8 of 8 · backward ◀" in seen[7]
        assert await it.press("right") == seen[7]
        back = [await it.press("left") for _ in range(8)]
        assert back[:7] == seen[6::-1]
        assert "u = ·" in back[7]


async def test_jumps(stepping: Stepping) -> None:
    async with stepping() as it:
        await it.press("end")
        assert it.position == 8
        await it.press("left_curly_bracket")
        assert it.position == 4
        await it.press("home", "right_curly_bracket")
        assert it.position == 1
        await it.press("l", "l", "h")
        assert it.position == 2


async def test_the_direction_says_where_it_starts_and_ends(stepping: Stepping) -> None:
    async with stepping(**WORKED, direction="backward") as it:
        assert "J = 33" in it.text
        assert "dJ" in await it.press("right")
    async with stepping(**WORKED, direction="forward") as it:
        assert "3 of 3" in await it.press("end")
        assert not it.stepper.check_action("check", ())


@pytest.mark.parametrize("size", [(60, 18), (80, 24), (140, 45)])
async def test_all_of_what_to_try_is_there_and_the_picture_keeps_its_place(
    stepping: Stepping, size: tuple[int, int]
) -> None:
    long = "Go forward, then back. " * 8 + "At the end say why."
    async with stepping(size, **WORKED, **{"try": long}) as on:
        at_rest, rows = on.stepper.region.bottom, len(on.text.splitlines())
        assert " ".join(on.hint.split()) == long
        shown = on.stepper.query_one("#hint")
        assert shown.size.height == len(on.hint.splitlines()) > 1
        assert shown.region.bottom == at_rest
        await on.press("e")
        assert len(on.text.splitlines()) == rows


async def test_an_edit_shows_old_and_new_and_can_be_undone(stepping: Stepping) -> None:
    async with stepping() as it:
        before = await it.press("end")
        await it.press("e")
        assert isinstance(it.pilot.app.focused, Input)
        await it.type("1/2 + 3.5")  # the step at hand is dJ/dc, so this is c
        assert "c = 2 → 4" in it.text
        assert "u = 6 → 12" in it.text
        assert "6 → 12 ◀" in it.text
        assert it.position == 8
        assert await it.press("u") == before


async def test_letter_keys_are_letters_while_typing(stepping: Stepping) -> None:
    async with stepping() as it:
        await it.press("right", "e")
        await it.type("e^-1")
        assert "b = 3 → 0.3679" in it.text
        assert it.position == 1


async def test_a_number_that_is_none_is_refused_and_can_be_mended(stepping: Stepping) -> None:
    async with stepping() as it:
        await it.press("e")
        await it.type("five")
        assert "not a number" in it.hint
        await it.type("6")
        assert "a = 5 → 6" in it.text
        assert "not a number" not in it.hint


async def test_tab_goes_on_to_the_next_input_and_escape_leaves(stepping: Stepping) -> None:
    async with stepping() as it:
        await it.press("e", "tab")
        await it.type("8")
        assert "b = 3 → 8" in it.text
        await it.press("e", "escape")
        assert it.pilot.app.focused is it.stepper


async def test_reset_returns_to_the_lesson_s_values(stepping: Stepping) -> None:
    async with stepping() as it:
        first = it.text
        await it.press("e")
        await it.type("9")
        await it.press("right", "p", "escape", "r")
        assert it.text == first


async def test_why_leads_to_an_input_and_back(stepping: Stepping) -> None:
    async with stepping() as it:
        await it.press("end", "w")
        assert "why?" in it.text
        await it.press("down", "enter")
        assert "An input" in it.text
        await it.press("escape")
        assert "An input" not in it.text
        await it.press("escape")
        assert "8 of 8" in it.text


async def test_predictions_are_asked_before_anything_is_shown(stepping: Stepping) -> None:
    async with stepping() as it:
        await it.press("p")
        assert "u = ·" in it.text
        await it.type("6")
        assert "✔ you said 6" in it.text
        assert "1/1" in it.text
        await it.press("right")
        await it.type("10")
        assert "✘ you said 10" in it.text
        await it.press("right")
        await it.type("30")
        assert "◐ you said 30" in it.text
        assert "2/3" in it.text


async def test_an_edit_drops_what_was_said_about_other_numbers(stepping: Stepping) -> None:
    async with stepping() as it:
        await it.press("p")
        await it.type("6")
        await it.press("right")
        await it.type("10")
        assert "✘ you said 10" in it.text
        await it.press("e")  # a, which changes v but not u
        await it.type("7")
        assert "you said" not in it.text
        assert "predicted 1/1" in it.text
        await it.press("left")
        assert "✔ you said 6" in it.text
        await it.press("u")
        assert "predicted 1/1" in it.text


async def test_a_sign_can_be_predicted(stepping: Stepping) -> None:
    async with stepping() as it:
        await it.press("p", "tab")
        await it.type("+")
        assert "✔ you said +" in it.text


async def test_the_gradient_check_agrees_and_follows_the_input(stepping: Stepping) -> None:
    async with stepping() as it:
        text = await it.press("end", "g")
        assert "c nudged by ε" in text
        assert "✔" in text
        assert "a nudged by ε" in await it.press("down")
        assert "ε = 0.001" in await it.press("plus")
        assert "nudged" not in await it.press("escape")


async def test_a_formula_of_your_own(stepping: Stepping) -> None:
    async with stepping() as it:
        await it.press("f")
        await it.type("a*a + q")
        assert "J = a*a + q" in it.text
        await it.press("end")
        assert "J = 27" in it.text  # a is kept, q starts at 2
        await it.press("f")
        await it.type("a*(q")
        assert "never closed" in it.hint


async def test_playing_goes_to_the_end_and_pauses(stepping: Stepping) -> None:
    async with stepping() as it:
        await it.press("space")
        it.stepper._play_on()
        assert it.position == 1
        await it.press("space")
        for _ in range(10):
            it.stepper._play_on()
        assert it.position == 8


async def test_a_frame_is_copied_as_text(stepping: Stepping) -> None:
    async with stepping() as it:
        await it.press("right", "y")
        assert it.pilot.app.copied == [it.text]


async def test_a_click_on_the_timeline_goes_there(stepping: Stepping) -> None:
    async with stepping() as it:
        view = it.stepper.query_one(PictureView)
        await it.pilot.click(view, offset=(view.size.width - 1, len(view.picture) - 1))
        assert it.position == 8


async def test_twenty_rows_are_enough_in_a_lesson(stepping: Stepping) -> None:
    async with stepping() as it:
        for _ in range(9):
            assert it.stepper.size.height <= 20
            await it.press("right")


@pytest.mark.parametrize("size", [(80, 24), (140, 45)])
async def test_a_wide_graph_follows_the_step(stepping: Stepping, size: tuple[int, int]) -> None:
    text = "z = w1*x1 + w2*x2 + b; a = sigmoid(z); L = -(y*log(a) + (1 - y)*log(1 - a))"
    inputs = {"w1": 0.5, "w2": -1, "b": 1, "x1": 2, "x2": 1, "y": 1}
    async with stepping(size, graph=text, inputs=inputs) as it:
        for step in it.stepper.view.walk.trace.steps:
            shown = await it.press("right")
            name = step.name.removeprefix("dL/d")
            assert f"{name} = " in shown


@pytest.mark.sampled
@pytest.mark.parametrize("text", ["2*3", "a", "log(0)", "a/0 - a/0", "max(a, b, 2)", "x*x*x*x"])
async def test_odd_formulas_are_stepped_too(stepping: Stepping, text: str) -> None:
    async with stepping(**WORKED) as it:
        await it.press("f")
        await it.type(text)
        assert it.stepper.view.walk.trace.title == f"J = {text}"
        for key in ("right", "w", "escape", "e", "escape", "g", "escape", "p", "escape", "end"):
            await it.press(key)
        assert it.position == len(it.stepper.view.walk.trace.steps)
