"""How the stepper looks, kept as pictures: look at the report when one of them changes."""

import json
from typing import Any

import pytest
from textual.app import App, ComposeResult
from textual.containers import VerticalScroll

from tutor.live.stepper.options import StepperOptions
from tutor.themes import THEMES, role_colours
from tutor.widgets.stepper import Stepper

WORKED = {"graph": "3*(a + b*c)", "inputs": {"a": 5, "b": 3, "c": 2}}
SHALLOW = {
    "layers": [3, 4, 1],
    "weights": [[[1, 0, -1], [0, 1, 1], [1, 1, 0], [-1, 0, 2]], [[1, -1, 2, -0.5]]],
    "biases": [[0, -1, 0.5, 0], [0]],
    "X": [[1, 0], [2, 1], [3, -1]],
    "Y": [[1, 0]],
}
LOOP = {"loop": "logistic", "X": [[2, -1], [1, 0.5]], "Y": [[1, 0]], "weights": [[[0.5, -1]]]}


class Host(App[None]):
    def __init__(self, options: dict[str, Any], theme: str) -> None:
        super().__init__()
        self.options = StepperOptions.model_validate_json(json.dumps(options))
        for known in THEMES:
            self.register_theme(known)
        self.theme = theme

    def get_theme_variable_defaults(self) -> dict[str, str]:
        return role_colours(dark=self.current_theme.dark)

    def compose(self) -> ComposeResult:
        with VerticalScroll(can_focus=False):
            yield Stepper(self.options)


@pytest.fixture(autouse=True)
def in_colour(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("NO_COLOR", raising=False)


@pytest.mark.sampled
@pytest.mark.parametrize(
    ("options", "keys", "size", "theme"),
    [
        pytest.param(WORKED, 7, (80, 24), "tutor-dark", id="graph-80x24-dark"),
        pytest.param(WORKED, 7, (140, 45), "tutor-light", id="graph-140x45-light"),
        pytest.param(SHALLOW, 10, (80, 24), "tutor-dark", id="network-80x24-dark"),
        pytest.param(SHALLOW, 10, (140, 45), "tutor-light", id="network-140x45-light"),
        pytest.param(LOOP, 12, (80, 24), "tutor-light", id="loop-80x24-light"),
    ],
)
def test_the_stepper_looks_as_it_did(
    snap_compare: Any, options: dict[str, Any], keys: int, size: tuple[int, int], theme: str
) -> None:
    press = ["tab", *["right"] * keys]
    assert snap_compare(Host(options, theme), press=press, terminal_size=size)
