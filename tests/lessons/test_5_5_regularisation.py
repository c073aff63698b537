"""What lesson 5-5 says of penalties by hand and of what each remedy does."""

import numpy as np
import pytest
from lesson_runs import ended, last_of, mean_of, parts_of, sweeps, swept

LESSON = "5-5-regularisation"
NEURON = {
    "dataset": "odd_digits", "hidden": (), "epochs": 100, "validation_split": 0.25,
}  # fmt: skip


def test_the_network_has_73_parameters_for_each_dot():
    (options,) = parts_of(LESSON, "fit")
    run, _ = ended({**options.changed_settings(), "epochs": 1})
    assert run.network.parameters.size == 4417
    assert (run.training_set.m, run.validation_set.m) == (60, 540)
    assert 4417 // 60 == 73


def test_the_penalties_by_hand():
    w, g, rate, price = np.array([2, -0.5, 0]), np.array([1, 0, -1.0]), 0.2, 0.5
    assert w - rate * (g + price * w) == pytest.approx([1.6, -0.45, 0.2])
    assert w - rate * (g + price * np.sign(w)) == pytest.approx([1.7, -0.4, 0.2])


def small_weights(**penalty):
    run, last = ended({**NEURON, **penalty})
    return int((np.abs(run.network.layers[0].W) < 0.01).sum()), last.val_accuracy


def test_l1_throws_pixels_out_and_l2_does_not():
    none, shrunk, sparse = small_weights(), small_weights(l2=0.01), small_weights(l1=0.01)
    assert (none[0], shrunk[0]) == (0, 7)
    assert sparse[0] == pytest.approx(47, abs=1)
    assert none[1] == pytest.approx(0.92, abs=0.005) == shrunk[1]
    assert sparse[1] == pytest.approx(0.89, abs=0.005)


@sweeps
def test_a_little_l2_helps_and_much_harms(seeds, copy):
    ends = swept(LESSON, 0, copy, seeds)
    new = {choice[0]: mean_of(runs, "val_accuracy") for choice, runs in ends.items()}
    assert new[0.01] > new[0.0]
    assert new[0.1] < new[0.0] - 0.02
    if seeds is None:
        old = {choice[0]: mean_of(runs, "accuracy") for choice, runs in ends.items()}
        for values, figures in ((new, (0.89, 0.91, 0.84)), (old, (0.99, 0.93, 0.83))):
            found = [values[price] for price in (0.0, 0.01, 0.1)]
            assert found == pytest.approx(list(figures), abs=0.012)


@sweeps
def test_dropout_calms_the_loss_and_leaves_the_accuracy(seeds, copy):
    ends = swept(LESSON, 1, copy, seeds)
    loss = {choice[0]: mean_of(runs, "val_loss") for choice, runs in ends.items()}
    new = {choice[0]: mean_of(runs, "val_accuracy") for choice, runs in ends.items()}
    assert loss[0.0] > loss[0.5] + 0.1 > loss[0.8]
    assert max(new.values()) - min(new.values()) < 0.035
    if seeds is None:
        assert list(loss.values()) == pytest.approx([0.9, 0.5, 0.4], abs=0.06)
        assert list(new.values()) == pytest.approx([0.89, 0.90, 0.87], abs=0.008)


@pytest.mark.parametrize(
    "price",
    [
        {"l2": 0.01},
        *(pytest.param(more, marks=pytest.mark.slow) for more in ({"l1": 0.001}, {"dropout": 0.5})),
    ],
)
def test_three_units_gain_nothing(price):
    few = [
        np.mean([last_of(LESSON, hidden=(3,), seed=s, **more).val_accuracy for s in range(3)])
        for more in ({}, price)
    ]
    assert few[1] < few[0] + 0.01


@pytest.mark.parametrize(
    "seed", [0, *(pytest.param(seed, marks=pytest.mark.slow) for seed in range(1, 5))]
)
def test_all_dots_are_learned_but_one_or_two(seed):
    assert last_of(LESSON, seed=seed).accuracy >= 58 / 60 - 1e-9


def test_early_stopping_ends_before_epoch_40():
    ends = [last_of(LESSON, early_stopping=10, seed=seed) for seed in range(5)]
    assert max(end.epoch for end in ends) < 40
    assert mean_of(ends, "val_loss") == pytest.approx(0.29, abs=0.01)


def ends_of(sweep: int, name: str, seeds=range(5), copy=0):
    """The ends of a setup of one of the lesson's sweeps."""
    options = parts_of(LESSON, "sweep")[sweep]
    settings = {**options.changed_settings(), **options.setups[name]}
    return [ended({**settings, "seed": seed}, copy)[1] for seed in seeds]


def test_stopping_plain_steps_harms():
    stopped = ends_of(2, "plain steps, waits 1")
    assert mean_of(stopped, "val_loss") == pytest.approx(0.34, abs=0.01)
    assert mean_of(ends_of(2, "plain steps, to the end", range(1)), "val_loss") < 0.31


@pytest.mark.slow
def test_when_early_stopping_helps_harms_and_does_nothing():
    ends = {name: ends_of(2, name) for name in parts_of(LESSON, "sweep")[2].setups}
    loss = {name: mean_of(runs, "val_loss") for name, runs in ends.items()}
    assert loss["Adam, waits 10"] + 0.015 < loss["Adam, waits 1"] < loss["Adam, to the end"] - 0.3
    assert loss["Adam, to the end"] == pytest.approx(0.9, abs=0.1)
    assert max(end.epoch for end in ends["Adam, waits 10"]) < 40
    assert loss["plain steps, to the end"] == pytest.approx(0.28, abs=0.01)
    assert loss["plain steps, waits 10"] > loss["plain steps, to the end"] + 0.01
    assert loss["3 units, waits 10"] == pytest.approx(loss["3 units, to the end"], abs=0.02)


@pytest.mark.slow
def test_a_little_l1_helps_and_ten_times_as_much_harms():
    new = [
        np.mean([last_of(LESSON, l1=price, seed=seed).val_accuracy for seed in range(3)])
        for price in (0.0, 0.001, 0.01)
    ]
    assert new[2] < new[0] - 0.01 < new[0] + 0.005 < new[1]


@pytest.mark.slow
def test_a_gap_is_no_promise_that_a_penalty_closes_it():
    usual = {
        "dataset": "odd_digits", "validation_split": 0.9, "hidden": (64, 64), "optimizer": "adam",
        "learning_rate": 0.003, "batch_size": 16, "epochs": 100,
    }  # fmt: skip
    for extra, figure in (({}, 0.94), ({"dropout": 0.5}, 0.94), ({"l2": 0.01}, 0.92)):
        ends = [ended({**usual, **extra, "seed": seed})[1] for seed in range(5)]
        assert mean_of(ends, "val_accuracy") == pytest.approx(figure, abs=0.006)
        assert mean_of(ends, "accuracy") > 0.99


@pytest.mark.slow
@pytest.mark.parametrize("copy", range(3))
def test_mirrored_digits_mislead_noise_hardly_helps_and_moving_does(copy):
    names = parts_of(LESSON, "sweep")[3].setups
    new = {name: mean_of(ends_of(3, name, copy=copy), "val_accuracy") for name in names}
    assert new["mirrored"] == pytest.approx(new["180 digits"] - 0.03, abs=0.01)
    assert 0 < new["with noise"] - new["180 digits"] < 0.02
    gain = new["moved by a dot or two"] - new["60 drawings"]
    assert gain == pytest.approx(0.07, abs=0.02)
