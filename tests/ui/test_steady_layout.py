"""A widget hears its size though it was looked up between its coming and the next layout."""

from __future__ import annotations

import pytest
import textual.screen
from textual._compositor import Compositor
from textual.app import App
from textual.events import Resize
from textual.widgets import Static

from tutor.steady_layout import tell_every_size


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
