"""What lesson 5-4 says of the spread of signals, and of runs that begin from it."""

import numpy as np
import pytest
from lesson_runs import copies, ended, last_of, mean_of, parts_of, sweeps, swept

from engine.initializers import DEVIATIONS
from tutor.live.histograms.probe import probe

LESSON = "5-4-initialisation"


def layers(activation, initializer, seed=0):
    (options,) = parts_of(LESSON, "histograms")
    settings = {"activation": activation, "initializer": initializer, "seed": seed}
    fixed = {name: getattr(options, name) for name in ("depth", "units")}
    return probe(options.probed({**fixed, **settings}))


def test_the_rules_of_the_text():
    assert DEVIATIONS["xavier"](200, 600) ** 2 == pytest.approx(0.0025)
    assert DEVIATIONS["lecun"](200, 600) ** 2 == pytest.approx(0.005)
    assert DEVIATIONS["he"](200, 600) == pytest.approx(0.1)
    assert DEVIATIONS["he"](64, 32) == pytest.approx(0.177, abs=5e-4)
    assert DEVIATIONS["he"](64, 32) / (2 / 64) == pytest.approx(5.7, abs=0.1)


def test_a_whisper_reaches_the_tenth_layer_and_a_shout_gets_stuck():
    for seed in range(3):
        assert 3e-12 < layers("tanh", "small_normal", seed)[-1].std < 4e-11
        assert layers("tanh", "normal", seed)[-1].saturated > 0.5
        assert layers("relu", "normal", seed)[-1].std > 1e6


def test_relu_with_xavier_loses_half_of_the_mean_square_in_each_layer():
    sizes = [np.sqrt(np.square(layers("relu", "xavier", s)[-1].A).mean()) for s in range(5)]
    assert np.mean(sizes) == pytest.approx(0.5**5, rel=0.25)
    kept = [np.sqrt(np.square(layers("relu", "he", s)[-1].A).mean()) for s in range(5)]
    assert np.mean(kept) == pytest.approx(1, rel=0.25)


def test_the_task_can_be_done_and_is_not_done_at_the_start():
    (options,) = parts_of(LESSON, "histograms")

    def done(activation, initializer):
        first, *_, last = layers(activation, initializer)
        figures = dict.fromkeys(options.figure_names(), 0.0)
        seen = {"std_first": first.std, "std_last": last.std, "norm_first": first.norm}
        return options.task.reached({**figures, **seen})

    rules = options.dials["initializer"]
    for name in ("tanh", "relu"):
        assert [rule for rule in rules if done(name, rule)] == ["he"]


def test_ten_sigmoids_stay_wide_and_lose_gradients_and_what_tells_examples_apart():
    for seed in range(3):
        first, *_, last = layers("sigmoid", "xavier", seed)
        assert last.std > first.std / 3
        assert first.norm < last.norm * 1e-5
        assert last.A.std(axis=1).mean() < first.A.std(axis=1).mean() * 1e-5


@sweeps
def test_depth_makes_the_start_matter(seeds, copy):
    ends = swept(LESSON, 0, copy, seeds)
    for name in ("tanh", "relu"):
        assert mean_of(ends[name, "small_normal"], "val_accuracy") == pytest.approx(0.5, abs=0.03)
        assert mean_of(ends[name, "he"], "val_accuracy") > 0.94
    assert any(end.diverged for end in ends["relu", "normal"])
    assert mean_of(ends["tanh", "normal"], "val_accuracy") == pytest.approx(0.5, abs=0.05)


@copies
def test_one_hidden_layer_hardly_cares(copy):
    (options,) = parts_of(LESSON, "compare")
    rules = options.values
    new = [last_of(LESSON, "compare", copy=copy, initializer=rule).val_accuracy for rule in rules]
    assert max(new) - min(new) < 0.04
    zeros = {**options.changed_settings(), "initializer": "zeros", "epochs": 5}
    assert ended(zeros, copy)[1].val_accuracy < 0.55
