"""The comparison in an app: all runs train by turns, and keep step with each other."""

from __future__ import annotations

import re
from typing import Any

import pytest
from textual.pilot import Pilot
from threads import Threads
from waiting import wait_until

from engine.experiment import Experiment
from tutor.course.faults import CourseError
from tutor.widgets.compare import Compare

SMALL: dict[str, Any] = {
    "dataset": "moons",
    "points": 30,
    "hidden": [8],
    "epochs": 4,
    "learning_rate": 0.5,
    "change": {"activation": ["linear", "relu"]},
}
LONG = {**SMALL, "epochs": 10_000}  # 500 seconds at the pace of SLOWLY
SLOWLY = ("minus", "minus")  # 20 epochs a second: no machine, however busy, sees the run end
THREE = {**SMALL, "change": {"initializer": ["zeros", "small_normal", "he"]}}


def epochs(pilot: Pilot[Any]) -> set[int]:
    return {run.snapshot.epoch for run in pilot.app.part.live.runs if run.snapshot}


async def test_all_runs_reach_the_figures_of_runs_of_their_own(open_part: Any) -> None:
    async with open_part("compare", **SMALL) as pilot:
        await wait_until(pilot, lambda: pilot.app.part.frame)
        assert pilot.app.text.startswith("○ ready") and "changed: activation" in pilot.app.text
        await pilot.press("plus", "plus", "plus", "plus", "space")
        await wait_until(pilot, lambda: pilot.app.text.startswith("✔ finished  epoch 4/4"))
        given = {name: value for name, value in SMALL.items() if name != "change"}
        for name in ("linear", "relu"):
            alone = Experiment.of(**{**given, "hidden": (8,), "activation": name})
            *_, last = alone.start()
            share = f"{last.accuracy:.1%}".replace("%", " %")
            assert f"{name}  {share}" in pilot.app.text
        assert "2-8-1 linear, 33  ·  2-8-1 relu, 33 parameters" in pilot.app.text


@pytest.mark.parametrize(
    ("change", "told"),
    [
        ({"learning_rate": [0.0001, 1.0]}, "is ahead by more than the seeds make"),
        ({"batch_size": [64, 65]}, "it may well be luck"),
    ],
)
async def test_whether_it_is_luck(
    open_part: Any, monkeypatch: pytest.MonkeyPatch, change: dict[str, list[Any]], told: str
) -> None:
    monkeypatch.setattr(Compare, "pool", Threads)
    given = {name: value for name, value in SMALL.items() if name not in change}
    async with open_part("compare", **{**given, "epochs": 30, "change": change}) as pilot:
        await wait_until(pilot, lambda: pilot.app.part.frame)
        await pilot.press("L")
        await wait_until(pilot, lambda: told in " ".join(pilot.app.text.split()))
        assert "±" in pilot.app.text


async def test_space_pauses_and_goes_on_and_r_resets(open_part: Any) -> None:
    async with open_part("compare", **LONG) as pilot:
        await pilot.press(*SLOWLY, "space")
        await wait_until(pilot, lambda: epochs(pilot) and min(epochs(pilot)) > 2)
        await pilot.press("space")
        await wait_until(pilot, lambda: not pilot.app.part.running and len(epochs(pilot)) == 1)
        await wait_until(pilot, lambda: "‖ paused" in pilot.app.text)
        await wait_until(pilot, lambda: not pilot.app.part.live.lock.locked())
        paused = epochs(pilot)
        await pilot.press("space")
        await wait_until(pilot, lambda: min(epochs(pilot)) > min(paused))
        await pilot.press("r")
        await wait_until(pilot, lambda: epochs(pilot) == {0} and "○ ready" in pilot.app.text)


async def test_a_step_and_an_epoch_of_each(open_part: Any) -> None:
    async with open_part("compare", **{**SMALL, "batch_size": 20}) as pilot:
        runs = pilot.app.part.live.runs
        await pilot.press("s")
        await wait_until(pilot, lambda: [run.snapshot.step for run in runs] == [1, 1])
        await pilot.press("e")
        await wait_until(pilot, lambda: "epoch 1/4" in pilot.app.text)
        assert [run.snapshot.step for run in runs] == [3, 3]


