"""The fit in an app: keys train, pause, step and change settings; a thread never outlives it."""

from __future__ import annotations

import json
import sys
import time
from itertools import count
from threading import Event
from typing import Any

import pytest
from pydantic import ValidationError
from textual.app import App, ComposeResult
from textual.containers import VerticalScroll
from textual.widgets import ContentSwitcher, Static
from threads import Threads
from waiting import press_until, wait_until

from engine.experiment import Experiment
from tutor.live.fit.options import FitOptions
from tutor.messages import Copied, PlaygroundOpened
from tutor.playground.task import Task
from tutor.plots.cells import Span, plain
from tutor.plots.numbers import shown
from tutor.plots.unit_maps import MARK
from tutor.runs.findings.finding import Finding
from tutor.runs.run import LiveRun
from tutor.screens.playground import PlaygroundScreen
from tutor.themes import THEMES, role_colours
from tutor.widgets.fit import Fit

SMALL = {"points": 30, "hidden": [8], "epochs": 3, "validation_split": 0.25}
LONG = {"points": 100, "hidden": [8], "epochs": 10_000}  # 500 seconds at the pace of SLOWLY
SLOWLY = ("minus", "minus")  # 20 epochs a second: no machine, however busy, sees the run end
DIALS = {
    "learning_rate": [0.01, 0.1, 1],
    "hidden": [[], [8], [16, 16]],
    "activation": ["relu", "tanh"],
}


def options(**given: Any) -> FitOptions:
    return FitOptions.model_validate_json(json.dumps(given))


class FitApp(App[None]):
    def __init__(self, fit: Fit) -> None:
        super().__init__()
        self._fit = fit
        self.copied: list[str] = []
        self.opened: list[PlaygroundOpened] = []
        for theme in THEMES:
            self.register_theme(theme)
        self.theme = THEMES[0].name

    def get_theme_variable_defaults(self) -> dict[str, str]:
        return role_colours(dark=self.current_theme.dark)

    def compose(self) -> ComposeResult:
        with ContentSwitcher(initial="page"):
            with VerticalScroll(id="page", can_focus=False):
                yield self._fit
            yield Static("another page", id="other")

    def on_copied(self, message: Copied) -> None:
        self.copied.append(message.text)

    def on_playground_opened(self, message: PlaygroundOpened) -> None:
        self.opened.append(message)


def training_threads() -> int:
    """Return how many threads train at this moment, seen by what they have switched on."""
    return int(sys.getswitchinterval() < 0.001)


def text(fit: Fit) -> str:
    return plain(fit.picture)


async def test_the_chosen_dial_is_marked_while_the_part_has_the_focus() -> None:
    fit = Fit(options(**SMALL, learning_rate=0.1, dials=DIALS))
    async with FitApp(fit).run_test() as pilot:
        for focused in (None, fit, None):
            pilot.app.screen.set_focus(focused)
            await wait_until(pilot, lambda here=focused is fit: fit.has_focus is here)
            assert ("▸ learning rate" in text(fit)) is (focused is fit)


async def test_a_run_from_its_first_frame_to_its_report() -> None:
    fit = Fit(options(**SMALL))
    async with FitApp(fit).run_test(size=(80, 30)) as pilot:
        await wait_until(pilot, lambda: fit.frame)
        assert text(fit).startswith("○ ready") and "epoch 0/3" in text(fit)
        assert "2-8-3 relu, 51 parameters" in text(fit)
        await pilot.press("tab", "space")
        await wait_until(pilot, lambda: fit.live.finished and not fit.running)
        *_, last = Experiment.of(**{**SMALL, "hidden": (8,)}).start()
        report = text(fit)
        assert report.startswith("✔ finished  epoch 3/3")
        assert f"loss {shown(last.loss)}" in report
        assert f"accuracy {last.accuracy:.1%}".replace("%", " %") in report
        assert f"ECE {shown(last.val_ece, 3)}" in report


