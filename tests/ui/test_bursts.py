"""Keys in bursts, as a slow line sends them: whatever they leave behind, nothing falls over it."""

from __future__ import annotations

import asyncio
import random
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from monkey import SIZES, Monkey
from textual.widgets import Input, Static
from textual.worker import WorkerCancelled
from waiting import wait_until

from tutor.course.index import shipped_course
from tutor.course.kept_index import read_index
from tutor.screens.chooser import Chooser
from tutor.screens.help import HelpScreen
from tutor.screens.home import HomeScreen
from tutor.screens.lesson import LessonScreen
from tutor.screens.own_code import OwnCodeScreen
from tutor.widgets.entry import EntryField
from tutor.widgets.own_code import OwnCode

OpenTutor = Callable[..., Any]
LESSONS = read_index(shipped_course()).lessons
ROOMS = ["Gallery", "Playground", "Stepper", "Search"]  # of the palette


@pytest.fixture(autouse=True)
def at_a_place_for_files(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Some keys save a picture in the folder where the program was started."""
    monkeypatch.chdir(tmp_path)


QUICK = [
    "ctrl+p escape ctrl+p escape ctrl+p",
    "enter enter",
    "c l",
    "c c l h",
    "slash enter l",
    "question_mark escape l",
    "g escape c",
]


@pytest.mark.sampled
@pytest.mark.parametrize("keys", QUICK)
async def test_quick_keys_on_home(open_tutor: OpenTutor, keys: str) -> None:
    async with open_tutor() as pilot:
        hand = Monkey(pilot, seed=0)
        hand.send(keys.split())
        await hand.rest()
        await hand.rest()


async def test_a_lesson_opened_twice_at_once_is_there(open_tutor: OpenTutor) -> None:
    async with open_tutor() as pilot:
        Monkey(pilot, seed=0).send(["enter", "enter"])
        await wait_until(pilot, lambda: isinstance(pilot.app.screen, LessonScreen))
        await wait_until(pilot, lambda: bool(pilot.app.screen.query(".page-title")))


async def test_pages_turned_at_once_end_at_the_last_one(open_tutor: OpenTutor) -> None:
    async with open_tutor(LESSONS[1].id) as pilot:
        Monkey(pilot, seed=0).send(["l", "l", "l", "h", "l"])
        screen = pilot.app.screen
        await wait_until(pilot, lambda: screen.place[1] == 3)
        await wait_until(pilot, lambda: screen.page_in_view().id == "page-3")


async def test_what_was_chosen_twice_is_left_once(open_tutor: OpenTutor) -> None:
    async with open_tutor(LESSONS[1].id) as pilot:
        screen = pilot.app.screen
        await pilot.press("o")
        await wait_until(pilot, lambda: isinstance(pilot.app.screen, Chooser))
        Monkey(pilot, seed=0).send(["enter", "enter", "escape", "enter"])
        await wait_until(pilot, lambda: not isinstance(pilot.app.screen, Chooser))
        await pilot.pause()
        assert screen in pilot.app.screen_stack or isinstance(pilot.app.screen, HomeScreen)


@pytest.mark.parametrize("lesson", [None, LESSONS[1].id])
async def test_words_typed_right_behind_the_key_are_looked_for(
    open_tutor: OpenTutor, lesson: str | None
) -> None:
    async with open_tutor(lesson) as pilot:
        below = pilot.app.screen
        Monkey(pilot, seed=0).send(["slash", *"quick grad"])
        await wait_until(pilot, lambda: isinstance(pilot.app.screen, Chooser))
        await wait_until(pilot, lambda: bool(pilot.app.screen.query(Input)))
        field = pilot.app.screen.query_one(Input)
        await wait_until(pilot, lambda: field.value == "quick grad")
        await pilot.press("x")
        assert field.value == "quick gradx"
        assert below in pilot.app.screen_stack


async def test_what_is_typed_and_entered_at_once_is_taken_whole(open_tutor: OpenTutor) -> None:
    async with open_tutor() as pilot:
        hand = Monkey(pilot, seed=0)
        hand.run("Glossary")
        await wait_until(pilot, lambda: bool(pilot.app.screen.query("#meaning")))
        place = pilot.app.screen.query_one("#place", Static)
        await wait_until(pilot, lambda: "terms" in str(place.render()))
        hand.send([*"momentum", "enter"])
        await wait_until(pilot, lambda: isinstance(pilot.app.screen, LessonScreen))


async def test_an_entry_takes_all_letters_that_came_before_enter(open_tutor: OpenTutor) -> None:
    async with open_tutor() as pilot:
        await pilot.press("o")
        await wait_until(pilot, lambda: isinstance(pilot.app.screen, OwnCodeScreen))
        await pilot.press("enter")
        screen = pilot.app.screen
        await wait_until(pilot, lambda: bool(screen.query(OwnCode)))
        await wait_until(pilot, lambda: screen.query_one(OwnCode).has_focus)
        await pilot.press("a")
        await wait_until(pilot, lambda: screen.query_one(EntryField).has_focus)
        Monkey(pilot, seed=0).send([*"2,5,3 tanh", "enter"])
        await wait_until(pilot, lambda: "2-5-3 tanh" in screen.query_one(OwnCode).against)


@pytest.mark.parametrize("title", ["Settings", "Playground", "Glossary", "Progress", "Own code"])
async def test_leaving_while_a_screen_is_being_built_is_no_fault(
    open_tutor: OpenTutor, title: str
) -> None:
    async with open_tutor() as pilot:
        (command,) = (
            each for each in pilot.app.get_system_commands(pilot.app.screen) if each.title == title
        )
        command.callback()
        pilot.app.exit(return_code=0)
    assert pilot.app._exception is None and pilot.app.return_code == 0


class SlowToGo(Static):
    """A part that is not gone before it may go."""

    def __init__(self) -> None:
        super().__init__()
        self.asked, self.may_go = asyncio.Event(), asyncio.Event()

    async def on_unmount(self) -> None:
        self.asked.set()
        await self.may_go.wait()


async def test_work_called_off_while_it_takes_a_part_away_ends_nothing_else(
    open_tutor: OpenTutor,
) -> None:
    async with open_tutor() as pilot:
        part = SlowToGo()
        await pilot.app.screen.mount(part)

        async def take_away() -> None:
            await part.remove()

        work = pilot.app.run_worker(take_away())
        await part.asked.wait()
        work.cancel()
        with pytest.raises(WorkerCancelled):
            await work.wait()
        part.may_go.set()
        await wait_until(pilot, lambda: not part.is_attached)
        await pilot.press("question_mark")
        await wait_until(pilot, lambda: isinstance(pilot.app.screen, HelpScreen))


async def wander(hand: Monkey, chance: random.Random, bursts: int) -> None:
    for _ in range(bursts):
        await chance.choices([hand.burst, hand.command, hand.resize], [80, 12, 8])[0]()


@pytest.mark.parametrize("seed", range(2))
async def test_a_monkey_does_no_harm(open_tutor: OpenTutor, seed: int) -> None:
    chance = random.Random(seed)
    async with open_tutor(size=SIZES[seed % len(SIZES)]) as pilot:
        hand = Monkey(pilot, seed)
        lesson = chance.choice(LESSONS)
        pilot.app.call_later(pilot.app.open_lesson, lesson.id, chance.randrange(lesson.pages))
        await wander(hand, chance, 10)


@pytest.mark.slow
@pytest.mark.timeout(900)
@pytest.mark.parametrize("size", SIZES, ids="{0[0]}x{0[1]}".format)
@pytest.mark.parametrize("place", [*(lesson.id for lesson in LESSONS), *ROOMS])
async def test_a_monkey_on_every_page_and_in_every_room(
    open_tutor: OpenTutor, place: str, size: tuple[int, int]
) -> None:
    seed = f"{place} {size}"
    chance = random.Random(seed)
    pages = next((lesson.pages for lesson in LESSONS if lesson.id == place), 6)
    async with open_tutor(size=size) as pilot:
        hand = Monkey(pilot, chance.randrange(1000))
        for page in range(pages):
            if place in ROOMS:
                hand.run(place)
            else:
                pilot.app.call_later(pilot.app.open_lesson, place, page)
            await wander(hand, chance, 12)
