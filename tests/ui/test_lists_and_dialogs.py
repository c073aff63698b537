"""Lists show their cursor as home does, dialogs stand still, and no screen leaves a side unused."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from textual.pilot import Pilot
from textual.widgets import Input, OptionList
from waiting import wait_until

from tutor.screens.exercise_list import ExerciseList
from tutor.screens.playground import PlaygroundScreen
from tutor.screens.progress import ProgressScreen
from tutor.screens.settings import SettingsScreen
from tutor.widgets.exercise.task_beside import TaskBeside
from tutor.widgets.prose import Prose

OpenTutor = Callable[..., Any]


def rows(pilot: Pilot[Any]) -> list[str]:
    """Return the lines of the list in view."""
    listed = pilot.app.screen.query(OptionList).first()
    lines = [listed.render_line(y) for y in range(listed.size.height)]
    return ["".join(segment.text for segment in line).rstrip() for line in lines]


async def opened(pilot: Pilot[Any], key: str, kind: type) -> None:
    await pilot.press(key)
    await wait_until(pilot, lambda: isinstance(pilot.app.screen, kind))
    await pilot.app.workers.wait_for_complete()
    await pilot.pause()


async def test_the_cursor_stands_before_its_row_and_headings_begin_where_it_stands(
    open_tutor: OpenTutor,
) -> None:
    async with open_tutor() as pilot:
        await opened(pilot, "e", ExerciseList)
        await wait_until(pilot, lambda: bool(pilot.app.screen.query_one(OptionList).options))
        await pilot.press("down")
        heading, first, second, *_ = rows(pilot)
        assert heading.startswith("1  ") and first.startswith("  ○ ")
        assert second.startswith("▸ ○ ")
        await pilot.press("escape")
        await opened(pilot, "comma", SettingsScreen)
        await pilot.press("down")
        theme, motion, *_ = rows(pilot)
        assert motion.startswith("▸ Motion") and "‹ on ›" in motion
        assert theme.startswith("  Theme") and "‹" not in theme


@pytest.mark.parametrize(("key", "words"), [("slash", "relu"), ("ctrl+p", "a")])
async def test_what_is_found_grows_downward_from_where_it_is_asked(
    key: str, words: str, open_tutor: OpenTutor
) -> None:
    async with open_tutor() as pilot:
        await pilot.press(key)
        await wait_until(
            pilot, lambda: any(each.region.height for each in pilot.app.screen.query(Input))
        )
        field = pilot.app.screen.query_one(Input)
        before = field.region.y
        await pilot.press(*words)
        found = pilot.app.screen.query(OptionList).first()
        await wait_until(pilot, lambda: found.option_count > 1 and found.size.height > 1)
        assert field.region.y == before
        frame = pilot.app.screen.query("#chooser, #--container").first()
        assert frame.content_region.contains_region(found.region), "the last one found is in view"


async def test_what_lies_side_by_side_takes_the_whole_width(open_tutor: OpenTutor) -> None:
    """Textual keeps a neighbour's margins off a part whose width is 1fr."""
    async with open_tutor() as pilot:
        assert pilot.app.screen.query_one("#shelf").region.width == 80
        await opened(pilot, "p", ProgressScreen)
        assert pilot.app.screen.query_one("#figures").region.width == 80
        await pilot.press("escape")
        await opened(pilot, "g", PlaygroundScreen)
        assert pilot.app.screen.query_one("#playground-body").region.width == 80


@pytest.mark.parametrize("size", [(140, 45), (200, 60)])
async def test_beside_the_exercises_stands_what_the_chosen_one_asks(
    open_tutor: OpenTutor, size: tuple[int, int]
) -> None:
    async with open_tutor(size=size) as pilot:
        await opened(pilot, "e", ExerciseList)
        beside = pilot.app.screen.query_one(TaskBeside)
        listed = pilot.app.screen.query_one(OptionList)

        def shown() -> list[Prose]:
            return list(beside.query(Prose))

        def title() -> str:
            return "".join(prose.source.partition("\n")[0].strip("*") for prose in shown())

        def chosen() -> str:
            option = listed.highlighted_option
            return str(option.prompt) if option else ""

        await wait_until(pilot, lambda: title() and title() in chosen())
        first = title()
        await pilot.press("down")
        await wait_until(pilot, lambda: title() != first and title() in chosen())
        assert beside.region.right > size[0] // 2 + 20
        await pilot.resize_terminal(80, 24)
        await wait_until(pilot, lambda: not beside.region)
        await pilot.press("down")
        await pilot.resize_terminal(*size)
        await wait_until(pilot, lambda: bool(title()) and title() in chosen())
