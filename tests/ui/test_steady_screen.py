"""A screen reads its styles once as it comes, and is laid out anew for another size alone."""

from __future__ import annotations

from collections import Counter
from pathlib import Path
from typing import Any

import pytest
from textual._compositor import Compositor
from textual.app import ComposeResult
from textual.css.stylesheet import Stylesheet
from textual.widget import Widget
from textual.widgets import Static
from waiting import wait_until

from tutor.steady_app import SteadyApp
from tutor.steady_screen import SteadyScreen


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
