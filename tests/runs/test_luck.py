"""What of a result is luck: bands of many seeds, and settings that differ by more or do not."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import pytest

from engine.sweep import Result, Trial, run_trial, run_with_curves
from tutor.plots.cells import plain
from tutor.plots.lines import Series, Shade, line_chart
from tutor.runs.luck import band, chief_figure, sentence, spread, verdict
from tutor.sweeps.seeds import seed_trials

MOONS = {"dataset": "moons", "points": 40, "epochs": 12, "hidden": (8,)}


def results(values: Sequence[float], figure: str = "accuracy") -> list[Result]:
    return [Result(Trial(n, {}, {}, n), {figure: value}) for n, value in enumerate(values)]


def trained(count: int = 4, **changes: object) -> list[Result]:
    return [run_with_curves(trial) for trial in seed_trials([{**MOONS, **changes}], count)]


def test_the_curves_of_a_trial_are_those_of_its_run() -> None:
    (trial,) = seed_trials([MOONS], 1)
    drawn, bare = run_with_curves(trial), run_trial(trial)
    seconds = ("seconds",)
    assert {n: v for n, v in drawn.figures.items() if n not in seconds} == {
        n: v for n, v in bare.figures.items() if n not in seconds
    }
    assert drawn.curves["epoch"] == tuple(range(1, 13)) and not bare.curves
    assert drawn.curves["loss"][-1] == bare.figures["loss"]


def test_a_long_run_keeps_few_points_and_its_last() -> None:
    (trial,) = seed_trials([{**MOONS, "epochs": 501}], 1)
    epochs = run_with_curves(trial).curves["epoch"]
    assert len(epochs) <= 201 and epochs[-1] == 501


def test_seeds_are_counted_on_from_the_run_s_own() -> None:
    trials = seed_trials([{"seed": 5}, {"lr": 1}], 3)
    assert sorted((t.choice["of"], t.seed) for t in trials) == [
        (0, 5), (0, 6), (0, 7), (1, 0), (1, 1), (1, 2)
    ]  # fmt: skip
    assert all(trial.settings["seed"] == trial.seed for trial in trials)


def test_the_band_holds_every_run() -> None:
    runs = trained()
    found = band(runs, "loss")
    assert found is not None and (found.low <= found.middle).all()
    for run in runs:
        losses = np.array(run.curves["loss"])
        assert (found.low <= losses).all() and (losses <= found.high).all()
    assert (found.low < found.high).any()
    assert band(runs, "val_loss") is None and band(runs[:1], "loss") is None


def test_a_run_that_ended_early_leaves_the_band_to_the_others() -> None:
    def curve(*losses: float | None) -> Result:
        curves = {"epoch": tuple(range(1, len(losses) + 1)), "loss": losses}
        return Result(Trial(0, {}, {}, 0), curves=curves)

    found = band([curve(3, 2, 1, 1), curve(4, 3, 2, 2), curve(9, float("nan"))], "loss")
    assert found is not None
    assert found.high.tolist() == [9, 3, 2, 2] and found.epochs.tolist() == [1, 2, 3, 4]


def test_runs_that_diverged_are_counted_and_not_averaged() -> None:
    broken = Result(Trial(9, {}, {}, 9), {"accuracy": 0.1}, diverged="it broke")
    runs = [*results([0.9, 0.92, 0.94]), broken]
    found = spread(runs, "accuracy")
    assert found is not None and found.mean == pytest.approx(0.92) and found.count == 3
    told = sentence(runs, 20)
    assert told == "4 of 20 seeds: accuracy 92.0 ± 2.0 %, from 90.0 to 94.0 %; 1 of them diverged."
    assert sentence([broken], 20) == "1 of 20 seeds are trained."
    assert "too few" in sentence([broken], 1)


def test_what_suits_the_runs_is_compared() -> None:
    assert chief_figure(trained(2, validation_split=0.25)) == "val_accuracy"
    assert chief_figure(trained(2, dataset="noisy_curve")) == "loss"


def test_settings_are_told_apart_only_by_more_than_the_seeds_do() -> None:
    rng = np.random.default_rng(0)

    def noise(mean: float) -> list[Result]:
        return results(rng.normal(mean, 0.02, 20).tolist())

    clear = verdict([noise(0.8), noise(0.9)], ["relu", "tanh"])
    assert "tanh is ahead by more than the seeds make" in clear
    close = verdict([noise(0.85), noise(0.852)], ["relu", "tanh"])
    assert "may well be luck" in close
    loss = verdict([results([0.1, 0.11, 0.12], "loss"), results([0.5, 0.51, 0.52], "loss")], "ab")
    assert "a is ahead" in loss
    assert "Too few" in verdict([results([0.9]), results([0.8, 0.7, 0.6])], "ab")


def test_of_forty_pairs_of_equal_settings_next_to_none_are_told_apart() -> None:
    rng = np.random.default_rng(1)
    told = [
        verdict([results(rng.normal(0.9, 0.02, 20).tolist()) for _ in "ab"], "ab")
        for _ in range(40)
    ]
    assert sum("ahead" in each for each in told) <= 2


def test_a_band_lies_behind_the_lines() -> None:
    xs = np.arange(11.0)
    line = Series("", xs, xs)
    bare = plain(line_chart([line], 40, 12, y_range=(-5.0, 15.0)))
    shaded = plain(
        line_chart([line], 40, 12, y_range=(-5.0, 15.0), shades=[Shade(xs, xs - 3, xs + 3)])
    )
    assert dotted(shaded) > 2 * dotted(bare)


def dotted(text: str) -> int:
    """How many cells hold dots."""
    return sum("⠀" < letter <= "⣿" for letter in text)
