"""Pictures follow the theme: what is drawn with blended colours is drawn anew in the new ones."""

from __future__ import annotations

import json
from dataclasses import replace
from typing import Any

import pytest
from textual.app import App, ComposeResult
from textual.screen import ModalScreen
from textual.widget import Widget
from waiting import wait_until

from tutor.live.directives import DIRECTIVES
from tutor.plots.cells import Picture, Span
from tutor.themes import THEMES, role_colours
from tutor.widgets.picture import PictureView

TINY = {"points": 30, "hidden": ["4 tanh"], "epochs": 4}
PARTS: dict[str, dict[str, Any]] = {
    "fit": TINY,
    "compare": {**TINY, "change": {"seed": [1, 2]}},
    "perceptron": {"problems": ["and"]},
    "surface": {"cost": "valley", "optimizers": ["sgd"]},
    "image": {"drawing": "cat"},
    "stepper": {"layers": [2, 3, 1], "dataset": "moons"},
}


@pytest.fixture(autouse=True)
def in_colour(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("NO_COLOR", raising=False)


class Host(App[None]):
    def __init__(self, part: Widget, theme: str) -> None:
        super().__init__()
        self._part = part
        for known in THEMES:
            self.register_theme(known)
        self.theme = theme

    def get_theme_variable_defaults(self) -> dict[str, str]:
        return role_colours(dark=self.current_theme.dark)

    def compose(self) -> ComposeResult:
        yield self._part


def made(name: str) -> Widget:
    directive = DIRECTIVES[name]
    part: Widget = directive.made(directive.model().model_validate_json(json.dumps(PARTS[name])))
    return part


def colours(app: App[None]) -> list[Any]:
    pictures: list[Picture] = [view.picture for view in app.query(PictureView)]
    spans = [span for picture in pictures for row in picture for span in row]
    return [(span.fg, span.bg) for span in spans if isinstance(span.bg or span.fg, tuple)]


@pytest.mark.sampled
@pytest.mark.parametrize("covered", [False, True])
@pytest.mark.parametrize("name", PARTS)
async def test_a_part_at_rest_takes_the_colours_of_another_theme(name: str, covered: bool) -> None:
    dark, light = (theme.name for theme in THEMES[:2])
    fresh = Host(made(name), light)
    async with fresh.run_test(size=(100, 30)) as pilot:
        await wait_until(pilot, lambda: colours(fresh))
        wanted = colours(fresh)
    app = Host(made(name), dark)
    async with app.run_test(size=(100, 30)) as pilot:
        await wait_until(pilot, lambda: colours(app))
        assert colours(app) != wanted
        if covered:
            await app.push_screen(ModalScreen())
        app.theme = light
        if covered:
            await app.pop_screen()
        await wait_until(pilot, lambda: colours(app) == wanted)


async def test_a_role_takes_its_colour_from_a_theme_that_differs_in_it_alone() -> None:
    known = THEMES[0]
    app = Host(PictureView([[Span("drawn", "accent")]]), known.name)
    app.register_theme(replace(known, name="other", accent="#123456"))
    async with app.run_test() as pilot:
        view = app.query_one(PictureView)

        def shown() -> str:
            strip = app.screen._compositor.render_strips()[0]
            style = next(each.style for each in strip if "drawn" in each.text)
            assert style and style.color
            return style.color.name

        assert shown() == known.accent == f"#{bytes(view.colours()['accent']).hex()}"
        app.theme = "other"
        await wait_until(pilot, lambda: shown() == "#123456")
