"""How each panel of a run looks, kept as pictures, in colour and without."""

from __future__ import annotations

from dataclasses import replace
from functools import cache
from typing import Any

import pytest
from textual.app import App, ComposeResult

from tutor.plots.ansi import terminal_palette
from tutor.plots.cells import Picture, plain
from tutor.runs.goal import Goal
from tutor.runs.look import Look
from tutor.runs.run import LiveRun
from tutor.runs.views import VIEWS, draw_view
from tutor.themes import THEMES, role_colours
from tutor.widgets.picture import PictureView

SIZE = (56, 16)
LOOK = Look(terminal_palette({}), titled=True, example=3, unit=1)
PLANE = {"points": 30, "hidden": ("6 tanh", 4), "epochs": 40, "validation_split": 0.2}
IMAGES = {"dataset": "digits", "conv": (3,), "hidden": (8,), "epochs": 1, "learning_rate": 0.01}
LINE = {"dataset": "noisy_curve", "hidden": ("8 tanh",), "epochs": 40}
SHOWN_ON = {"fit": LINE, "filters": IMAGES, "data": IMAGES}


@cache
def trained(name: str) -> LiveRun:
    run = LiveRun(SHOWN_ON.get(name, PLANE))
    run.burst(Goal(), lambda: False, lambda: None)
    return run


class Shown(App[None]):
    def __init__(self, picture: Picture) -> None:
        super().__init__()
        self._picture = picture
        for theme in THEMES:
            self.register_theme(theme)
        self.theme = THEMES[0].name

    def get_theme_variable_defaults(self) -> dict[str, str]:
        return role_colours(dark=True)

    def compose(self) -> ComposeResult:
        yield PictureView(self._picture)


@pytest.fixture(autouse=True)
def in_colour(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("NO_COLOR", raising=False)


@pytest.mark.sampled
@pytest.mark.parametrize("name", VIEWS)
def test_a_panel_looks_as_it_did(snap_compare: Any, name: str) -> None:
    picture = draw_view(name, trained(name), *SIZE, LOOK)
    assert snap_compare(Shown(picture), terminal_size=SIZE)


@pytest.mark.parametrize("name", VIEWS)
def test_a_panel_is_readable_without_colour(name: str) -> None:
    """No span has a ground that would say something, and the text alone is not empty."""
    look = replace(LOOK, palette=LOOK.palette._replace(colour=False))
    picture = draw_view(name, trained(name), *SIZE, look)
    assert not any(isinstance(span.bg, tuple) for row in picture for span in row)
    assert len(set(plain(picture))) > 5
