"""A screen reads its styles once as it comes, and is laid out anew for another size alone."""

from __future__ import annotations

import asyncio
import importlib
import pkgutil
from collections import Counter
from functools import partial
from pathlib import Path
from typing import Any

import pytest
from textual._compositor import Compositor
from textual.app import ComposeResult
from textual.css.query import NoMatches
from textual.css.stylesheet import Stylesheet
from textual.screen import Screen
from textual.widget import Widget
from textual.widgets import Static
from waiting import wait_until

import tutor
from tutor.steady_app import SteadyApp
from tutor.steady_screen import CallingScreen, SteadyScreen


class Wide(SteadyScreen[None]):
    DEFAULT_CSS = "Wide.-wide Static { width: 30; }"

    def compose(self) -> ComposeResult:
        yield Static("drawn")


class Host(SteadyApp):
    HORIZONTAL_BREAKPOINTS = [(0, "-narrow"), (110, "-wide")]


@pytest.fixture
def done(monkeypatch: pytest.MonkeyPatch) -> Counter[Any]:
    """Count how often styles are applied to each widget, and each screen is laid out."""
    counts: Counter[Any] = Counter()
    apply, reflow = Stylesheet.apply, Compositor.reflow

    def applied(self: Stylesheet, node: Any, **options: Any) -> None:
        counts[type(node)] += 1
        apply(self, node, **options)

    def laid_out(self: Compositor, parent: Widget, size: Any) -> Any:
        counts[type(parent), size] += 1
        return reflow(self, parent, size)

    monkeypatch.setattr(Stylesheet, "apply", applied)
    monkeypatch.setattr(Compositor, "reflow", laid_out)
    return counts


async def test_a_screen_reads_its_styles_once_and_knows_how_wide_it_is(done: Counter[Any]) -> None:
    app = Host()
    async with app.run_test(size=(120, 30)) as pilot:
        screen = Wide()
        await app.push_screen(screen)
        await wait_until(pilot, lambda: screen.size)
        assert screen.query_one(Static).size.width == 30
        assert (done[Wide], done[Static]) == (1, 1)
        before = done[Wide, app.size]
        screen._screen_resized(app.size)
        assert done[Wide, app.size] == before
        await pilot.resize_terminal(100, 30)
        await wait_until(pilot, lambda: screen.query_one(Static).size.width == 100)
        assert screen.has_class("-narrow") and not screen.has_class("-wide")


async def test_the_styles_of_one_screen_let_no_other_read_its_own_again(
    done: Counter[Any], tmp_path: Path
) -> None:
    path = tmp_path / "bold.tcss"
    path.write_text("Bold Static { width: 12; }")

    class Bold(Wide):
        CSS_PATH = path

    app = Host()
    async with app.run_test(size=(120, 30)) as pilot:
        await app.push_screen(Wide())
        await pilot.pause()
        before = done[Wide], done[Static]
        await app.push_screen(bold := Bold())
        await wait_until(pilot, lambda: bold.query_one(Static).size.width == 12)
        assert (done[Wide], done[Static] - 1) == before


class Asking(Wide):
    """A screen that asks to be called back, and looks for a part of its own then."""

    def ask(self) -> None:
        self.call_after_refresh(self.look)

    def look(self) -> None:
        self.query_one(Static).update("called back")


async def test_who_left_before_it_was_called_back_ends_nothing_and_stops_nobody() -> None:
    app, called = Host(), asyncio.Event()
    async with app.run_test() as pilot:
        front = Wide()
        await app.push_screen(front)
        await app.push_screen(left := Asking())
        await left.query(Static).remove()
        await app.pop_screen()
        front._invoke_later(left.look, left)
        front._invoke_later(called.set, front)
        await asyncio.wait_for(called.wait(), 60)
        front._invoke_later(partial(leave, app, left), front)
        await pilot.pause()
    assert app._exception is None


async def leave(app: Host, left: Asking) -> None:
    """Fail on a part that left, at work for one that stands."""
    assert app.screen_stack
    left.look()


async def test_a_part_that_stands_and_fails_when_it_is_called_back_is_told() -> None:
    app = Host()
    with pytest.raises(NoMatches):
        async with app.run_test() as pilot:
            await app.push_screen(stands := Asking())
            await stands.query(Static).remove()
            stands.ask()
            await pilot.pause()
            await pilot.pause()


def every_screen() -> list[type[Screen[Any]]]:
    for module in pkgutil.walk_packages(tutor.__path__, "tutor."):
        if "screen" in module.name or module.name.startswith("tutor.widgets"):
            importlib.import_module(module.name)
    found, waiting = [], [Screen]
    while waiting:
        waiting += (below := waiting.pop().__subclasses__())
        found += [each for each in below if each.__module__.startswith("tutor.")]
    return found


def test_every_screen_lets_go_of_who_left() -> None:
    screens = every_screen()
    assert len(screens) > 20
    assert [each for each in screens if not issubclass(each, CallingScreen)] == []
