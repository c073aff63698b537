"""A code block of a lesson is stepped through, with what the lesson ran before it."""

from __future__ import annotations

from typing import Any

import pytest
from sizes import SMALL, mainly
from textual.widgets import OptionList
from waiting import wait_until

from tutor.course.index import shipped_course
from tutor.course.loader import load_lesson
from tutor.course.sessions import (
    CodeBlock,
    code_blocks,
    first_that_runs,
    program_until,
)
from tutor.programs.judgement import Judgement
from tutor.screens.lesson_code import look_of
from tutor.screens.own_code import OwnCodeScreen
from tutor.widgets.own_code import OwnCode


@mainly(SMALL)
async def test_f_opens_the_code_of_the_page_and_esc_comes_back(
    open_tutor: Any, size: tuple[int, int]
) -> None:
    async with open_tutor(lesson="4-2-deep-forward", size=size) as pilot:
        settled = pilot.app.workers.wait_for_complete
        lesson = pilot.app.screen
        assert lesson.check_action("step_code", ()) is False
        await pilot.press("right")
        await settled()
        await pilot.press("right")
        await wait_until(pilot, lambda: bool(lesson.check_action("step_code", ())))
        await pilot.press("f")
        await wait_until(pilot, lambda: isinstance(pilot.app.focused, OptionList))
        await pilot.press("down", "enter")
        await wait_until(pilot, lambda: bool(pilot.app.screen.query(OwnCode)))
        view = pilot.app.screen.query_one(OwnCode)
        code = view.standing.recorded.program.code
        assert isinstance(pilot.app.screen, OwnCodeScreen)
        assert "def forward(W, b, X):" in code and ">>>" not in code
        assert view.standing.recorded.message == ""
        await pilot.press("escape")
        await wait_until(pilot, lambda: pilot.app.screen is lesson)


def test_a_block_comes_with_the_session_before_it_but_for_what_fails() -> None:
    blocks = [
        CodeBlock(
            0, ">>> x = 2\n>>> x / 0\nTraceback (most recent call last):\nE: no\n>>> x = 3\n"
        ),
        CodeBlock(0, "not = run\n"),
        CodeBlock(1, ">>> for i in range(x):\n...     x * i\n0\n"),
    ]
    text, lines = program_until(blocks, 2)
    assert text == "x = 2\nx = 3\nfor i in range(x):\n    x * i\n"
    assert lines == range(3, 5)
    assert program_until(blocks, 1)[0].endswith("not = run\n")


def test_a_block_that_only_defines_is_shown_with_what_calls_it() -> None:
    defining = CodeBlock(0, ">>> import math\n>>> def f(x):\n...     return x + 1\n")
    calling, apart = CodeBlock(1, ">>> f(2)\n3\n"), CodeBlock(0, "W = 3 * 4\n")
    other, between = CodeBlock(0, ">>> W = 3 * 4\n"), CodeBlock(0, ">>> def g():\n...     f(1)\n")
    using = CodeBlock(1, ">>> g()\n")
    assert first_that_runs([defining, apart, calling], 0) == 2
    assert first_that_runs([defining, apart], 0) == 0
    assert first_that_runs([defining, apart, calling], 1) == 1
    assert first_that_runs([defining, other, calling], 0) == 2
    assert first_that_runs([defining, between, other, using], 0) == 3
    assert (
        first_that_runs([CodeBlock(0, ">>> import math\n"), other, CodeBlock(1, ">>> math.e\n")], 0)
        == 2
    )


@pytest.mark.sampled
@pytest.mark.parametrize("chosen", range(11))
def test_each_block_of_4_6_opens_at_its_own_lines(chosen: int) -> None:
    lesson = load_lesson(shipped_course(), "4-6-building-blocks")
    blocks = code_blocks([page.markdown for page in lesson.pages])
    assert len(blocks) == 11
    look = look_of("lesson 4-6", blocks, chosen)
    recorded = look.run(look.read(), lambda: False)
    assert look.begin(recorded, Judgement()).operation.line in look.lines


def test_the_blocks_of_the_course_are_found_page_by_page() -> None:
    lesson = load_lesson(shipped_course(), "4-2-deep-forward")
    blocks = code_blocks([page.markdown for page in lesson.pages])
    assert len(blocks) > 2
    assert [each.page for each in blocks] == sorted(each.page for each in blocks)