async def test_a_run_that_diverges_leaves_the_others_going(open_part: Any) -> None:
    given = {**SMALL, "change": {"learning_rate": [0.01, 1000.0]}}
    given |= {"dataset": "noisy_curve", "batch_size": 1}
    del given["learning_rate"]
    async with open_part("compare", **given) as pilot:
        await pilot.press("plus", "plus", "plus", "plus", "space")
        await wait_until(pilot, lambda: pilot.app.text.startswith("✔ finished  epoch 4/4"))
        assert "✘ diverged" in pilot.app.text


async def test_the_task_compares_the_runs(open_part: Any) -> None:
    task = {"text": "Let both learn", "when": "(loss_1 < 5) * (loss_2 < 5)"}
    async with open_part("compare", **SMALL, task=task) as pilot:
        await wait_until(pilot, lambda: "○ Let both learn" in pilot.app.text)
        await pilot.press("e")
        await wait_until(pilot, lambda: "✔ Let both learn  reached at epoch 1" in pilot.app.text)


async def test_the_view_changes_for_all(open_part: Any) -> None:
    async with open_part("compare", **SMALL, views=["regions", "confusion"]) as pilot:
        await wait_until(pilot, lambda: pilot.app.text.count("hollow: wrong") == 2)
        await pilot.press("v")
        await wait_until(pilot, lambda: "hollow" not in pilot.app.text)


async def test_names_of_ones_own_and_another_figure(open_part: Any) -> None:
    given = {**SMALL, "names": ["straight", "bent"], "figure": "val_accuracy"}
    async with open_part("compare", **given, validation_split=0.25) as pilot:
        await wait_until(pilot, lambda: "validation accuracy" in pilot.app.text)
        assert re.search(r"bent  val \d+\.\d %", pilot.app.text)
        assert "── straight" in pilot.app.text and "╌╌ bent" in pilot.app.text


async def test_a_command_for_each_run_is_copied(open_part: Any) -> None:
    async with open_part("compare", **SMALL) as pilot:
        await pilot.press("y")
        await pilot.pause()
        linear, relu = pilot.app.copied[0].split("\n")
    assert "--activation linear" in linear and "--dataset moons --points 30" in relu


@pytest.mark.parametrize("size", [(80, 24), (140, 45), (46, 16)])
@pytest.mark.parametrize("given", [SMALL, THREE], ids=["two", "three"])
async def test_the_picture_fits_and_needs_no_colour(
    open_part: Any, given: dict[str, Any], size: tuple[int, int]
) -> None:
    async with open_part("compare", size, **given) as pilot:
        await pilot.press("e")
        await wait_until(pilot, lambda: "epoch 1/4" in pilot.app.text)
        part = pilot.app.part
        assert len(part.picture) == part.size.height
        assert max(sum(len(span.text) for span in row) for row in part.frame) <= part.size.width
        signs = ["──", "╌╌", "··"][: len(part.live.runs)]
        assert all(sign in pilot.app.text for sign in signs)


async def test_a_removed_comparison_stops_training(open_part: Any) -> None:
    async with open_part("compare", **LONG) as pilot:
        part = pilot.app.part
        await pilot.press(*SLOWLY, "space")
        await wait_until(pilot, lambda: epochs(pilot) and min(epochs(pilot)) > 1)
        await part.remove()
        await wait_until(pilot, lambda: not part.live.lock.locked())


@pytest.mark.parametrize(
    ("given", "complaint"),
    [
        ({"change": {"activatoin": ["relu", "tanh"]}}, "there is no setting activatoin"),
        ({"change": {"activation": ["relu"]}}, "needs 2 or more"),
        ({"change": {"activation": ["relu", "rely"]}}, "activation cannot be rely"),
        ({"change": {"hidden": [[4], [8]]}}, "hidden has a value of its own too"),
        ({"change": {"seed": [0, 1], "epochs": [2, 3]}}, "change"),
        ({"names": ["one"]}, "names: 1 for 2 runs"),
        ({"figure": "val_loss"}, "needs a validation_split"),
        ({"task": {"text": "t", "when": "loss_3 < 1"}}, "There is no loss_3 here"),
    ],
)
async def test_wrong_options_are_explained(
    open_part: Any, given: dict[str, Any], complaint: str
) -> None:
    with pytest.raises(CourseError, match=complaint):
        async with open_part("compare", **{**SMALL, **given}):
            pass
