"""The figures of lesson 5-1, computed by the engine, and what its sweep ends with."""

import numpy as np
import pytest
from lesson_runs import mean_of, parts_of, sweeps, swept

from engine.activations import activation
from engine.losses import loss

LESSON = "5-1-losses"


def column(*numbers):
    return np.array(numbers, float)[:, None]


def softmax(z):
    A = np.empty_like(z)
    activation("softmax").forward(z, A)
    return A


def test_the_three_scores_and_what_they_cost():
    a = softmax(column(2, 0, -1))
    assert a == pytest.approx(column(0.844, 0.114, 0.042), abs=5e-4)
    assert np.exp([2, -1]) == pytest.approx([7.389, 0.368], abs=5e-4)
    paid = loss("categorical_crossentropy").terms(a, column(0, 1, 0)).sum()
    assert paid == pytest.approx(2.17, abs=0.005)
    assert softmax(column(102, 100, 99)) == pytest.approx(a)
    sigmoid = np.empty((1, 1))
    activation("sigmoid").forward(column(2), sigmoid)
    assert softmax(column(2, 0))[0] == pytest.approx(sigmoid[0])


def test_the_pass_by_hand():
    z, y, x = column(1, 0, 0), column(0, 0, 1), np.array([[-2.0, 0.0]])
    dz = softmax(z) - y
    assert np.exp(z).sum() == pytest.approx(4.718, abs=5e-4)
    assert dz == pytest.approx(column(0.5761, 0.2119, -0.7881), abs=5e-5)
    assert (dz @ x)[2] == pytest.approx([1.5761, 0], abs=1e-4)


def test_the_stepper_shows_a_column_of_zeros_and_slopes_that_cancel():
    (options,) = parts_of(LESSON, "stepper")
    values = {step.name: step.value for step in options.trace().steps}
    assert values["Z[1]"] == pytest.approx(column(2, 0, -1))
    assert values["dW[1]"][:, 1] == pytest.approx(np.zeros(3))
    assert values["dZ[1]"].sum() == pytest.approx(0, abs=1e-12)


def test_the_loss_from_scores_knows_what_the_logarithm_has_lost():
    z, y = column(1000, 0, -1000), column(0, 1, 0)
    assert loss("categorical_crossentropy").terms_from_logits(z, y).sum() == pytest.approx(1000)
    assert -np.log(1e-8) == pytest.approx(18.4, abs=0.05)


@sweeps
def test_each_loss_has_a_rate_of_its_own(seeds, copy):
    ends = swept(LESSON, 0, copy, seeds)
    reached = {choice: mean_of(runs, "val_accuracy") for choice, runs in ends.items()}
    squared = {rate: value for (name, rate), value in reached.items() if name == "mse"}
    entropy = {rate: value for (name, rate), value in reached.items() if name != "mse"}
    assert entropy[0.1] > squared[0.1] + 0.05
    assert max(squared.values()) == squared[1.0] > 0.94
    assert max(entropy.values()) == pytest.approx(max(squared.values()), abs=0.02)
    if seeds is None:
        assert entropy[1.0] < 0.9


def test_squared_errors_have_no_longer_slopes_through_softmax_and_fade_where_it_is_sure():
    def slopes(a, y):
        e = 2 * (a - y)
        return a * (e - (a * e).sum(axis=0)), a - y

    rng = np.random.default_rng(0)
    a = softmax(rng.normal(0, 3, (4, 2000)))
    y = np.eye(4)[:, rng.integers(0, 4, 2000)]
    squared, entropy = slopes(a, y)
    lengths = np.linalg.norm(squared, axis=0), np.linalg.norm(entropy, axis=0)
    assert (lengths[0] <= lengths[1] + 1e-12).all()
    sure_and_wrong = softmax(column(9, 0, -1)), column(0, 1, 0)
    squared, entropy = slopes(*sure_and_wrong)
    assert np.abs(squared).max() < 0.001 < 0.9 < np.abs(entropy).max()
