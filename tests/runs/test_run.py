"""Live runs: bursts add up to the run that the engine makes, and stop when they are told to."""

from __future__ import annotations

import argparse
import itertools
import time
from typing import Any

import numpy as np
import pytest

from engine.experiment import Experiment
from engine.training import Snapshot
from tutor.commands.training_flags import add_flags, given_settings
from tutor.live.fit.options import RunOptions
from tutor.runs.command import command_line
from tutor.runs.goal import Goal, going_to
from tutor.runs.history import MOST, History
from tutor.runs.run import LiveRun

SMALL = {"points": 40, "epochs": 6, "hidden": (8,), "validation_split": 0.25}


def never() -> bool:
    return False


def shown_nowhere() -> None:
    """Frames are of no interest here."""


def train(run: LiveRun, goal: Goal, stopped: Any = never) -> LiveRun:
    run.burst(goal, stopped, shown_nowhere)
    return run


def headless(**settings: Any) -> Snapshot:
    *_, last = Experiment.of(**settings).start()
    return last


def test_a_live_run_gives_the_figures_of_the_headless_one() -> None:
    last, expected = train(LiveRun(SMALL), Goal()).snapshot, headless(**SMALL)
    assert last is not None and last.final
    for name in ("loss", "accuracy", "val_loss", "macro_f1", "top2", "ece", "step"):
        assert getattr(last, name) == getattr(expected, name)


def test_steps_epochs_and_pauses_do_not_change_the_run() -> None:
    run = LiveRun(SMALL)
    train(run, Goal(steps=1))
    assert run.snapshot is not None and (run.snapshot.epoch, run.snapshot.step) == (0, 1)
    train(run, Goal(epochs=2))
    assert run.snapshot.epoch == 2
    answers = itertools.chain([False, False], itertools.repeat(True))
    train(run, Goal(), lambda: next(answers))
    assert run.snapshot.epoch == 4 and not run.finished
    for _ in range(3):
        train(run, Goal(steps=1))
    train(run, Goal())
    assert run.finished and run.snapshot.loss == headless(**SMALL).loss


def test_the_last_step_of_an_epoch_ends_it() -> None:
    run = LiveRun({**SMALL, "batch_size": 45})
    train(run, Goal(steps=1))
    assert run.history.epochs() == [0]
    train(run, Goal(steps=1))
    assert run.history.epochs() == [0, 1] and run.snapshot is not None
    assert run.snapshot.loss == run.history.figures("loss")[-1]


