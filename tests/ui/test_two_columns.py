"""Where the terminal is wide, a live part stands at the right while the text is read."""

from __future__ import annotations

from typing import Any

import pytest
from textual.pilot import Pilot
from waiting import click, wait_until

from tutor.course.index import shipped_course
from tutor.course.loader import load_lesson
from tutor.live.plot.scene import TALLEST
from tutor.widgets.beside import AwaitedPlace, LivePage, LivePlace, Signpost
from tutor.widgets.cover import Cover
from tutor.widgets.fit import Fit
from tutor.widgets.live.part import FEWEST_ROWS
from tutor.widgets.plot import Plot
from tutor.widgets.prose import Prose
from tutor.widgets.surface import Surface

WIDE = pytest.mark.parametrize("size", [(120, 30), (140, 45), (200, 60)])
ONE_PART = "7-3-spiral-capstone", "Two kinds of limit"
TWO_PARTS = "6-1-convolution", "Walk it"
COVERED = "2-4-gradient-descent", "How long a step?"


async def opened(pilot: Pilot[Any], place: tuple[str, str], wanted: str = "LivePlace") -> LivePage:
    lesson, title = place
    pages = load_lesson(shipped_course(), lesson).pages
    pilot.app.open_lesson(lesson, [page.title for page in pages].index(title))
    await wait_until(pilot, lambda: bool(pilot.app.screen.query(wanted)))
    await pilot.pause()
    return pilot.app.screen.query_one(LivePage)


def beside(page: LivePage) -> LivePlace:
    """The part that stands beside the text."""
    (place,) = [each for each in page.query(LivePlace) if each.region]
    assert place.region.x >= max(text.region.right for text in page.query(Prose))
    return place


@WIDE
async def test_a_part_has_the_full_height_and_stays_while_the_text_is_read(
    open_tutor: Any, size: tuple[int, int]
) -> None:
    async with open_tutor(size=size) as pilot:
        page = await opened(pilot, ONE_PART)
        region = beside(page).region
        assert region.height == page.size.height
        assert region.right > size[0] - 4
        assert all(50 < text.content_size.width <= 60 for text in page.query(Prose))
        await pilot.press("down", "down")
        assert page.scroll_y or not page.max_scroll_y
        assert beside(page).region == region


async def test_what_is_drawn_uses_the_rows_beside_the_text(open_tutor: Any) -> None:
    async with open_tutor(size=(200, 60)) as pilot:
        page = await opened(pilot, ("0-1-start", "Move"))
        plot = page.query_one(Plot)
        await wait_until(pilot, lambda: len(plot.picture) == plot.size.height == page.size.height)
        await pilot.resize_terminal(119, 60)
        await wait_until(pilot, lambda: len(plot.picture) == plot.size.height <= TALLEST + 5)
        await pilot.resize_terminal(140, 45)
        await wait_until(pilot, lambda: len(plot.picture) == plot.size.height == page.size.height)


async def test_a_part_that_comes_beside_the_text_is_drawn_for_its_place(open_tutor: Any) -> None:
    async with open_tutor(size=(140, 45)) as pilot:
        page = await opened(pilot, TWO_PARTS)
        first, second = page.query(LivePlace)
        assert len(first.part.picture) > FEWEST_ROWS
        await click(pilot, page.query(Signpost).last())
        await wait_until(pilot, lambda: len(second.part.picture) > FEWEST_ROWS)


async def test_the_text_stands_in_the_same_columns_with_a_scroll_bar_or_without(
    open_tutor: Any,
) -> None:
    columns = set()
    async with open_tutor(size=(140, 45)) as pilot:
        for title in ("The weights of the second layer", "Into the hidden layer"):
            page = await opened(pilot, ("3-10-deriving-backprop", title), "QuestionView")
            columns.add((page.show_vertical_scrollbar, page.query(Prose).first().region.x))
    assert [scrolls for scrolls, _ in sorted(columns)] == [False, True]
    assert len({column for _, column in columns}) == 1


