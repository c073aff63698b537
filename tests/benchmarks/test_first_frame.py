"""How long each live part of the gallery takes from being made to its first frame in the page."""

from __future__ import annotations

import asyncio
from time import perf_counter
from typing import Any

import pytest
from textual.app import App, ComposeResult
from textual.containers import VerticalScroll
from textual.widget import Widget

from tutor.course.loader import load_lesson
from tutor.course.model import Part
from tutor.live.directives import DIRECTIVES
from tutor.screens.gallery import GALLERY, LESSON
from tutor.themes import THEMES, role_colours
from tutor.widgets.picture import PictureView
from tutor.widgets.training import TrainingView

pytestmark = pytest.mark.benchmark

FIRST = 0.100  # seconds
TRIES = 5  # of which the best counts: the machine may have other things to do
PAGES = load_lesson(GALLERY, LESSON).pages
SAMPLES = [(page.title, part) for page in PAGES for part in page.parts.values()]


class PageApp(App[None]):
    """An empty page."""

    def on_load(self) -> None:
        for theme in THEMES:
            self.register_theme(theme)
        self.theme = THEMES[0].name

    def get_theme_variable_defaults(self) -> dict[str, str]:
        return role_colours(dark=self.current_theme.dark)

    def compose(self) -> ComposeResult:
        yield VerticalScroll(can_focus=False)


@pytest.mark.parametrize(("title", "part"), SAMPLES, ids=[title for title, _ in SAMPLES])
async def test_a_part_is_seen_in_time(title: str, part: Part, record_property: Any) -> None:
    make = DIRECTIVES[part.name].made
    app = PageApp()
    async with app.run_test(size=(120, 40)) as pilot:
        page = app.query_one(VerticalScroll)
        times = []
        for _ in range(TRIES):
            began = perf_counter()
            widget = make(part.options)
            await page.mount(widget)
            while not drawn(widget):
                assert perf_counter() < began + 5, "this should have been drawn by now"
                await asyncio.sleep(0)
            times.append(perf_counter() - began)
            await widget.remove()
            await pilot.pause()
    record_property("first", min(times))
    assert min(times) < FIRST


def drawn(widget: Widget) -> bool:
    """Whether there is something in it to see; of what trains, a frame from its thread."""
    views = [widget, *widget.query(PictureView)]
    if isinstance(widget, TrainingView):
        return bool(widget.frame)
    return any(isinstance(view, PictureView) and bool(view.picture) for view in views)
