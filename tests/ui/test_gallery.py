"""The gallery shows every directive, and each one answers all of its keys."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import Any

import pytest
from textual.pilot import Pilot
from textual.widget import Widget
from textual.widgets import Input, Static
from textual.widgets.markdown import MarkdownFence
from waiting import wait_until
from without_colour import by_colour_alone

from tutor.cli import main
from tutor.course.check import check_course
from tutor.course.loader import load_lesson
from tutor.live.directives import DIRECTIVES
from tutor.screens.gallery import GALLERY, LESSON, GalleryScreen
from tutor.widgets.beside import LivePlace
from tutor.widgets.picture import PictureView

PAGES = load_lesson(GALLERY, LESSON).pages
LEAVING = {"escape", "tab", "shift+tab"}


def test_every_directive_has_a_sample() -> None:
    assert {part.name for page in PAGES for part in page.parts.values()} == {*DIRECTIVES}


def test_the_samples_pass_the_check() -> None:
    assert [str(fault) for fault in check_course(GALLERY, run_code=False)] == []


@asynccontextmanager
async def gallery_at(
    open_tutor: Any, number: int, size: tuple[int, int] = (80, 24)
) -> AsyncIterator[Pilot[Any]]:
    """Open the gallery at a page, with the focus on its live part."""
    async with open_tutor(size=size) as pilot:
        screen = GalleryScreen()
        screen._page = number
        await pilot.app.push_screen(screen)
        await shown(pilot, screen, number)
        await pilot.press("tab")
        yield pilot


async def shown(pilot: Pilot[Any], screen: GalleryScreen, number: int) -> None:
    """Wait until a page, counted from 0, has come."""
    place = screen.query_one("#place", Static)
    await wait_until(pilot, lambda: str(place.content) == f"{number + 1}/{len(PAGES)}")


def part_with_focus(pilot: Pilot[Any]) -> Widget:
    focused = pilot.app.focused
    assert focused is not None
    assert any(isinstance(node, LivePlace) for node in focused.ancestors_with_self)
    return focused


SAMPLES = pytest.mark.parametrize("number", range(len(PAGES)), ids=[page.title for page in PAGES])


@pytest.mark.sampled
@SAMPLES
async def test_a_sample_answers_its_keys(open_tutor: Any, number: int) -> None:
    async with gallery_at(open_tutor, number) as pilot:
        part = part_with_focus(pilot)
        gallery = pilot.app.screen
        for key in [key for key in part._bindings.key_to_bindings if key not in LEAVING]:
            part.focus()
            await pilot.press(key)
            if pilot.app.screen is not gallery:  # the part has opened one of its own
                pilot.app.pop_screen()
                await pilot.pause()
            elif isinstance(pilot.app.focused, Input):
                await pilot.press("1", "enter", "escape")
        assert part.is_attached and pilot.app.screen is gallery


@pytest.mark.parametrize(
    "size", [(60, 18), pytest.param((80, 24), marks=pytest.mark.slow), (140, 45)]
)
async def test_samples_fit_the_screen_and_say_nothing_by_colour_alone(
    open_tutor: Any, size: tuple[int, int], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("NO_COLOR", "1")
    async with gallery_at(open_tutor, 0, size) as pilot:
        for number in range(len(PAGES)):
            await shown(pilot, pilot.app.screen, number)
            await pilot.press("tab")
            part = part_with_focus(pilot)
            assert part.size.height >= 3 and part.region.right <= size[0]
            for view in part.walk_children(PictureView, with_self=True):
                assert by_colour_alone(view.picture) == [], PAGES[number].title
            await pilot.press("escape", "right")


async def test_pages_turn_both_ways_and_show_their_source(open_tutor: Any) -> None:
    async with gallery_at(open_tutor, 0) as pilot:
        screen = pilot.app.screen
        assert screen.query(MarkdownFence).last().code.strip() == PAGES[0].markdown.strip()
        await pilot.press("escape", "right")
        await shown(pilot, screen, 1)
        await pilot.press("left", "left")
        await shown(pilot, screen, len(PAGES) - 1)


async def test_the_sample_is_copied(open_tutor: Any) -> None:
    async with gallery_at(open_tutor, 3) as pilot:
        await pilot.press("escape", "y")
        await wait_until(pilot, lambda: pilot.app.clipboard == PAGES[3].markdown.strip())


async def test_it_opens_at_a_part_and_any_page_can_be_chosen(open_tutor: Any) -> None:
    first = next(n for n, page in enumerate(PAGES) if page.title == "race")
    async with open_tutor() as pilot:
        screen = GalleryScreen("race")
        await pilot.app.push_screen(screen)
        await shown(pilot, screen, first)
        await pilot.press("o")
        await wait_until(pilot, lambda: pilot.app.screen is not screen)
        await pilot.press("down", "enter")
        await shown(pilot, screen, first + 1)
        await pilot.press("escape")
        await wait_until(pilot, lambda: pilot.app.screen is not screen)


async def test_the_palette_opens_it(open_tutor: Any) -> None:
    async with open_tutor() as pilot:
        await pilot.press("ctrl+p", *"gallery")
        await wait_until(pilot, lambda: "every" in pilot.app.export_screenshot())
        await pilot.press("enter", "enter")
        await wait_until(pilot, lambda: isinstance(pilot.app.screen, GalleryScreen))


def test_a_part_that_does_not_exist_is_refused(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["gallery", "shape"]) == 2
    assert "shapes" in capsys.readouterr().err
