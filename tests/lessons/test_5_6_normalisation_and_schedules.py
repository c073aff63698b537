"""What lesson 5-6 says of scaling, batch norm and schedules, by hand and in its runs."""

import numpy as np
import pytest
from lesson_runs import ended, last_of, mean_of, parts_of, sweeps, swept

from engine import BatchNorm, Network
from engine.schedules import Cosine, WarmUp

LESSON = "5-6-normalisation-and-schedules"
TEN = {
    "dataset": "odd_digits", "validation_split": 0.25, "hidden": (32,) * 10, "epochs": 20,
}  # fmt: skip


def test_scaling_by_hand():
    x = np.array([2, 4, 9])
    assert x.std() == pytest.approx(2.944, abs=5e-4)
    assert (2 - x.mean()) / x.std() == pytest.approx(-1.019, abs=5e-4)
    assert (15 - x.mean()) / x.std() == pytest.approx(3.397, abs=5e-4)


def test_batch_norm_by_hand():
    network = Network([BatchNorm("relu")], n_inputs=1, loss="mse")
    layer = network.layers[0]
    layer.gamma[:], layer.beta[:] = 2, 1
    A = network.forward(np.array([[-2.0, 0, 8]]), training=True)
    assert layer.X_hat == pytest.approx(np.array([[-0.926, -0.463, 1.389]]), abs=5e-4)
    assert A[0] == pytest.approx([0, 0.074, 3.777], abs=1e-3)
    assert network.forward(np.array([[250.0]]), training=True) == pytest.approx(np.array([[1.0]]))


def test_the_schedules_of_the_plot():
    for epoch in (0, 15, 30, 45):
        assert Cosine().factor(epoch, 60) == pytest.approx((1 + np.cos(np.pi * epoch / 60)) / 2)
        assert WarmUp(5).factor(epoch, 60) == min((epoch + 1) / 5, 1)


@sweeps
def test_scaling_helps_at_every_rate(seeds, copy):
    ends = swept(LESSON, 0, copy, seeds)
    new = {choice: mean_of(runs, "val_accuracy") for choice, runs in ends.items()}
    gains = [new[True, rate] - new[False, rate] for rate in (0.1, 0.3, 1.0)]
    assert min(gains) > 0.01
    if seeds is None:
        assert all(0.035 < gain < 0.08 for gain in gains)


def reached(sweep: int, names, figure="val_accuracy", seeds=range(5), copy=0):
    """The mean end of these setups of one of the lesson's sweeps."""
    options = parts_of(LESSON, "sweep")[sweep]
    settings = [{**options.changed_settings(), **options.setups[name]} for name in names]
    return [
        mean_of([ended({**each, "seed": seed}, copy)[1] for seed in seeds], figure)
        for each in settings
    ]


def test_scaling_does_nothing_for_the_moons_and_harms_with_few_drawings():
    plain, scaled = reached(1, ["moons", "moons, scaled"])
    assert scaled == pytest.approx(plain, abs=0.015)
    few = reached(1, ["50 drawings", "50 drawings, scaled"])
    assert few == pytest.approx([0.60, 0.47], abs=0.012)


@pytest.mark.slow
@pytest.mark.parametrize("copy", range(2))
def test_batch_norm_helps_does_nothing_and_harms(copy):
    ends = swept(LESSON, 2, copy)
    new = {choice: mean_of(runs, "val_accuracy") for choice, runs in ends.items()}
    assert new[64, True] > new[64, False] + 0.04
    assert new[8, True] == pytest.approx(new[8, False], abs=0.01)
    assert new[2, True] < min(new[2, False] - 0.1, new[8, True], new[64, True])


def test_batch_norm_helps_with_64():
    off, on = (last_of(LESSON, "sweep", 2, batch_size=64, batch_norm=on) for on in (False, True))
    assert on.val_accuracy > off.val_accuracy + 0.02


@pytest.mark.slow
def test_batch_norm_forgives_a_bad_start():
    for rule, plain, normed in (("small_normal", 0.5, 0.9), ("he", 0.97, 0.84)):
        for on, figure in ((False, plain), (True, normed)):
            settings = {**TEN, "initializer": rule, "batch_norm": on}
            ends = [ended({**settings, "seed": seed})[1] for seed in range(3)]
            assert mean_of(ends, "val_accuracy") == pytest.approx(figure, abs=0.01), (rule, on)


def test_a_schedule_brakes_short_steps():
    constant, cosine = reached(3, ["rate 0.1", "rate 0.1, cosine"], seeds=range(1))
    assert cosine < constant - 0.005


@pytest.mark.slow
@pytest.mark.parametrize("copy", range(3))
def test_each_schedule_saves_long_steps_and_brakes_short_ones(copy):
    ways = ["", ", step", ", exponential", ", cosine", ", warm-up"]
    constant, *others, both = reached(
        3, [f"rate 1{way}" for way in (*ways, ", warm-up and cosine")], copy=copy
    )
    assert constant == pytest.approx(0.88, abs=0.02)
    assert min(others) > constant + 0.05
    assert others[-2:] == pytest.approx([0.97, 0.97], abs=0.01)
    assert both == pytest.approx(max(others), abs=0.012)
    constant, step, *smooth, warm = reached(3, [f"rate 0.1{way}" for way in ways], copy=copy)
    assert constant - step == pytest.approx(0.01, abs=0.006)
    assert [constant - each for each in smooth] == pytest.approx([0.02, 0.02], abs=0.006)
    assert warm == pytest.approx(constant, abs=0.006)


@pytest.mark.slow
def test_the_story_on_new_digits():
    full = [last_of(LESSON, seed=seed) for seed in range(5)]
    plain = [last_of(LESSON, seed=seed, batch_norm=False, schedule="constant") for seed in range(5)]
    assert mean_of(full, "accuracy") == pytest.approx(1, abs=0.0005)
    assert mean_of(full, "val_accuracy") == pytest.approx(0.990, abs=0.001)
    assert mean_of(plain, "val_accuracy") == pytest.approx(0.987, abs=0.001)
    assert max(end.val_accuracy for end in full) >= 0.985
    assert np.std([end.val_accuracy for end in full]) == pytest.approx(0.003, abs=0.001)
    assert mean_of(plain, "val_loss") > 1.5 * mean_of(full, "val_loss")


@pytest.mark.parametrize(
    "seed", [0, *(pytest.param(seed, marks=pytest.mark.slow) for seed in range(1, 5))]
)
def test_the_last_fit_of_unit_5_ends_as_the_text_says(seed):
    last = last_of(LESSON, seed=seed)
    assert last.accuracy > 0.995
    assert last.val_accuracy == pytest.approx(0.99, abs=0.008)
