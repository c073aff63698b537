"""A widget hears its size, and a picture gets its own, whatever comes before the next layout."""

from __future__ import annotations

import pytest
import textual.screen
from textual._compositor import Compositor
from textual.app import App, ComposeResult
from textual.containers import Vertical
from textual.events import Resize
from textual.widgets import Static
from waiting import wait_until

from tutor.plots.cells import Picture, Span
from tutor.steady_layout import tell_every_size
from tutor.themes import role_colours
from tutor.widgets.beside import LivePage
from tutor.widgets.picture import PictureView


class Hearing(Static):
    heard = 0

    def on_resize(self, event: Resize) -> None:
        self.heard = event.size.width


async def test_a_look_up_hides_no_size(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(textual.screen, "Compositor", Compositor)
    tell_every_size()
    app = App[None]()
    async with app.run_test() as pilot:
        first = Hearing("there before")
        await app.mount(first)
        await pilot.pause()
        second = Hearing("looked up too soon")
        first.styles.width = 20
        await app.mount(second)
        app.screen._compositor.update_widgets({second})
        assert second.region.width and first.region.width == 20
        await pilot.pause()
        assert (first.heard, second.heard) == (20, 80)


def picture(rows: int) -> Picture:
    return [[Span("drawn")] for _ in range(rows)]


async def test_a_picture_drawn_while_the_screen_is_resized_is_shown_in_full() -> None:
    class Drawn(App[None]):
        CSS = "PictureView { width: 20; } Vertical { height: auto; }"

        def get_theme_variable_defaults(self) -> dict[str, str]:
            return role_colours(dark=True)

        def compose(self) -> ComposeResult:
            with Vertical():
                yield PictureView(picture(3))

    async with Drawn().run_test() as pilot:
        view = pilot.app.query_one(PictureView)
        view.refresh(layout=True)  # asked for, not yet handed on
        pilot.app.screen._refresh_layout()  # what a resize does: the old picture is measured
        view.picture = picture(9)
        await pilot.pause()
        assert view.size.height == 9


async def test_a_scroll_bar_that_comes_back_shows_where_the_page_is() -> None:
    class Page(App[None]):
        def compose(self) -> ComposeResult:
            with LivePage():
                yield Static("\n" * 40)

    async with Page().run_test(size=(80, 24)) as pilot:
        page = pilot.app.query_one(LivePage)
        page.scroll_end(animate=False)
        await wait_until(pilot, lambda: page.vertical_scrollbar.position == page.max_scroll_y > 0)
        await pilot.resize_terminal(80, 60)
        await wait_until(pilot, lambda: not page.show_vertical_scrollbar)
        await pilot.resize_terminal(80, 24)
        await wait_until(pilot, lambda: page.show_vertical_scrollbar)
        assert page.vertical_scrollbar.position == page.scroll_y == 0