def test_a_step_alone_measures_nothing_and_goes_the_same_way(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    run = train(LiveRun({**SMALL, "batch_size": 9, "epochs": 2}), Goal(epochs=0))
    monkeypatch.setattr(run, "_measured", lambda: pytest.fail("nothing has to be measured"))
    while not run.finished:
        run.step()
    assert run.snapshot is not None
    assert run.snapshot.loss == headless(**{**SMALL, "batch_size": 9, "epochs": 2}).loss


def test_an_infinite_loss_is_measured_without_a_warning(
    recwarn: pytest.WarningsRecorder,
) -> None:
    run = LiveRun({**SMALL, "output": "relu", "loss": "categorical_crossentropy"})
    assert train(run, Goal(epochs=0)).snapshot is not None
    assert run.snapshot is not None and not np.isfinite(run.snapshot.loss)
    assert not recwarn.list


def test_a_step_that_breaks_the_run_is_explained_at_once() -> None:
    run = LiveRun({"dataset": "noisy_curve", "learning_rate": 1e9, "batch_size": 10, "epochs": 9})
    for _ in range(20):
        train(run, Goal(steps=1))
    assert run.snapshot is not None and run.snapshot.diverged is not None and run.finished
    assert run.snapshot.diverged.step == run.snapshot.step < 20


def test_the_rate_within_an_epoch_is_the_one_of_the_schedule() -> None:
    run = train(LiveRun({**SMALL, "warmup": 4, "batch_size": 30}), Goal(steps=1))
    assert run.snapshot is not None and run.snapshot.learning_rate == pytest.approx(0.025)


def test_a_step_beyond_the_end_keeps_the_report() -> None:
    run = train(LiveRun({**SMALL, "epochs": 1}), Goal())
    report = run.snapshot
    assert train(run, Goal(steps=1)).snapshot is report


def test_the_curve_begins_before_the_first_step() -> None:
    run = train(LiveRun({**SMALL, "initializer": "zeros"}), Goal(epochs=0))
    assert run.history.figures("loss") == pytest.approx([np.log(3)])
    assert (
        "2-8-3 relu, 51 parameters. sgd, learning rate 0.1, batches of 64: 2 steps"
        in (run.descriptions[0])
    )


@pytest.mark.parametrize(
    ("settings", "told"),
    [
        ({"hidden": (8, 4), "batch_norm": True, "activation": "tanh"}, "2-8-4-3 tanh, 99 "),
        ({"hidden": ("8 tanh", "4 relu")}, "2-8-4-3 tanh, relu, 75 "),
        ({"hidden": ()}, "2-3, 9 "),
    ],
)
def test_activations_are_told_as_the_units_have_them(settings: dict[str, Any], told: str) -> None:
    run = train(LiveRun({**SMALL, **settings}), Goal(epochs=0))
    assert run.descriptions[0].startswith(told)


def test_a_long_epoch_is_left_in_the_middle() -> None:
    run = LiveRun({**SMALL, "batch_size": 1})
    run._epoch_seconds = 1.0
    answers = itertools.chain([False] * 5, itertools.repeat(True))
    train(run, Goal(), lambda: next(answers))
    assert run.snapshot is not None and (run.snapshot.epoch, run.snapshot.step) == (0, 5)


def test_a_paced_run_keeps_its_pace_and_stops_at_once() -> None:
    run = train(LiveRun(SMALL), Goal(epochs=0))
    began = time.monotonic()
    train(run, Goal(epochs=2, epochs_a_second=20))
    assert time.monotonic() - began > 0.08
    asked = itertools.count()
    train(run, Goal(epochs_a_second=0.001), lambda: next(asked) > 2)
    assert run.snapshot is not None and run.snapshot.epoch <= 3 and not run.finished


def test_frames_are_not_shown_more_than_some_times_a_second() -> None:
    frames: list[float] = []
    run = LiveRun({**SMALL, "epochs": 2000})
    began = time.monotonic()
    run.burst(Goal(), never, lambda: frames.append(time.monotonic()))
    assert len(frames) <= 12 * (time.monotonic() - began) + 1


def test_a_goal_is_noticed_at_the_first_epoch_that_meets_it() -> None:
    losses = train(LiveRun(SMALL), Goal()).history.figures("loss")
    between = (losses[3] + losses[4]) / 2
    assert min(losses[1:4]) > between > losses[4]
    reached = train(LiveRun(SMALL, when=f"loss < {between}"), Goal()).reached
    assert reached is not None and reached.epoch == 4
    assert train(LiveRun(SMALL, when="accuracy > 2"), Goal()).reached is None


def test_a_diverged_run_ends_and_says_why() -> None:
    run = train(LiveRun({**SMALL, "learning_rate": 1e300}), Goal())
    assert run.finished and run.snapshot is not None and run.snapshot.diverged
    train(run, Goal(steps=1))
    assert run.snapshot.diverged


def test_the_learning_rate_changes_under_way() -> None:
    run = train(LiveRun(SMALL), Goal(epochs=1))
    run.change("learning_rate", 0.7)
    train(run, Goal(epochs=1))
    assert run.snapshot is not None and run.snapshot.learning_rate == 0.7


def test_the_description_follows_what_changes_under_way() -> None:
    run = train(LiveRun(SMALL), Goal(epochs=1))
    run.change("learning_rate", 0.025)
    train(run, Goal(epochs=0))
    assert "learning rate 0.025, batches" in run.descriptions[0]
    falling = train(LiveRun({**SMALL, "schedule": "step", "decay_every": 1}), Goal(epochs=3))
    assert "learning rate 0.1, now 0.025, batches" in falling.descriptions[0]


def test_a_long_history_is_thinned_and_keeps_both_ends() -> None:
    history = History()
    epochs = 3 * MOST + 7
    for epoch in range(epochs + 1):
        final = epoch == epochs
        history.add(Snapshot(epoch, epoch, 1.0, None, None, None, 0.1, 0.0, final))
    kept = history.epochs()
    assert len(kept) <= MOST + 1
    assert kept[0] == 0 and kept[-1] == epochs
    assert np.isnan(history.figures("accuracy")).all()


@pytest.mark.parametrize(
    "settings",
    [
        {},
        {"hidden": [], "bias": False},
        {"hidden": [16, 8], "optimizer": "adam", "learning_rate": 0.01, "batch_norm": True},
        {"dataset": "moons", "noise": 0.2, "validation_split": 0.5, "schedule": "cosine"},
    ],
)
def test_the_command_line_makes_the_same_run(settings: dict[str, Any]) -> None:
    usual = RunOptions().settings()
    wanted = RunOptions.model_validate(settings, strict=False).settings()
    command = command_line(wanted, usual)
    assert command.startswith("nn-tutor train --dataset ")
    parser = argparse.ArgumentParser()
    add_flags(parser)
    given = given_settings(parser.parse_args(command.split()[2:]))
    assert {**usual, **given} == wanted


LONGER = {**SMALL, "epochs": 12, "optimizer": "adam"}


def parameters(run: LiveRun) -> np.ndarray:
    return run.training.network.parameters.copy()


def test_a_run_goes_back_and_on_as_if_nothing_had_been() -> None:
    run = train(LiveRun(LONGER), Goal())
    end, curve = parameters(run), run.history.figures("loss")
    train(run, going_to(5))
    assert run.snapshot is not None and run.snapshot.epoch == 5
    assert run.snapshot.loss == curve[5]
    assert run.history.figures("loss") == curve, "the way back stays in view"
    train(run, going_to(12))
    assert np.array_equal(parameters(run), end) and run.finished
    train(run, going_to(5))
    train(run, Goal())
    assert np.array_equal(parameters(run), end)
    assert run.history.figures("loss") == curve


def test_another_way_is_taken_from_a_kept_epoch() -> None:
    run = train(LiveRun(LONGER), Goal(epochs=8))
    end = parameters(run)
    train(run, going_to(3))
    run.change("learning_rate", 0.5)
    train(run, Goal(epochs=2))
    assert run.history.epochs() == [0, 1, 2, 3, 4, 5]
    assert max(run.checkpoints.epochs()) == 5
    steps_done = run.changes.made[0].step
    assert run.changes.made == [(steps_done, "learning_rate", 0.5)]
    train(run, Goal(epochs=3))
    assert not np.array_equal(parameters(run), end)


def test_changes_on_the_way_are_repeated_bit_for_bit() -> None:
    run = train(LiveRun(LONGER), Goal(epochs=2))
    run.change("learning_rate", 0.03)
    train(run, Goal(steps=1))
    run.change("l2", 0.1)
    train(run, Goal(epochs=4))
    run.change("l1", 0.01)
    train(run, Goal(steps=1))
    run.change("batch_size", 7)
    train(run, Goal())
    again = train(LiveRun(LONGER, changes=run.changes.made), Goal())
    assert np.array_equal(parameters(again), parameters(run))
    assert again.changes.made == run.changes.made
    assert again.present_settings()["l2"] == 0.1
    train(again, going_to(1))
    assert again.training.learning_rate == 0.01
    assert again.training.batch_size == run.training.config.batch_size
    assert again.training.network.penalty() == 0


def test_a_diverged_run_can_be_gone_back_in() -> None:
    run = train(LiveRun({**SMALL, "epochs": 50}), Goal(epochs=3))
    run.change("learning_rate", 1e300)
    train(run, Goal())
    assert run.snapshot is not None and run.snapshot.diverged
    train(run, going_to(2))
    assert not run.finished
    train(run, Goal(epochs=3))
    assert run.snapshot.epoch == 5 and np.isfinite(run.snapshot.loss)


def test_the_kept_epochs_of_a_long_run_are_few_and_evenly_spread() -> None:
    run = train(LiveRun({"dataset": "xor", "hidden": (2,), "epochs": 1000}), Goal())
    epochs = run.checkpoints.epochs()
    assert epochs[0] == 0 and 30 < len(epochs) <= 65
    assert len({b - a for a, b in itertools.pairwise(epochs)}) == 1


def test_features_and_scale_are_known_to_the_run() -> None:
    run = LiveRun({"dataset": "circles", "features": ("x1^2", "x2^2"), "standardise": True})
    assert run.training.training_set.X.shape[0] == 2
    assert np.array_equal(run.prepare.inputs(run.data.X), run.training.training_set.X)