async def test_on_a_narrow_terminal_it_is_in_the_flow(open_tutor: Any) -> None:
    async with open_tutor(size=(119, 45)) as pilot:
        page = await opened(pilot, ONE_PART)
        above, place = page.query(Prose).first(), page.query_one(LivePlace)
        assert place.region.y >= above.region.bottom and place.region.x == above.region.x
        assert not page.query_one(Signpost).region


async def test_a_training_goes_on_whatever_the_width_becomes(open_tutor: Any) -> None:
    async with open_tutor(size=(140, 45)) as pilot:
        page = await opened(pilot, ONE_PART)
        fit = page.query_one(Fit)
        await pilot.press("tab")
        await wait_until(pilot, lambda: fit.frame)
        await pilot.press("minus", "minus", "space")
        await wait_until(pilot, lambda: fit.live.snapshot and fit.live.snapshot.epoch)
        run = fit.live
        for size in [(80, 24), (200, 60), (60, 18), (120, 30)]:
            epoch = run.snapshot.epoch
            await pilot.resize_terminal(*size)
            await wait_until(pilot, lambda size=size: page.app.size == size)
            await wait_until(
                pilot, lambda before=epoch: run.snapshot.epoch > before or run.finished
            )
            assert page.query_one(Fit) is fit and fit.live is run
            assert fit.running or run.finished
            assert fit.has_focus and fit.region


async def test_of_several_parts_the_one_nearest_to_what_is_read_is_there(open_tutor: Any) -> None:
    async with open_tutor(size=(120, 18)) as pilot:
        page = await opened(pilot, TWO_PARTS)
        first, second = page.query(LivePlace)
        assert beside(page) is first
        page.scroll_end(animate=False)
        await wait_until(pilot, lambda: second.region)
        assert beside(page) is second
        await click(pilot, second.part)
        assert second.has_focus_within
        page.scroll_home(animate=False)
        await pilot.pause()
        assert beside(page) is second  # it is used: it stays
        await pilot.press("escape", "down")
        await wait_until(pilot, lambda: first.region)


async def test_tab_and_clicks_lead_to_each_part(open_tutor: Any) -> None:
    async with open_tutor(size=(140, 45)) as pilot:
        page = await opened(pilot, TWO_PARTS)
        first, second = page.query(LivePlace)
        post = page.query(Signpost).last()
        await pilot.press("tab")
        assert first.has_focus_within
        await pilot.press("tab")
        await wait_until(pilot, lambda: second.has_focus_within)
        assert beside(page) is second
        await pilot.press("shift+tab")
        await wait_until(pilot, lambda: first.has_focus_within)
        await click(pilot, post)
        await wait_until(pilot, lambda: second.has_focus_within)


@WIDE
async def test_lifting_a_cover_moves_nothing_above_it(
    open_tutor: Any, size: tuple[int, int]
) -> None:
    async with open_tutor(size=size) as pilot:
        page = await opened(pilot, COVERED, "Cover")
        above = page.query(Prose).first().region
        await click(pilot, page.query_one(Cover))
        await wait_until(pilot, lambda: page.query(Surface))
        await pilot.pause()
        assert page.query(Prose).first().region == above
        assert beside(page).part is page.query_one(Surface)


async def test_the_right_half_says_what_comes_there_as_long_as_it_waits_for_a_guess(
    open_tutor: Any,
) -> None:
    async with open_tutor(size=(140, 45)) as pilot:
        page = await opened(pilot, COVERED, "Cover")
        (awaited,) = page.query(AwaitedPlace)
        assert awaited.region.x >= max(text.region.right for text in page.query(Prose))
        assert awaited.region.right <= 139 and awaited.region.height > 20
        await pilot.resize_terminal(80, 24)
        await wait_until(pilot, lambda: not awaited.display)
        await pilot.resize_terminal(140, 45)
        page.query_one(Cover).action_lift()
        await wait_until(pilot, lambda: bool(page.query(LivePlace)))
        assert not page.query(AwaitedPlace) and beside(page)
        page = await opened(pilot, ONE_PART)
        assert not page.query(AwaitedPlace)
