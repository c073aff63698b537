"""The bottom line: what it keeps where room is short, and that its keys can be clicked."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from keyboard import focus
from textual.content import Content
from textual.pilot import Pilot
from waiting import wait_until

from tutor.screens.gallery import GalleryScreen
from tutor.screens.help import HelpScreen
from tutor.screens.home import HomeScreen
from tutor.screens.lesson import LessonScreen
from tutor.widgets.beside import LivePlace
from tutor.widgets.fields.field import AnswerLine
from tutor.widgets.key_bar import Hint, KeyBar, fitting
from tutor.widgets.question import QuestionView
from tutor.widgets.stepper import Stepper

OpenTutor = Callable[..., Any]
SIZES = [(80, 24), (140, 45), (200, 60), (100, 30)]


def line(pilot: Pilot[Any]) -> str:
    return str(pilot.app.screen.query_one(KeyBar).render())


async def click(pilot: Pilot[Any], hint: str) -> None:
    """Click on the first character of a hint."""
    bar = pilot.app.screen.query_one(KeyBar)
    await pilot.click(KeyBar, offset=(bar.styles.padding.left + line(pilot).index(hint), 0))
    await pilot.pause()
    await pilot.app.workers.wait_for_complete()
    await pilot.pause()


def hints(**texts: str) -> list[Hint]:
    return [Hint(key, Content(text)) for key, text in texts.items()]


def test_the_needed_keys_stay_in_their_places_and_others_leave_from_the_middle() -> None:
    given = hints(e="e edit", enter="enter go", p="p predict", escape="esc back")
    given.append(Hint("question_mark", Content("? keys")))
    assert [hint.key for hint in fitting(given, 80)] == [hint.key for hint in given]
    assert [hint.key for hint in fitting(given, 38)] == ["e", "enter", "escape", "question_mark"]
    assert [hint.key for hint in fitting(given, 26)] == ["enter", "escape", "question_mark"]
    assert [hint.key for hint in fitting(given, 10)] == ["escape"]


async def test_a_typed_answer_is_handed_in_first_and_weighed_by_both_arrows(
    open_tutor: OpenTutor,
) -> None:
    async with open_tutor("2-8-logistic-gradient", size=(80, 24)) as pilot:
        pilot.app.screen._page = 1
        await pilot.app.screen._show()
        pilot.app.screen.query_one(AnswerLine).focus()
        await wait_until(pilot, lambda: "how sure" in line(pilot))
        assert line(pilot).split("  ")[:3] == ["enter answer", "↑ ↓ how sure", "^t hint"]


@pytest.mark.parametrize("size", [(60, 18), (80, 24), (100, 30)])
async def test_the_way_out_and_all_keys_are_shown_beside_a_live_part(
    open_tutor: OpenTutor, size: tuple[int, int]
) -> None:
    async with open_tutor("2-8-logistic-gradient", size=size) as pilot:
        pilot.app.screen._page = 5
        await pilot.app.screen._show()
        pilot.app.screen.query_one(Stepper).focus()
        await pilot.pause()
        shown = line(pilot)
        for hint in ("space play", "esc back", "? all keys", "  ^p"):
            assert hint in shown
        assert "…" not in shown


async def test_each_of_two_arrows_is_a_key_of_its_own(open_tutor: OpenTutor) -> None:
    async with open_tutor("2-9-m-examples") as pilot:
        pilot.app.open_lesson("2-9-m-examples", 2)
        await pilot.app.workers.wait_for_complete()
        await pilot.pause()
        stepper = pilot.app.screen.query_one(Stepper)
        stepper.focus()
        await pilot.pause()
        for arrow, position in (("→", 1), ("→", 2), ("←", 1)):
            await click(pilot, arrow)
            assert stepper.view.walk.position == position


async def test_a_click_presses_the_key(open_tutor: OpenTutor) -> None:
    async with open_tutor("2-1-binary-classification") as pilot:
        assert isinstance(pilot.app.screen, LessonScreen)
        before = pilot.app.screen.place
        await pilot.press("right")
        await click(pilot, "← p")
        assert pilot.app.screen.place == before
        await click(pilot, "?")
        assert isinstance(pilot.app.screen, HelpScreen)
        await pilot.press("escape")
        assert pilot.app.focused is None
        await click(pilot, "esc")
        assert isinstance(pilot.app.screen, HomeScreen)


@pytest.mark.parametrize(
    "sample",
    [pytest.param(n, marks=pytest.mark.slow if n > 9 else []) for n in range(0, 19, 3)],
)
async def test_every_key_of_the_line_can_be_clicked(
    open_tutor: OpenTutor, sample: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    pressed: list[str] = []
    async with open_tutor(size=SIZES[sample % len(SIZES)]) as pilot:
        gallery = GalleryScreen()
        gallery._page = sample
        await pilot.app.push_screen(gallery)
        await wait_until(pilot, lambda: gallery.query(LivePlace))
        await pilot.press("tab")
        await pilot.pause()
        monkeypatch.setattr(pilot.app, "simulate_key", pressed.append)
        bar = gallery.query_one(KeyBar)
        left = bar.styles.padding.left
        links = {
            column: bar.get_style_at(left + column, 0).meta.get("@click")
            for column in range(len(line(pilot)))
        }
        columns = [c for c in links if links[c] and links.get(c - 1) != links[c]]
        for column in columns:
            await pilot.click(KeyBar, offset=(left + column, 0))
        keys = [links[column].split("'")[1] for column in columns]
        assert pressed == keys and len(keys) >= 5
        bound = {name for each in gallery.active_bindings for name in each.split(",")}
        assert {*keys} <= bound


async def test_a_question_to_choose_in_says_how_and_two_actions_of_one_name_are_both_shown(
    open_tutor: OpenTutor,
) -> None:
    """A hint for the question and help for the program are both called `help`."""
    async with open_tutor(size=(140, 45)) as pilot:
        pilot.app.open_lesson("0-1-start", 1)
        await wait_until(pilot, lambda: bool(pilot.app.screen.query(QuestionView)))
        await focus(pilot, pilot.app.screen.query_one(QuestionView))
        await wait_until(pilot, lambda: "^t hint" in line(pilot))
        assert "↑ ↓ choose" in line(pilot) and "? help" in line(pilot)


async def test_what_changes_together_is_written_once(
    open_tutor: OpenTutor, monkeypatch: pytest.MonkeyPatch
) -> None:
    async with open_tutor() as pilot:
        written: list[object] = []
        update = KeyBar.update

        def count(bar: KeyBar, *given: Any, **options: Any) -> None:
            written.append(bar)
            update(bar, *given, **options)

        monkeypatch.setattr(KeyBar, "update", count)
        for _ in range(3):
            pilot.app.screen.refresh_bindings()
        await pilot.pause()
        assert len(written) == 1
