import json
from collections.abc import AsyncIterator, Callable
from contextlib import AbstractAsyncContextManager, asynccontextmanager
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from textual.app import App
from textual.pilot import Pilot

from engine.trace import Cell
from tutor.cli import main
from tutor.commands.step_text import step_lines
from tutor.plots.cells import plain
from tutor.screens.stepper import StepperScreen
from tutor.stepping.figures import figure
from tutor.stepping.networks import NetworkTrace
from tutor.themes import THEMES, role_colours
from tutor.widgets.stepper import Stepper

SMALL: dict[str, Any] = {"layers": [3, 4, 1], "activation": "tanh"}
KINDS: dict[str, dict[str, Any]] = {
    "logistic": {"layers": [2, 1], "direction": "update"},
    "shallow": {"layers": [3, 4, 1], "direction": "update", "optimizer": "momentum"},
    "deep": {"layers": [2, 3, 3, 2], "direction": "both"},
    "dropout": {"layers": [3, 4, "dropout 0.5", "batchnorm", 2]},
    "images": {"layers": ["1x6x6", "conv 2 3", "pool 2", "flatten", 2], "examples": 2},
    "adam": {"layers": [2, 2], "direction": "update", "optimizer": "adam"},
    "logistic loop": {"loop": "logistic", "examples": 2},
    "perceptron loop": {"loop": "perceptron", "dataset": "and", "learning_rate": 1},
}


Stepping = Callable[..., AbstractAsyncContextManager[tuple[Stepper, Pilot[Any]]]]


@pytest.fixture
def stepping(open_part: Any) -> Stepping:
    """Run a stepper that has the focus."""

    @asynccontextmanager
    async def run(options: dict[str, Any]) -> AsyncIterator[tuple[Stepper, Pilot[Any]]]:
        async with open_part("stepper", (80, 24), **options) as pilot:
            yield pilot.app.query_one(Stepper), pilot

    return run


def text_of(stepper: Stepper) -> str:
    return plain(stepper.picture)


@pytest.mark.sampled
@pytest.mark.parametrize("kind", KINDS)
async def test_every_kind_is_stepped_to_its_end_and_back(stepping: Stepping, kind: str) -> None:
    async with stepping(KINDS[kind]) as (stepper, pilot):
        total = len(stepper.view.walk.trace.steps)
        there = []
        for number in range(1, total + 1):
            await pilot.press("right")
            there.append(text_of(stepper))
            assert f"step {number} of {total}" in there[-1]
        for number in range(total - 1, 0, -1):
            await pilot.press("left")
            assert text_of(stepper) == there[number - 1]
        await pilot.press("left")
        assert stepper.view.walk.position == 0


async def test_layers_phases_and_training_steps(stepping: Stepping) -> None:
    choices = SMALL | {"direction": "update", "epochs": 3, "batch_size": 2}
    async with stepping(choices) as (stepper, pilot):
        walk = stepper.view.walk
        names = [step.name for step in walk.trace.steps[: walk.trace.steps_in_pass]]
        await pilot.press("right", "right_square_bracket")
        assert stepper.view.walk.position == names.index("Z[2]") + 1
        await pilot.press("right_curly_bracket", "right_curly_bracket")
        assert stepper.view.walk.position == names.index("dA[2]") + 1
        await pilot.press("pagedown")
        assert "training step 2 of 6" in text_of(stepper)
        assert stepper.view.walk.step is not None
        assert stepper.view.walk.step.name == "dA[2]"
        await pilot.press("pageup")
        assert "training step 1 of 6" in text_of(stepper)


async def test_an_edit_of_a_weight_is_followed_and_undone(stepping: Stepping) -> None:
    async with stepping(SMALL) as (stepper, pilot):
        await pilot.press("right")
        before = text_of(stepper)
        await pilot.press("e")
        assert "W[1]" in text_of(stepper)
        await pilot.press("tab", "9", "enter")  # the second weight
        assert np.asarray(stepper.view.walk.trace.inputs["W[1]"])[0, 1] == 9
        assert "was" in text_of(stepper)
        await pilot.press("u")
        assert text_of(stepper) == before


async def test_the_convention_turns_everything_and_back(stepping: Stepping) -> None:
    async with stepping(SMALL) as (stepper, pilot):
        await pilot.press("right", "j", "full_stop")
        assert stepper.view.cell == Cell("Z[1]", (1, 1))
        columns = text_of(stepper)
        await pilot.press("c")
        assert "Z[1] (2, 2)" in text_of(stepper)
        assert "(3, 4)" in text_of(stepper)
        await pilot.press("j", "c")
        assert stepper.view.cell == Cell("Z[1]", (1, 2))
        await pilot.press("comma")
        assert text_of(stepper) == columns