async def test_space_pauses_and_goes_on() -> None:
    fit = Fit(options(**LONG))
    async with FitApp(fit).run_test(size=(80, 30)) as pilot:
        await pilot.press("tab", *SLOWLY, "space")
        await wait_until(pilot, lambda: fit.live.snapshot and fit.live.snapshot.epoch > 2)
        await pilot.press("space")
        await wait_until(pilot, lambda: not training_threads())
        assert "‖ paused" in text(fit)
        await pilot.pause()  # with no thread at work, all that it has posted is shown now
        paused = fit.live.snapshot
        await pilot.press("space")
        await wait_until(pilot, lambda: fit.live.snapshot.epoch > paused.epoch)
        assert "▶ training" in text(fit)


async def test_a_step_and_an_epoch_at_a_time() -> None:
    fit = Fit(options(**SMALL, batch_size=20))
    async with FitApp(fit).run_test(size=(80, 30)) as pilot:
        await pilot.press("tab", "s")
        await wait_until(pilot, lambda: "epoch 0/3  step 1 " in text(fit))
        await pilot.press("s")
        await wait_until(pilot, lambda: "epoch 0/3  step 2 " in text(fit))
        await pilot.press("e")
        await wait_until(pilot, lambda: "epoch 1/3  step 4 " in text(fit))
        await pilot.press("r")
        await wait_until(pilot, lambda: "epoch 0/3  step 0 " in text(fit))


@pytest.mark.parametrize("size", [(80, 24), (140, 45), (200, 60)])
async def test_a_unit_of_the_network_is_chosen_and_looked_into(size: tuple[int, int]) -> None:
    fit = Fit(options(**LONG, views=["network"]))
    async with FitApp(fit).run_test(size=size) as pilot:
        await pilot.press("tab", "e")
        await wait_until(pilot, lambda: "inputs" in text(fit) and "epoch 1/" in text(fit))
        assert MARK not in text(fit)
        await pilot.press("greater_than_sign", "greater_than_sign")
        await wait_until(pilot, lambda: "unit 2" in text(fit) and MARK in text(fit))
        await pilot.press("enter")
        await wait_until(pilot, lambda: "layer 1 unit 2 relu" in text(fit))
        await pilot.press("enter")
        await wait_until(pilot, lambda: "inputs" in text(fit))
        panel = fit.canvas.place_of("network", fit.live)
        layout = fit.live.watched.drawn[panel.width, panel.height].layout
        cell = panel.left + layout.lefts[-1] + 1, 1 + panel.top + layout.tops[-1][0]
        region = fit.content_region
        await pilot.click(offset=(region.x + cell[0], region.y + cell[1]))
        await wait_until(
            pilot, lambda: "layer 2, unit 1" in text(fit) or "unit 1  softmax" in text(fit)
        )


async def test_a_finished_run_begins_anew() -> None:
    fit = Fit(options(**SMALL))
    async with FitApp(fit).run_test(size=(80, 30)) as pilot:
        await pilot.press("tab", "plus", "plus", "plus", "plus", "space")
        await wait_until(pilot, lambda: fit.live.finished and not fit.running)
        first = fit.live
        await pilot.press("space")
        await wait_until(pilot, lambda: fit.live is not first and fit.live.finished)
        assert fit.live.snapshot.loss == first.snapshot.loss


async def test_dials_change_the_run() -> None:
    fit = Fit(options(**LONG, learning_rate=0.1, dials=DIALS))
    async with FitApp(fit).run_test(size=(80, 30)) as pilot:
        await pilot.press("tab", "e")
        await wait_until(pilot, lambda: "epoch 1/" in text(fit))
        first = fit.live
        await pilot.press("right")
        await wait_until(pilot, lambda: first.training.learning_rate == 1)
        assert fit.live is first
        assert "▸ learning rate     1" in text(fit)
        await pilot.press("down", "right")
        await wait_until(pilot, lambda: "2-16-16-3 relu" in text(fit))
        assert fit.live is not first and "epoch 0/" in text(fit)
        assert "▸ hidden         16-16" in text(fit)
        await pilot.press("right", "down", "right")
        await wait_until(pilot, lambda: "2-16-16-3 tanh" in text(fit))


