"""A derivation in the app: a wrong line is explained before the next is asked, and all is kept."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

from sizes import SMALL, mainly
from textual.pilot import Pilot
from textual.widgets import Input, Static
from waiting import press_until, wait_until

from tutor.course.index import shipped_course
from tutor.exercises.derivation import lines
from tutor.exercises.loading import find
from tutor.exercises.work import passed_name
from tutor.progress.store import Store
from tutor.screens.derivation import DerivationScreen
from tutor.widgets.prose import Prose
from tutor.widgets.question import QuestionView

OpenTutor = Callable[..., Any]
EXERCISE = find(shipped_course(), "derive-dz")
LINES = lines(EXERCISE)


async def opened(pilot: Pilot[Any]) -> DerivationScreen:
    pilot.app.open_exercise(EXERCISE.name)
    await wait_until(pilot, lambda: isinstance(pilot.app.screen, DerivationScreen))
    await wait_until(pilot, lambda: place(pilot.app.screen))
    return pilot.app.screen


async def typed(pilot: Pilot[Any], formula: str) -> QuestionView:
    """Answer the line in turn, and wait for the verdict."""
    screen = pilot.app.screen
    await wait_until(pilot, lambda: screen.query(QuestionView).first().has_focus_within)
    view = screen.query_one(QuestionView)
    view.query_one(Input).value = ""
    await pilot.press(*formula, "enter")
    await wait_until(pilot, lambda: view.verdict is not None)
    return view


def place(screen: DerivationScreen) -> str:
    return str(screen.query_one("#place", Static).render())


def words(screen: DerivationScreen) -> str:
    return "\n".join(prose.source for prose in screen.query(Prose))


@mainly(SMALL)
async def test_a_wrong_line_is_explained_and_the_series_goes_on_where_it_was_left(
    open_tutor: OpenTutor, tmp_path: Path, size: tuple[int, int]
) -> None:
    async with open_tutor(size=size) as pilot:
        screen = await opened(pilot)
        view = await typed(pilot, "y/a-(1-y)/(1-a)")
        assert view.verdict.score < 1
        assert "in front of the bracket" in view.verdict.feedback[0].text
        await pilot.press("ctrl+n")
        await pilot.pause()
        assert screen.query_one(QuestionView) is view, "the next line waits for this one"
        assert (await typed(pilot, "-y/a+(1-y)/(1-a)")).verdict.score == 1
        await wait_until(pilot, lambda: "1 of 6" in place(screen))
        await pilot.press("space")
        await wait_until(pilot, lambda: screen.query(QuestionView).first() is not view)
        assert LINES[0].line in words(screen)
    async with open_tutor(size=size) as pilot:
        screen = await opened(pilot)
        await wait_until(pilot, lambda: "1 of 6" in place(screen))  # what was derived stands
        for line in LINES[1:]:
            await typed(pilot, line.answer.replace(" ", ""))
            await pilot.press("space")
            await pilot.pause()
        await wait_until(pilot, lambda: screen.at_end)
        assert "Derived" in words(screen)
        await pilot.press("a")
        await wait_until(pilot, lambda: "without hints" in place(screen))
        assert "0 of 6" in place(screen)
        await pilot.press("escape", "escape")
        await wait_until(pilot, lambda: not isinstance(pilot.app.screen, DerivationScreen))
    done = Store.open(tmp_path).tasks()
    assert passed_name(EXERCISE.lesson, EXERCISE.name) in done


async def test_what_was_shown_does_not_count(open_tutor: OpenTutor, tmp_path: Path) -> None:
    async with open_tutor() as pilot:
        screen = await opened(pilot)
        await wait_until(pilot, lambda: screen.query(QuestionView).first().has_focus_within)
        view = screen.query_one(QuestionView)
        await press_until(pilot, "ctrl+t", lambda: view.is_closed)
        await pilot.press("space")
        await wait_until(pilot, lambda: screen.query(QuestionView).first() is not view)
        assert "1 of 6" in place(screen)
    async with open_tutor() as pilot:
        assert "0 of 6" in place(await opened(pilot)), "a line that was shown is asked again"