async def test_why_goes_down_to_an_input_and_back(stepping: Stepping) -> None:
    async with stepping(SMALL) as (stepper, pilot):
        await pilot.press(*["right"] * 3, "w")
        depth = 0
        while stepper.view.trail[-1].sources:
            await pilot.press("down", "enter")
            depth += 1
        assert depth == 3
        assert "An input" in text_of(stepper)
        await pilot.press(*["escape"] * 4)
        assert not stepper.view.trail


async def test_a_shape_is_predicted(stepping: Stepping) -> None:
    async with stepping(SMALL) as (stepper, pilot):
        await pilot.press("p", "tab", "tab", *"4x4", "enter")
        assert "✔ you said 4x4" in text_of(stepper)


async def test_the_gradient_of_any_weight_is_checked(stepping: Stepping) -> None:
    async with stepping(SMALL) as (stepper, pilot):
        await pilot.press("end", "g")
        assert "digits agree" in text_of(stepper)
        first = text_of(stepper)
        await pilot.press("down")
        assert "digits agree" in text_of(stepper)
        assert text_of(stepper) != first


async def test_a_number_is_followed_through_the_training(stepping: Stepping) -> None:
    choices = SMALL | {"direction": "update", "epochs": 5}
    async with stepping(choices) as (stepper, pilot):
        await pilot.press("right", "t")
        await pilot.app.workers.wait_for_complete()
        await pilot.pause()
        trend = stepper.view.trend
        assert trend is not None
        trace = stepper.view.walk.trace
        n = trace.steps_in_pass
        assert list(trend.values) == [
            np.asarray(trace.steps[batch * n].value)[0, 0] for batch in range(5)
        ]
        assert "training step" in text_of(stepper)


async def test_another_theme_draws_the_colours_anew(stepping: Stepping) -> None:
    async with stepping(SMALL) as (stepper, pilot):
        await pilot.press("right")
        dark = stepper.as_svg()
        pilot.app.theme = THEMES[1].name
        await pilot.pause()
        await pilot.pause()
        assert stepper.as_svg() != dark


async def test_app_text_and_json_show_the_same_steps(
    stepping: Stepping, capsys: pytest.CaptureFixture[str]
) -> None:
    words = ["step", "--layers", "2,3,1", "--activation", "tanh", "--examples", "3"]
    assert main([*words, "--json"]) == 0
    lines = [json.loads(line) for line in capsys.readouterr().out.splitlines()]
    assert main(words) == 0
    printed = capsys.readouterr().out
    taken: dict[str, Any] = {}
    for line in reversed(lines):
        taken |= line["operands"]
    choices = {
        "layers": [2, 3, 1],
        "activation": "tanh",
        "weights": [taken["W[1]"], taken["W[2]"]],
        "biases": [[row[0] for row in taken[name]] for name in ("b[1]", "b[2]")],
        "X": taken["X"],
        "Y": taken["Y"],
        "direction": "update",
        "learning_rate": taken["alpha"],
    }
    async with stepping(choices) as (stepper, pilot):
        trace = stepper.view.walk.trace
        assert isinstance(trace, NetworkTrace)
        assert [step.name for step in trace.steps] == [line["name"] for line in lines]
        for step, line in zip(trace.steps, lines, strict=True):
            assert step.formula == line["formula"]
            assert np.array_equal(step.value, line["value"])
            await pilot.press("right")
            value = float(np.asarray(step.value)[(0,) * len(step.shape)])
            assert figure(value) in text_of(stepper)
            assert all(text in printed for text in step_lines(step))


class ScreenHost(App[None]):
    def get_theme_variable_defaults(self) -> dict[str, str]:
        return role_colours(dark=True)

    def on_mount(self) -> None:
        self.push_screen(StepperScreen())


async def test_a_frame_is_saved_and_never_over_another(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    async with ScreenHost().run_test(size=(80, 24)) as pilot:
        await pilot.pause()
        await pilot.press("right", "s", "s", "S")
        await pilot.pause()
        names = sorted(path.name for path in tmp_path.iterdir())
        assert names == ["stepper-step-1-2.svg", "stepper-step-1.svg", "stepper-step-1.txt"]
        assert "Z[1]" in (tmp_path / "stepper-step-1.txt").read_text(encoding="utf-8")
        drawing = (tmp_path / "stepper-step-1.svg").read_text(encoding="utf-8")
        assert drawing.startswith("<svg")
        assert ">Z[1]</text>" in drawing