@pytest.mark.parametrize(
    ("name", "values"), [("batch_size", [32, 8]), ("l1", [0, 0.1]), ("l2", [0, 0.1])]
)
async def test_what_may_change_under_way_does(name: str, values: list[float]) -> None:
    fit = Fit(options(**LONG, **{name: values[0]}, dials={name: values}))
    async with FitApp(fit).run_test(size=(80, 30)) as pilot:
        await pilot.press("tab", "e")
        await wait_until(pilot, lambda: "epoch 1/" in text(fit))
        first = fit.live
        await pilot.press("right", "e")
        await wait_until(pilot, lambda: first.changes.made and "epoch 2/" in text(fit))
        assert fit.live is first
        assert first.changes.made[0][1:] == (name, values[1])


async def test_a_dial_that_is_turned_while_training_starts_the_new_run() -> None:
    fit = Fit(options(**LONG, learning_rate=0.1, dials=DIALS))
    async with FitApp(fit).run_test(size=(80, 30)) as pilot:
        await pilot.press("tab", *SLOWLY, "space", "down", "left")
        first = fit.live
        await wait_until(pilot, lambda: fit.live.snapshot and fit.live.snapshot.epoch > 1)
        assert fit.live is first and fit.running
        assert fit.live.settings["hidden"] == ()


async def test_a_frame_of_another_run_is_dropped() -> None:
    fit = Fit(options(**SMALL))
    async with FitApp(fit).run_test(size=(80, 30)) as pilot:
        await wait_until(pilot, lambda: fit.frame)
        stale = LiveRun(fit.live.settings)
        fit.post_message(Fit.FrameDrawn(stale, 99, None, [[Span("too late")]], last=True))
        await pilot.pause()
        assert "too late" not in text(fit)


async def test_what_is_wrong_stands_in_place_of_what_to_try() -> None:
    dead = {"dataset": "xor", "hidden": [4], "seed": 3, "learning_rate": 0.5, "epochs": 300}
    fit = Fit(options(**dead))
    async with FitApp(fit).run_test(size=(80, 30)) as pilot:
        await wait_until(pilot, lambda: "space trains" in text(fit))
        rows = len(fit.picture)
        await pilot.press("tab", *["plus"] * 4, "space")
        await wait_until(pilot, lambda: fit.live.finished and not fit.running)
        await wait_until(pilot, lambda: len(fit.picture) == fit.size.height)
        told = " ".join(text(fit).split())
        assert "2 of 4 ReLUs in layer 1 are dead" in told and told.endswith("take more units.")
        assert "space trains" not in told and len(fit.picture) <= rows + 2
        await pilot.press("r")
        await wait_until(pilot, lambda: "space trains" in text(fit))


def test_a_lesson_that_asks_what_is_wrong_has_it_not_said() -> None:
    found = Finding("dead", "2 of 4 ReLUs are dead.", "", "")
    told = []
    for findings in (True, False):
        fit = Fit(options(dataset="xor", findings=findings))
        fit.live.findings = (found,)
        told.append(plain(fit._tried(60)))
    assert "dead" in told[0] and "space trains" not in told[0]
    assert "dead" not in told[1] and "space trains" in told[1]


async def test_the_band_of_further_seeds_stands_behind_the_curve(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(Fit, "pool", Threads)
    fit = Fit(options(**SMALL))
    async with FitApp(fit).run_test(size=(80, 30)) as pilot:
        await pilot.press("tab", "plus", "plus", "plus", "space")
        await wait_until(pilot, lambda: fit.live.finished and not fit.running)
        await pilot.press("L")
        await wait_until(pilot, lambda: len(fit.live.seeds) == 20)
        await wait_until(pilot, lambda: "20 seeds: validation accuracy" in text(fit))
        assert "±" in text(fit) and "space trains" in text(fit)
        await pilot.press("r")
        await wait_until(pilot, lambda: "seeds" not in text(fit))


async def test_seeds_under_way_are_given_up_by_the_same_key_and_on_leaving(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    let_go, begun = Event(), count()

    class Held(Threads):
        """Lets two runs pass, and holds the others until they are let go."""

        def submit(self, function: Any, /, *given: Any, **named: Any) -> Any:
            def held() -> Any:
                if next(begun) > 1:
                    let_go.wait()
                return function(*given, **named)

            return super().submit(held)

    monkeypatch.setattr(Fit, "pool", Held)
    fit = Fit(options(**SMALL))
    app = FitApp(fit)
    async with app.run_test(size=(80, 30)) as pilot:
        await pilot.press("tab", "L")
        await wait_until(pilot, lambda: "of 20 seeds" in text(fit))
        await pilot.press("L")
        let_go.set()
        await app.workers.wait_for_complete()
        assert len(fit.live.seeds) < 20
        await pilot.press("L")
        await fit.remove()
    assert not app.workers


async def test_a_diverged_run_is_explained() -> None:
    far = {"dataset": "noisy_curve", "batch_size": 1, "learning_rate": 1000.0}
    fit = Fit(options(**SMALL, **far))
    async with FitApp(fit).run_test(size=(80, 30)) as pilot:
        await pilot.press("tab", "space")
        await wait_until(pilot, lambda: fit.live.finished and not fit.running)
        assert text(fit).startswith("✘ diverged")
        assert "0.1 is usual for sgd" in " ".join(text(fit).split())


async def test_settings_that_do_not_go_together_are_explained() -> None:
    fit = Fit(options(**SMALL, optimizer="momentum", momentum=0.9))
    fit._settings = {**fit._settings, "optimizer": "adam"}
    async with FitApp(fit).run_test(size=(80, 30)) as pilot:
        await pilot.press("tab", "r")
        await wait_until(pilot, lambda: "✘ the optimizer adam has no momentum" in text(fit))
        assert not fit.running


async def test_the_task_is_ticked() -> None:
    task = {"text": "Get below a loss of 5", "when": "loss < 5"}
    fit = Fit(options(**SMALL, task=task))
    async with FitApp(fit).run_test(size=(80, 30)) as pilot:
        await wait_until(pilot, lambda: fit.frame)
        assert "○ Get below a loss of 5" in text(fit)
        await pilot.press("tab", "e")
        await wait_until(pilot, lambda: "✔ Get below a loss of 5  reached at epoch 1" in text(fit))
        await pilot.press("r")
        await wait_until(pilot, lambda: "epoch 0/" in text(fit))
        assert "✔ Get below a loss of 5" in text(fit)


async def test_the_view_changes_and_the_pace() -> None:
    fit = Fit(options(**SMALL))
    async with FitApp(fit).run_test(size=(80, 30)) as pilot:
        await wait_until(pilot, lambda: "● 0  ▲ 1" in text(fit))
        await pilot.press("tab", "v")
        await wait_until(pilot, lambda: "inputs" in text(fit).split("\n")[1])
        await pilot.press("v")
        await wait_until(pilot, lambda: "accuracy" in text(fit).split("\n")[1])
        assert "1 epoch/s" in text(fit)
        await pilot.press("plus", "plus", "plus", "plus", "plus")
        assert "flat out" in text(fit)
        await pilot.press("minus")
        assert "100 epochs/s" in text(fit)


async def test_the_command_can_be_copied() -> None:
    fit = Fit(options(**SMALL))
    app = FitApp(fit)
    async with app.run_test(size=(80, 30)) as pilot:
        await pilot.press("tab", "y")
        await pilot.pause()
    assert app.copied == [
        "nn-tutor train --dataset spiral --points 30 --validation-split 0.25 --hidden 8 --epochs 3"
    ]


async def test_the_playground_opens_with_the_dials_as_they_stand() -> None:
    task = {"text": "Learn", "when": "accuracy > 0.9"}
    fit = Fit(options(**SMALL, learning_rate=0.1, dials=DIALS, task=task))
    app = FitApp(fit)
    async with app.run_test(size=(80, 30)) as pilot:
        await pilot.press("tab", "space", "right", "f")
        await wait_until(pilot, lambda: app.opened)
        opened = app.opened[0]
        assert not fit.running
        assert opened.settings == {
            "points": 30,
            "hidden": (8,),
            "epochs": 3,
            "validation_split": 0.25,
            "learning_rate": 1,
        }
        assert opened.task == Task("Learn", "accuracy > 0.9")
        assert "○ Learn" in text(fit)
        opened.view.task_reached(7)
        assert "✔ Learn" in text(fit)


async def test_a_fit_in_a_lesson_leads_to_the_playground_and_back(open_tutor: Any) -> None:
    async with open_tutor("7-3-spiral-capstone") as pilot:
        lesson = pilot.app.screen
        await press_until(
            pilot,
            lambda: "tab" if lesson.query(Fit) else "right",
            lambda: isinstance(pilot.app.focused, Fit),
        )
        await pilot.press("f")
        await wait_until(pilot, lambda: isinstance(pilot.app.screen, PlaygroundScreen))
        await pilot.press("escape")
        await wait_until(pilot, lambda: pilot.app.screen is lesson)


async def test_turning_the_page_pauses() -> None:
    fit = Fit(options(**LONG))
    app = FitApp(fit)
    async with app.run_test(size=(80, 30)) as pilot:
        await pilot.press("tab", *SLOWLY, "space")
        await wait_until(pilot, lambda: fit.running)
        app.query_one(ContentSwitcher).current = "other"
        await wait_until(pilot, lambda: not fit.running)
        await wait_until(pilot, lambda: not training_threads())


async def test_a_removed_fit_stops_training_within_a_second() -> None:
    fit = Fit(options(**LONG))
    async with FitApp(fit).run_test(size=(80, 30)) as pilot:
        await pilot.press("tab", *SLOWLY, "space")
        await wait_until(pilot, lambda: fit.live.snapshot and fit.live.snapshot.epoch > 1)
        await fit.remove()
        await wait_until(pilot, lambda: not training_threads())


@pytest.mark.parametrize(
    "settings", [{"points": 2000, "epochs": 10000}, {"dataset": "digits", "hidden": [400, 400]}]
)
async def test_quitting_ends_the_training(settings: dict[str, Any]) -> None:
    fit = Fit(options(**settings))
    async with FitApp(fit).run_test(size=(80, 30)) as pilot:
        await pilot.press("tab", "plus", "plus", "plus", "plus", "space")
        await wait_until(pilot, lambda: fit.live.snapshot and fit.live.snapshot.step > 1)
    while training_threads():  # a thread that goes on is ended by the limit on time
        time.sleep(0.01)


async def test_another_theme_is_drawn_in_its_colours() -> None:
    fit = Fit(options(**SMALL))
    app = FitApp(fit)
    async with app.run_test(size=(80, 30)) as pilot:
        await wait_until(pilot, lambda: fit.frame)
        dark = fit.frame
        app.theme = THEMES[1].name
        await wait_until(pilot, lambda: fit.frame is not dark)
        grounds = [span.bg for row in fit.frame for span in row if isinstance(span.bg, tuple)]
        assert min(min(ground) for ground in grounds) > 60


@pytest.mark.parametrize("size", [(80, 24), (140, 45), (46, 16)])
async def test_the_picture_fits_its_place(size: tuple[int, int]) -> None:
    fit = Fit(options(**SMALL, learning_rate=0.1, dials=DIALS))
    async with FitApp(fit).run_test(size=size) as pilot:
        await pilot.press("tab", "e")
        await wait_until(pilot, lambda: "epoch 1/" in text(fit))
        assert len(fit.picture) == fit.size.height
        frame_width = max(sum(len(span.text) for span in row) for row in fit.frame)
        assert frame_width <= fit.size.width


@pytest.mark.parametrize(
    ("given", "complaint"),
    [
        ({"dataset": "spirl"}, "did you mean 'spiral'"),
        ({"hidden": [0]}, "greater than or equal to 1"),
        ({"momentum": 0.5}, "the optimizer sgd has no momentum"),
        ({"learning_rate": 0}, "greater than 0"),
        ({"dials": {"lr": [1, 2]}}, "there is no setting lr"),
        ({"dials": {"seed": [0]}}, "two values to choose from"),
        ({"dials": {"seed": [1, 2]}}, "seed is 0 at first"),
        ({"dials": {"activation": ["relu", "rely"]}}, "activation cannot be rely"),
        ({"task": {"text": "t", "when": "acc > 1"}}, "There is no acc here"),
        ({"views": ["picture"]}, "regions"),
    ],
)
def test_wrong_options_are_explained(given: dict[str, Any], complaint: str) -> None:
    with pytest.raises(ValidationError, match=complaint):
        options(**given)


def test_no_thread_is_left() -> None:
    assert training_threads() == 0
